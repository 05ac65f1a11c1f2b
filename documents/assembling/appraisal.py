"""What the appraising or approving body answers: form 04, a return, a refusal."""

from classification.appraisal import ITEMS
from classification.appraisal import Verdict as Given
from classification.models import Dossier
from documents.content import AppraisalMethod, AppraisalOpinion, Reason, RefusalNotice, ReturnNotice, Verdict

from .capacity import speaker
from .frame import Order, design_kind, frame, subject, submission_cited

METHODS = {"meeting": AppraisalMethod.MEETING, "writing": AppraisalMethod.WRITTEN, "both": AppraisalMethod.BOTH}


def appraisal_opinion(dossier: Dossier, order: Order) -> AppraisalOpinion:
    appraisal = dossier.appraisal
    fits = not dossier.verdicts_unfavourable
    verdicts = {item.key: _verdict(appraisal.verdicts.get(item.key, {})) for item in ITEMS}
    return AppraisalOpinion(
        **frame(dossier, order),
        addressees=tuple(dict.fromkeys((dossier.owner.name, dossier.operator.name))),
        sender=speaker(dossier, order),
        incoming=submission_cited(dossier),
        subject=subject(dossier),
        level_verdict=verdicts["level"],
        design_verdict=verdicts["plan_in_design"],
        operation_verdict=verdicts["plan_in_operation"],
        fits=fits,
        unfit=() if fits else _unfit(dossier, order.note),
        design=design_kind(dossier),
        cooperating=tuple(line.strip() for line in appraisal.partners.splitlines() if line.strip()),
        method=METHODS[appraisal.manner],
        cooperation_summary=appraisal.partner_opinions,
        other_comments=appraisal.other_remarks,
    )


def return_notice(dossier: Dossier, order: Order) -> ReturnNotice:
    return ReturnNotice(
        **frame(dossier, order),
        addressee=dossier.operator.name,
        sender=speaker(dossier, order),
        incoming=submission_cited(dossier),
        subject=subject(dossier),
        reasons=_reasons(order.note),
    )


def refusal_notice(dossier: Dossier, order: Order) -> RefusalNotice:
    return RefusalNotice(
        **frame(dossier, order),
        addressee=dossier.operator.name,
        sender=speaker(dossier, order),
        incoming=submission_cited(dossier),
        subject=subject(dossier),
        reasons=_reasons(order.note),
    )


def _verdict(given: dict) -> Verdict:
    return Verdict(fits=given.get("verdict") == Given.FIT, comment=given.get("comment", ""))


def _unfit(dossier: Dossier, note: str) -> tuple[str, ...]:
    named = tuple(
        (given.get("comment") or str(item.title))
        for item in ITEMS
        if (given := dossier.appraisal.verdicts.get(item.key, {})).get("verdict") == Given.UNFIT
    )
    return named + tuple(reason.text for reason in _reasons(note) if reason.text not in named)


def _reasons(note: str) -> tuple[Reason, ...]:
    """Each line that the signer wrote is a reason of its own."""
    return tuple(Reason(text=line.strip(" -•\t")) for line in note.splitlines() if line.strip(" -•\t"))
