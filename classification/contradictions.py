"""Facts of one system that cannot all be true: each pair with a sentence and the clause that needs the answer. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .facts import Facts

OLD, NEW = "nd85-2016", "nd331-2026"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`key` names it in stored rows; `holds` looks at one system (or component); `clauses`: decree -> clause."""

    key: str
    sentence: str
    clauses: dict[str, str]
    holds: Callable[[Facts], bool]


def _kinds(facts: Facts) -> set[str]:
    return set(facts.information or ())


def _counted(facts: Facts) -> list[int]:
    counts = (facts.users, facts.basic_data_subjects, facts.sensitive_data_subjects)
    return [count for count in counts if count is not None]


def _served_online(facts: Facts) -> bool:
    level, form = facts.online_public_service_level, facts.online_public_service_form
    return (level or 0) >= 3 or form == "full"


TYPES = {OLD: "Điều 6 khoản 2", NEW: "Điều 9 khoản 2"}
KINDS = {OLD: "Điều 6 khoản 1", NEW: "Điều 9 khoản 1"}
SERVICE = {OLD: "Điều 9 khoản 2 điểm a", NEW: "Điều 13 khoản 2 điểm b"}
BUSINESS = {OLD: "Điều 9 khoản 2 điểm b", NEW: "Điều 13 khoản 2 điểm a"}
COUNTS = {OLD: "Điều 9 khoản 2 điểm c", NEW: "Điều 13 khoản 2 điểm c"}
SECURITY = {OLD: "Điều 9 khoản 1", NEW: "Điều 13 khoản 1"}
NATION = {OLD: "Điều 10 khoản 2", NEW: "Điều 14 khoản 2"}
WORKS = {OLD: "Điều 9 khoản 4", NEW: "Điều 13 khoản 4"}
WHOLE = {OLD: "Điều 5 khoản 2", NEW: "Điều 8 khoản 2"}

CONTRADICTIONS: tuple[Contradiction, ...] = (
    Contradiction(
        "settles-offline",
        _("Giải quyết thủ tục hành chính nhưng không có dịch vụ trực tuyến nào và không nhận hồ sơ trực tuyến."),
        SERVICE,
        lambda f: (
            bool(f.settles_administrative_procedures)
            and f.online_service is False
            and f.online_submission is False
            and not _served_online(f)
        ),
    ),
    Contradiction(
        "served-without-submission",
        _("Dịch vụ công trực tuyến từ mức độ 3 hoặc toàn trình nhưng không nhận hồ sơ trực tuyến."),
        SERVICE,
        lambda f: _served_online(f) and f.online_submission is False,
    ),
    Contradiction(
        "level-and-form",
        _("Mức độ và hình thức dịch vụ công trực tuyến không khớp: toàn trình là mức độ 4, một phần thì không."),
        SERVICE,
        lambda f: (
            (f.online_public_service_form, f.online_public_service_level)
            in {("full", 1), ("full", 2), ("full", 3), ("partial", 4)}
        ),
    ),
    Contradiction(
        "submission-without-service",
        _("Nhận hồ sơ trực tuyến nhưng không giải quyết thủ tục hành chính và không có dịch vụ trực tuyến nào."),
        SERVICE,
        lambda f: (
            bool(f.online_submission) and f.settles_administrative_procedures is False and f.online_service is False
        ),
    ),
    Contradiction(
        "business-offline",
        _("Dịch vụ thuộc ngành, nghề kinh doanh có điều kiện nhưng không cung cấp dịch vụ trực tuyến."),
        BUSINESS,
        lambda f: bool(f.conditional_business) and f.online_service is False,
    ),
    Contradiction(
        "internal-serving",
        _("Loại hình phục vụ nội bộ nhưng có dịch vụ trực tuyến hoặc giải quyết thủ tục hành chính cho người dân."),
        TYPES,
        lambda f: (
            f.system_type == "internal"
            and bool(f.settles_administrative_procedures or f.online_service or _served_online(f))
        ),
    ),
    Contradiction(
        "people-without-personal",
        _("Ghi số người có thông tin được xử lý nhưng không khai thông tin riêng hay thông tin cá nhân."),
        COUNTS,
        lambda f: bool(_kinds(f)) and not _kinds(f) & {"private", "personal"} and any(_counted(f)),
    ),
    Contradiction(
        "personal-without-people",
        _("Khai có thông tin cá nhân nhưng mọi số người có thông tin được xử lý đều ghi là 0."),
        COUNTS,
        lambda f: "personal" in _kinds(f) and bool(_counted(f)) and not any(_counted(f)),
    ),
    Contradiction(
        "more-sensitive-than-basic",
        _("Số người có dữ liệu nhạy cảm nhiều hơn số người có dữ liệu cơ bản."),
        COUNTS,
        lambda f: f.basic_data_subjects is not None and (f.sensitive_data_subjects or 0) > f.basic_data_subjects,
    ),
    Contradiction(
        "secret-and-public-only",
        _("Khai có bí mật nhà nước nhưng ngoài ra chỉ có thông tin công cộng."),
        KINDS,
        lambda f: _kinds(f) == {"public", "state_secret"},
    ),
    Contradiction(
        "harm-without-ground",
        _("Ghi mức tổn hại tới an ninh quốc gia nhưng không có bí mật nhà nước và không phục vụ quốc phòng, an ninh."),
        SECURITY,
        lambda f: (
            f.national_security_harm is not None
            and bool(_kinds(f))
            and "state_secret" not in _kinds(f)
            and f.serves_defence_security is False
        ),
    ),
    Contradiction(
        "national-within-one-body",
        _("Hệ thống quốc gia phục vụ Chính phủ điện tử nhưng phạm vi phục vụ chỉ là một tổ chức hoặc một bộ."),
        NATION,
        lambda f: bool(f.national_egovernment) and f.scope in ("organisation", "ministry"),
    ),
    Contradiction(
        "works-of-another-type",
        _("Ghi cấp công trình nhưng loại hình không phải điều khiển công nghiệp."),
        WORKS,
        lambda f: f.works_grade is not None and f.system_type not in (None, "industrial_control"),
    ),
    Contradiction(
        "whole-without-its-part",
        _("Hệ thống thành phần xử lý loại thông tin mà cả hệ thống không khai."),
        WHOLE,
        lambda f: bool(_kinds(f)) and any(_kinds(part) - _kinds(f) for part in f.components),
    ),
)
BY_KEY = {contradiction.key: contradiction for contradiction in CONTRADICTIONS}


def contradictions_in(facts: Facts) -> list[str]:
    """Keys of what contradicts itself in a system or in any of its components, each once, in the order of the list."""
    found = {one.key for one in CONTRADICTIONS if one.holds(facts)}
    for part in facts.components:
        found.update(contradictions_in(part))
    return [one.key for one in CONTRADICTIONS if one.key in found]
