"""What obliges a body to look at an approved level again: found in changed facts, or told by people. Pure.

NĐ 331/2026 Đ10.2, Đ10.5, Đ13.2, Đ25; NĐ 85/2016 Đ9.2, Đ18. To learn a fact that nobody knew is no change of the system,
unless the law itself counts it: a business line under conditions, a number that reaches its threshold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .fact_labels import label
from .facts import Facts

OLD, NEW = "nd85-2016", "nd331-2026"


class Trigger(TextChoices):
    LEVEL = "level", gettext_lazy("Dữ kiện cho cấp độ khác")
    SUBJECTS = "subjects", gettext_lazy("Số người được xử lý thông tin qua ngưỡng")
    BUSINESS = "business", gettext_lazy("Thêm dịch vụ thuộc ngành, nghề kinh doanh có điều kiện")
    FUNCTION = "function", gettext_lazy("Thay đổi chức năng, phạm vi, loại thông tin")
    TECHNOLOGY = "technology", gettext_lazy("Thay đổi công nghệ, hạ tầng kỹ thuật")
    INTEGRATION = "integration", gettext_lazy("Mở rộng, tích hợp, chia sẻ dữ liệu")
    INCIDENT = "incident", gettext_lazy("Sự cố nghiêm trọng")
    REQUEST = "request", gettext_lazy("Yêu cầu của cơ quan có thẩm quyền")


MANUAL = (Trigger.FUNCTION, Trigger.TECHNOLOGY, Trigger.INTEGRATION, Trigger.INCIDENT, Trigger.REQUEST)
"""Those that people tell; the others are found in the facts."""

CLAUSES = {
    OLD: dict.fromkeys(Trigger, "Điều 18")
    | {Trigger.SUBJECTS: "Điều 9 khoản 2 điểm c, Điều 18", Trigger.BUSINESS: "Điều 9 khoản 2 điểm b, Điều 18"},
    NEW: dict.fromkeys(Trigger, "Điều 10 khoản 2, Điều 25")
    | {
        Trigger.LEVEL: "Điều 25",
        Trigger.SUBJECTS: "Điều 10 khoản 2, Điều 13 khoản 2 điểm c, Điều 25",
        Trigger.BUSINESS: "Điều 10 khoản 2, Điều 13 khoản 2 điểm a, Điều 25",
    },
}
"""Decree -> trigger -> the clauses that ask for the new look."""

THRESHOLDS = {
    OLD: {"users": 10_000},
    NEW: {"basic_data_subjects": 100_000, "sensitive_data_subjects": 10_000},
}
FUNCTIONS = (
    "system_type", "information", "serves_defence_security", "national_security_harm", "online_public_service_level",
    "online_public_service_form", "online_submission", "settles_administrative_procedures", "online_service", "scope",
    "round_the_clock", "works_grade", "national_egovernment", "national_critical_data", "prime_minister_list",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A trigger in changed facts, with what changed in a sentence."""

    trigger: Trigger
    what: str


def clause_of(trigger: str, regime: str) -> str:
    return CLAUSES[regime][Trigger(trigger)]


def risk_assessment_needed(trigger: str, regime: str) -> bool:
    """NĐ 331/2026 Đ10.2: such a change is assessed anew; the old decree knows no such assessment."""
    return regime == NEW


def triggers_in(before: Facts, after: Facts, regime: str) -> list[Found]:
    """The triggers in what changed, in the order of the list, each once."""
    found = [*_subjects(before, after, regime), *_business(before, after), *_functions(before, after)]
    gathered: dict[Trigger, list[str]] = {}
    for one in found:
        gathered.setdefault(one.trigger, []).append(one.what)
    return [Found(trigger, " ".join(dict.fromkeys(gathered[trigger]))) for trigger in Trigger if trigger in gathered]


def _pairs(before: Facts, after: Facts) -> Iterator[tuple[Facts, Facts]]:
    """The system and each component of the same name, as it was and as it is; a new component was not there."""
    yield before, after
    known = {part.name: part for part in before.components}
    for part in after.components:
        yield from _pairs(known.get(part.name, Facts()), part)


def _subjects(before: Facts, after: Facts, regime: str) -> Iterator[Found]:
    for old, new in _pairs(before, after):
        for fact, limit in THRESHOLDS[regime].items():
            was, now = getattr(old, fact), getattr(new, fact)
            if now is None or (now >= limit) == ((was or 0) >= limit):
                continue
            words = _("%(fact)s: %(was)s, nay %(now)s (ngưỡng %(limit)s).") % {
                "fact": str(label(fact)).capitalize(), "was": _number(was), "now": _number(now),
                "limit": _number(limit),
            }  # fmt: skip
            yield Found(Trigger.SUBJECTS, words)


def _business(before: Facts, after: Facts) -> Iterator[Found]:
    for old, new in _pairs(before, after):
        if new.conditional_business and not old.conditional_business:
            yield Found(Trigger.BUSINESS, _("Nay có dịch vụ thuộc ngành, nghề kinh doanh có điều kiện."))


def _functions(before: Facts, after: Facts) -> Iterator[Found]:
    names = {part.name for part in before.components}, {part.name for part in after.components}
    if names[0] != names[1]:
        yield Found(Trigger.FUNCTION, _("Các hệ thống thành phần đã thay đổi."))
    for old, new in _pairs(before, after):
        changed = [
            str(label(fact))
            for fact in FUNCTIONS
            if None not in (getattr(old, fact), getattr(new, fact)) and getattr(old, fact) != getattr(new, fact)
        ]
        if changed:
            yield Found(Trigger.FUNCTION, _("Đã thay đổi: %(facts)s.") % {"facts": ", ".join(changed)})


def _number(count: int | None) -> str:
    return _("chưa biết") if count is None else f"{count:,}".replace(",", ".")
