"""Recording that a system was split or merged: an act of its own, because a level must not be met that way."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from .authority import why_not_change
from .ledger import record
from .models import InformationSystem, Succession


@transaction.atomic
def record_succession(
    *, system: InformationSystem, former: InformationSystem, kind: str, on: datetime.date, reason: str, by
) -> Succession:
    """Say that `system` was made of `former` (NĐ 331/2026 Đ8.3). Raises PermissionDenied, ValidationError."""
    if refusal := why_not_change(by, owner=system.owner, operator=system.operator):
        raise PermissionDenied(refusal)
    if former.pk == system.pk:
        raise ValidationError({"former": _("Chọn một hệ thống khác.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Phải ghi rõ lý do.")})
    made = Succession(system=system, former=former, kind=kind, on=on, reason=reason.strip(), recorded_by=by)
    made.clean_fields(exclude=["recorded_by"])
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as twice:
        raise ValidationError({"former": _("Đã ghi việc tách, gộp với hệ thống này.")}) from twice
    for about, other in ((system, former), (former, system)):
        record(verb="record_succession", by=by, system=about, kind=kind, other=other.code, on=on.isoformat())
    return made
