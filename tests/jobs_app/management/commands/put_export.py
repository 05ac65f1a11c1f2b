"""Makes a small ministry with dossiers and asks for an export of all of them, as a person on the page would."""

from django.core.management.base import BaseCommand

from classification.models import Dossier
from documents.bench.world import build
from documents.services.exporting import ask_for_export


class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("systems", type=int)

    def handle(self, *, systems, **options):
        watcher = build(systems)
        self.stdout.write(str(ask_for_export(dossiers=Dossier.objects.all(), words="", by=watcher).total))
