"""Writing what an inspector found of a deployed plan, one requirement or many at once."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from classification import guards
from classification.errors import StepRefused
from classification.models import Dossier, RequirementCheck
from classification.plan import Checked
from systems.ledger import record
from systems.roles import Role

from .locking import lock, require_editable, require_on_screen, require_role
from .plans import require_codes


def record_finding(*, dossier: Dossier, code: str, result: str, by, note: str = "") -> RequirementCheck:
    """Write the finding about one requirement; see `record_findings`."""
    return record_findings(dossier=dossier, codes=[code], result=result, by=by, note=note)[0]


@transaction.atomic
def record_findings(*, dossier: Dossier, codes: list[str], result: str, by, note: str = "") -> list[RequirementCheck]:
    """Write the same finding (a value of Checked) about these requirements, beside all earlier ones.

    Raises StepRefused (the dossier does not await an inspection, an inspector who operates or reported),
    PermissionDenied, ValidationError.
    """
    dossier = lock(dossier)
    require_role(dossier, by, Role.SECURITY_UNIT)
    require_editable(dossier, dossier.is_under_inspection)
    require_on_screen(dossier)
    barred = (guards.inspector_is_operator(dossier, by), guards.reporter_is_acting(dossier, by))
    if reasons := [reason for reason in barred if reason]:
        raise StepRefused(reasons)
    require_codes(dossier, codes)
    if result == Checked.FAILED and not note.strip():
        raise ValidationError({"note": _("Ghi rõ điều chưa đạt.")})
    found = [
        RequirementCheck(dossier=dossier, code=code, result=result, note=note.strip(), by=by)
        for code in dict.fromkeys(codes)
    ]
    for each in found:
        each.clean_fields(exclude=["dossier", "by"])
    RequirementCheck.objects.bulk_create(found)
    record(
        verb="record_findings", by=by, system=dossier.system, about=f"dossier:{dossier.pk}", codes=codes,
        result=str(result), note=note.strip(),
    )  # fmt: skip
    return found
