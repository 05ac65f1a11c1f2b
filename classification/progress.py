"""Counting toward a target: whole numbers, percentages rounded down, never up. Pure.

The denominator is every system in operation, not only the classified ones, as the authorities count it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

USUAL_TARGET = 70
"""Per cent; holds where nobody set a target."""


@dataclass(frozen=True, slots=True)
class Count:
    """Systems in operation on a day, and how many of them have an approved level, deploy a plan, are protected."""

    total: int = 0
    classified: int = 0
    deploying: int = 0
    protected: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.total + other.total,
            self.classified + other.classified,
            self.deploying + other.deploying,
            self.protected + other.protected,
        )

    @property
    def tenths(self) -> int:
        """Tenths of a per cent that are protected, rounded down: 24 of 56 is 428. Nothing of nothing is 0."""
        return tenths_of(self.protected, self.total)


@dataclass(frozen=True, slots=True)
class Progress:
    """A count beside its target. `percent` has one decimal, rounded down: Decimal("42.8")."""

    percent: Decimal
    target: int
    needed: int
    reached: bool

    @property
    def goal(self) -> Decimal:
        """The target as a percentage that can stand beside `percent`."""
        return Decimal(self.target)


def against(count: Count, target_percent: int) -> Progress:
    """How a count stands to a target of so many per cent (1 to 100).

    `needed`: how many more systems must become protected while the total stays; never negative. `reached` is decided
    on whole numbers, so that 69,99 % is not 70 %. Without any system: 0.0 %, not reached, nothing needed.
    """
    goal = systems_for(count.total, target_percent)
    return Progress(
        percent=Decimal(count.tenths) / 10 if count.tenths else Decimal("0.0"),
        target=target_percent,
        needed=max(goal - count.protected, 0),
        reached=count.total > 0 and count.protected * 100 >= target_percent * count.total,
    )


def systems_for(total: int, target_percent: int) -> int:
    """The smallest number of systems that is at least this percentage of the total."""
    return -(-total * target_percent // 100)


def tenths_of(part: int, whole: int) -> int:
    """Tenths of a per cent, rounded down; 0 of nothing."""
    return part * 1000 // whole if whole else 0
