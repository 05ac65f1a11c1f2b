"""The table of days off and days worked: an administrator enters a day, and deadlines are counted by it."""

import datetime
import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from classification import calendars
from classification.deadlines import Limit, Unit
from classification.holidays_vn import OFF, WORKED
from classification.models import CalendarDay
from systems.models import LedgerEntry
from tests.test_architecture import modules, name_of

pytestmark = pytest.mark.django_db
FRIDAY, MONDAY = datetime.date(2027, 3, 5), datetime.date(2027, 3, 8)
ADD = reverse("admin:classification_calendarday_add")


def next_working_day(day):
    return calendars.due_date(day, Limit(1, Unit.WORKING))


def test_the_table_begins_with_what_was_known_at_delivery():
    rows = dict(CalendarDay.objects.values_list("day", "kind"))
    assert rows == dict.fromkeys(OFF, "off") | dict.fromkeys(WORKED, "worked")


def test_a_day_binh_enters_moves_deadlines_at_once_and_a_day_he_takes_back_moves_them_back(client, boss):
    assert next_working_day(FRIDAY) == MONDAY
    client.force_login(boss)
    form = {
        "day": "08/03/2027",
        "kind": "off",
        "document": "Công văn 1/VPCP ngày 01/02/2027",
        "source": "Công báo số 9",
    }
    assert client.post(ADD, form).status_code == 302
    assert next_working_day(FRIDAY) == datetime.date(2027, 3, 9)
    row = CalendarDay.objects.get(day=MONDAY)
    assert LedgerEntry.objects.filter(verb="add_law", by=boss, about=f"calendarday:{row.pk}").exists()
    again = client.post(ADD, form)
    assert again.status_code == 200 and "đã có trong bảng" in again.content.decode()
    change = reverse("admin:classification_calendarday_change", args=[row.pk])
    assert client.post(change, form | {"kind": "usual"}).status_code == 302
    assert next_working_day(FRIDAY) == MONDAY
    assert LedgerEntry.objects.get(verb="change_law").details == {"changed": ["kind"]}


def test_a_weekend_that_is_worked_and_a_holiday_that_is_taken_back():
    CalendarDay.objects.create(day=datetime.date(2027, 3, 6), kind="worked", document="Làm bù")
    CalendarDay.objects.create(day=datetime.date(2027, 9, 3), kind="worked", document="Đổi ngày nghỉ")
    assert next_working_day(FRIDAY) == datetime.date(2027, 3, 6)
    assert next_working_day(datetime.date(2027, 9, 1)) == datetime.date(2027, 9, 3)


def test_other_processes_notice_within_seconds(monkeypatch):
    assert next_working_day(FRIDAY) == MONDAY
    CalendarDay.objects.create(day=MONDAY, kind="off", document="Nghỉ bù")
    assert next_working_day(FRIDAY) == MONDAY, "what was read a moment ago"
    now = calendars.time.monotonic()
    monkeypatch.setattr(calendars.time, "monotonic", lambda: now + calendars.SECONDS + 1)
    assert next_working_day(FRIDAY) == datetime.date(2027, 3, 9)


def test_a_long_list_asks_the_table_once():
    with CaptureQueriesContext(
        connection,
    ) as asked:
        for n in range(100):
            next_working_day(FRIDAY + datetime.timedelta(n))
    assert len(asked) == 1


def test_a_year_is_settled_once_its_decision_is_entered():
    assert calendars.is_settled(datetime.date(2026, 12, 31))
    assert not calendars.is_settled(MONDAY)
    CalendarDay.objects.create(day=datetime.date(2027, 2, 4), kind="off", document="Nghỉ Tết")
    assert calendars.is_settled(MONDAY)


def test_a_day_stands_in_the_table_once():
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarDay.objects.create(day=datetime.date(2026, 1, 2), kind="worked", document="Nhầm")


def test_who_does_not_administer_enters_no_day(client, hung, an):
    for user in (hung, an):
        client.force_login(user)
        assert client.post(ADD, {"day": "08/03/2027", "kind": "off", "document": "Nghỉ"}).status_code in (302, 403)
    assert not CalendarDay.objects.filter(day=MONDAY).exists()


def test_the_product_counts_by_the_table_and_never_past_it():
    """`deadlines` knows only what was delivered: due dates and days left are asked of `calendars`."""
    past = re.compile(r"from classification\.deadlines import .*\b(time_left|due_date|VIETNAM)\b")
    found = [name_of(path) for path in modules() if past.search(path.read_text())]
    assert set(found) <= {"classification/calendars.py"}
