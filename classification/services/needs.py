"""Keeping beside each system what its facts give today; many systems in a few statements."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import islice

from django.utils import timezone

from classification.models import NeededLevel, StatutoryDay
from classification.needing import Need, need_of
from classification.regimes.selector import LawDays, regime_of
from systems.models import InformationSystem

BATCH = 500


def refresh_needs(
    systems: Sequence[InformationSystem], today: datetime.date, days: LawDays | None = None
) -> dict[int, Need]:
    """Determine these systems anew under the decree that a dossier begun today would have. System id -> its need."""
    days = days or StatutoryDay.objects.law_days()
    found = {system.pk: need_of(system.facts, regime_of(system, today, days)[0]) for system in systems}
    now = timezone.now()
    rows = [
        NeededLevel(system_id=pk, contradicted=bool(need.contradictions), computed_at=now, **asdict(need))
        for pk, need in found.items()
    ]
    names = [*asdict(next(iter(found.values()))), "contradicted", "computed_at"] if found else []
    NeededLevel.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["system"], update_fields=names
    )
    return found


def refresh_all(today: datetime.date) -> int:
    """Every system, after the law as data or the rules have changed. Returns how many."""
    days, number = StatutoryDay.objects.law_days(), 0
    for batch in batches(InformationSystem.objects.order_by("pk").iterator(chunk_size=BATCH)):
        number += len(refresh_needs(batch, today, days))
    return number


def batches(rows: Iterable) -> Iterator[list]:
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
        yield batch
