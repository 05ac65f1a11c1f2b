"""Every kind of errand there is: the page "Việc của tôi" and the daily digest ask here and nowhere else."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from classification.errands import Errand
from classification.escalations import overdue_in_units
from classification.kept_levels import kept_errands

Provider = Callable[[object, datetime.date], list[Errand]]
"""(user, today) -> at most `A_KIND` errands of one kind, nearest deadline first. Few statements, never one a row."""

PROVIDERS: tuple[Provider, ...] = (kept_errands, overdue_in_units)


def errands_for(user, today: datetime.date) -> list[Errand]:
    """Every errand of this person, nearest deadline first, those without one last."""
    found = [errand for provider in PROVIDERS for errand in provider(user, today)]
    return sorted(found, key=lambda errand: (errand.due_on or datetime.date.max, errand.key))
