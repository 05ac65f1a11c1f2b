"""Withdrawing an assessment that was wrongly recorded: it stands for no duty any more, and nothing is erased."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from classification.errors import StepRefused
from classification.models import Dossier, Inspection, InspectionWithdrawal
from systems.authority import may_act
from systems.ledger import record
from systems.models import User
from systems.roles import Role

from .locking import lock


def may_withdraw(user: User, inspection: Inspection, dossier: Dossier) -> bool:
    """Whoever recorded it and still answers for the system, and the security unit."""
    roles = (Role.SECURITY_UNIT, Role.OPERATOR) if inspection.recorded_by_id == user.pk else (Role.SECURITY_UNIT,)
    return any(may_act(user, role, dossier.system) for role in roles)


@transaction.atomic
def withdraw_inspection(*, inspection: Inspection, reason: str, by) -> InspectionWithdrawal:
    """Say that an assessment was wrongly recorded, and why.

    The next due day is counted without it, its findings are nobody's task any more. What it changed stays changed: the
    answers it set back are the operator's to give again, and a system sent back for it is confirmed again; so the count
    of every past day stays what it was. Raises PermissionDenied, StepRefused.
    """
    dossier = lock(inspection.dossier)
    if not may_withdraw(by, inspection, dossier):
        raise PermissionDenied(_("Chỉ người đã ghi hoặc đơn vị chuyên trách được rút lần kiểm tra, đánh giá này."))
    if InspectionWithdrawal.objects.filter(inspection=inspection).exists():
        raise StepRefused([_("Lần kiểm tra, đánh giá này đã được rút.")])
    if not reason.strip():
        raise StepRefused([_("Phải ghi rõ lý do.")])
    withdrawal = InspectionWithdrawal.objects.create(inspection=inspection, reason=reason.strip()[:4000], by=by)
    record(
        verb="withdraw_inspection", by=by, system=dossier.system, about=f"dossier:{dossier.pk}",
        inspection=inspection.pk, reopened=[one.code for one in inspection.findings.all() if one.code],
        sent_back=inspection.sent_back,
    )  # fmt: skip
    return withdrawal
