"""Events that people tell of an approved system, and the answers to all events."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errors import OutOfDate, StepRefused
from classification.models import Dossier, Event, NeededLevel, StatutoryDay
from classification.regimes.selector import regime_of
from classification.triggers import MANUAL, Trigger
from systems.authority import body_for, may_act
from systems.ledger import record
from systems.models import InformationSystem
from systems.roles import Role

ROLES = (Role.OPERATOR, Role.SECURITY_UNIT)


@transaction.atomic
def record_event(
    *, system: InformationSystem, trigger: str, happened_on: datetime.date, what: str, by, document: str = "",
    today: datetime.date | None = None,
) -> Event:  # fmt: skip
    """Write down what happened to an approved system; it is a task until it is answered.

    Raises PermissionDenied, StepRefused (nothing approved yet), ValidationError by field.
    """
    today = today or timezone.localdate()
    require_duty(system, by)
    held = Dossier.objects.in_force().filter(system=system).first()
    if held is None:
        raise StepRefused([_("Hệ thống chưa có cấp độ được phê duyệt: thay đổi được ghi thẳng vào hồ sơ đang lập.")])
    if trigger not in MANUAL:
        raise ValidationError({"trigger": [_("Chọn một loại sự kiện trong danh sách.")]})
    if happened_on > today:
        raise ValidationError({"happened_on": [_("Ngày này chưa tới. Chọn một ngày không sau hôm nay.")]})
    if trigger == Trigger.REQUEST and not document.strip():
        raise ValidationError({"document": [_("Yêu cầu của cơ quan có thẩm quyền phải có số, ngày văn bản.")]})
    rules, _reason = regime_of(system, today, StatutoryDay.objects.law_days())
    event = Event(
        system=system, trigger=trigger, regime=rules.code, happened_on=happened_on, what=what.strip(),
        document=document.strip(), level_before=held.level, recorded_by=by,
    )  # fmt: skip
    event.clean_fields(
        exclude=["system", "regime", "level_after", "dossier", "recorded_by", "answered_by", "answered_at"]
    )
    event.save(force_insert=True)
    record(verb="record_event", by=by, system=system, about=f"dossier-event:{event.pk}", sentence=what, trigger=trigger)
    return event


@transaction.atomic
def answer_event(
    *, event: Event, reason: str, by, risk_assessed_on: datetime.date | None = None, risk_document: str = "",
    today: datetime.date | None = None,
) -> Event:  # fmt: skip
    """Answer that the level does not change, with the reason and, where the law asks for it, the risk assessment.

    Raises PermissionDenied, StepRefused (answered already; the facts give a higher level), ValidationError by field.
    """
    today = today or timezone.localdate()
    event = Event.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=event.pk)
    system = InformationSystem.objects.select_related("owner__security_unit", "operator").get(pk=event.system_id)
    require_duty(system, by)
    if not event.is_open:
        raise OutOfDate([_("Sự kiện này đã được trả lời.")])
    needed = NeededLevel.objects.filter(system=system).values_list("level", flat=True).first()
    approved = Dossier.objects.in_force().filter(system=system).values_list("level", flat=True).first()
    if needed and approved and needed > approved:
        words = _("Dữ kiện cho cấp độ %(new)s, cao hơn cấp độ %(old)s đang có hiệu lực: phải lập hồ sơ xác định lại.")
        raise StepRefused([words % {"new": needed, "old": approved}])
    faults = {} if reason.strip() else {"reason": [_("Phải ghi rõ lý do.")]}
    if event.risk_assessment_needed and (risk_assessed_on is None or not risk_document.strip()):
        words = _("Thay đổi này phải được đánh giá rủi ro (Điều 10 khoản 2 Nghị định 331/2026/NĐ-CP): ghi ngày và số.")
        faults["risk_document"] = [words]
    if risk_assessed_on and (risk_assessed_on > today or risk_assessed_on < event.happened_on):
        faults["risk_assessed_on"] = [_("Đánh giá rủi ro làm từ ngày có sự kiện và không sau hôm nay.")]
    if faults:
        raise ValidationError(faults)
    event.answer, event.dossier, event.reason = Event.Answer.NO_CHANGE, None, reason.strip()
    event.risk_assessed_on, event.risk_document = risk_assessed_on, risk_document.strip()
    event.answered_by, event.answered_at = by, timezone.now()
    event.save()
    record(verb="answer_event", by=by, system=system, about=f"dossier-event:{event.pk}", sentence=reason)
    return event


def require_duty(system: InformationSystem, by) -> None:
    """Events are for the operator and the owner's security unit."""
    if any(may_act(by, role, system) for role in ROLES):
        return
    bodies = ", ".join(str(body_for(role, system) or _("chưa chỉ định")) for role in ROLES)
    raise PermissionDenied(_("Sự kiện của hệ thống này do %(bodies)s ghi và trả lời.") % {"bodies": bodies})
