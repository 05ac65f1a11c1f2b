"""The nearest changes of one answer that would raise the level, for the screen: "nếu ...: cấp độ 3". Pure."""

from dataclasses import dataclass, replace
from typing import Any

from .determination import criteria_met, determine
from .facts import HARMS, INFORMATION_KINDS, KEYS, SCOPES, SERVICE_FORMS, WORKS_GRADES, Facts
from .regimes.base import Regime
from .regimes.words import HARM_WORDS, KIND_WORDS, SCOPE_WORDS, WORKS_WORDS, people
from .unknowns import answers_to

_LADDERS: dict[str, tuple[Any, ...]] = {
    "national_security_harm": HARMS,
    "online_public_service_level": (1, 2, 3, 4),
    "online_public_service_form": SERVICE_FORMS,
    "scope": SCOPES,
    "works_grade": WORKS_GRADES,
}
_FLAGS = {
    "serves_defence_security": ("không phục vụ quốc phòng, an ninh", "phục vụ quốc phòng, an ninh"),
    "online_submission": ("không nhận hồ sơ trực tuyến", "người dân điền và gửi hồ sơ trực tuyến"),
    "settles_administrative_procedures": ("không giải quyết thủ tục hành chính", "giải quyết thủ tục hành chính"),
    "online_service": ("không cung cấp dịch vụ trực tuyến khác", "cung cấp dịch vụ trực tuyến khác"),
    "conditional_business": (
        "dịch vụ không thuộc danh mục kinh doanh có điều kiện",
        "dịch vụ thuộc danh mục kinh doanh có điều kiện",
    ),
    "round_the_clock": (
        "không yêu cầu vận hành 24/7",
        "vận hành 24/7 và không chấp nhận ngừng vận hành ngoài kế hoạch",
    ),
    "national_egovernment": (
        "không phải hệ thống thông tin quốc gia phục vụ Chính phủ điện tử",
        "là hệ thống thông tin quốc gia phục vụ phát triển Chính phủ điện tử",
    ),
    "national_critical_data": (
        "không lưu trữ tập trung dữ liệu đặc biệt quan trọng của quốc gia",
        "lưu trữ tập trung dữ liệu đặc biệt quan trọng của quốc gia",
    ),
    "prime_minister_list": ("không có quyết định của Thủ tướng Chính phủ", "theo quyết định của Thủ tướng Chính phủ"),
}
_COUNTED = {
    "users": "người sử dụng",
    "basic_data_subjects": "người có dữ liệu cá nhân cơ bản",
    "sensitive_data_subjects": "người có dữ liệu cá nhân nhạy cảm",
}
_FORM_WORDS = {"partial": "dịch vụ công trực tuyến một phần", "full": "dịch vụ công trực tuyến toàn trình"}
_TYPE_WORDS = {
    "internal": "hệ thống phục vụ hoạt động nội bộ",
    "public_service": "hệ thống phục vụ người dân, doanh nghiệp",
    "infrastructure": "cơ sở hạ tầng thông tin",
    "industrial_control": "hệ thống điều khiển công nghiệp",
    "other": "loại hình khác",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that would raise the level: to `value` for `fact`. `unknown` tells that it is not answered today."""

    fact: str
    value: Any
    condition: str
    level: int
    code: str
    clause: str
    unknown: bool

    @property
    def sentence(self) -> str:
        return f"Nếu {self.condition}: cấp độ {self.level}"

    def to_json(self) -> dict[str, Any]:
        return {"fact": self.fact, "condition": self.condition, "level": self.level, "clause": self.clause}


def what_if(facts: Facts, regime: Regime) -> tuple[Change, ...]:
    """For each fact the nearest single change per higher level reached, lowest level first.

    A known answer is changed only toward more: more people, a wider scope, a graver harm, one more kind of
    information, a no into a yes. An unknown one is tried with every answer. What needs two changes is not told.
    """
    now = determine(facts, regime).level or 0
    used = {fact for criterion in regime.criteria for fact in criterion.needs} - _already_asked(facts)
    changes = [change for fact in KEYS if fact in used for change in _changes_of(fact, facts, regime, now)]
    return tuple(sorted(changes, key=lambda change: (change.level, KEYS.index(change.fact))))


def _changes_of(fact: str, facts: Facts, regime: Regime, now: int) -> list[Change]:
    found: dict[int, Change] = {}
    for value in _further_answers(fact, facts, regime):
        met = criteria_met(replace(facts, **{fact: value}), regime)
        if met and met[0].level > now and met[0].level not in found:
            ground = met[0]
            condition = _condition(fact, value, facts, regime)
            unknown = getattr(facts, fact) is None
            found[ground.level] = Change(fact, value, condition, ground.level, ground.code, ground.clause, unknown)
    return list(found.values())


def _further_answers(fact: str, facts: Facts, regime: Regime) -> tuple[Any, ...]:
    known = getattr(facts, fact)
    if fact == "information":
        held = known or ()
        return tuple(
            tuple(kind for kind in INFORMATION_KINDS if kind in held or kind == more)
            for more in INFORMATION_KINDS
            if more not in held
        )
    if fact in _LADDERS:
        ladder = _LADDERS[fact]
        return ladder if known is None else ladder[ladder.index(known) + 1 :]
    answers = answers_to(fact, regime)
    if known is None:
        return answers
    # System types are no ladder: none is "more" than another.
    return () if fact == "system_type" else tuple(answer for answer in answers if answer > known)


def _already_asked(facts: Facts) -> set[str]:
    """Facts whose question has been answered by another fact: the level and the form of online public services."""
    if facts.online_public_service_level is not None:
        return {"online_public_service_form", "online_submission"}
    return {"online_public_service_level"} if facts.online_public_service_form is not None else set()


def _condition(fact: str, value: Any, facts: Facts, regime: Regime) -> str:
    if fact in _FLAGS:
        return _FLAGS[fact][value]
    if fact in _COUNTED:
        limit = regime.thresholds[fact]
        side = f"từ {people(limit)}" if value >= limit else f"dưới {people(limit)}"
        return f"{side} {_COUNTED[fact]}{' trở lên' if value >= limit else ''}"
    if fact == "information":
        more = next(kind for kind in value if kind not in (facts.information or ()))
        return f"{'chỉ ' if value == ('public',) else ''}xử lý {KIND_WORDS[more]}"
    return {
        "national_security_harm": lambda: f"khi bị phá hoại sẽ làm {HARM_WORDS[value]} tới an ninh quốc gia",
        "online_public_service_level": lambda: f"dịch vụ công trực tuyến mức độ {value}",
        "online_public_service_form": lambda: _FORM_WORDS[value],
        "scope": lambda: f"phục vụ {SCOPE_WORDS[value]}",
        "works_grade": lambda: f"phục vụ công trình {WORKS_WORDS[value]}",
        "system_type": lambda: f"là {_TYPE_WORDS[value]}",
    }[fact]()
