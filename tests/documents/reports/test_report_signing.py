"""The yearly report (form 08): whose it is, how it is signed, corrected and verified."""

import datetime
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from classification.errors import OutOfDate, StepRefused
from classification.models import (
    AnnualReport,
    ReportSending,
)
from classification.services.annual_reports import open_report, send_report
from classification.workflow import State
from documents.content import YearlyReport, from_json
from documents.models import IssuedDocument, PreparedSigning
from documents.services import NotAccepted, bring_back, sign_prepared
from documents.services.body_papers import prepare_body_paper
from documents.services.reporting import REPORT, draft
from documents.snapshots import Snapshot
from documents.snapshots.reading import Data, data_of
from documents.verifying.here import verify_here
from systems.models import LedgerEntry
from systems.roles import Role
from tests.documents.bringing import registered
from tests.documents.outside_signer import outside_signature
from tests.documents.reports.desk import CLOSING, SIGNING_DAY
from tests.documents.signing_desk import NOW, PASSPHRASE, key_of

pytestmark = pytest.mark.django_db


# ---------------------------------------------------------------------- who may
@pytest.mark.parametrize(
    ("role", "who", "body", "to"),
    [
        (Role.APPROVER, "ha", "Bộ Giao thông vận tải", "Bộ Công an"),
        (Role.SECURITY_UNIT, "trang", "Trung tâm Công nghệ thông tin", "Bộ Giao thông vận tải"),
        (Role.OPERATOR, "hung", "Cục Đăng kiểm Việt Nam", "Bộ Giao thông vận tải"),
    ],
)
def test_each_body_signs_its_own_report_and_sends_it_where_the_law_says(
    request, keys, system, registry, on, role, who, body, to
):
    by = request.getfixturevalue(who)
    organisation = registry if role == Role.OPERATOR else system.owner
    report = open_report(organisation=organisation, role=role, year=2026, by=by)
    sign_prepared(signing=prepare_body_paper(act=REPORT, subject=report, by=by), by=by, passphrase=PASSPHRASE)
    paper = IssuedDocument.objects.get(report=report)
    content = from_json(paper.content)
    assert isinstance(content, YearlyReport)
    assert (paper.issuer.name, content.sender, content.addressees) == (body, body, (to,))
    assert (content.opened_on, content.closed_on, paper.dossier) == (datetime.date(2025, 12, 15), CLOSING, None)
    assert paper.issued_on == SIGNING_DAY and paper.number.startswith("01/")
    assert report.sendings.get().sha256 == paper.sha256
    assert LedgerEntry.objects.filter(verb="send_report", by=by, about=f"report:{report.pk}").count() == 1


def test_the_security_unit_prepares_the_owners_report_and_does_not_sign_it(on, keys, trang, ha, system):
    report = open_report(organisation=system.owner, role=Role.APPROVER, year=2026, by=trang)
    with pytest.raises(PermissionDenied, match="do Bộ Giao thông vận tải ký với tư cách “Chủ quản"):
        prepare_body_paper(act=REPORT, subject=report, by=trang)
    assert draft(report, by=trang).managed == 1
    assert prepare_body_paper(act=REPORT, subject=report, by=ha).papers.count() == 1


@pytest.mark.parametrize("who", ["hung", "an", "binh", "la", "root"])
def test_nobody_else_begins_the_owners_report(request, on, system, who):
    with pytest.raises(PermissionDenied, match="bạn không được giao việc đó"):
        open_report(organisation=system.owner, role=Role.APPROVER, year=2026, by=request.getfixturevalue(who))
    assert not AnnualReport.objects.exists()


@pytest.mark.parametrize(("day", "may"), [(CLOSING, False), (CLOSING + datetime.timedelta(1), True)])
def test_it_is_signed_from_the_day_after_the_figures_closed(freeze_today, keys, ha, system, day, may):
    freeze_today(day)
    report = open_report(organisation=system.owner, role=Role.APPROVER, year=2026, by=ha)
    if may:
        assert prepare_body_paper(act=REPORT, subject=report, by=ha).papers.count() == 1
    else:
        with pytest.raises(StepRefused, match="Số liệu chốt hết ngày 14/12/2026"):
            prepare_body_paper(act=REPORT, subject=report, by=ha)


def test_a_year_of_the_circular_has_no_form_here(on, ha, system):
    with pytest.raises(StepRefused, match="Báo cáo năm 2025 không theo Mẫu số 08"):
        open_report(organisation=system.owner, role=Role.APPROVER, year=2025, by=ha)


# ---------------------------------------------------------------------- signing
def test_the_signed_report_is_kept_and_verified_like_every_paper(keys, ha, owners_report, client, root):
    sign_prepared(signing=prepare_body_paper(act=REPORT, subject=owners_report, by=ha), by=ha, passphrase=PASSPHRASE)
    paper = owners_report.documents.get()
    verdict = verify_here(paper.read())
    assert verdict.registered and [one.signer for one in verdict.signatures] == ["Nguyễn Minh Hà"]
    assert verdict.verdict != "invalid"  # the checker's own clock has not come to the day of this test yet
    page = client.get(reverse("documents:verify_token", args=[paper.token])).content.decode()
    assert "đang là bản hiện hành" in page
    client.force_login(ha)
    assert client.get(reverse("documents:document", args=[paper.pk])).content == paper.read()


