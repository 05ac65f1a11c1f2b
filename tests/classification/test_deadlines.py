"""Deadlines at the places where counting goes wrong: weekends, year ends, Tết, swapped days."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classification.deadlines import (
    VIETNAM,
    Calendar,
    Left,
    Limit,
    Unit,
    Year,
    days_left,
    due_date,
    working_days_between,
)

PLAIN = Calendar(lambda year: Year(frozenset(), frozenset()))
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def working(amount: int) -> Limit:
    return Limit(amount, Unit.WORKING)


def calendar_days(amount: int) -> Limit:
    return Limit(amount, Unit.CALENDAR)


@pytest.mark.parametrize(
    ("start", "limit", "due", "why"),
    [
        (date(2026, 9, 7), working(1), date(2026, 9, 8), "the day of the event is not counted"),
        (date(2026, 9, 11), working(1), date(2026, 9, 14), "from Friday over the weekend"),
        (date(2026, 9, 12), working(1), date(2026, 9, 14), "received on a Saturday"),
        (date(2026, 9, 7), working(15), date(2026, 9, 28), "appraisal of level 3, three plain weeks"),
        (date(2026, 8, 28), working(1), date(2026, 9, 3), "Quốc khánh and the swapped Monday before it"),
        (date(2026, 8, 21), working(1), date(2026, 8, 22), "a Saturday that was worked"),
        (date(2026, 11, 23), working(1), date(2026, 11, 25), "Ngày Văn hóa Việt Nam, from 2026 on"),
        (date(2025, 12, 31), working(1), date(2026, 1, 5), "New Year, and Friday 02/01/2026 given off"),
        (date(2026, 1, 9), working(1), date(2026, 1, 10), "Saturday 10/01/2026 worked in its place"),
        (date(2026, 2, 13), working(1), date(2026, 2, 23), "the whole week of Tết Bính Ngọ"),
        (date(2026, 2, 10), working(7), date(2026, 2, 26), "approval that runs over Tết"),
        (date(2026, 4, 24), working(1), date(2026, 4, 28), "Giỗ Tổ on a Sunday is made up on Monday"),
        (date(2026, 9, 1), calendar_days(15), date(2026, 9, 16), "calendar days of Decree 85"),
        (date(2026, 9, 4), calendar_days(15), date(2026, 9, 21), "ending on a Saturday rolls to Monday"),
        (date(2026, 1, 17), calendar_days(30), date(2026, 2, 23), "ending at Tết rolls to the first day back"),
        (date(2024, 2, 14), calendar_days(15), date(2024, 2, 29), "a leap year"),
        (date(2026, 9, 12), working(0), date(2026, 9, 14), "no days at all, asked on a Saturday"),
    ],
)
def test_a_period_ends_on(start, limit, due, why):
    assert due_date(start, limit) == due, why


def test_a_due_date_in_a_year_not_yet_decided_is_provisional():
    assert VIETNAM.is_settled(date(2026, 12, 31))
    assert not VIETNAM.is_settled(date(2027, 2, 10))


def test_a_negative_period_is_refused():
    with pytest.raises(ValueError, match="not negative"):
        due_date(date(2026, 9, 7), working(-1))


def test_working_days_between_counts_the_last_day_and_not_the_first():
    assert working_days_between(date(2026, 9, 7), date(2026, 9, 11)) == 4
    assert working_days_between(date(2026, 9, 11), date(2026, 9, 7)) == -4
    assert working_days_between(date(2026, 2, 13), date(2026, 2, 23)) == 1


@pytest.mark.parametrize(
    ("due", "today", "unit", "left"),
    [
        (date(2026, 9, 11), date(2026, 9, 11), Unit.WORKING, Left(0, Unit.WORKING, overdue=False)),
        (date(2026, 9, 14), date(2026, 9, 11), Unit.WORKING, Left(1, Unit.WORKING, overdue=False)),
        (date(2026, 9, 14), date(2026, 9, 11), Unit.CALENDAR, Left(3, Unit.CALENDAR, overdue=False)),
        (date(2026, 9, 11), date(2026, 9, 12), Unit.WORKING, Left(0, Unit.WORKING, overdue=True)),
        (date(2026, 9, 11), date(2026, 9, 16), Unit.WORKING, Left(3, Unit.WORKING, overdue=True)),
        (date(2026, 9, 11), date(2026, 9, 16), Unit.CALENDAR, Left(5, Unit.CALENDAR, overdue=True)),
    ],
)
def test_days_left(due, today, unit, left):
    assert days_left(due, today, unit) == left


@given(DAYS, st.integers(0, 40))
def test_a_working_period_holds_exactly_its_working_days_and_ends_on_one(start, amount):
    due = due_date(start, working(amount))
    assert VIETNAM.is_working_day(due)
    if amount:
        assert working_days_between(start, due) == amount


@given(DAYS, st.integers(0, 40), st.sampled_from(Unit))
def test_a_longer_period_never_ends_earlier(start, amount, unit):
    assert due_date(start, Limit(amount, unit)) <= due_date(start, Limit(amount + 1, unit))


@given(DAYS, DAYS, DAYS)
def test_working_days_add_up(a, b, c):
    assert working_days_between(a, b, PLAIN) + working_days_between(b, c, PLAIN) == working_days_between(a, c, PLAIN)


def test_every_tet_from_2024_to_2028_gives_at_least_five_days_off():
    for tet in (date(2024, 2, 10), date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6), date(2028, 1, 26)):
        span = [tet + timedelta(days=n) for n in range(-3, 8)]
        assert sum(not VIETNAM.is_working_day(day) for day in span) >= 5


def test_deadlines_need_no_settings():
    subprocess.run([sys.executable, "-I", "-c", PURE], check=True)


PURE = """
import sys; sys.path.insert(0, ".")
import classification.deadlines
assert "django" not in sys.modules and "holidays" not in sys.modules
"""
