"""How the demonstration's operators answer the requirements of their plans, one by one, in sentences."""

import datetime

from classification.catalogue import Requirement
from classification.plan import Answer

from .clock import chance
from .means import Means, means_for

LONGEST_LOWER = 2


def answer(requirement: Requirement, *, seed: str, status: str, day: datetime.date) -> dict[str, object]:
    """The fields of a PlanItem. `day`: when it was done, or when it is to be done."""
    means = means_for(requirement)
    seed = f"{seed} {requirement.code}"
    texts = {
        Answer.MET: _met,
        Answer.PARTLY: _partly,
        Answer.NOT_MET: _not_met,
        Answer.NOT_APPLICABLE: lambda *args: "",
    }
    return {
        "status": status,
        "how": texts[Answer(status)](requirement, means, seed, day),
        "reason": not_applicable(requirement) if status == Answer.NOT_APPLICABLE else "",
        "responsible": means.responsible,
        "due_on": day,
        "evidence": _evidence(requirement, means, seed) if status in (Answer.MET, Answer.PARTLY) else "",
    }


def not_applicable(requirement: Requirement) -> str:
    """Why this requirement has no object in this system; empty where it always has."""
    text = requirement.text.lower()
    for word, reason in (
        ("không dây", "Hệ thống không có mạng không dây; mọi kết nối đều qua cáp."),
        ("thuê khoán", "Phần mềm do đơn vị tự phát triển và bảo trì, không thuê khoán."),
        ("thuê làm phần mềm", "Phần mềm do đơn vị tự phát triển và bảo trì, không thuê ngoài."),
        ("thư điện tử", "Hệ thống không cung cấp dịch vụ thư điện tử; thư công vụ thuộc hệ thống khác của Bộ."),
    ):
        if word in text:
            return reason
    return ""


def _met(requirement: Requirement, means: Means, seed: str, day: datetime.date) -> str:
    lead = means.done[chance(seed, len(means.done))]
    value = f" Mức áp dụng: {requirement.value}." if requirement.value else ""
    again = f" Lần gần nhất: {day:%d/%m/%Y}." if requirement.every_months else ""
    return f"{lead.format(what=lowered(requirement.text))}{value}{again}"


def _partly(requirement: Requirement, means: Means, seed: str, day: datetime.date) -> str:
    gap = means.gaps[chance(seed + "gap", len(means.gaps))]
    lead = means.done[chance(seed, len(means.done))].format(what=lowered(requirement.text))
    return f"{lead} Còn lại: {gap}; xong trước ngày {day:%d/%m/%Y}."


def _not_met(requirement: Requirement, means: Means, seed: str, day: datetime.date) -> str:
    plan = means.plans[chance(seed + "plan", len(means.plans))]
    return f"Chưa thực hiện. {plan} để đáp ứng: {lowered(requirement.text)}; xong trước ngày {day:%d/%m/%Y}."


def _evidence(requirement: Requirement, means: Means, seed: str) -> str:
    return requirement.evidence_hint or means.evidence[chance(seed + "proof", len(means.evidence))]


def lowered(text: str) -> str:
    """The text as it goes on inside a sentence; an abbreviation keeps its capitals."""
    text = text.rstrip(". ")
    first = text.split(" ", 1)[0]
    abbreviation = len(first) >= LONGEST_LOWER and first[1:] != first[1:].lower()
    return text if abbreviation else text[:1].lower() + text[1:]
