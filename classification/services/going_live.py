"""Putting a new or upgraded system into operation: only with its plan fully deployed."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errors import StepRefused
from classification.models import Dossier, GoingLive
from classification.regimes import regime_for
from classification.workflow import State
from systems.authority import body_for, may_act
from systems.models import InformationSystem
from systems.roles import Role
from systems.services import change_system


def why_not_live(system: InformationSystem) -> list[str]:
    """Everything that keeps a system in construction from going live (TT 12/2022 Đ9.6; NĐ 331/2026 Đ30.6)."""
    if system.status != InformationSystem.Status.BUILDING:
        return [_("Hệ thống không ở tình trạng đang đầu tư, xây dựng.")]
    dossier = Dossier.objects.in_force().filter(system=system).first()
    if dossier is None:
        return [_("Cấp độ của hệ thống chưa được phê duyệt.")]
    if dossier.state != State.PROTECTED:
        return [
            _("Phương án chưa được xác nhận triển khai đầy đủ: hồ sơ đang “%(state)s”.")
            % {"state": dossier.get_state_display()}
        ]
    return []


@transaction.atomic
def put_into_operation(
    *, system: InformationSystem, by, on: datetime.date, assessment_number: str = "",
    assessment_on: datetime.date | None = None, assessor: str = "",
) -> InformationSystem:  # fmt: skip
    """The operator's act. Under NĐ 331/2026 Đ28.3 the conditions must have been assessed before.

    Raises PermissionDenied, StepRefused, ValidationError by field.
    """
    system = (
        InformationSystem.objects.select_for_update(of=("self",)).select_related("owner", "operator").get(pk=system.pk)
    )
    _require(by, Role.OPERATOR, system)
    if reasons := why_not_live(system):
        raise StepRefused(reasons)
    dossier = Dossier.objects.in_force().get(system=system)
    if regime_for(dossier.regime).uses_risk_level:
        _require_assessment(assessment_number, assessment_on, assessor, on)
    confirmed = dossier.steps.filter(step="confirm").last()
    if on > timezone.localdate() or (confirmed and on < confirmed.on):
        day = confirmed.on if confirmed else dossier.decision_on
        raise ValidationError(
            {"on": _("Ngày này phải từ %(day)s, ngày xác nhận triển khai, đến hôm nay.") % {"day": f"{day:%d/%m/%Y}"}}
        )
    return _live(system, by, on, dossier=dossier, assessment_number=assessment_number.strip(),
                 assessment_on=assessment_on, assessor=assessor.strip())  # fmt: skip


@transaction.atomic
def correct_operation(*, system: InformationSystem, by, on: datetime.date, reason: str) -> InformationSystem:
    """The system ran already and was registered as in construction by mistake: the security unit says so, and why."""
    system = (
        InformationSystem.objects.select_for_update(of=("self",)).select_related("owner", "operator").get(pk=system.pk)
    )
    _require(by, Role.SECURITY_UNIT, system)
    if system.status != InformationSystem.Status.BUILDING:
        raise StepRefused([_("Hệ thống không ở tình trạng đang đầu tư, xây dựng.")])
    if not reason.strip():
        raise ValidationError({"reason": _("Phải ghi rõ lý do.")})
    if on > timezone.localdate():
        raise ValidationError({"on": _("Ngày này chưa tới. Chọn một ngày không sau hôm nay.")})
    return _live(system, by, on, correction=reason.strip())


def _hold(system: InformationSystem) -> InformationSystem:
    locked = InformationSystem.objects.select_for_update(of=("self",)).select_related("owner", "operator")
    return locked.get(pk=system.pk)


def _live(system: InformationSystem, by, on: datetime.date, **more) -> InformationSystem:
    GoingLive.objects.create(system=system, by=by, on=on, **more)
    return change_system(
        system=system, by=by, on=timezone.localdate(), cleared=True,
        status=InformationSystem.Status.OPERATING, operation_from=on,
    )  # fmt: skip


def _require(by, role: Role, system: InformationSystem) -> None:
    if not may_act(by, role, system):
        raise PermissionDenied(
            _("Việc này của %(who)s; bạn không được giao việc đó.")
            % {"who": f"{role.label} ({body_for(role, system) or _('chưa chỉ định')})"}
        )


def _require_assessment(number: str, day: datetime.date | None, assessor: str, on: datetime.date) -> None:
    wrong = {}
    if not number.strip():
        wrong["assessment_number"] = _("Ghi số văn bản đánh giá điều kiện an ninh mạng (Điều 28 khoản 3).")
    if not assessor.strip():
        wrong["assessor"] = _("Ghi đơn vị đã đánh giá.")
    if day is None or day > on:
        wrong["assessment_on"] = _("Ghi ngày đánh giá; ngày đó không sau ngày đưa vào vận hành.")
    if wrong:
        raise ValidationError(wrong)
