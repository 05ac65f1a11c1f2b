"""The yearly report as a paper: prepared, looked at, signed with the person's key, and thereby sent."""

import secrets
from datetime import date

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errors import OutOfDate, StepRefused
from classification.models import AnnualReport
from classification.paper_kinds import PaperKind
from classification.services.annual_reports import check_report, require_rule, send_report
from documents.assembling.reports import ReportOrder, report_symbol, yearly_report
from documents.content import YearlyReport
from documents.models import PreparedSigning
from documents.rendering import RenderedPaper, RenderingUnavailable, preview
from documents.signing import SignedPdf

from .issuing import issue
from .numbers import next_serial
from .preparing import keep_paper, make_paper, require_free, require_key
from .signing import sign_here

ACT = "annual_report"
MOST_LINES = 1500
"""A table with more systems is not one paper any more."""


def draft(report: AnnualReport, *, by, day: date | None = None) -> YearlyReport:
    """What the report would say with the figures of a day (those of its closing day, or of today before that)."""
    closing = require_rule(report.year).closing(report.year)
    today = timezone.localdate()
    order = ReportOrder(by, report.issuer, None, report_symbol(report), today, "", reason="…")
    return yearly_report(report, order, day=day or min(closing, today))


def draft_pdf(report: AnnualReport, *, by) -> RenderedPaper:
    """The draft as a PDF, marked as such. Raises StepRefused where it cannot be made."""
    paper = draft(report, by=by)
    _require_printable(paper)
    try:
        return preview(paper)
    except RenderingUnavailable as problem:
        raise StepRefused([str(problem)]) from problem


def order_for(report: AnnualReport, *, by, serial=None, symbol="", reason="") -> ReportOrder:
    """The paper as it would be asked for now, with a number proposed where none was written."""
    issuer, day = report.issuer, timezone.localdate()
    symbol = symbol or report_symbol(report)
    if serial is None:
        serial = next_serial(issuer=issuer, symbol=symbol, day=day)
    return ReportOrder(by, issuer, serial, symbol, day, secrets.token_urlsafe(9), reason=reason.strip())


def prepare_report(*, report: AnnualReport, by, serial=None, symbol="", reason="") -> PreparedSigning:
    """Make the report ready for this person to sign; what they prepared before is thrown away.

    Raises PermissionDenied, StepRefused.
    """
    check_report(report=report, by=by)
    key, version = require_key(by), report.round
    if version and not reason.strip():
        raise StepRefused([_("Báo cáo lại thì phải ghi rõ lý do.")])
    order = order_for(report, by=by, serial=serial, symbol=symbol, reason=reason)
    require_free(order)
    paper = yearly_report(report, order)
    _require_printable(paper)
    made = make_paper(paper, order)
    with transaction.atomic():
        PreparedSigning.objects.filter(report=report, by=by).delete()
        signing = PreparedSigning.objects.create(
            report=report, step=ACT, by=by, note=order.reason, dossier_version=version, fingerprint=key.fingerprint
        )
        keep_paper(signing, made, PaperKind.ANNUAL_08)
    return signing


def sign_report(*, signing: PreparedSigning, by, passphrase: str, seen: str = "") -> AnnualReport:
    """Sign the prepared report and send it; either all of it happens or nothing.

    Raises KeyProblem (passphrase, expiry), StepRefused, OutOfDate, PermissionDenied.
    """
    [paper], [signed], way = sign_here(signing=signing, by=by, passphrase=passphrase, seen=seen)
    written: list[str] = []
    try:
        with transaction.atomic():
            return _issue_and_send(signing, by, paper, signed, way, written)
    except BaseException:
        for name in written:  # bytes of a paper that was never issued
            default_storage.delete(name)
        raise


def _issue_and_send(signing, by, paper, signed: SignedPdf, way, written: list[str]) -> AnnualReport:
    report = AnnualReport.objects.select_for_update(of=("self",)).get(pk=signing.report_id)
    order = ReportOrder(
        by, report.issuer, paper.serial, paper.symbol, paper.issued_on, paper.token, reason=signing.note
    )
    if yearly_report(report, order).digest() != paper.digest:
        raise OutOfDate([_("Số liệu đã thay đổi sau khi lập văn bản; hãy xem bản mới rồi ký.")])
    send_report(
        report=report, number=paper.number, sent_on=paper.issued_on, by=by, sha256=signed.sha256, reason=signing.note,
        seen=signing.dossier_version,
    )  # fmt: skip
    issue(report, signing, paper, signed, report.issuer, way, written)
    PreparedSigning.objects.filter(report=report).delete()
    return report


def _require_printable(paper: YearlyReport) -> None:
    if len(paper.systems) > MOST_LINES:
        words = _("Bảng có %(n)s hệ thống, dài hơn %(most)s: các đơn vị bên dưới báo cáo riêng, hoặc gửi tệp Excel.")
        raise StepRefused([words % {"n": len(paper.systems), "most": MOST_LINES}])
