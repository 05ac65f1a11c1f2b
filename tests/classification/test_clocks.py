"""The clocks of a dossier: what starts them, what stops them, and how the page shows each."""

import datetime

import pytest
from django.urls import reverse

from classification.clock_list import clock_list
from classification.models import Clock, Dossier
from classification.services import take_step
from classification.workflow import State

pytestmark = pytest.mark.django_db
MONDAY = datetime.date(2026, 9, 7)


def day(number: int) -> datetime.date:
    return datetime.date(2026, 9, number)


def told(dossier):
    return [
        (clock.kind, clock.started_on, clock.due_on, clock.stopped_on, clock.stopped_by)
        for clock in dossier.clocks.order_by("pk")
    ]


@pytest.fixture
def take(complete, papers_for):
    """Take a step on a day with the papers it needs."""

    def step(dossier, name, by, on, **more):
        papers = papers_for(dossier, name, on)
        return take_step(dossier=dossier, name=name, by=by, papers=papers, today=on, **more)

    return step


def test_a_return_stops_the_clock_and_a_complete_resubmission_starts_it_again(dossier_in, complete, take, hung, trang):
    dossier = complete(dossier_in(State.DRAFT, round=0))
    dossier = take(dossier, "submit", hung, day(7))
    assert dossier.due_on == day(14)
    dossier = take(dossier, "return", trang, day(9), note="Thiếu sơ đồ.")
    assert dossier.due_on is None
    Dossier.objects.update(determination={})  # as if every fact were known
    dossier = take(dossier, "submit", hung, day(16))
    dossier = take(dossier, "accept", trang, day(18))
    assert told(dossier) == [
        ("check_validity", day(7), day(14), day(9), "return"),
        ("check_validity", day(16), day(23), day(18), "accept"),
        ("appraise", day(18), datetime.date(2026, 10, 9), None, ""),
    ]
    assert dossier.due_on == datetime.date(2026, 10, 9) and dossier.due_unit == "working"


@pytest.mark.parametrize(
    ("regime", "level", "due"),
    [
        ("nd331-2026", 3, datetime.date(2026, 9, 28)),
        ("nd85-2016", 3, datetime.date(2026, 9, 22)),
        ("nd331-2026", 2, None),
    ],
)
def test_appraisal_has_the_time_of_its_decree_and_level(dossier_in, complete, take, trang, regime, level, due):
    dossier = take(complete(dossier_in(State.SUBMITTED, level, regime=regime)), "accept", trang, MONDAY)
    assert [clock.due_on for clock in dossier.clocks.all()] == ([due] if due else [])
    assert dossier.due_on == due


def test_approval_has_seven_working_days_and_ends_with_the_decision(dossier_in, complete, take, hung, ha):
    dossier = take(complete(dossier_in(State.APPRAISED)), "request_approval", hung, MONDAY)
    assert dossier.due_on == day(16)
    dossier = take(dossier, "approve", ha, day(18))
    [clock] = dossier.clocks.all()
    assert (clock.kind, clock.stopped_on, clock.late) == ("approve", day(18), True)
    assert dossier.due_on is None


def test_the_page_shows_each_clock_with_its_rule_its_start_and_its_end(client, dossier_in, complete, take, hung, trang):
    dossier = complete(dossier_in(State.DRAFT, round=0))
    dossier = take(dossier, "submit", hung, day(7))
    dossier = take(dossier, "accept", trang, day(15))
    client.force_login(hung)
    page = client.get(reverse("classification:dossier", args=[dossier.pk])).content.decode()
    shown = page[page.index('id="thoi-han"') : page.index('id="lich-su"')]
    for words in (
        "Trả lời hồ sơ hợp lệ", "5 ngày làm việc", "Điều 23 khoản 2 Nghị định 331/2026/NĐ-CP",
        "07/09/2026", "14/09/2026", "Tiếp nhận hồ sơ hợp lệ, quá hạn", "Thẩm định", "15 ngày làm việc",
    ):  # fmt: skip
        assert words in shown, words


def test_a_due_day_in_a_year_without_a_decision_is_said_to_be_provisional(dossier_in, complete, take, trang):
    start = datetime.date(2026, 12, 21)
    dossier = take(complete(dossier_in(State.SUBMITTED)), "accept", trang, start)
    [line] = clock_list(dossier, start)
    assert line.clock.due_on.year == 2027 and line.provisional and line.days == 15


def test_a_document_dated_before_the_clock_it_ends_ends_it_on_its_first_day(dossier_in, complete, take, trang):
    dossier = take(complete(dossier_in(State.SUBMITTED)), "accept", trang, day(9))
    take(dossier, "return", trang, day(7), note="Thiếu sơ đồ.")
    assert Clock.objects.get().stopped_on == day(9)
