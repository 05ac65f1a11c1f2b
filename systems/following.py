"""Who must follow when systems change, in the same transaction: what depends on their facts, and on whose they are.

Another app puts its functions into `FOLLOWERS` and `HOLDERS` while it is loaded (its apps.py); the services call
`follow` and `hold_for_moving` in their own words, so that nothing happens behind the reader.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from .models import InformationSystem


@dataclass(frozen=True, slots=True)
class Change:
    """One system as it is stored now, and the facts that stood there before (None: it is new)."""

    system: InformationSystem
    before: dict | None
    moved: bool = False
    """Whether it has another owner or operator than before."""


Follower = Callable[[Sequence[Change], object, datetime.date], list[str]]
"""(changes, by, today) -> sentences for the person who made the change. A few statements, however many changes."""

FOLLOWERS: list[Follower] = []


def follow(changes: Sequence[Change], *, by, on: datetime.date) -> list[str]:
    """Let everybody follow; what they say goes to the person who made the change. `by` None is a trusted command."""
    return [sentence for follower in FOLLOWERS for sentence in follower(changes, by, on)]


Holder = Callable[[QuerySet[InformationSystem], bool], dict[int, str]]
"""(systems, lock) -> number of a system -> why its owner and operator cannot change now. A few statements for all.

It may speak of other systems besides."""

HOLDERS: list[Holder] = []


def hold_for_moving(systems: QuerySet[InformationSystem], *, lock: bool = True) -> dict[int, str]:
    """Which of these systems cannot get another owner or operator now, and why.

    With `lock` the answer holds until the end of the transaction; ask before the systems themselves are locked, as
    whoever moves a dossier holds that first.
    """
    return {pk: reason for holder in HOLDERS for pk, reason in holder(systems, lock).items()}
