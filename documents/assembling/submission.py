"""Form 01 or 02: the operator asks for appraisal."""

from classification.models import Dossier
from classification.workflow import PaperKind
from documents.content import LetterForm, SubmissionLetter

from .frame import Order, design_kind, frame, subject

FORMS = {PaperKind.REQUEST_01: LetterForm.APPRAISE_AND_APPROVE, PaperKind.REQUEST_02: LetterForm.APPRAISE}


def submission_letter(dossier: Dossier, order: Order) -> SubmissionLetter:
    return SubmissionLetter(
        **frame(dossier, order),
        form=FORMS[order.kind],
        addressee=dossier.appraiser_name,
        sender=order.issuer.name,
        subject=subject(dossier),
        design=design_kind(dossier),
    )
