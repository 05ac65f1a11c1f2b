"""Writing down whose system it is and how Điều 16 was answered."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.models import Dossier, LegalWording
from classification.route import CRITERIA, Criterion, Sphere
from systems.ledger import record
from systems.roles import Role

from .locking import lock, require_editable, require_on_screen, require_role, require_version

ANSWERS = ("yes", "no")


def wordings() -> list[tuple[Criterion, str, str]]:
    """(criterion, its wording today, source of a corrected wording or empty), in the order of Điều 16."""
    found = LegalWording.objects.on(timezone.localdate()).filter(subject=LegalWording.Subject.CRITERION)
    corrected = {one.code: one for one in found.filter(code__in=[criterion.code for criterion in CRITERIA])}
    return [
        (criterion, corrected[criterion.code].words, corrected[criterion.code].source)
        if criterion.code in corrected
        else (criterion, criterion.wording, "")
        for criterion in CRITERIA
    ]


@transaction.atomic
def write_route(
    *, dossier: Dossier, sphere: str, answers: dict, by, reason: str = "", seen: int | None = None
) -> Dossier:
    """Store the sphere and the answers ({code: "yes" | "no" | ""}), each with the words it was asked in.

    `reason` says how the answers were found. Raises StepRefused (state, stale page), PermissionDenied, ValidationError.
    """
    if sphere and sphere not in Sphere.values:
        raise ValidationError({"sphere": _("Hãy chọn một lĩnh vực trong danh sách.")})
    dossier = lock(dossier)
    require_role(dossier, by, Role.OPERATOR)
    require_editable(dossier, dossier.is_editable)
    require_on_screen(dossier)
    require_version(dossier.version, seen)
    dossier.sphere = sphere
    dossier.critical_answers = {
        criterion.code: {"answer": answers[criterion.code], "wording": wording}
        for criterion, wording, _source in wordings()
        if answers.get(criterion.code) in ANSWERS
    }
    dossier.critical_reason = reason.strip()
    dossier.version += 1
    dossier.save(update_fields=["sphere", "critical_answers", "critical_reason", "version"])
    record(
        verb="write_route", by=by, system=dossier.system, about=f"dossier:{dossier.pk}", sphere=sphere,
        answers={code: given["answer"] for code, given in dossier.critical_answers.items()},
    )  # fmt: skip
    return dossier
