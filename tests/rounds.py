"""Going round once and again: a dossier with known facts, handed in, returned with remarks, answered."""

from classification.models import Dossier
from classification.services import PaperReference, answer_remark, take_step, write_remark
from classification.workflow import STEPS
from tests.conftest import TODAY

FACTS = {
    "regime": "nd331-2026", "system_type": "public_service", "information": ["personal"],
    "serves_defence_security": False, "settles_administrative_procedures": True, "online_service": False,
    "conditional_business": False, "basic_data_subjects": 120_000, "sensitive_data_subjects": 0,
    "round_the_clock": False, "national_egovernment": False, "national_critical_data": False,
    "prime_minister_list": False, "risk_level": 3,
}  # fmt: skip


def fresh(dossier) -> Dossier:
    """The dossier as stored, without what it remembered."""
    return Dossier.objects.with_parties().get(pk=dossier.pk)


def papers(dossier, step: str):
    """References to the signed papers of a step, as `documents` would give them."""
    kinds = STEPS[step].papers_for(dossier.level, dossier.state)
    return tuple(PaperReference(kind, f"{n}/{kind}", TODAY, f"{n:064d}", kind) for n, kind in enumerate(kinds, 1))


def take(dossier, step: str, by, note: str = "") -> Dossier:
    dossier = fresh(dossier)
    return take_step(dossier=dossier, name=step, by=by, note=note, papers=papers(dossier, step))


def handed_back(dossier, operator, appraiser, remarks: dict[str, str], answered: bool = False) -> Dossier:
    """The complete draft `dossier`, handed in and returned with these remarks (place -> words)."""
    Dossier.objects.filter(pk=dossier.pk).update(facts=FACTS)
    dossier = take(dossier, "submit", operator)
    for place, text in remarks.items():
        write_remark(dossier=dossier, place=place, text=text, by=appraiser)
    dossier = take(dossier, "return", appraiser, "" if remarks else "Nêu rõ quy mô.")
    for remark in dossier.remarks.all() if answered else ():
        answer_remark(remark=remark, text="Đã sửa.", by=operator)
    return fresh(dossier)
