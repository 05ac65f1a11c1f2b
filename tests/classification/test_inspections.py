"""Assessments fall due, are recorded with who made them, reopen what they found wanting, and may stop the count."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from classification.assessment_dates import assessed, assessment_due, due_by, in_order, overdue
from classification.assessment_errands import assessment_errands, finding_errands
from classification.counting import count
from classification.errors import StepRefused
from classification.models import (
    AssessmentPeriod,
    Attachment,
    Dossier,
    Inspection,
    InspectionFinding,
    PlanItem,
    Standing,
)
from classification.progress import Count
from classification.services import answer_requirement, record_inspection, send_back_for, set_interval, take_step
from classification.services.inspections import Found
from classification.workflow import State
from systems.history import state_fact
from tests.conftest import TODAY

DAY = datetime.timedelta(1)
LAST = TODAY - 30 * DAY
SERIOUS = Found("Nhật ký không còn được lưu.", "serious", "log-01", "not_met")


@pytest.fixture(autouse=True)
def on_the_day(freeze_today):
    freeze_today(TODAY)


@pytest.fixture
def protected(dossier_in, complete, trang):
    """A confirmed level-3 plan, every requirement met, counted since two months ago."""

    def make(regime="nd331-2026", level=3, **more) -> Dossier:
        dossier = complete(dossier_in(State.PROTECTED, level, regime=regime, **more))
        for kind in (Standing.Kind.CLASSIFIED, Standing.Kind.PROTECTED):
            fact = Standing(
                system=dossier.system, dossier=dossier, kind=kind, level=level, holds_from=TODAY - 60 * DAY,
                recorded_by=trang,
            )  # fmt: skip
            state_fact(fact, about={"system": dossier.system, "kind": kind})
        return dossier

    return make


def given(**more) -> dict:
    return {
        "kind": "compliance", "occasion": "periodic", "started_on": LAST - 3 * DAY, "ended_on": LAST, "doer": "expert",
        "doer_name": "Công ty An ninh mạng Sao Bắc", "doer_document": "GP 12/2025", "report_number": "15/BC-SB",
        "report_on": LAST,
    } | more  # fmt: skip


def fresh(dossier) -> Dossier:
    return Dossier.objects.with_parties().get(pk=dossier.pk)


# ------------------------------------------------------------------ when it is due
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


# ------------------------------------------------------------------ on screen
def posted(**more) -> dict:
    values = {
        "kind": "vulnerability", "box": "grey", "occasion": "periodic", "started_on": "20/10/2026",
        "ended_on": "23/10/2026", "doer": "expert", "doer_name": "Công ty Sao Bắc", "doer_document": "GP 12/2025",
        "report_number": "15/BC-SB", "report_on": "24/10/2026", "ph-TOTAL_FORMS": "2", "ph-INITIAL_FORMS": "0",
        "ph-0-clause": "log-01", "ph-0-words": "Nhật ký không còn được lưu.", "ph-0-severity": "serious",
        "ph-0-status": "not_met", "ph-1-clause": "", "ph-1-words": "", "ph-1-severity": "minor",
        "ph-1-status": "partly",
    }  # fmt: skip
    return values | more


def test_trang_records_a_penetration_test_with_its_report_and_sends_back(client, protected, trang):
    dossier = protected()
    client.force_login(trang)
    url = reverse("classification:inspection_new", args=[dossier.system_id])
    assert client.get(url).status_code == 200
    report = SimpleUploadedFile("bao-cao.pdf", b"%PDF-1.7 bao cao", "application/pdf")
    answer = client.post(url, posted(no_secret="on", report=report, send_back="on"), follow=True)
    text = answer.content.decode()
    assert "Đã ghi kết quả" in text and "Hộp xám" in text and "đang mở" in text and "15/BC-SB" in text
    assert fresh(dossier).state == State.DEPLOYING and Attachment.objects.filter(filename="bao-cao.pdf").exists()
    page = client.get(reverse("classification:system", args=[dossier.system_id])).content.decode()
    assert "Công ty Sao Bắc" in page and "23/10/2026" in page
    plan = client.get(reverse("classification:plan", args=[dossier.pk]) + "?loc=co-phat-hien")
    assert [row.code for row in plan.context["table"].shown] == ["log-01"]
    item = client.get(reverse("classification:plan_item", args=[dossier.pk, "log-01"])).content.decode()
    assert "Phát hiện khi kiểm tra (nghiêm trọng), báo cáo 15/BC-SB" in item


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"box": ""}, "Ghi đã thử nghiệm theo cách nào."),
        ({"ph-0-clause": "99.9"}, "Phương án không có mục này"),
        ({"ph-0-words": ""}, "Ghi đã phát hiện điều gì."),
        ({"doer_document": ""}, "Ghi số giấy phép"),
        ({"ended_on": "01/01/2027"}, "không được sau hôm nay"),
    ],
)
def test_bad_input_keeps_what_was_typed_and_stores_nothing(client, protected, trang, change, sentence):
    dossier = protected()
    client.force_login(trang)
    answer = client.post(reverse("classification:inspection_new", args=[dossier.system_id]), posted(**change))
    text = answer.content.decode()
    assert answer.status_code == 422 and sentence in text and "Công ty Sao Bắc" in text
    assert not Inspection.objects.exists()


def test_a_file_that_is_no_pdf_is_refused_and_nothing_stays(client, protected, trang):
    dossier = protected()
    client.force_login(trang)
    report = SimpleUploadedFile("bao-cao.pdf", b"<html>", "application/pdf")
    answer = client.post(
        reverse("classification:inspection_new", args=[dossier.system_id]), posted(no_secret="on", report=report)
    )
    assert answer.status_code == 422 and "Tệp không phải PDF" in answer.content.decode()
    assert not Inspection.objects.exists() and fresh(dossier).plan.not_done == 0


def test_a_clause_that_several_requirements_share_is_given_by_its_code(protected):
    from classification.forms.inspections import known_clauses

    dossier = protected()
    known = known_clauses(dossier)
    assert known["log-01"].code == "log-01"
    shared = [one.clause for one in dossier.catalogue.requirements_for(3)]
    assert all(clause.casefold() not in known for clause in shared if shared.count(clause) > 1)


def test_the_list_shows_what_is_due_and_filters_it(client, protected, trang, an):
    dossier = protected(decision_on=datetime.date(2025, 1, 5))
    url = reverse("classification:assessments")
    client.force_login(trang)
    page = client.get(url).content.decode()
    assert dossier.system.name in page and "05/01/2026" in page and "quá hạn" in page and "Ghi kết quả" in page
    assert dossier.system.name in client.get(url + "?loc=qua-han").content.decode()
    assert dossier.system.name not in client.get(url + "?loc=sap-toi").content.decode()
    assert dossier.system.name in client.get(url + "?loc=chua-lan-nao").content.decode()
    client.force_login(an)
    assert "Ghi kết quả" not in client.get(url).content.decode()
    assert client.get(reverse("classification:inspection_new", args=[dossier.system_id])).status_code == 403


def test_the_list_costs_the_same_however_long_it_is(
    client, protected, dossier_in, ministry, registry, hung, trang, django_assert_max_num_queries
):
    from systems.services import register_system

    protected()
    for n in range(6):
        each = register_system(by=hung, on=TODAY, code=f"Z-{n}", name=f"Hệ {n}", owner=ministry, operator=registry)
        dossier_in(State.APPROVED, 3, system=each)
    client.force_login(trang)
    with django_assert_max_num_queries(16):
        client.get(reverse("classification:assessments"))


def test_the_security_unit_sends_back_from_the_page_of_the_inspection(client, protected, hung, trang):
    dossier = protected()
    done = record_inspection(dossier=dossier, by=hung, **given(findings=(SERIOUS,)))
    url = reverse("classification:inspection", args=[done.pk])
    client.force_login(hung)
    assert "trien-khai-tiep" not in client.get(url).content.decode()
    back = reverse("classification:inspection_send_back", args=[done.pk])
    assert client.post(back).status_code == 403
    client.force_login(trang)
    assert back in client.get(url).content.decode()
    assert "không còn được tính từ hôm nay" in client.post(back, follow=True).content.decode()
    assert fresh(dossier).state == State.DEPLOYING


def test_a_shorter_period_is_set_on_the_page(client, protected, trang, hung):
    dossier = protected()
    url = reverse("classification:assessment_interval", args=[dossier.system_id])
    client.force_login(trang)
    assert "không được dài hơn" in client.post(url, {"months": 20, "reason": "x"}, follow=True).content.decode()
    assert "Phải ghi rõ lý do." in client.post(url, {"months": 3, "reason": ""}, follow=True).content.decode()
    page = client.post(url, {"months": 3, "reason": "Rủi ro cao"}, follow=True).content.decode()
    assert "chu kỳ riêng: Rủi ro cao" in page
    client.force_login(hung)
    assert client.post(url, {"months": 2, "reason": "x"}).status_code == 403
