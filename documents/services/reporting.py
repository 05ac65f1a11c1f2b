"""The yearly report as a paper: its draft, and what signing it does."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errors import StepRefused
from classification.models import AnnualReport
from classification.paper_kinds import PaperKind
from classification.services.annual_reports import check_report, require_rule, send_report
from documents.assembling.body_papers import BodyOrder
from documents.assembling.reports import report_symbol, yearly_report
from documents.content import YearlyReport
from documents.models import PreparedPaper, PreparedSigning
from documents.rendering import RenderedPaper
from documents.signing import SignedPdf

from .body_papers import BodyAct
from .drafts import print_draft

MOST_LINES = 1500
"""A table with more systems is not one paper any more."""


def draft(report: AnnualReport, *, by, day: date | None = None) -> YearlyReport:
    """What the report would say with the figures of a day (those of its closing day, or of today before that)."""
    closing = require_rule(report.year).closing(report.year)
    today = timezone.localdate()
    order = BodyOrder(by, report.issuer, None, report_symbol(report), today, "", reason="…")
    return yearly_report(report, order, day=day or min(closing, today))


def draft_pdf(report: AnnualReport, *, by) -> RenderedPaper:
    """The draft as a PDF, marked as such. Raises StepRefused where it cannot be made."""
    paper = draft(report, by=by)
    _require_printable(paper)
    return print_draft(paper)


def _make(report: AnnualReport, order: BodyOrder) -> YearlyReport:
    paper = yearly_report(report, order)
    _require_printable(paper)
    return paper


def _hold(signing: PreparedSigning) -> AnnualReport:
    return AnnualReport.objects.select_for_update(of=("self",)).get(pk=signing.report_id)


def _take(report: AnnualReport, signing: PreparedSigning, paper: PreparedPaper, result: SignedPdf) -> AnnualReport:
    send_report(
        report=report, number=paper.number, sent_on=paper.issued_on, by=signing.by, sha256=result.sha256,
        reason=signing.note, seen=signing.dossier_version,
    )  # fmt: skip
    return report


REPORT = BodyAct(
    name="annual_report",
    subject="report",
    kind=PaperKind.ANNUAL_08,
    check=lambda report, by: check_report(report=report, by=by),
    hold=_hold,
    issuer=lambda report: report.issuer,
    symbol=report_symbol,
    version=lambda report: report.round,
    make=_make,
    take=_take,
    needs_reason=lambda report: _("Báo cáo lại thì phải ghi rõ lý do.") if report.round else "",
)
"""The yearly report: signed, and thereby sent."""


def _require_printable(paper: YearlyReport) -> None:
    if len(paper.systems) > MOST_LINES:
        words = _("Bảng có %(n)s hệ thống, dài hơn %(most)s: các đơn vị bên dưới báo cáo riêng, hoặc gửi tệp Excel.")
        raise StepRefused([words % {"n": len(paper.systems), "most": MOST_LINES}])
