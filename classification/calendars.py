"""The calendar that every deadline of the product is counted by: the country's holidays, corrected by the table.

`deadlines.py` is pure and takes a calendar; the product asks here, so that a day an administrator enters moves every
deadline that is counted from then on.
"""

import datetime
import time

from classification import deadlines
from classification.deadlines import DAY, Calendar, Limit, OnTheClock, Year, holidays_of
from classification.models import CalendarDay

SECONDS = 10
"""How long a process goes on with what it read; the table changes a few times a year."""

_kept: tuple[float, dict[int, Year]] = (0.0, {})


def _year(year: int) -> Year:
    """The exceptions of a year, from the table as it was at most `SECONDS` ago; one statement a year."""
    global _kept
    until, years = _kept
    if time.monotonic() >= until:
        until, years = time.monotonic() + SECONDS, {}
    if year not in years:
        # A fresh dictionary each time: other threads may be reading the old one.
        years = {**years, year: _corrected(year)}
        _kept = (until, years)
    return years[year]


def _corrected(year: int) -> Year:
    known = holidays_of(year)
    entered = dict(CalendarDay.objects.filter(day__year=year).values_list("day", "kind"))
    off = frozenset(day for day, kind in entered.items() if kind == CalendarDay.Kind.OFF)
    worked = frozenset(day for day, kind in entered.items() if kind == CalendarDay.Kind.WORKED)
    return Year((known.off | off) - worked, (known.worked | worked) - off)


VIETNAM = Calendar(_year)


def forget() -> None:
    """Read the table again; whoever changes it says so in this process, others notice within `SECONDS`."""
    global _kept
    _kept = (0.0, {})


def is_working_day(day: datetime.date) -> bool:
    return VIETNAM.is_working_day(day)


def working_day_after(day: datetime.date, number: int) -> datetime.date:
    """So many working days on."""
    return deadlines.due_date(day, Limit(number, deadlines.Unit.WORKING), VIETNAM)


def due_date(start: datetime.date, limit: Limit) -> datetime.date:
    """The last day in time, for a period that is set off by something on `start`."""
    return deadlines.due_date(start, limit, VIETNAM)


def time_left(what: OnTheClock, today: datetime.date) -> int | None:
    """Days left until its due day, at most -1 once that has passed; None where no clock runs."""
    return deadlines.time_left(what, today, VIETNAM)


def is_settled(day: datetime.date) -> bool:
    """Whether the holidays of that day's year are decided: the Government's decision for it is in the table."""
    return (
        day <= deadlines.VIETNAM.settled_through
        or CalendarDay.objects.filter(day__year__gte=day.year).exclude(kind="usual").exists()
    )


__all__ = ["DAY", "VIETNAM", "due_date", "forget", "is_settled", "is_working_day", "time_left", "working_day_after"]
