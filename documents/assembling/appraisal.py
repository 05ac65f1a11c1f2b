"""What the appraising or approving body answers: form 04, a return, a refusal."""

from classification.appraisal import ITEMS
from classification.appraisal import Verdict as Given
from classification.models import Dossier
from classification.services.remarks import to_be_sent
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
        unfit=() if fits else _unfit(dossier, order),
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
        reasons=_reasons(dossier, order),
    )


def refusal_notice(dossier: Dossier, order: Order) -> RefusalNotice:
    return RefusalNotice(
        **frame(dossier, order),
        addressee=dossier.operator.name,
        sender=speaker(dossier, order),
        incoming=submission_cited(dossier),
        subject=subject(dossier),
        reasons=_reasons(dossier, order),
    )


def _verdict(given: dict) -> Verdict:
    return Verdict(fits=given.get("verdict") == Given.FIT, comment=given.get("comment", ""))


def _unfit(dossier: Dossier, order: Order) -> tuple[str, ...]:
    named = tuple(
        (given.get("comment") or str(item.title))
        for item in ITEMS
        if (given := dossier.appraisal.verdicts.get(item.key, {})).get("verdict") == Given.UNFIT
    )
    told = (f"{reason.part}: {reason.text}" if reason.part else reason.text for reason in _reasons(dossier, order))
    return named + tuple(text for text in told if text not in named)


def _reasons(dossier: Dossier, order: Order) -> tuple[Reason, ...]:
    """Each line that the signer wrote is a reason of its own, then each remark with its place."""
    written = tuple(Reason(text=line.strip(" -•\t")) for line in order.note.splitlines() if line.strip(" -•\t"))
    return written + tuple(_reason(remark) for remark in to_be_sent(dossier, order.role))


def _reason(remark) -> Reason:
    text = " ".join(remark.text.split()).rstrip(".;, ")
    again = f" (đã nêu ngày {remark.sent_on:%d/%m/%Y}, chưa hoàn thiện)" if remark.sent_on else ""
    return Reason(part=remark.where, text=f"{text}{again}")