def test_a_corrected_report_replaces_the_first_and_says_why(keys, ha, owners_report, another):
    sign_prepared(signing=prepare_body_paper(act=REPORT, subject=owners_report, by=ha), by=ha, passphrase=PASSPHRASE)
    another("BGTVT-030", "Cổng thông tin")
    with pytest.raises(StepRefused, match="Báo cáo lại thì phải ghi rõ lý do"):
        prepare_body_paper(act=REPORT, subject=owners_report, by=ha)
    signing = prepare_body_paper(act=REPORT, subject=owners_report, by=ha, reason="Bổ sung một hệ thống")
    sign_prepared(signing=signing, by=ha, passphrase=PASSPHRASE)
    first, second = owners_report.documents.order_by("pk")
    assert first.replaced_by == second and second.replaced_by is None
    assert [one.version for one in owners_report.sendings.all()] == [1, 2]
    again = from_json(second.content)
    assert (again.managed, again.reason, again.corrects.number) == (2, "Bổ sung một hệ thống", first.number)
    assert second.serial == first.serial + 1


def test_figures_that_changed_after_the_paper_was_made_are_not_signed(keys, ha, owners_report, another):
    signing = prepare_body_paper(act=REPORT, subject=owners_report, by=ha)
    another("BGTVT-030", "Cổng thông tin")
    with pytest.raises(OutOfDate, match="Nội dung đã thay đổi"):
        sign_prepared(signing=signing, by=ha, passphrase=PASSPHRASE)
    assert not IssuedDocument.objects.exists() and not ReportSending.objects.exists()


def test_a_number_is_used_once_a_year(keys, ha, owners_report):
    sign_prepared(
        signing=prepare_body_paper(act=REPORT, subject=owners_report, by=ha, serial=9), by=ha, passphrase=PASSPHRASE
    )
    with pytest.raises(StepRefused, match="Số 09/BGTVT-CNTT đã dùng trong năm nay"):
        prepare_body_paper(act=REPORT, subject=owners_report, by=ha, serial=9, reason="Sửa")


def test_signing_twice_sends_once(keys, ha, owners_report):
    first, second = prepare_body_paper(act=REPORT, subject=owners_report, by=ha), None
    second = PreparedSigning.objects.get(pk=first.pk)
    sign_prepared(signing=first, by=ha, passphrase=PASSPHRASE)
    with pytest.raises(OutOfDate):
        sign_prepared(signing=second, by=ha, passphrase=PASSPHRASE)
    assert IssuedDocument.objects.count() == ReportSending.objects.count() == 1


def test_a_paper_belongs_to_a_dossier_or_to_a_report(keys, ha, owners_report, dossier_in):
    sign_prepared(signing=prepare_body_paper(act=REPORT, subject=owners_report, by=ha), by=ha, passphrase=PASSPHRASE)
    paper = owners_report.documents.get()
    for wrong in ({"dossier": dossier_in(State.DRAFT)}, {"report": None}):
        with pytest.raises(IntegrityError, match="paper_of_one_subject"), transaction.atomic():
            IssuedDocument.objects.filter(pk=paper.pk).update(**wrong)


@pytest.mark.parametrize(
    ("number", "day", "words"),
    [
        (" ", SIGNING_DAY, "Ghi số, ký hiệu"),
        ("8/BC", CLOSING, "sau ngày chốt số liệu 14/12/2026"),
        ("8/BC", SIGNING_DAY + datetime.timedelta(1), "không sau hôm nay"),
    ],
)
def test_a_report_sent_by_another_way_needs_a_number_and_a_day(owners_report, ha, number, day, words):
    with pytest.raises(StepRefused, match=words):
        send_report(report=owners_report, number=number, sent_on=day, by=ha)
    assert not ReportSending.objects.exists()


def test_a_report_signed_elsewhere_is_brought_back_and_carries_its_data(trusted, ha, owners_report):
    registered(ha)
    signing = prepare_body_paper(act=REPORT, subject=owners_report, by=ha)
    paper = signing.papers.get()
    with pytest.raises(NotAccepted, match="chưa được ký"):
        bring_back(signing=signing, by=ha, files={paper.pk: bytes(paper.pdf)})
    assert not ReportSending.objects.exists()
    signing.prepared_at = NOW  # the outside tool signs by the real clock, weeks before the day that stands here
    brought = outside_signature(bytes(paper.pdf), key_of(ha.full_name))
    bring_back(signing=signing, by=ha, files={paper.pk: brought})
    issued = IssuedDocument.objects.get()
    assert (issued.signed_with, ReportSending.objects.get().sha256) == ("away", issued.sha256)
    content, found = data_of(issued.read())
    assert found is Data.REGISTERED and json.loads(content)["dossier"] is None
    assert Snapshot.from_json(json.loads(content)).paper == from_json(issued.content)
