"""What an inspector finds, requirement by requirement, and how it holds the confirmation back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from classification.errors import StepRefused
from classification.models import Dossier, RequirementCheck
from classification.services import check_step, record_finding, record_findings
from classification.workflow import State
from systems.models import LedgerEntry

HTMX = {"HTTP_HX_REQUEST": "true"}
WRONG = "Nhật ký chưa gửi về máy chủ tập trung"


@pytest.fixture
def reported(dossier_in, complete):
    return complete(dossier_in(State.AWAITING_INSPECTION))


def fresh(dossier) -> Dossier:
    return Dossier.objects.with_parties().get(pk=dossier.pk)


def test_an_unfavourable_finding_holds_the_confirmation_back_until_somebody_looks_again(reported, trang):
    check_step(dossier=fresh(reported), name="confirm", by=trang)
    record_finding(dossier=reported, code="risk-01", result="failed", note=WRONG, by=trang)
    clause = reported.catalogue.find("risk-01", 3).clause
    with pytest.raises(StepRefused) as refused:
        check_step(dossier=fresh(reported), name="confirm", by=trang)
    assert refused.value.reasons == [f"Kiểm tra thấy 1 yêu cầu chưa đạt: {clause}."]
    record_finding(dossier=reported, code="risk-01", result="passed", by=trang)
    check_step(dossier=fresh(reported), name="confirm", by=trang)
    assert RequirementCheck.objects.filter(code="risk-01").count() == 2


@pytest.mark.parametrize("result", ["passed", "unchecked"])
def test_other_findings_hold_nothing_back(reported, trang, result):
    record_findings(dossier=reported, codes=["risk-01", "risk-02"], result=result, by=trang)
    check_step(dossier=fresh(reported), name="confirm", by=trang)


def test_four_failures_are_counted_and_three_are_named(reported, trang):
    codes = [asked.code for asked in reported.catalogue.requirements_for(3)][:4]
    record_findings(dossier=reported, codes=codes, result="failed", note=WRONG, by=trang)
    clauses = fresh(reported).found_wanting
    assert len(clauses) == 4
    with pytest.raises(StepRefused) as refused:
        check_step(dossier=fresh(reported), name="confirm", by=trang)
    assert refused.value.reasons == [f"Kiểm tra thấy 4 yêu cầu chưa đạt: {', '.join(clauses[:3])} …."]


def test_a_failure_says_what_is_wrong(reported, trang):
    with pytest.raises(ValidationError, match="Ghi rõ điều chưa đạt"):
        record_finding(dossier=reported, code="risk-01", result="failed", note="  ", by=trang)
    with pytest.raises(ValidationError):
        record_finding(dossier=reported, code="risk-01", result="perhaps", by=trang)
    with pytest.raises(IntegrityError), transaction.atomic():
        RequirementCheck.objects.create(dossier=reported, code="risk-01", result="failed", by=trang)


@pytest.mark.parametrize("state", [state for state in State if state != State.AWAITING_INSPECTION])
def test_an_inspection_is_written_only_while_the_dossier_awaits_it(dossier_in, trang, state):
    with pytest.raises(StepRefused):
        record_finding(dossier=dossier_in(state), code="risk-01", result="passed", by=trang)


def test_only_the_security_unit_inspects(reported, hung, ha, an, root):
    for other in (hung, ha, an, root):
        with pytest.raises(PermissionDenied):
            record_finding(dossier=reported, code="risk-01", result="passed", by=other)


def test_who_operates_the_system_does_not_inspect_it(reported, trang, it_centre):
    type(reported.system).objects.filter(pk=reported.system_id).update(operator=it_centre)
    with pytest.raises(StepRefused, match="không được tự kiểm tra"):
        record_finding(dossier=reported, code="risk-01", result="passed", by=trang)


def test_many_are_written_with_one_entry(reported, trang, django_assert_max_num_queries):
    every = [asked.code for asked in reported.catalogue.requirements_for(3)]
    with django_assert_max_num_queries(12):
        record_findings(dossier=reported, codes=every, result="passed", by=trang)
    assert LedgerEntry.objects.filter(verb="record_findings").count() == 1
    assert set(fresh(reported).checks) == set(every)


def test_trang_writes_a_finding_in_the_row_and_goes_on(client, reported, trang):
    client.force_login(trang)
    url = f"/ho-so/{reported.pk}/phuong-an/risk-01/"
    opened = client.get(url, **HTMX).content.decode()
    assert "Ghi kết quả" in opened and 'name="status"' not in opened
    text = client.post(f"{url}kiem-tra/", {"result": "failed", "note": WRONG, "next": "1"}, **HTMX).content.decode()
    assert text.startswith('<tr id="r-risk-01">') and "Kiểm tra: Chưa đạt" in text
    assert 'id="r-risk-02" hx-swap-oob="true"' in text and "Kiểm tra chưa đạt" in text
    response = client.post(f"{url}kiem-tra/", {"result": "passed"})
    assert response.headers["Location"] == f"/ho-so/{reported.pk}/phuong-an/#r-risk-01"


def test_many_rows_get_one_finding_from_the_page(client, reported, trang):
    client.force_login(trang)
    url = f"/ho-so/{reported.pk}/phuong-an-kiem-tra/"
    page = client.get(f"/ho-so/{reported.pk}/phuong-an/?loc=chua-kiem-tra").content.decode()
    assert "phuong-an-kiem-tra" in page and 'name="code"' in page
    client.post(url, {"code": ["risk-01", "risk-02"], "result": "passed"})
    assert RequirementCheck.objects.count() == 2
    for given, sentence in (
        ({"result": "passed"}, "ít nhất một yêu cầu"), ({"code": ["risk-01"]}, "Chọn một kết quả"),
        ({"code": ["risk-01"], "result": "failed"}, "Ghi rõ điều chưa đạt"),
        ({"code": ["risk-01", "no-such"], "result": "passed"}, "no-such"),
    ):  # fmt: skip
        response = client.post(url, given)
        assert response.status_code == 422 and sentence in response.content.decode(), given
    assert RequirementCheck.objects.count() == 2


def test_the_operator_reads_what_was_found_and_writes_none(client, reported, trang, hung, la):
    record_finding(dossier=reported, code="risk-01", result="failed", note=WRONG, by=trang)
    client.force_login(hung)
    assert WRONG in client.get(f"/ho-so/{reported.pk}/phuong-an/risk-01/").content.decode()
    assert client.post(f"/ho-so/{reported.pk}/phuong-an/risk-01/kiem-tra/", {"result": "passed"}).status_code == 403
    assert client.post(f"/ho-so/{reported.pk}/phuong-an-kiem-tra/", {"code": ["risk-01"]}).status_code == 403
    client.force_login(la)
    assert client.post(f"/ho-so/{reported.pk}/phuong-an/risk-01/kiem-tra/", {"result": "passed"}).status_code == 404


def test_the_dossier_leads_to_what_was_found_wanting(client, reported, trang):
    record_finding(dossier=reported, code="risk-01", result="failed", note=WRONG, by=trang)
    client.force_login(trang)
    assert "?loc=kiem-tra-chua-dat" in client.get(f"/ho-so/{reported.pk}/").content.decode()
