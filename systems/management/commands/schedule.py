"""Runs the schedule: what is due today is put in the queue at its hour. One is enough, several do no harm."""

from django.core.management.base import BaseCommand

from systems.jobs.answering import run_schedule


class Command(BaseCommand):
    help = "Puts the day's jobs in the queue and wakes workers until it is stopped (Ctrl-C)."

    def handle(self, **options):
        run_schedule()
