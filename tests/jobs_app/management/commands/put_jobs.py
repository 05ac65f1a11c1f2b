"""Puts jobs of the tests in the queue, as a request would."""

from django.core.management.base import BaseCommand
from django.db import transaction

from systems.jobs import enqueue


class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("kind")
        parser.add_argument("numbers", nargs="+", type=int)

    def handle(self, *, kind, numbers, **options):
        # All at once: on SQLite a job that is held holds the one writer too, and would not let the rest in.
        with transaction.atomic():
            for n in numbers:
                enqueue(kind, n=n)
