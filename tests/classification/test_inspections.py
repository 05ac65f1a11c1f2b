"""Assessments fall due, are recorded with who made them, reopen what they found wanting, and may stop the count."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from classification.assessment_errands import assessment_errands, finding_errands
from classification.counting import count
from classification.errors import StepRefused
from classification.models import (
    Inspection,
    InspectionFinding,
    PlanItem,
)
from classification.progress import Count
from classification.services import answer_requirement, record_inspection, send_back_for, take_step
from classification.services.inspections import Found
from classification.workflow import State
from tests.classification.assessments import DAY, LAST, SERIOUS, fresh, given
from tests.conftest import TODAY


@pytest.fixture(autouse=True)
def on_the_day(freeze_today):
    freeze_today(TODAY)


# ------------------------------------------------------------------ who
def test_the_operator_does_not_assess_itself_under_the_new_decree(protected, hung, registry):
    dossier = protected()
    with pytest.raises(StepRefused, match="không được tự đánh giá"):
        record_inspection(dossier=dossier, by=hung, **given(doer="own", unit=registry, doer_document=""))
    assert not Inspection.objects.exists()


def test_a_unit_below_the_operator_is_the_operator(protected, hung, registry, unit):
    below = unit("PCN", "Phòng Công nghệ", registry)
    with pytest.raises(StepRefused, match="không được tự đánh giá"):
        record_inspection(dossier=protected(), by=hung, **given(doer="own", unit=below, doer_document=""))


def test_an_independent_unit_may_and_it_counts(protected, trang, it_centre):
    done = record_inspection(dossier=protected(), by=trang, **given(doer="own", unit=it_centre, doer_document=""))
    assert done.counts and done.doer_name == it_centre.name and done.remarks == []


def test_a_level_3_system_on_the_critical_list_is_assessed_by_experts(protected, trang, it_centre):
    own = given(doer="own", unit=it_centre, doer_document="")
    done = record_inspection(dossier=protected(on_list=True), by=trang, **own)
    assert not done.counts and "quan trọng về an ninh quốc gia" in done.remarks[0]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"doer_document": ""}, "Ghi số giấy phép"),
        ({"doer_name": " "}, "Ghi tên tổ chức"),
        ({"doer": "own", "doer_document": ""}, "Chọn đơn vị"),
        ({"ended_on": TODAY + DAY}, "không được sau hôm nay"),
        ({"started_on": LAST + DAY}, "Ngày kết thúc không được trước"),
        ({"report_on": LAST - 9 * DAY}, "Ngày báo cáo không được trước"),
        ({"findings": (Found("?", "minor", "khong-co"),)}, "không có yêu cầu khong-co"),
        ({"findings": (Found("a", "minor", "log-01"), Found("b", "minor", "log-01"))}, "gộp các phát hiện"),
        ({"findings": (Found("a", "minor", "log-01", "met"),)}, "chưa đáp ứng hoặc chỉ đáp ứng một phần"),
        ({"send_back": True}, "Chỉ phát hiện nghiêm trọng"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_stored(protected, trang, change, sentence):
    dossier = protected()
    with pytest.raises(StepRefused, match=sentence.replace("?", r"\?")):
        record_inspection(dossier=dossier, by=trang, **given(**change))
    assert not Inspection.objects.exists() and fresh(dossier).plan.not_done == 0


@pytest.mark.parametrize("state", [State.DRAFT, State.UNDER_APPRAISAL, State.SUPERSEDED])
def test_only_systems_with_an_approved_level_are_recorded(dossier_in, trang, state):
    with pytest.raises(StepRefused, match="đã được phê duyệt"):
        record_inspection(dossier=dossier_in(state), by=trang, **given())


def test_only_the_operator_and_the_security_unit_record(protected, ha, an, binh, root):
    dossier = protected()
    for person in (ha, an, binh, root):
        with pytest.raises(PermissionDenied):
            record_inspection(dossier=dossier, by=person, **given())


def test_the_database_holds_the_last_line(protected, trang):
    done = record_inspection(dossier=protected(), by=trang, **given())
    for wrong in ({"ended_on": done.started_on - DAY}, {"doer_document": ""}, {"doer": "own"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Inspection.objects.filter(pk=done.pk).update(**wrong)


# ------------------------------------------------------------------ what follows
def test_findings_reopen_their_requirements_and_keep_what_was_written(protected, trang, hung):
    dossier = protected()
    found = (Found("Chưa lưu đủ.", "minor", "log-01", "partly"), Found("Nhân sự mỏng.", "minor"))
    done = record_inspection(dossier=dossier, by=trang, **given(findings=found))
    item = PlanItem.objects.get(dossier=dossier, code="log-01")
    assert (item.status, item.how, item.due_on) == ("partly", "Đã làm", None)
    kept = InspectionFinding.objects.get(code="log-01")
    assert kept.before["status"] == "met" and kept.before["due_on"] == TODAY.isoformat()
    assert fresh(dossier).state == State.PROTECTED and fresh(dossier).plan.not_done == 1
    assert [one.code for one in InspectionFinding.objects.open()] == ["log-01"]
    answer_requirement(dossier=fresh(dossier), code="log-01", by=hung, status="met")
    assert not InspectionFinding.objects.open().exists() and done.findings.count() == 2
    with pytest.raises(StepRefused, match="không sửa được"):
        answer_requirement(dossier=fresh(dossier), code="log-01", by=hung, status="partly")


def test_a_finding_about_an_inherited_answer_takes_it_off_the_host(protected, trang, hung, ministry, registry):
    from systems.services import register_system

    dossier = protected()
    host = register_system(by=hung, on=TODAY, code="TTDL", name="Trung tâm dữ liệu", owner=ministry, operator=registry)
    PlanItem.objects.filter(dossier=dossier, code="log-01").update(status="not_met", inherited_from=host)
    record_inspection(dossier=dossier, by=trang, **given(findings=(Found("Chưa đủ.", "minor", "log-01", "partly"),)))
    item = PlanItem.objects.get(dossier=dossier, code="log-01")
    assert (item.status, item.inherited_from) == ("partly", None)
    assert InspectionFinding.objects.open().count() == 1


def test_a_serious_finding_sends_the_system_back_and_out_of_the_count_from_that_day(protected, trang):
    dossier = protected()
    done = record_inspection(dossier=dossier, by=trang, **given(findings=(SERIOUS,), send_back=True), today=TODAY)
    assert done.sent_back and fresh(dossier).state == State.DEPLOYING
    step = dossier.steps.get(step="send_back")
    assert "15/BC-SB" in step.note and "Nhật ký không còn được lưu." in step.note
    days = [TODAY - DAY, TODAY, TODAY + DAY]
    assert [count(day=day) for day in days] == [Count(1, 1, 0, 1), Count(1, 1, 1, 0), Count(1, 1, 1, 0)]


def test_the_way_back_into_the_count_is_the_way_of_every_plan(protected, trang, hung, papers_for):
    dossier = protected()
    record_inspection(dossier=dossier, by=trang, **given(findings=(SERIOUS,), send_back=True), today=TODAY)
    with pytest.raises(StepRefused, match="1 yêu cầu chưa đạt"):
        papers = papers_for(fresh(dossier), "report_deployed")
        take_step(dossier=dossier, name="report_deployed", by=hung, papers=papers, today=TODAY)
    answer_requirement(dossier=fresh(dossier), code="log-01", by=hung, status="met")
    later = TODAY + 7 * DAY
    for name, by in (("report_deployed", hung), ("confirm", trang)):
        papers = papers_for(fresh(dossier), name, later)
        take_step(dossier=fresh(dossier), name=name, by=by, papers=papers, today=later)
    assert [count(day=later + n * DAY).protected for n in (-1, 0)] == [0, 1]


def test_the_operator_records_and_the_security_unit_decides(protected, hung, trang):
    dossier = protected()
    with pytest.raises(PermissionDenied):
        record_inspection(dossier=dossier, by=hung, **given(findings=(SERIOUS,), send_back=True))
    assert not Inspection.objects.exists(), "all of it or nothing"
    done = record_inspection(dossier=dossier, by=hung, **given(findings=(SERIOUS,)))
    assert count(day=TODAY).protected == 1
    [errand] = finding_errands(trang, TODAY)
    assert errand.url == reverse("classification:inspection", args=[done.pk]) and not finding_errands(hung, TODAY)
    send_back_for(inspection=done, by=trang)
    assert count(day=TODAY).protected == 0 and not finding_errands(trang, TODAY)


def test_the_errand_comes_a_month_before_and_stays_until_it_is_done(protected, hung, trang, an):
    dossier = protected(decision_on=datetime.date(2025, 12, 23))
    due = datetime.date(2026, 12, 23)
    assert not assessment_errands(hung, due - 31 * DAY)
    for person in (hung, trang):
        [errand] = assessment_errands(person, due - 30 * DAY)
        assert (errand.due_on, errand.days(due + DAY)) == (due, -1)
    assert not assessment_errands(an, due + DAY)
    record_inspection(dossier=dossier, by=trang, **given())
    assert not assessment_errands(hung, due)


def test_an_errand_list_costs_the_same_however_many_are_due(
    protected, dossier_in, ministry, registry, hung, django_assert_num_queries
):
    from systems.services import register_system

    protected(decision_on=datetime.date(2025, 1, 5))
    assessment_errands(hung, TODAY)
    with django_assert_num_queries(2):
        assert len(assessment_errands(hung, TODAY)) == 1
    for n in range(3):
        each = register_system(by=hung, on=TODAY, code=f"Y-{n}", name=f"Hệ {n}", owner=ministry, operator=registry)
        dossier_in(State.APPROVED, 3, system=each, decision_on=datetime.date(2025, 1, 5))
    with django_assert_num_queries(2):
        assert len(assessment_errands(hung, TODAY)) == 4
