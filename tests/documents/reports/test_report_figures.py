"""What the yearly report (form 08) counts, column by column, and what is promised of each system."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from classification.counting import count
from classification.models import (
    Expectation,
    Inspection,
    PlanItem,
    StepTaken,
)
from classification.report_figures import figures
from classification.services.annual_reports import expect
from classification.workflow import State
from systems.models import LedgerEntry
from tests.documents.reports.desk import CLOSING, stand

pytestmark = pytest.mark.django_db


def test_every_column_of_a_system_comes_from_what_is_known_of_it(protected, system, on):
    assess(protected, "before_use", datetime.date(2026, 8, 20))
    assess(protected, "periodic", datetime.date(2026, 11, 2))
    [line] = figures(system.owner, CLOSING).lines
    assert (line.level, str(line.word), line.deployment) == (3, "Đã được phê duyệt", 2)
    assert (line.decision.number, line.decision.body) == ("12/QĐ-BGTVT", "Bộ Giao thông vận tải")
    assert (line.regulation.number, line.regulation.day) == ("7/QĐ-BGTVT", datetime.date(2026, 1, 5))
    assert (line.before_use, line.periodic, line.approval_expected, line.deployment_expected) == (
        True,
        True,
        None,
        None,
    )


def assess(dossier, occasion, day, **extra):
    values = {"kind": "compliance", "doer": "state", "doer_name": "A05", "report_number": "1/BC", "counts": True}
    return Inspection.objects.create(
        dossier=dossier, system=dossier.system, occasion=occasion, started_on=day, ended_on=day, report_on=day,
        level=dossier.level, recorded_by=dossier.opened_by, **values | extra,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("state", "word", "built", "appraised"),
    [
        (State.DRAFT, "Đang dự thảo", 1, 0),
        (State.SUBMITTED, "Đã gửi thẩm định", 1, 0),
        (State.APPRAISED, "Đã thẩm định", 1, 1),
    ],
)
def test_a_dossier_on_its_way_is_told_in_the_forms_own_word(dossier_in, system, on, state, word, built, appraised):
    dossier = dossier_in(state, opened_at=at(2026, 11, 2))
    if state != State.DRAFT:
        StepTaken.objects.create(
            dossier=dossier, step="submit", source="draft", target=state, by=dossier.opened_by, on=CLOSING
        )
    told = figures(system.owner, CLOSING)
    [line] = told.lines
    assert (str(line.word), line.level, line.decision, line.deployment) == (word, 3, None, 0)
    assert (told.with_dossier, told.appraised, told.approved, told.undated) == (built, appraised, 0, 1)


def at(*day):
    return datetime.datetime(*day, 9, tzinfo=datetime.UTC)


def test_what_happened_after_the_closing_day_is_not_told(dossier_in, system, freeze_today):
    freeze_today(datetime.date(2026, 12, 22))
    dossier = dossier_in(State.PROTECTED, decision_on=datetime.date(2026, 12, 16), opened_at=at(2026, 12, 15))
    stand(dossier, "classified", datetime.date(2026, 12, 16))
    assess(dossier, "periodic", datetime.date(2026, 12, 17))
    [line] = figures(system.owner, CLOSING).lines
    assert (line.word, line.decision, line.periodic, line.has_dossier) == ("", None, False, False)


@pytest.mark.parametrize(("day", "counts"), [(datetime.date(2025, 12, 14), True), (datetime.date(2025, 12, 13), False)])
def test_a_periodic_assessment_is_told_until_its_period_has_run_out(protected, system, on, day, counts):
    """Level 3: twelve months."""
    assess(protected, "periodic", day)
    assert figures(system.owner, CLOSING).assessed == counts


def test_an_assessment_that_does_not_stand_for_the_duty_is_not_told(protected, system, on):
    assess(protected, "periodic", CLOSING, counts=False)
    assert figures(system.owner, CLOSING).assessed == 0


def test_the_counters_are_those_of_the_progress_page(protected, system, another, on):
    another("BGTVT-030", "Cổng thông tin", facts={"system_type": "public_service"})
    another("BGTVT-031", "Thư điện tử")
    told, counted = figures(system.owner, CLOSING), count(organisation=system.owner, day=CLOSING)
    assert (told.managed, told.approved) == (counted.total, counted.classified) == (3, 1)
    assert len(told.lines) == told.managed
    assert sum(line.is_approved for line in told.lines) == told.approved
    assert sum(line.deployment == 2 for line in told.lines) == counted.protected
    assert (told.typed, told.with_dossier, told.appraised, told.undated) == (2, 1, 1, 2)


def test_any_number_of_systems_costs_the_same_statements(protected, system, another, on, django_assert_max_num_queries):
    for number in range(12):
        another(f"BGTVT-1{number:02d}", f"Hệ thống {number}")
    with django_assert_max_num_queries(16):
        figures(system.owner, CLOSING)


def test_the_day_promised_by_the_plan_stands_until_somebody_expects_another(dossier_in, system, hung, owners_report):
    dossier = dossier_in(State.DEPLOYING, decision_on=datetime.date(2026, 9, 1))
    stand(dossier, "classified", datetime.date(2026, 9, 1))
    stand(dossier, "deploying", datetime.date(2026, 9, 2))
    for code, day in (("a", datetime.date(2027, 1, 10)), ("b", datetime.date(2027, 3, 1))):
        PlanItem.objects.create(dossier=dossier, code=code, status="not_met", due_on=day, updated_by=hung)
    [line] = figures(system.owner, CLOSING).lines
    assert (line.deployment, line.deployment_expected) == (1, datetime.date(2027, 3, 1))
    expect(report=owners_report, days={system.pk: (None, datetime.date(2027, 2, 1))}, by=hung)
    [line] = figures(system.owner, CLOSING).lines
    assert line.deployment_expected == datetime.date(2027, 2, 1)
    assert LedgerEntry.objects.get(verb="expect").details == {"systems": [system.pk]}


def test_all_are_expected_by_the_last_day_and_only_when_every_one_has_a_day(system, another, owners_report, hung):
    other = another("BGTVT-030", "Cổng thông tin")
    expect(report=owners_report, days={system.pk: (datetime.date(2027, 2, 1), None)}, by=hung)
    assert (figures(system.owner, CLOSING).expected_on, figures(system.owner, CLOSING).undated) == (None, 1)
    expect(report=owners_report, days={other.pk: (datetime.date(2027, 4, 1), None)}, by=hung)
    assert figures(system.owner, CLOSING).expected_on == datetime.date(2027, 4, 1)


def test_only_who_answers_for_a_system_says_by_when(system, owners_report, an):
    with pytest.raises(PermissionDenied, match="Bạn không trả lời thay cho hệ thống"):
        expect(report=owners_report, days={system.pk: (CLOSING, None)}, by=an)
    assert not Expectation.objects.exists()
