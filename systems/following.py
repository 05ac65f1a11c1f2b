"""Who must follow when systems change: what depends on their facts is brought up to date in the same transaction.

Another app puts its function into `FOLLOWERS` while it is loaded (its apps.py); the services call `follow` in their own
words, so that nothing happens behind the reader.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .models import InformationSystem


@dataclass(frozen=True, slots=True)
class Change:
    """One system as it is stored now, and the facts that stood there before (None: it is new)."""

    system: InformationSystem
    before: dict | None


Follower = Callable[[Sequence[Change], object, datetime.date], list[str]]
"""(changes, by, today) -> sentences for the person who made the change. A few statements, however many changes."""

FOLLOWERS: list[Follower] = []


def follow(changes: Sequence[Change], *, by, on: datetime.date) -> list[str]:
    """Let everybody follow; what they say goes to the person who made the change. `by` None is a trusted command."""
    return [sentence for follower in FOLLOWERS for sentence in follower(changes, by, on)]
