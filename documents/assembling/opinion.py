"""The expert opinion of the security unit, or of the council in its place, as it was entered on the signing page."""

from django.utils.translation import gettext as _

from classification.errors import StepRefused
from classification.models import Dossier
from classification.workflow import PaperKind
from documents.content import SpecialistOpinion, Verdict

from .capacity import speaker
from .frame import Order, cited, frame, subject

FIT, UNFIT = "fit", "unfit"


def specialist_opinion(dossier: Dossier, order: Order) -> SpecialistOpinion:
    return SpecialistOpinion(
        **frame(dossier, order),
        addressees=tuple(dict.fromkeys((dossier.operator.name, dossier.owner.name))),
        sender=speaker(dossier, order),
        incoming=cited(dossier, PaperKind.REQUEST_03, word="Công văn"),
        subject=subject(dossier),
        level_opinion=_opinion(order, "on_level"),
        plan_opinion=_opinion(order, "on_plan"),
        other_comments=order.details.get("other_comments", ""),
    )


def _opinion(order: Order, name: str) -> Verdict:
    """Raises StepRefused where nothing was said; a "no" says why."""
    said, comment = order.details.get(name), order.details.get(f"{name}_comment", "")
    if said not in (FIT, UNFIT):
        raise StepRefused([_("Phải có ý kiến về đề xuất cấp độ và về phương án.")])
    if said == UNFIT and not comment:
        raise StepRefused([_("Ý kiến chưa phù hợp phải nói rõ điểm nào chưa phù hợp.")])
    return Verdict(fits=said == FIT, comment=comment)
