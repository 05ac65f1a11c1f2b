"""The pages of the yearly report: who begins it, signs it, reads it, and the spreadsheet beside it."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from classification.models import (
    AnnualReport,
)
from classification.services.annual_reports import open_report
from documents.assembling.reports import yearly_report
from documents.content import from_json
from documents.models import IssuedDocument, PreparedPaper
from documents.services import sign_prepared
from documents.services.body_papers import order_for, prepare_body_paper
from documents.services.reporting import REPORT
from systems.roles import Role
from tests.documents.signing_desk import PASSPHRASE

pytestmark = pytest.mark.django_db


@pytest.fixture
def entered(client):
    def enter(user, name, *args):
        client.force_login(user)
        return client.get(reverse(f"documents:{name}", args=args))

    return enter


def test_trang_begins_the_report_fills_it_in_and_sees_the_draft(client, entered, on, trang, protected, another):
    other = another("BGTVT-030", "Cổng thông tin")
    page = entered(trang, "reports").content.decode()
    assert "Đơn vị chuyên trách gửi chủ quản trước ngày 20/12/2026" in page and "19/12/2026" in page
    sent = {"code": "BGTVT", "role": "security_unit", "year": "2026"}
    answer = client.post(reverse("documents:reports"), sent)
    report = AnnualReport.objects.get()
    assert answer.url == reverse("documents:report", args=[report.pk])
    shown = client.get(answer.url).content.decode()
    assert "Đã được phê duyệt" in shown and "Còn 1 hệ thống chưa có thời điểm dự kiến phê duyệt." in shown
    days = {f"approved_{other.pk}": "01/03/2027", f"deployed_{other.pk}": "01/02/2027"}
    wrong = client.post(reverse("documents:report_expected", args=[report.pk]), days)
    assert (
        wrong.status_code == 422 and "Triển khai đầy đủ không thể trước khi được phê duyệt." in wrong.content.decode()
    )
    assert 'value="01/02/2027"' in wrong.content.decode()
    days[f"deployed_{other.pk}"] = "01/06/2027"
    assert client.post(reverse("documents:report_expected", args=[report.pk]), days).status_code == 302
    assert "01/03/2027" in client.get(answer.url).content.decode()
    draft_file = client.get(reverse("documents:report_draft", args=[report.pk]))
    assert draft_file.content.startswith(b"%PDF") and not IssuedDocument.objects.exists()


def test_trang_begins_the_owners_report_for_ha_to_sign(client, entered, on, trang, ha, an, system):
    page = entered(trang, "reports").content.decode()
    assert "Báo cáo của chủ quản, bạn chuẩn bị" in page and "Chủ quản gửi Bộ Công an trước ngày 25/12/2026" in page
    begun = client.post(reverse("documents:reports"), {"code": "BGTVT", "role": "approver", "year": "2026"})
    report = AnnualReport.objects.get()
    shown = client.get(begun.url).content.decode()
    assert (report.role, report.opened_by) == (Role.APPROVER, trang)
    assert "Lập và ký" not in shown and "do Bộ Giao thông vận tải ký với tư cách" in shown
    assert "bạn chuẩn bị" not in entered(ha, "reports").content.decode()
    assert "bạn chuẩn bị" not in entered(an, "reports").content.decode()
    refused = client.post(reverse("documents:reports"), {"code": "BGTVT", "role": "approver", "year": "2026"})
    assert refused.status_code == 403


@pytest.mark.parametrize("wrong", [{"role": "auditor"}, {"year": "20266"}, {"year": "nay"}])
def test_a_made_up_report_is_not_begun(client, on, ha, system, wrong):
    client.force_login(ha)
    given = {"code": "BGTVT", "role": "approver", "year": "2026"} | wrong
    assert client.post(reverse("documents:reports"), given).status_code == 403
    assert client.post(reverse("documents:reports"), given | {"code": "KHÔNG-CÓ"}).status_code == 404
    assert not AnnualReport.objects.exists()


def test_ha_signs_on_the_page_what_she_saw(client, entered, keys, ha, owners_report):
    address = reverse("documents:body_sign", args=["bao-cao-nam", owners_report.pk])
    assert "Lập văn bản để xem và ký" in entered(ha, "body_sign", "bao-cao-nam", owners_report.pk).content.decode()
    assert client.post(address, {"serial": "5", "symbol": "BGTVT-CNTT"}).status_code == 302
    paper = PreparedPaper.objects.get()
    assert paper.sha256 in client.get(address).content.decode()
    picture = client.get(
        reverse("documents:body_prepared_page", args=["bao-cao-nam", owners_report.pk, paper.pk, paper.pages])
    )
    assert picture.content.startswith(b"\x89PNG")
    file = client.get(reverse("documents:body_prepared", args=["bao-cao-nam", owners_report.pk, paper.pk]))
    assert file.content == bytes(paper.pdf)
    wrong = client.post(address, {"passphrase": "sai", "seen": paper.sha256})
    assert wrong.status_code == 422 and not IssuedDocument.objects.exists()
    assert client.post(address, {"passphrase": PASSPHRASE, "seen": paper.sha256}).status_code == 302
    page = client.get(reverse("documents:report", args=[owners_report.pk])).content.decode()
    assert "05/BGTVT-CNTT" in page and "đã ký số" in page
    late = client.post(address, {"passphrase": PASSPHRASE, "seen": paper.sha256})
    assert late.status_code == 409 and "không còn đúng; hãy lập lại" in late.content.decode()


def test_the_spreadsheet_has_the_table_of_the_paper(entered, keys, ha, owners_report, protected, another):
    sign_prepared(signing=prepare_body_paper(act=REPORT, subject=owners_report, by=ha), by=ha, passphrase=PASSPHRASE)
    paper = owners_report.documents.get()
    another("BGTVT-030", "Cổng thông tin")
    signed = book(entered(ha, "report_issued_sheet", owners_report.pk, paper.pk))
    now = book(entered(ha, "report_sheet", owners_report.pk))
    content = from_json(paper.content)
    assert signed[0] == list(content.columns) and len(content.columns) == 12
    assert signed[1][:2] == [1, "Hệ thống quản lý kiểm định xe cơ giới"]
    assert signed[1][4:7] == [3, "Đã được phê duyệt", "12/QĐ-BGTVT, ngày 01/09/2026, Bộ Giao thông vận tải"]
    assert (len(signed), len(now)) == (2, 3)


def book(answer):
    rows = load_workbook(io.BytesIO(answer.content))["Hệ thống thông tin"].iter_rows(values_only=True)
    return [list(row) for row in rows]


def test_the_report_is_vietnamese_whatever_the_signer_reads(keys, ha, owners_report, protected, settings):
    from django.utils.translation import override

    with override("en"):
        content = yearly_report(owners_report, order_for(REPORT, owners_report, by=ha))
    assert content.systems[0].status == "Đã được phê duyệt" and content.systems[0].deployment == "Đã triển khai đầy đủ"


@pytest.mark.parametrize(
    ("who", "status"), [("ha", 200), ("trang", 200), ("an", 200), ("hung", 404), ("binh", 404), ("la", 404)]
)
def test_who_reads_the_owners_report(request, entered, owners_report, who, status):
    user = request.getfixturevalue(who)
    for name in ("report", "report_draft", "report_sheet"):
        assert entered(user, name, owners_report.pk).status_code == status


def test_a_signed_report_is_read_by_who_may_see_the_report(keys, entered, ha, hung, an, la, owners_report):
    sign_prepared(signing=prepare_body_paper(act=REPORT, subject=owners_report, by=ha), by=ha, passphrase=PASSPHRASE)
    paper = owners_report.documents.get()
    assert [entered(who, "document", paper.pk).status_code for who in (an, hung, la)] == [200, 404, 404]


def test_the_operators_report_is_read_by_the_owner_who_receives_it(entered, on, hung, ha, trang, la, registry, system):
    report = open_report(organisation=registry, role=Role.OPERATOR, year=2026, by=hung)
    assert [entered(who, "report", report.pk).status_code for who in (hung, ha, trang, la)] == [200, 200, 200, 404]
    assert "Cục Đăng kiểm Việt Nam" in entered(ha, "reports").content.decode()


def test_what_is_wrong_with_a_report_sent_elsewhere_stands_on_the_page(client, entered, ha, owners_report):
    entered(ha, "report", owners_report.pk)
    address = reverse("documents:report_elsewhere", args=[owners_report.pk])
    refused = client.post(address, {"number": "8/BC-BGTVT", "sent_on": "14/12/2026"})
    assert refused.status_code == 422 and "8/BC-BGTVT" in refused.content.decode()
    assert client.post(address, {"number": "8/BC-BGTVT", "sent_on": "15/12/2026"}).status_code == 302
    assert owners_report.sendings.get().sha256 == ""
