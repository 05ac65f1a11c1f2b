"""The burn-up curve and the ruler as numbers for SVG drawings: percentages of the plot, no pixels, no words. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

HEADROOM = 1.15
MONTHS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid or a month of the axis. `at` is in per cent of the plot, from the top or from the left."""

    at: str
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """`path` in a 100 x 100 box; `goal` and `now` are heights from the top in per cent.

    All numbers are text with a point, since a template would write them with the comma of the language.
    """

    path: str
    grid: tuple[Tick, ...]
    months: tuple[Tick, ...]
    goal: str
    now: str


@dataclass(frozen=True, slots=True)
class Ruler:
    """`middle` lies between what is reached and the target; `room` and `right` say where words fit."""

    tenths: range
    middle: str
    room: bool
    right: bool


def ruler(reached: float, target: int) -> Ruler:
    """Where things stand on a ruler from 0 to 100 per cent."""
    return Ruler(range(10, 100, 10), f"{(reached + target) / 2:.2f}", target - reached >= 14, target <= 74)


def draw(points: Iterable[tuple[datetime.date, int]], *, goal: int) -> Chart:
    """A stepped line through (day, number), the first and the last day being the edges, beside a goal."""
    points = list(points)
    first, last = points[0][0], points[-1][0]
    highest = max(goal, 1, *(number for _day, number in points))
    step, top = _step(highest), highest * HEADROOM

    def across(day: datetime.date) -> str:
        return f"{(day - first).days * 100 / max((last - first).days, 1):.2f}"

    def down(number: int) -> str:
        return f"{100 - number * 100 / top:.2f}"

    path = f"M0 {down(points[0][1])}" + "".join(f" H{across(day)} V{down(number)}" for day, number in points[1:])
    return Chart(
        path=path,
        grid=tuple(Tick(down(number), str(number)) for number in range(0, int(top) + 1, step)),
        months=tuple(Tick(across(day), f"{day:%m/%Y}") for day in _months(first, last)),
        goal=down(goal),
        now=down(points[-1][1]),
    )


def _step(highest: int) -> int:
    """A round distance that makes four to eight lines."""
    size = 1
    while True:
        for round_number in (1, 2, 5):
            if highest / (size * round_number) <= 7:
                return size * round_number
        size *= 10


def _months(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    days = (last - first).days
    return [first + datetime.timedelta(days * n // (MONTHS_SHOWN - 1)) for n in range(MONTHS_SHOWN)]
