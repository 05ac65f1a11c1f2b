"""The yearly report (form 08): whose it is, what it counts, how it is signed, corrected, read and verified."""

import datetime
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from openpyxl import load_workbook

from classification.counting import count
from classification.errors import OutOfDate, StepRefused
from classification.models import (
    AnnualReport,
    DossierPart,
    Expectation,
    Inspection,
    PlanItem,
    ReportSending,
    Standing,
    StepTaken,
)
from classification.report_figures import figures
from classification.services.annual_reports import expect, open_report, send_report
from classification.workflow import State
from documents.assembling.reports import yearly_report
from documents.content import YearlyReport, from_json
from documents.models import IssuedDocument, PreparedPaper, PreparedSigning
from documents.services import sign_prepared
from documents.services.body_papers import order_for, prepare_body_paper
from documents.services.reporting import REPORT, draft
from documents.verifying.here import verify_here
from systems.models import LedgerEntry
from systems.roles import Role
from systems.services import register_system
from tests.documents.signing_desk import PASSPHRASE

pytestmark = pytest.mark.django_db
CLOSING = datetime.date(2026, 12, 14)
SIGNING_DAY = datetime.date(2026, 12, 16)


@pytest.fixture
def on(freeze_today):
    """Two days after the figures closed."""
    freeze_today(SIGNING_DAY)


@pytest.fixture
def protected(dossier_in, system, ministry):
    """The registry's system, approved on 01/09/2026 and protected since 01/10/2026."""
    dossier = dossier_in(State.PROTECTED, decision_number="12/QĐ-BGTVT", decision_on=datetime.date(2026, 9, 1))
    stand(dossier, "classified", datetime.date(2026, 9, 1))
    stand(dossier, "protected", datetime.date(2026, 10, 1))
    regulation = {"number": "7/QĐ-BGTVT", "issued_on": "2026-01-05", "issuer": "Bộ Giao thông vận tải"}
    DossierPart.objects.create(dossier=dossier, key="regulation", content=regulation, updated_by=dossier.opened_by)
    return dossier


def stand(dossier, kind, since):
    Standing.objects.create(system=dossier.system, dossier=dossier, kind=kind, level=dossier.level, holds_from=since)


@pytest.fixture
def another(ministry, registry, hung, system):
    """A second system of the registry, in operation since 2020, without a dossier: `another("BGTVT-030", "Tên")`."""

    def make(code, name, **extra):
        return register_system(
            by=hung, on=CLOSING, code=code, name=name, owner=system.owner, operator=registry,
            operation_from=datetime.date(2020, 1, 1), **extra,
        )  # fmt: skip

    return make


@pytest.fixture
def owners_report(on, ha, system):
    return open_report(organisation=system.owner, role=Role.APPROVER, year=2026, by=ha)


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


# ---------------------------------------------------------------------- pages
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
