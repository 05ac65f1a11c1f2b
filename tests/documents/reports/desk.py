"""The days of the yearly report for 2026, and since when a system stands where it stands."""

import datetime

from classification.models import (
    Standing,
)

CLOSING = datetime.date(2026, 12, 14)
SIGNING_DAY = datetime.date(2026, 12, 16)


def stand(dossier, kind, since):
    Standing.objects.create(system=dossier.system, dossier=dossier, kind=kind, level=dossier.level, holds_from=since)
