"""Recording an assessment: who made it, whether the law lets them, what was found, and what follows from it."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.assessing import Doer, Lawfulness, Severity, lawful
from classification.errors import StepRefused
from classification.models import (
    AssessmentInterval,
    AssessmentPeriod,
    Dossier,
    Inspection,
    InspectionFinding,
    PlanItem,
)
from classification.plan import Answer
from classification.workflow import STEPS
from systems.ledger import record
from systems.models import InformationSystem, Organisation
from systems.roles import Role

from .files import judge_file, keep_file, refuse_size
from .locking import lock, require_on_screen, require_role
from .steps import take_step

REOPENED = {Answer.NOT_MET, Answer.PARTLY}


@dataclass(frozen=True, slots=True)
class Found:
    """One finding as it is given: `code` of a requirement of the live plan or "", what the requirement becomes."""

    words: str
    severity: str = Severity.MINOR
    code: str = ""
    status: str = Answer.NOT_MET


@dataclass(frozen=True, slots=True)
class Upload:
    """The report as a file."""

    filename: str
    content: bytes


def judge(dossier: Dossier, *, doer: str, occasion: str, unit: Organisation | None, document: str) -> Lawfulness:
    """Whether these may assess the dossier's system, and whether it stands for the duty."""
    return lawful(
        rules=dossier.rules, level=dossier.level, critical=dossier.route_level == 5, doer=doer, occasion=occasion,
        operates=unit is not None and unit.path.startswith(dossier.operator.path), document=document,
    )  # fmt: skip


@transaction.atomic
def record_inspection(
    *, dossier: Dossier, kind: str, occasion: str, started_on: datetime.date, ended_on: datetime.date, doer: str,
    report_number: str, report_on: datetime.date, by, unit: Organisation | None = None, doer_name: str = "",
    doer_document: str = "", box: str = "", summary: str = "", findings: tuple[Found, ...] = (),
    report: Upload | None = None, send_back: bool = False, today: datetime.date | None = None,
) -> Inspection:  # fmt: skip
    """Keep what was done and found. Findings reopen their requirements; `send_back` takes that step with the serious
    ones as its reason, so that the system leaves the count from today on.

    Raises PermissionDenied, StepRefused with sentences, ValidationError for the file.
    """
    today = today or timezone.localdate()
    dossier = lock(dossier)
    role = require_role(dossier, by, Role.SECURITY_UNIT, Role.OPERATOR)
    if not dossier.is_in_force:
        raise StepRefused([_("Chỉ ghi kiểm tra, đánh giá cho hệ thống có cấp độ đã được phê duyệt.")])
    if findings or report or summary.strip():
        require_on_screen(dossier)
    law = judge(dossier, doer=doer, occasion=occasion, unit=unit, document=doer_document)
    if reasons := [*law.refusals, *_wrong(dossier, started_on, ended_on, report_on, doer, unit, doer_name, today)]:
        raise StepRefused(reasons)
    _require_known(dossier, findings)
    inspection = Inspection.objects.create(
        dossier=dossier, system=dossier.system, kind=kind, box=box, occasion=occasion, started_on=started_on,
        ended_on=ended_on, doer=doer, unit=unit if doer == Doer.OWN else None,
        doer_name=unit.name if doer == Doer.OWN and unit else doer_name.strip(), doer_document=doer_document.strip(),
        report_number=report_number.strip(), report_on=report_on, summary=summary.strip(), level=dossier.level,
        counts=law.counts, remarks=list(law.shortfalls), recorded_by=by, report=_kept(dossier, report, by),
    )  # fmt: skip
    for found in findings:
        _reopen(inspection, dossier, found, by)
    record(
        verb="record_inspection", by=by, system=dossier.system, about=f"dossier:{dossier.pk}", inspection=inspection.pk,
        kind=kind, counts=law.counts, findings=[found.code for found in findings], role=role,
    )  # fmt: skip
    if send_back:
        send_back_for(inspection=inspection, by=by, today=today)
    return inspection


@transaction.atomic
def send_back_for(*, inspection: Inspection, by, today: datetime.date | None = None) -> Dossier:
    """Take the step back to deploying with the serious findings as its reason; the count follows from today on.

    Raises PermissionDenied for anybody but the security unit, StepRefused.
    """
    if hasattr(inspection, "withdrawal"):
        raise StepRefused([_("Lần kiểm tra, đánh giá này đã được rút.")])
    serious = [found.words for found in inspection.findings.all() if found.severity == Severity.SERIOUS]
    if not serious:
        raise StepRefused([_("Chỉ phát hiện nghiêm trọng mới là lý do để yêu cầu triển khai tiếp.")])
    words = _("Kiểm tra, đánh giá theo báo cáo %(number)s ngày %(day)s: %(found)s") % {
        "number": inspection.report_number, "day": f"{inspection.report_on:%d/%m/%Y}", "found": " ".join(serious),
    }  # fmt: skip
    dossier = take_step(dossier=inspection.dossier, name="send_back", by=by, note=words[:4000], today=today)
    inspection.sent_back = True
    inspection.save(update_fields=["sent_back"])
    return dossier


