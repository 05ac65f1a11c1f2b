"""What the appraising or approving body answers: form 04, a return, a refusal."""

from classification.appraisal import ITEMS
from classification.appraisal import Verdict as Given
from classification.models import Dossier
from classification.services.remarks import to_be_sent
from documents.content import (
    AppraisalMethod,
    AppraisalOpinion,
    Reason,
    RefusalNotice,
    ReturnNotice,
    SystemVerdicts,
    Verdict,
)

from .capacity import speaker
from .frame import Order, design_kind, frame, subject, submission_cited
from .joint import documents_of_each

PLACES = {"level_verdict": "level", "design_verdict": "plan_in_design", "operation_verdict": "plan_in_operation"}
"""Where the form has the verdict on each item of the law."""
METHODS = {"meeting": AppraisalMethod.MEETING, "writing": AppraisalMethod.WRITTEN, "both": AppraisalMethod.BOTH}


def appraisal_opinion(dossier: Dossier, order: Order) -> AppraisalOpinion:
    """One opinion on a joint filing: it fits if every system of it does."""
    appraisal, shared = dossier.appraisal, frame(dossier, order)
    fits = not any(one.verdicts_unfavourable for one in dossier.filing)
    each = [_verdicts(one) for one in dossier.filing]
    level, design, operation = (_together(name, each) for name in PLACES)
    return AppraisalOpinion(
        **shared,
        addressees=tuple(dict.fromkeys((dossier.owner.name, dossier.operator.name))),
        sender=speaker(dossier, order),
        incoming=submission_cited(dossier),
        subject=subject(dossier),
        level_verdict=level,
        design_verdict=design,
        operation_verdict=operation,
        fits=fits,
        unfit=() if fits else _unfit(dossier, order),
        design=design_kind(dossier),
        documents=documents_of_each(dossier, shared["terms"]),
        cooperating=tuple(dict.fromkeys(_partners(dossier))),
        method=METHODS[appraisal.manner],
        cooperation_summary=_said(dossier, "partner_opinions"),
        other_comments=_said(dossier, "other_remarks"),
        each=tuple(each) if dossier.is_joint else (),
    )


def _verdicts(dossier: Dossier) -> SystemVerdicts:
    given = dossier.appraisal.verdicts if dossier.appraisal else {}
    said = {place: _verdict(given.get(key, {})) for place, key in PLACES.items()}
    return SystemVerdicts(system=dossier.system.name, level=dossier.level, **said)


def _together(place: str, each: list[SystemVerdicts]) -> Verdict:
    """The verdict on one item for the whole: favourable if it is for every system."""
    said = [getattr(one, place) for one in each]
    return said[0] if len(said) == 1 else Verdict(fits=all(verdict.fits for verdict in said))


def _partners(dossier: Dossier) -> list[str]:
    lines = [line for one in dossier.filing if one.appraisal for line in one.appraisal.partners.splitlines()]
    return [line.strip() for line in lines if line.strip()]


def _said(dossier: Dossier, name: str) -> str:
    """A text of the appraisal; in a joint filing what is said alike of all once, the rest with its system."""
    texts = [(one, getattr(one.appraisal, name).strip()) for one in dossier.filing if one.appraisal]
    if len({text for _one, text in texts}) == 1:
        return texts[0][1]
    return "\n".join(f"{one.system.name}: {text}" for one, text in texts if text)


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
    found = [(one, said) for one in dossier.filing for said in _found_unfit(one)]
    named = tuple(f"{one.system.name}: {said}" if dossier.is_joint else said for one, said in found)
    told = (f"{reason.part}: {reason.text}" if reason.part else reason.text for reason in _reasons(dossier, order))
    return named + tuple(text for text in told if text not in named)


def _found_unfit(dossier: Dossier) -> list[str]:
    given = dossier.appraisal.verdicts if dossier.appraisal else {}
    unfit = [item for item in ITEMS if given.get(item.key, {}).get("verdict") == Given.UNFIT]
    return [given[item.key].get("comment") or str(item.title) for item in unfit]


def _reasons(dossier: Dossier, order: Order) -> tuple[Reason, ...]:
    """Each line that the signer wrote is a reason of its own, then each remark with its place (and its system)."""
    written = tuple(Reason(text=line.strip(" -•\t")) for line in order.note.splitlines() if line.strip(" -•\t"))
    remarks = [(one, remark) for one in dossier.filing for remark in to_be_sent(one, order.role)]
    return written + tuple(_reason(remark, one.system.name if one.is_joint else "") for one, remark in remarks)


def _reason(remark, system: str) -> Reason:
    text = " ".join(remark.text.split()).rstrip(".;, ")
    again = f" (đã nêu ngày {remark.sent_on:%d/%m/%Y}, chưa hoàn thiện)" if remark.sent_on else ""
    where = f"{system}, {remark.where}" if system else remark.where
    return Reason(part=where, text=f"{text}{again}")
