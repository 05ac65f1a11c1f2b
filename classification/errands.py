"""What waits for a person besides the next step of a dossier: a duty of the law that fell due, a finding, a change.

Each kind of errand has its own module with a function that `errand_list.PROVIDERS` names.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from classification.calendars import time_left
from classification.deadlines import Unit

A_KIND = 20
"""How many errands of one kind are shown at once; the rest come up as these are done."""


@dataclass(frozen=True, slots=True)
class Errand:
    """One thing to do. `key` names it for good, so that nobody is reminded of it twice; `url` is where it is done."""

    key: str
    title: str
    sentence: str
    button: str
    url: str
    level: int | None = None
    due_on: datetime.date | None = None
    due_unit: str = Unit.CALENDAR

    def days(self, today: datetime.date) -> int | None:
        """Days left, negative when overdue; None without a deadline."""
        return time_left(self, today)
