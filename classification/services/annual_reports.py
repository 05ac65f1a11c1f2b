"""The yearly report: opened, sent (signed here or by another way), and what is promised of each system."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errors import OutOfDate, StepRefused
from classification.models import AnnualReport, Expectation, ReportRule, ReportSending
from classification.report_periods import rule_of
from systems.authority import may_act
from systems.ledger import record
from systems.models import InformationSystem, Organisation
from systems.reporting import may_prepare, may_report, reporting_body
from systems.roles import Role
from systems.wording import tidy


@transaction.atomic
def open_report(*, organisation: Organisation, role: str, year: int, by) -> AnnualReport:
    """The report of a body for a year, begun where nobody began it yet. Raises PermissionDenied, StepRefused."""
    if not may_prepare(by, role, organisation):
        raise PermissionDenied(_not_yours(role, organisation))
    require_rule(year)
    if reporting_body(role, organisation) is None:
        raise StepRefused([_("%(owner)s chưa chỉ định đơn vị chuyên trách.") % {"owner": organisation}])
    report, new = AnnualReport.objects.get_or_create(
        organisation=organisation, role=role, year=year, defaults={"opened_by": by}
    )
    if new:
        record(verb="open_report", by=by, about=f"report:{report.pk}", year=year, role=role)
    return report


def require_rule(year: int) -> ReportRule:
    """What the law asks for that year. Raises StepRefused where no form is known for it."""
    rule = rule_of(year)
    if rule is None or not rule.form:
        raise StepRefused([_("Báo cáo năm %(year)s không theo Mẫu số 08, nên không lập ở đây.") % {"year": year}])
    return rule


def check_report(*, report: AnnualReport, by) -> None:
    """Whether this person could sign and send it now. Raises PermissionDenied, StepRefused."""
    if not may_report(by, report.role, report.organisation):
        raise PermissionDenied(_not_yours(report.role, report.organisation))
    closing = require_rule(report.year).closing(report.year)
    if timezone.localdate() <= closing:
        words = _("Số liệu chốt hết ngày %(day)s: báo cáo được ký từ ngày hôm sau.")
        raise StepRefused([words % {"day": f"{closing:%d/%m/%Y}"}])


def _not_yours(role: str, organisation: Organisation) -> str:
    body = reporting_body(role, organisation) or organisation
    return _("Báo cáo này do %(body)s ký với tư cách “%(role)s”; bạn không được giao việc đó.") % {
        "body": body, "role": Role(role).label,
    }  # fmt: skip


@transaction.atomic
def send_report(
    *, report: AnnualReport, number: str, sent_on: datetime.date, by, sha256: str = "", reason: str = "",
    seen: int | None = None,
) -> ReportSending:  # fmt: skip
    """Write down that the report went out: signed here, or (without `sha256`) by another way.

    `seen`: how often it had gone out when the sender looked. A second sending corrects the first and says why.
    Raises PermissionDenied, StepRefused, OutOfDate.
    """
    report = AnnualReport.objects.select_for_update().get(pk=report.pk)
    check_report(report=report, by=by)
    closing, version = require_rule(report.year).closing(report.year), report.round + 1
    if seen is not None and seen != report.round:
        raise OutOfDate([_("Báo cáo này vừa được gửi; hãy xem lại trước khi gửi lần nữa.")])
    reasons = []
    if not tidy(number):
        reasons.append(_("Ghi số, ký hiệu của văn bản."))
    if not closing < sent_on <= timezone.localdate():
        reasons.append(
            _("Ngày gửi phải sau ngày chốt số liệu %(day)s và không sau hôm nay.") % {"day": f"{closing:%d/%m/%Y}"}
        )
    if version > 1 and not reason.strip():
        reasons.append(_("Báo cáo lại thì phải ghi rõ lý do."))
    if reasons:
        raise StepRefused(reasons)
    sending = ReportSending.objects.create(
        report=report, version=version, number=tidy(number)[:60], sent_on=sent_on, figures_on=closing, sha256=sha256,
        reason=reason.strip() if version > 1 else "", by=by,
    )  # fmt: skip
    record(
        verb="send_report",
        by=by,
        about=f"report:{report.pk}",
        number=sending.number,
        version=version,
        signed=bool(sha256),
    )
    return sending


@transaction.atomic
def expect(*, report: AnnualReport, days: dict[int, tuple], by) -> int:
    """Keep when systems are expected to be approved and fully deployed: system -> (day, day), either None.

    Returns how many changed. Raises PermissionDenied for a system that this person does not answer for.
    """
    changed = []
    systems = InformationSystem.objects.filter(pk__in=days).select_related("owner__security_unit", "operator")
    held = {row.system_id: row for row in Expectation.objects.select_for_update().filter(system__in=days)}
    for system in systems:
        approved, deployed = days[system.pk]
        row = held.get(system.pk) or Expectation(system=system)
        if (row.approved_by_day, row.deployed_by_day) == (approved, deployed):
            continue
        if not any(may_act(by, role, system) for role in (Role.OPERATOR, Role.SECURITY_UNIT, Role.APPROVER)):
            raise PermissionDenied(_("Bạn không trả lời thay cho hệ thống %(system)s.") % {"system": system})
        row.approved_by_day, row.deployed_by_day, row.set_by = approved, deployed, by
        row.save()
        changed.append(system.pk)
    if changed:
        record(verb="expect", by=by, about=f"report:{report.pk}", systems=changed)
    return len(changed)
