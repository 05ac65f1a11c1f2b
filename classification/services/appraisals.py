"""Writing an appraisal: the verdict on each item of the law."""

from django.db import transaction
from django.utils.translation import gettext as _

from classification.appraisal import ITEMS, Verdict
from classification.errors import StepRefused
from classification.models import Appraisal, Dossier
from systems.ledger import record
from systems.roles import Role

from .locking import lock, require_editable, require_role, require_version

TEXTS = ("manner", "partners", "partner_opinions", "other_remarks")


@transaction.atomic
def record_appraisal(*, dossier: Dossier, verdicts: dict, by, seen: int | None = None, **texts) -> Appraisal:
    """Store verdicts ({item key: {"verdict", "comment"}}) and `texts` of this round; signing Mẫu 04 concludes.

    Raises StepRefused (state, stale page), PermissionDenied, ValidationError.
    """
    dossier = lock(dossier)
    require_role(dossier, by, Role.SECURITY_UNIT)
    require_editable(dossier, dossier.is_under_appraisal)
    if dossier.is_appraised_outside:
        raise StepRefused(
            [
                _("Hồ sơ này do %(body)s thẩm định: kết quả được ghi bằng văn bản đến, không lập ở đây.")
                % {"body": dossier.outside_appraiser}
            ]
        )
    appraisal = dossier.appraisal
    require_version(appraisal.version if appraisal else 0, seen)
    appraisal = appraisal or Appraisal(dossier=dossier, round=dossier.round, version=0)
    appraisal.verdicts = {
        item.key: {
            "verdict": given.get("verdict") if given.get("verdict") in Verdict.values else "",
            "comment": given.get("comment", "").strip(),
        }
        for item in ITEMS
        for given in [verdicts.get(item.key, {})]
    }
    for name in TEXTS:
        if name in texts:
            setattr(appraisal, name, texts[name])
    appraisal.version += 1
    appraisal.updated_by = by
    appraisal.full_clean(validate_unique=False)
    appraisal.save()
    record(verb="record_appraisal", by=by, system=dossier.system, about=f"dossier:{dossier.pk}", round=dossier.round)
    return appraisal
