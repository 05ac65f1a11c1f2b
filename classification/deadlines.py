"""When something is due under the law: calendar days and working days, Vietnamese holidays and swapped days included.

Two assumptions where the decrees are silent, both from the Civil Code 2015: the day of the event is not counted
(Điều 147), and a period that ends on a day off ends with the next working day (Điều 148). Working days are Monday to
Friday except holidays, plus the weekend days that the Government made worked days.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from .holidays_vn import OFF, SETTLED_THROUGH, WORKED

DAY = timedelta(days=1)


class Unit(StrEnum):
    """`ngày` and `ngày làm việc`."""

    CALENDAR = "calendar"
    WORKING = "working"


@dataclass(frozen=True, slots=True)
class Limit:
    """How long the law gives, such as 15 working days."""

    amount: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Left:
    """Days until the due day, which itself is in time; days past it when `overdue`. `amount` is never negative."""

    amount: int
    unit: Unit
    overdue: bool


@dataclass(frozen=True, slots=True)
class Year:
    """The exceptions of one year to "Monday to Friday are worked"."""

    off: frozenset[date]
    worked: frozenset[date]


@dataclass(frozen=True)
class Calendar:
    """Tells working days from days off. `year` gives the exceptions of a year and should remember its answers."""

    year: Callable[[int], Year]
    settled_through: date = date.max

    def is_working_day(self, day: date) -> bool:
        exceptions = self.year(day.year)
        if day in exceptions.worked:
            return True
        return day.weekday() < 5 and day not in exceptions.off

    def is_settled(self, day: date) -> bool:
        """Whether the holidays up to this day are decided; a due date after that may still move."""
        return day <= self.settled_through

    def working_day_from(self, day: date) -> date:
        """The day itself, or the next working day."""
        while not self.is_working_day(day):
            day += DAY
        return day


@functools.cache
def holidays_of(year: int) -> Year:
    """What the Labour Code and the decisions known to the `holidays` library give, without anything entered here."""
    # Imported here: a third of a second that only the first question about a working day should pay.
    import holidays

    # The library files a swapped day under its own year, but lunar years spill over: ask for the neighbours too.
    known = holidays.country_holidays("VN", years=range(year - 1, year + 2))
    worked = frozenset(day for day in known.weekend_workdays if day.year == year)
    return Year(frozenset(day for day in known if day.year == year), worked)


@functools.cache
def _vietnam(year: int) -> Year:
    known = holidays_of(year)
    off, worked = known.off | {d for d in OFF if d.year == year}, known.worked | {d for d in WORKED if d.year == year}
    return Year(off - WORKED.keys(), worked - OFF.keys())


VIETNAM = Calendar(_vietnam, SETTLED_THROUGH)
"""As the product was delivered; what administrators entered since is in `calendars.VIETNAM`."""


def due_date(start: date, limit: Limit, calendar: Calendar = VIETNAM) -> date:
    """The last day in time, for a period that is set off by something on `start`. ValueError for a negative period."""
    if limit.amount < 0:
        raise ValueError(f"a time limit is not negative: {limit.amount}")
    if limit.unit == Unit.CALENDAR:
        return calendar.working_day_from(start + limit.amount * DAY)
    day, left = start, limit.amount
    while left:
        day += DAY
        left -= calendar.is_working_day(day)
    return day if limit.amount else calendar.working_day_from(start)


def working_days_between(start: date, end: date, calendar: Calendar = VIETNAM) -> int:
    """Working days after `start` up to and including `end`; negative when `end` is the earlier of the two."""
    if end < start:
        return -working_days_between(end, start, calendar)
    return sum(calendar.is_working_day(start + n * DAY) for n in range(1, (end - start).days + 1))


def days_left(due: date, today: date, unit: Unit, calendar: Calendar = VIETNAM) -> Left:
    """How far today is from the due day, in the unit the law counts in. Past the due day is overdue at once, even when
    no working day has passed since."""
    distance = (due - today).days if unit == Unit.CALENDAR else working_days_between(today, due, calendar)
    return Left(abs(distance), Unit(unit), overdue=today > due)


class OnTheClock(Protocol):
    """Whatever may have a statutory due day: a dossier, a row of the inventory. `due_unit` is a `Unit` or empty."""

    due_on: date | None
    due_unit: str | None


def time_left(what: OnTheClock, today: date, calendar: Calendar = VIETNAM) -> int | None:
    """Days left until its due day, at most -1 once that has passed; None where no clock runs."""
    if not what.due_on:
        return None
    left = days_left(what.due_on, today, Unit(what.due_unit or Unit.CALENDAR), calendar)
    return -max(left.amount, 1) if left.overdue else left.amount
