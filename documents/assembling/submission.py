"""Forms 01 to 03: the operator asks for appraisal or for an opinion; from level 4 on the owner sends the dossier on."""

from classification.models import Dossier
from classification.workflow import PaperKind
from documents.content import LetterForm, SubmissionLetter
from documents.content.parts import dossier_documents
from documents.content.parts import specialist_opinion as opinion_line

from .frame import Order, cited, design_kind, frame, subject
from .joint import documents_of_each

FORMS = {
    PaperKind.REQUEST_01: LetterForm.APPRAISE_AND_APPROVE,
    PaperKind.REQUEST_02: LetterForm.APPRAISE,
    PaperKind.REQUEST_03: LetterForm.SPECIALIST_OPINION,
}


def submission_letter(dossier: Dossier, order: Order) -> SubmissionLetter:
    terms = frame(dossier, order)["terms"]
    outside = order.kind == PaperKind.REQUEST_02 and dossier.is_appraised_outside
    return SubmissionLetter(
        **frame(dossier, order, copies=("Như trên", dossier.operator.name) if outside else ("Như trên",)),
        form=FORMS[order.kind],
        addressee=dossier.outside_appraiser if outside else dossier.appraiser_name,
        sender=order.issuer.name,
        subject=subject(dossier),
        design=design_kind(dossier),
        attachments=_with_opinion(dossier, order) if outside else documents_of_each(dossier, terms),
        asks_critical_list=outside and any(asks_for_the_list(one) for one in dossier.filing),
    )


def asks_for_the_list(dossier: Dossier) -> bool:
    """Whether form 02 also asks for the list (its footnote): critical by Điều 16 and not decided yet."""
    if dossier.rules.clauses.critical is None or dossier.on_list:
        return False
    return dossier.level == 5 or bool(dossier.criteria_met)


def _with_opinion(dossier: Dossier, order: Order) -> tuple[str, ...]:
    """The enclosed documents with the opinion by its number, whatever the level whose way is gone."""
    terms = frame(dossier, order)["terms"]
    opinion = cited(dossier, PaperKind.OPINION, word="văn bản")
    line = f"{opinion_line(terms, dossier.route_level)} ({opinion.text})"
    return (*(documents_of_each(dossier, terms) or dossier_documents(terms, design_kind(dossier))), line)
