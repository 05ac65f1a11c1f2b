"""When the next assessment falls due: by decree, level, the last one that counts, and a shorter period."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from classification.assessment_dates import assessed, assessment_due, due_by, in_order, overdue
from classification.errors import StepRefused
from classification.models import (
    AssessmentPeriod,
    Dossier,
)
from classification.services import record_inspection, set_interval
from classification.workflow import State
from tests.classification.assessments import DAY, LAST, given
from tests.conftest import TODAY


@pytest.fixture(autouse=True)
def on_the_day(freeze_today):
    freeze_today(TODAY)


@pytest.mark.parametrize(
    ("regime", "level", "months"),
    [("nd85-2016", 2, 24), ("nd85-2016", 3, 12), ("nd85-2016", 5, 6), ("nd331-2026", 1, 24), ("nd331-2026", 4, 12)],
)
def test_it_is_due_so_many_months_after_the_decision_by_decree_and_level(dossier_in, regime, level, months):
    decided = datetime.date(2026, 3, 31)
    dossier_in(State.APPROVED, level, regime=regime, decision_on=decided)
    found = assessed(Dossier.objects.all()).get()
    assert (found.every_months, found.last_assessed) == (months, None)
    assert assessment_due(found) == {24: datetime.date(2028, 3, 31), 12: datetime.date(2027, 3, 31)}.get(
        months, datetime.date(2026, 9, 30)
    )


def test_the_last_one_that_counts_starts_the_next_period(protected, trang, it_centre):
    dossier = protected("nd85-2016")
    record_inspection(dossier=dossier, by=trang, **given())
    own = given(doer="own", unit=it_centre, doer_document="", ended_on=TODAY, report_on=TODAY)
    done = record_inspection(dossier=dossier, by=trang, **own)
    assert not done.counts and "Từ cấp độ 3" in done.remarks[0]
    found = assessed(Dossier.objects.all()).get()
    assert (found.last_assessed, assessment_due(found)) == (LAST, datetime.date(2027, 10, 24))


def test_a_list_sorts_and_filters_as_the_days_shown(dossier_in, system, registry, ministry, hung):
    """Against the plain arithmetic, on days around the ends of months and at both sides of each threshold."""
    from systems.services import register_system

    days = [datetime.date(2025, m, d) for m, d in [(11, 22), (11, 23), (11, 24), (2, 28), (8, 31), (12, 31), (1, 1)]]
    for place, day in enumerate(days):
        each = register_system(
            by=hung, on=TODAY, code=f"X-{place}", name=f"Hệ thống {place}", owner=ministry, operator=registry
        )
        dossier_in(State.APPROVED, 3 if place % 2 else 5, system=each, decision_on=day)
    every = list(in_order(assessed(Dossier.objects.all())))
    assert [assessment_due(one) for one in every] == sorted(assessment_due(one) for one in every)
    for day in {assessment_due(one) for one in every} | {TODAY, datetime.date(2026, 2, 28)}:
        for near in (day - DAY, day, day + DAY):
            by_list = {one.pk for one in assessed(Dossier.objects.all()).filter(due_by(near))}
            assert by_list == {one.pk for one in every if assessment_due(one) <= near}, near
    late = {one.pk for one in assessed(Dossier.objects.all()).filter(overdue(TODAY))}
    assert late == {one.pk for one in every if assessment_due(one) < TODAY}


def test_an_administrator_changes_a_period_and_every_day_follows(dossier_in, client, root):
    dossier_in(State.APPROVED, 3, decision_on=TODAY)
    period = AssessmentPeriod.objects.get(regime="nd331-2026", level=3)
    client.force_login(root)
    values = {"months": 3, "source": "Quyết định 9/QĐ-BGTVT", "note": ""}
    url = reverse("admin:classification_assessmentperiod_change", args=[period.pk])
    assert client.post(url, values).status_code == 302
    assert assessment_due(assessed(Dossier.objects.all()).get()) == datetime.date(2027, 2, 23)


def test_risk_makes_a_period_shorter_and_never_longer(protected, trang, hung):
    dossier = protected()
    with pytest.raises(StepRefused, match="không được dài hơn chu kỳ của cấp độ là 12 tháng"):
        set_interval(system=dossier.system, dossier=dossier, months=13, reason="Ít rủi ro", by=trang)
    with pytest.raises(PermissionDenied):
        set_interval(system=dossier.system, dossier=dossier, months=3, reason="Rủi ro cao", by=hung)
    set_interval(system=dossier.system, dossier=dossier, months=3, reason="Rủi ro cao", by=trang)
    assert assessed(Dossier.objects.all()).get().every_months == 3
    AssessmentPeriod.objects.filter(level=3).update(months=2)
    assert assessed(Dossier.objects.all()).get().every_months == 2, "the law's period is never exceeded"


def test_systems_without_an_approved_level_or_closed_are_not_asked(dossier_in, system):
    dossier_in(State.SUBMITTED)
    assert not assessed(Dossier.objects.all()).exists()
    Dossier.objects.update(state=State.APPROVED, decision_on=TODAY, decision_number="1/QĐ")
    assert assessed(Dossier.objects.all()).exists()
    system.status = "closed"
    system.save()
    assert not assessed(Dossier.objects.all()).exists()
