"""How the count grew: the days on which it changed, from the same dated facts and with the same rules as one day.

A system is counted while all its facts hold together; only the first and the last of those days matter, so the database
answers with so many beginnings and endings a day, and the rest is adding up.
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Greatest, Least

from classification.models import Standing
from systems.models import Operation, Organisation

from .counting import within

NEVER = Value(datetime.date.max, output_field=DateField())


@dataclass(frozen=True, slots=True)
class Point:
    """From this day on, so many systems in operation and so many of them protected."""

    day: datetime.date
    total: int
    protected: int


def burn_up(
    *,
    since: datetime.date,
    until: datetime.date,
    organisation: Organisation | None = None,
    known_at: datetime.datetime | None = None,
    restrict: tuple[str, ...] | None = None,
) -> list[Point]:
    """The count on `since`, on each day after it on which it changed, and on `until`. Four SQL statements."""
    where = _held("system__placements__", known_at) & within(organisation, restrict, "system__placements__")
    running = Operation.objects.believed(known_at).filter(where)
    protected = Standing.objects.believed(known_at).filter(
        where,
        _held("system__operations__", known_at),
        _held("system__standings__", known_at),
        kind=Standing.Kind.PROTECTED,
        system__standings__kind=Standing.Kind.CLASSIFIED,
    )
    totals = _changes(running, ("", "system__placements__"), until)
    safe = _changes(protected, ("", "system__placements__", "system__operations__", "system__standings__"), until)
    days = sorted({since, until} | {day for day in totals.keys() | safe.keys() if since < day < until})
    return [Point(day, _sum_to(totals, day), _sum_to(safe, day)) for day in days]


def _changes(facts: QuerySet, prefixes: tuple[str, ...], until: datetime.date) -> Counter:
    """Day -> how many more (or fewer) systems count from it, as long as the facts at all these prefixes hold."""
    spans = facts.annotate(
        begins=Greatest(*(F(f"{prefix}holds_from") for prefix in prefixes)),
        ends=Least(*(Coalesce(F(f"{prefix}holds_until"), NEVER) for prefix in prefixes)),
    ).filter(begins__lt=F("ends"), begins__lte=until)
    changes: Counter = Counter()
    for day, number in spans.order_by().values_list("begins").annotate(number=Count("pk")):
        changes[day] += number
    for day, number in spans.filter(ends__lte=until).order_by().values_list("ends").annotate(number=Count("pk")):
        changes[day] -= number
    return changes


def _held(prefix: str, known_at: datetime.datetime | None) -> Q:
    """The condition of `DatedFactQuerySet.believed`, for facts reached through `prefix`."""
    if known_at is None:
        return Q(**{f"{prefix}replaced_at__isnull": True})
    later = Q(**{f"{prefix}replaced_at__isnull": True}) | Q(**{f"{prefix}replaced_at__gt": known_at})
    return later & Q(**{f"{prefix}recorded_at__lte": known_at})


def _sum_to(changes: Counter, day: datetime.date) -> int:
    return sum(number for when, number in changes.items() if when <= day)
