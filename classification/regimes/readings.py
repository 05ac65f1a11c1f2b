"""Readings common to both decrees: what the text leaves open, and answers that contradict each other. Pure.

A reading never changes a level. It says on which clause a level rests when the words alone do not settle it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from classification.facts import Facts

from . import conditions as c
from . import words as w
from .base import Reading


@dataclass(frozen=True, slots=True)
class Cited:
    """The clauses, each with its decree, that the common readings name."""

    security: str
    security_above: str
    infrastructure: str
    infrastructure_above: str
    egovernment: str
    works: str
    service: str
    types: str
    other: str
    all_criteria: str


_SECRETS_LAW = "Điều 5 khoản 2 Luật Bảo vệ bí mật nhà nước số 117/2025/QH15"


def common_readings(cited: Cited) -> tuple[Reading, ...]:
    """The readings with the clauses of one decree."""
    makers = (_secrets, _security, _reach, _works, _service_of_another_type, _business, _nothing_met)
    return tuple(reading for maker in makers for reading in maker(cited))


def _when(condition: Callable[[Facts], object], sentence: str) -> Reading:
    return lambda facts, level: sentence if condition(facts) else None


def _secrets(cited: Cited) -> tuple[Reading, ...]:
    return (
        _when(
            lambda f: c.processes(f, "state_secret"),
            "Hệ thống xử lý bí mật nhà nước: không nhập nội dung bí mật nhà nước vào phần mềm này; hồ sơ chi tiết lập "
            f"trên giấy hoặc trên mạng LAN độc lập ({_SECRETS_LAW}).",
        ),
    )


def _security(cited: Cited) -> tuple[Reading, ...]:
    return (
        _when(
            lambda f: c.secret_or_defence(f) and f.national_security_harm is None,
            "Hệ thống xử lý bí mật nhà nước hoặc phục vụ quốc phòng, an ninh mà chưa đánh giá mức tổn hại khi bị phá "
            f"hoại: tính ít nhất cấp độ 3 theo {cited.security}; còn phải xét {cited.security_above}.",
        ),
        _when(
            lambda f: f.national_security_harm and c.secret_or_defence(f) is False,
            "Đã nêu mức tổn hại tới an ninh quốc gia nhưng trả lời là không xử lý bí mật nhà nước và không phục vụ "
            f"quốc phòng, an ninh: {cited.security} chưa thỏa mãn. Đề nghị xem lại hai câu trả lời.",
        ),
    )


def _reach(cited: Cited) -> tuple[Reading, ...]:
    return (
        _when(
            lambda f: c.is_type(f, "infrastructure") and f.scope == "nation" and not f.round_the_clock,
            "Cơ sở hạ tầng thông tin phạm vi toàn quốc nhưng không yêu cầu hoặc chưa rõ yêu cầu vận hành 24/7: phạm vi "
            f"rộng hơn thỏa mãn tiêu chí hẹp hơn, tính ít nhất cấp độ 3 theo {cited.infrastructure}; cấp độ 4 theo "
            f"{cited.infrastructure_above} khi vận hành 24/7 và không chấp nhận ngừng ngoài kế hoạch.",
        ),
        _when(
            lambda f: f.national_egovernment and f.round_the_clock is False,
            "Hệ thống thông tin quốc gia phục vụ phát triển Chính phủ điện tử nhưng không vận hành 24/7: không thỏa "
            f"mãn {cited.egovernment}; cấp độ tính theo các tiêu chí khác.",
        ),
    )


def _works(cited: Cited) -> tuple[Reading, ...]:
    return (
        _when(
            lambda f: c.is_type(f, "industrial_control") and f.works_grade is None,
            "Hệ thống điều khiển công nghiệp chưa nêu cấp công trình mà hệ thống phục vụ: chưa xét được tiêu chí "
            f"{cited.works}.",
        ),
        _when(
            lambda f: f.works_grade and c.is_type(f, "industrial_control") is False,
            "Đã nêu cấp công trình nhưng loại hình không phải điều khiển công nghiệp nên cấp công trình không được xét "
            f"({cited.types}). Đề nghị xem lại loại hình.",
        ),
    )


def _service_of_another_type(cited: Cited) -> tuple[Reading, ...]:
    def offers(f: Facts) -> object:
        level = f.online_public_service_level or f.online_public_service_form
        return level or f.online_service or f.settles_administrative_procedures

    return (
        _when(
            lambda f: offers(f) and c.is_type(f, "public_service") is False,
            "Đã khai có dịch vụ trực tuyến hoặc giải quyết thủ tục hành chính nhưng loại hình không phải phục vụ người "
            f"dân, doanh nghiệp nên {cited.service} không được xét ({cited.types}). Đề nghị xem lại loại hình.",
        ),
    )


def _business(cited: Cited) -> tuple[Reading, ...]:
    return (
        _when(
            lambda f: f.conditional_business and f.online_service is None and f.system_type in ("public_service", None),
            "Đã trả lời dịch vụ thuộc danh mục có điều kiện nhưng chưa trả lời có cung cấp dịch vụ trực tuyến hay "
            f"không: chưa xét được {cited.service}.",
        ),
        _when(
            lambda f: f.conditional_business and f.online_service is False,
            "Trả lời mâu thuẫn: dịch vụ thuộc danh mục có điều kiện nhưng không cung cấp dịch vụ trực tuyến; "
            f"{cited.service} chỉ xét dịch vụ trực tuyến. Đề nghị xem lại hai câu trả lời.",
        ),
    )


def _nothing_met(cited: Cited) -> tuple[Reading, ...]:
    def tell(facts: Facts, level: int | None) -> str | None:
        if level is not None:
            return None
        if facts.system_type == "other":
            return (
                "Loại hình khác, chưa thỏa mãn tiêu chí nào: pháp luật không quy định tiêu chí riêng, người đề xuất "
                f"phải tự viết lý do đề xuất cấp độ ({cited.other})."
            )
        return (
            "Chưa thỏa mãn tiêu chí nào nên chưa xác định được cấp độ; không có nghĩa là cấp độ 1 "
            f"({cited.all_criteria})."
        )

    return (tell,)


def contradicted_count(facts: Facts, counted: int | None, who: str, clause: str) -> str | None:
    """A count of people whose information is processed beside a list of information that says there is none."""
    if not counted or facts.system_type not in ("public_service", None):
        return None
    if c.processes(facts, "private", "personal") is not False:
        return None
    return (
        f"Đã khai {w.people(counted)} {who} nhưng loại thông tin không có thông tin riêng hoặc thông tin cá nhân; số "
        f"đó vẫn được xét theo {clause}. Đề nghị xem lại hai câu trả lời."
    )
