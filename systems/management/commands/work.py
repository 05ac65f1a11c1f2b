"""Runs a worker: what others put in the queue is done here. Any number on any number of machines."""

import os

from django.core.management.base import BaseCommand

from systems.jobs.answering import run_worker


class Command(BaseCommand):
    help = "Does the work outside requests until it is stopped (Ctrl-C); killed, it loses nothing."

    def add_arguments(self, parser):
        parser.add_argument("--processes", default=os.environ.get("JOB_WORKERS") or "2", type=int)

    def handle(self, *, processes, **options):
        run_worker(max(processes, 1))
