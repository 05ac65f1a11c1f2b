"""Assessments on screen: recording one with its report, the list of what is due, and sending back from the page."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from classification.models import (
    Attachment,
    Inspection,
)
from classification.services import record_inspection
from classification.workflow import State
from tests.classification.assessments import SERIOUS, fresh, given
from tests.conftest import TODAY


@pytest.fixture(autouse=True)
def on_the_day(freeze_today):
    freeze_today(TODAY)


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
