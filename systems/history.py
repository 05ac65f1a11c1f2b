"""Writing dated facts: a newer word about some days takes those days from the older one, and nothing is lost."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from .models import DatedFact


@transaction.atomic
def state_fact(fact: DatedFact, *, about: dict) -> DatedFact:
    """Record a fact for its days; what was believed of those days until now is replaced.

    `about` are the field values that name the subject, such as `{"system": system}`: facts about other subjects stay.
    """
    clear_days(type(fact), about=about, start=fact.holds_from, end=fact.holds_until, by=fact.recorded_by)
    fact.save(force_insert=True)
    return fact


@transaction.atomic
def clear_days(model, *, about: dict, start: datetime.date, end: datetime.date | None, by=None) -> None:
    """Say that nothing of this kind holds from `start` until (and without) `end`, or for ever."""
    now = timezone.now()
    overlapping = Q(holds_until__isnull=True) | Q(holds_until__gt=start)
    if end is not None:
        overlapping &= Q(holds_from__lt=end)
    for old in model.objects.believed().select_for_update().filter(overlapping, **about):
        model.objects.filter(pk=old.pk).update(replaced_at=now)
        for part in remains(old, start, end, now, by):
            part.save(force_insert=True)


def remains(
    old: DatedFact, start: datetime.date, end: datetime.date | None, now: datetime.datetime, by
) -> list[DatedFact]:
    """What is still believed of a fact when the days from `start` until (and without) `end` are taken; not stored."""
    parts = []
    if old.holds_from < start:
        parts.append(_again(old, old.holds_from, start, now, by))
    if end is not None and (old.holds_until is None or old.holds_until > end):
        parts.append(_again(old, end, old.holds_until, now, by))
    return parts


def _again(old: DatedFact, start: datetime.date, end: datetime.date | None, now: datetime.datetime, by) -> DatedFact:
    values = {
        field.attname: getattr(old, field.attname) for field in old._meta.concrete_fields if not field.primary_key
    }
    values |= {"holds_from": start, "holds_until": end, "recorded_at": now, "replaced_at": None}
    if by is not None:
        values["recorded_by_id"] = by.pk
    return type(old)(**values)
