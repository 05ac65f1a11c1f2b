"""How many systems stood where on a day: aggregates over dated facts, a fixed number of SQL statements.

A system counts on a day if a fact says that it ran on that day, for the units to which it belonged on that day:
every unit at or above its operator or its owner. Later corrections are later facts, so any past day keeps its answer.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Length

from classification.models import Standing, Target
from classification.progress import USUAL_TARGET
from classification.progress import Count as Counted
from systems.models import Operation, Organisation, Placement
from systems.models.organisations import below, places_above

Kind = Standing.Kind
LEVELS = (5, 4, 3, 2, 1)


@dataclass(frozen=True, slots=True)
class Group:
    """So many systems of the same owner, operator and level, as they stood on the day. Level None: not approved."""

    owner: str
    operator: str
    level: int | None
    count: Counted


def count(
    *,
    organisation: Organisation | None = None,
    day: datetime.date,
    known_at: datetime.datetime | None = None,
    restrict: tuple[str, ...] | None = None,
) -> Counted:
    """Systems of a unit (None: all) on a day, as known now or at `known_at`. One SQL statement.

    `restrict`: places of the tree (paths) within which the systems must lie; None for no restriction.
    """
    found = standing_on(day, known_at=known_at, organisation=organisation, restrict=restrict)
    return Counted(**found.aggregate(**_totals()))


def groups(
    *,
    organisation: Organisation | None = None,
    day: datetime.date,
    known_at: datetime.datetime | None = None,
    restrict: tuple[str, ...] | None = None,
) -> list[Group]:
    """The same count taken apart by owner, operator and level, from which any unit's and level's count follows.

    One SQL statement; as many groups as there are pairs of bodies and levels, however many systems.
    """
    found = standing_on(day, known_at=known_at, organisation=organisation, restrict=restrict)
    level = Standing.objects.on(day, known_at).filter(system=OuterRef("system"), kind=Kind.CLASSIFIED)
    rows = (
        found.annotate(level_then=Subquery(level.values("level")[:1]))
        .values("owner__path", "operator__path", "level_then")
        .annotate(**_totals())
        .order_by()
    )
    return [
        Group(row.pop("owner__path"), row.pop("operator__path"), row.pop("level_then"), Counted(**row))
        for row in (dict(row) for row in rows)
    ]


def by_unit(found: Iterable[Group]) -> dict[str, Counted]:
    """Path of a unit -> its count; a system counts once for each unit at or above its owner or its operator."""
    counted: dict[str, Counted] = {}
    for group in found:
        for path in {*places_above(group.owner), *places_above(group.operator)}:
            counted[path] = counted.get(path, Counted()) + group.count
    return counted


def by_level(found: Iterable[Group]) -> list[tuple[int | None, Counted]]:
    """(level, count) from 5 down to 1, then the systems whose level nobody approved yet (None)."""
    counted: dict[int | None, Counted] = dict.fromkeys((*LEVELS, None), Counted())
    for group in found:
        counted[group.level] += group.count
    return list(counted.items())


def total_of(found: Iterable[Group]) -> Counted:
    return sum((group.count for group in found), Counted())


def target_on(organisation: Organisation | None, day: datetime.date) -> Target:
    """The target that held on a day for a unit: its own newest, else that of the nearest unit above it.

    For the whole, the target of the only top of the tree. Where nobody set one: an unsaved one of 70 %.
    """
    if organisation is None:
        tops = list(Organisation.objects.filter(depth=1)[:2])
        organisation = tops[0] if len(tops) == 1 else None
    places = places_above(organisation.path) if organisation else []
    held = Target.objects.filter(organisation__path__in=places, holds_from__lte=day)
    nearest = held.order_by(Length("organisation__path").desc(), "-holds_from", "-pk").first()
    return nearest or Target(percent=USUAL_TARGET)


def standing_on(
    day: datetime.date,
    *,
    known_at: datetime.datetime | None = None,
    organisation: Organisation | None = None,
    restrict: tuple[str, ...] | None = None,
) -> QuerySet[Placement]:
    """Where each system in operation on the day belonged then, with `classified`, `deploying`, `protected`."""
    standing = Standing.objects.on(day, known_at).filter(system=OuterRef("system"))
    placed = Placement.objects.on(day, known_at).filter(
        Exists(Operation.objects.on(day, known_at).filter(system=OuterRef("system"))), within(organisation, restrict)
    )
    return placed.annotate(
        is_classified=Exists(standing.filter(kind=Kind.CLASSIFIED)),
        is_deploying=Exists(standing.filter(kind=Kind.DEPLOYING)),
        is_confirmed=Exists(standing.filter(kind=Kind.PROTECTED)),
    ).annotate(is_protected=_one_if(Q(is_confirmed=True, is_classified=True)))


def _totals() -> dict[str, Count]:
    return {
        "total": Count("pk"),
        "classified": Count("pk", filter=Q(is_classified=True)),
        "deploying": Count("pk", filter=Q(is_deploying=True)),
        "protected": Count("pk", filter=Q(is_protected=1)),
    }


def _one_if(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0))


def within(organisation: Organisation | None, restrict: tuple[str, ...] | None, prefix: str = "") -> Q:
    """The unit's own places, and only what lies within the places a reader may see."""
    condition = Q()
    if organisation is not None:
        condition &= _either((organisation.path,), prefix)
    if restrict is not None:
        condition &= _either(restrict, prefix)
    return condition


def _either(paths: tuple[str, ...], prefix: str) -> Q:
    return below(paths, f"{prefix}operator__") | below(paths, f"{prefix}owner__")