@transaction.atomic
def set_interval(*, system: InformationSystem, dossier: Dossier, months: int, reason: str, by) -> AssessmentInterval:
    """Assess this system more often than its level asks, because of its risk; never less often."""
    dossier = lock(dossier)
    require_role(dossier, by, Role.SECURITY_UNIT)
    usual = AssessmentPeriod.objects.filter(regime=dossier.regime, level=dossier.level).first()
    reasons = []
    if usual and months > usual.months:
        reasons.append(_("Chu kỳ riêng không được dài hơn chu kỳ của cấp độ là %(n)s tháng.") % {"n": usual.months})
    if not reason.strip():
        reasons.append(_("Phải ghi rõ lý do."))
    if reasons:
        raise StepRefused(reasons)
    interval, _made = AssessmentInterval.objects.update_or_create(
        system=system, defaults={"months": months, "reason": reason.strip(), "set_by": by}
    )
    record(verb="set_interval", by=by, system=system, about=f"dossier:{dossier.pk}", months=months)
    return interval


def _wrong(dossier, started_on, ended_on, report_on, doer, unit, doer_name, today) -> list[str]:
    reasons = []
    if ended_on < started_on:
        reasons.append(_("Ngày kết thúc không được trước ngày bắt đầu."))
    if ended_on > today or report_on > today:
        reasons.append(_("Chỉ ghi việc đã làm: ngày kiểm tra và ngày báo cáo không được sau hôm nay."))
    if report_on < started_on:
        reasons.append(_("Ngày báo cáo không được trước ngày bắt đầu kiểm tra."))
    if doer == Doer.OWN and unit is None:
        reasons.append(_("Chọn đơn vị đã thực hiện."))
    if doer != Doer.OWN and not doer_name.strip():
        reasons.append(_("Ghi tên tổ chức, cơ quan đã thực hiện."))
    return reasons


def _require_known(dossier: Dossier, findings: tuple[Found, ...]) -> None:
    known = {wanted.code for wanted in dossier.catalogue.requirements_for(dossier.level)}
    codes = [found.code for found in findings if found.code]
    if strange := [code for code in codes if code not in known]:
        raise StepRefused([_("Phương án của hồ sơ này không có yêu cầu %(codes)s.") % {"codes": ", ".join(strange)}])
    if len(codes) != len(set(codes)):
        raise StepRefused([_("Mỗi yêu cầu chỉ ghi một phát hiện: gộp các phát hiện của cùng một yêu cầu.")])
    if any(found.code and found.status not in REOPENED for found in findings):
        raise StepRefused([_("Yêu cầu có phát hiện thì chưa đáp ứng hoặc chỉ đáp ứng một phần.")])


def _kept(dossier: Dossier, report: Upload | None, by):
    if report is None:
        return None
    mime = judge_file(report.filename, report.content, "file")
    return keep_file(dossier=dossier, filename=report.filename, content=report.content, mime=mime, by=by)


def _reopen(inspection: Inspection, dossier: Dossier, found: Found, by) -> None:
    """The finding, and the requirement set back by it; what the operator wrote stays, a promised day goes."""
    item = PlanItem.objects.filter(dossier=dossier, code=found.code).first() if found.code else None
    fields = ("status", "how", "reason", "responsible", "due_on", "evidence", "version")
    before = model_to_dict(item, fields=fields) if item else {}
    if before.get("due_on"):
        before["due_on"] = before["due_on"].isoformat()
    clause = dossier.catalogue.find(found.code, dossier.level).clause if found.code else ""
    InspectionFinding.objects.create(
        inspection=inspection, code=found.code, clause=clause, severity=found.severity, words=found.words.strip(),
        status=found.status if found.code else "", before=before,
    )  # fmt: skip
    if not found.code:
        return
    item = item or PlanItem(dossier=dossier, code=found.code, version=0)
    item.status, item.reason, item.due_on, item.inherited_from = found.status, "", None, None
    item.version, item.updated_by = item.version + 1, by
    item.save()


def may_send_back(dossier: Dossier) -> bool:
    """Whether the dossier stands where it can be sent back to deploying."""
    return dossier.state in STEPS["send_back"].sources


def require_file(upload) -> Upload | None:
    """An uploaded file as the service takes it. Raises ValidationError when it is too heavy."""
    if upload is None:
        return None
    refuse_size(upload.size, "file")
    return Upload(upload.name, upload.read())
