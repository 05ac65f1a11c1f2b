"""Form 08 from the figures of an organisation on the day on which they close."""

from datetime import date

from django.utils import translation

from classification.models import AnnualReport, ReportRule
from classification.regimes import REGIMES, Regime
from classification.regimes.base import Step
from classification.report_figures import Figures, figures
from classification.report_lines import Document, Line
from classification.services.annual_reports import require_rule
from documents.content import (
    Number,
    Party,
    Reference,
    ReportedBody,
    SystemLine,
    YearlyReport,
    terms_on,
)
from documents.typography import date_in_figures
from systems.models import Organisation
from systems.roles import Role
from systems.templatetags.ui import DEPLOYMENTS

from .body_papers import BodyOrder, verified_at
from .capacity import body_letterhead, of_the_body

BEFORE_USE, PERIODIC = "Trước khi đưa vào sử dụng", "Định kỳ"


def report_symbol(report: AnnualReport) -> str:
    """What stands after the number: the form is a letter, so body and drafting unit ("BGTVT-CNTT")."""
    issuer, unit = report.issuer, report.organisation.security_unit
    own = issuer.symbol or issuer.code
    return f"{own}-{unit.symbol or unit.code}" if unit and unit != issuer else f"{own}-ATTT"


def yearly_report(report: AnnualReport, order: BodyOrder, *, day: date | None = None) -> YearlyReport:
    """The content of the report as it would be printed now; `day`: a preview with the figures of another day."""
    with translation.override("vi"):  # a paper is Vietnamese, whatever its signer reads
        rule = require_rule(report.year)
        told = figures(report.organisation, day or rule.closing(report.year))
        return YearlyReport(
            terms=terms_on(order.day, _decree(rule)),
            letterhead=body_letterhead(order.issuer, contact=True),
            signer=of_the_body(order),
            number=Number(symbol=order.symbol, serial=order.serial),
            issued_on=order.day,
            copies_to=("Như trên", f"Lưu: VT, {order.issuer.symbol or order.issuer.code}"),
            verification=verified_at(order.token),
            form=rule.form,
            clause=rule.source,
            addressees=_addressees(report, rule, told),
            sender=order.issuer.name,
            opened_on=rule.opening(report.year),
            closed_on=told.day,
            managed=told.managed,
            typed=told.typed,
            with_dossier=told.with_dossier,
            appraised=told.appraised,
            approved=told.approved,
            assessed=told.assessed,
            expected_on=told.expected_on,
            undated=told.undated,
            bodies=_bodies(report, told),
            systems=tuple(_line(line) for line in told.lines),
            corrects=_corrected(report),
            reason=order.reason,
        )


def _decree(rule: ReportRule) -> Regime:
    """The decree to which the form belongs."""
    forms = ((regime, form) for regime in REGIMES.values() for form in regime.forms)
    return next(regime for regime, form in forms if (form.number, form.step) == (rule.form, Step.REPORT))


def _addressees(report: AnnualReport, rule: ReportRule, told: Figures) -> tuple[str, ...]:
    if report.role == Role.APPROVER:
        return (rule.receiver,)
    if report.role == Role.SECURITY_UNIT:
        return (report.organisation.name,)
    return tuple(owner.name for owner in _owners(told)) or (rule.receiver,)


def _owners(told: Figures) -> list[Organisation]:
    return list({line.owner.pk: line.owner for line in told.lines}.values())


def _bodies(report: AnnualReport, told: Figures) -> tuple[ReportedBody, ...]:
    """Each owner with its security unit, one after another where several are reported on."""
    owners = _owners(told) or [report.organisation]
    known = Organisation.objects.select_related("security_unit").in_bulk([owner.pk for owner in owners])
    return tuple(
        ReportedBody(owner=_party(one), unit=_party(one.security_unit) if one.security_unit else None)
        for one in (known[owner.pk] for owner in owners)
    )


def _party(body: Organisation) -> Party:
    return Party(
        name=body.name, mandate=body.mandate, representative=body.representative,
        representative_title=body.representative_title, address=body.address, phone=body.phone, email=body.email,
    )  # fmt: skip


def _line(line: Line) -> SystemLine:
    assessed = (BEFORE_USE,) * line.before_use + (PERIODIC,) * line.periodic
    return SystemLine(
        name=line.system.name,
        owner=line.owner.name,
        operator=line.operator.name,
        level=line.level,
        status=str(line.word),
        decision=_document(line.decision),
        regulation=_document(line.regulation),
        approval_expected=line.approval_expected,
        deployment=str(DEPLOYMENTS[line.deployment]),
        deployment_expected=line.deployment_expected,
        assessed="; ".join(assessed),
    )


def _document(document: Document | None) -> str:
    if document is None:
        return ""
    day = date_in_figures(document.day) if document.day else ""
    return ", ".join(word for word in (document.number, f"ngày {day}" if day else "", document.body) if word)


def _corrected(report: AnnualReport) -> Reference | None:
    """The sending that this one corrects."""
    last = report.sendings.order_by("version").last()
    return Reference(kind="Báo cáo", number=last.number, issued_on=last.sent_on) if last else None
