"""Everything the progress page says of one unit on one day, for the screen and for the spreadsheet."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import cached_property

from classification.counting import Group, by_level, by_unit, groups, target_on, total_of
from classification.counting_over_time import Point, burn_up
from classification.counting_stages import STAGES, reached, stages_on
from classification.models import Target
from classification.progress import Count, Progress, against, systems_for
from systems.authority import organisations_visible_to
from systems.models import Organisation
from systems.models.organisations import places_above

MOST_UNFOLDED = 40
MOST_UNITS = 400
"""A tree with more units than this shows two generations; the rest is one click further down."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the tree with its own count and the units below it."""

    code: str
    name: str
    count: Count
    children: list[Unit] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the funnel: how many got here, how many still stand one step before it (`waiting`, in words)."""

    name: str
    reached: int
    waiting: int = 0
    waiting_words: str = ""
    waiting_key: str = ""


@dataclass(frozen=True)
class Report:
    """The figures of a unit (None: of all the units at `places`) on a day; each part asks the database when read."""

    organisation: Organisation | None
    places: tuple[str, ...]
    day: datetime.date

    @cached_property
    def scope(self) -> dict:
        restrict = None if self.organisation else self.places
        return {"organisation": self.organisation, "restrict": restrict}

    @cached_property
    def groups(self) -> list[Group]:
        return groups(day=self.day, **self.scope)

    @cached_property
    def count(self) -> Count:
        return total_of(self.groups)

    @cached_property
    def target(self) -> Target:
        return target_on(self.organisation, self.day)

    @cached_property
    def progress(self) -> Progress:
        return against(self.count, self.target.percent)

    @cached_property
    def goal(self) -> int:
        """How many systems the target asks for."""
        return systems_for(self.count.total, self.target.percent)

    @cached_property
    def levels(self) -> list[tuple[int | None, Count]]:
        return by_level(self.groups)

    @cached_property
    def curve(self) -> list[Point]:
        """Twelve months up to the day."""
        since = self.day.replace(year=self.day.year - 1, day=min(self.day.day, 28))
        return burn_up(since=since, until=self.day, **self.scope)

    @property
    def gained(self) -> int:
        """By how many protected systems the last twelve months changed the count."""
        return self.curve[-1].protected - self.curve[0].protected

    @property
    def lost(self) -> int:
        return -self.gained

    @cached_property
    def stages(self) -> list[Stage]:
        counted = stages_on(day=self.day, **self.scope)
        got = reached(counted)
        first = Stage(STAGES[0][2], got[0])
        return [first] + [
            Stage(STAGES[rank][2], got[rank], counted[rank - 1], STAGES[rank - 1][1], STAGES[rank - 1][0])
            for rank in range(1, len(STAGES))
        ]

    @cached_property
    def units(self) -> list[Unit]:
        """The units below, each with its own count; a unit without any system in operation is left out."""
        places = (self.organisation.path,) if self.organisation else self.places
        rows = Organisation.objects.under(places).values_list("path", "code", "name")
        counted = by_unit(self.groups)
        rows = [row for row in rows if row[0] in counted and not (self.organisation and row[0] == places[0])]
        if len(rows) > MOST_UNITS:
            least = min(len(path) for path, _code, _name in rows)
            rows = [row for row in rows if len(row[0]) <= least + Organisation.steplen]
        return _tree(rows, counted)

    @property
    def unfolded(self) -> bool:
        """Whether the tree is short enough to show all of it at once."""
        return len(self.units) + sum(len(unit.children) for unit in self.units) <= MOST_UNFOLDED

    @cached_property
    def own(self) -> Count:
        """Systems that the unit itself owns and runs, and that so stand under no unit below it."""
        if self.organisation is None:
            return Count()
        path = self.organisation.path
        return total_of(group for group in self.groups if not _below(path, group.owner, group.operator))


def report(user, *, code: str, day: datetime.date) -> Report | None:
    """The report of the unit of this code, or of all this person may see; None for a unit they may not see."""
    visible = organisations_visible_to(user)
    if "\x00" in code:
        return None
    if code:
        organisation = visible.filter(code=code).first()
        return Report(organisation, (organisation.path,), day) if organisation else None
    tops = tops_of(visible.values_list("path", flat=True))
    only = visible.get(path=tops[0]) if len(tops) == 1 else None
    return Report(only, tops, day)


def tops_of(paths: Iterable[str]) -> tuple[str, ...]:
    """The places that lie under none of the others. `paths` in the order of the tree."""
    tops: list[str] = []
    for path in paths:
        if not tops or not path.startswith(tops[-1]):
            tops.append(path)
    return tuple(tops)


def _tree(rows: list[tuple[str, str, str]], counted: dict[str, Count]) -> list[Unit]:
    found: dict[str, Unit] = {}
    tops: list[Unit] = []
    for path, code, name in rows:
        unit = found[path] = Unit(code, name, counted[path])
        above = next((found[place] for place in reversed(places_above(path)[:-1]) if place in found), None)
        (above.children if above else tops).append(unit)
    return tops


def _below(path: str, *places: str) -> bool:
    return any(place.startswith(path) and place != path for place in places)
