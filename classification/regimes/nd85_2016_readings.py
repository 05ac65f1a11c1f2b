"""Readings of Decree 85/2016/NĐ-CP: what it leaves open, with the clause. Pure."""

from classification.facts import Facts

from . import conditions as c
from .base import Reading
from .readings import Cited, contradicted_count

_DECREE = "Nghị định 85/2016/NĐ-CP"

CITED = Cited(
    security=f"Điều 9 khoản 1 {_DECREE}",
    security_above=f"Điều 10 khoản 1, Điều 11 khoản 1 {_DECREE}",
    infrastructure=f"Điều 9 khoản 3 {_DECREE}",
    infrastructure_above=f"Điều 10 khoản 3 {_DECREE}",
    egovernment=f"Điều 10 khoản 2 {_DECREE}",
    works=f"Điều 9 khoản 4, Điều 10 khoản 4, Điều 11 khoản 4 {_DECREE}",
    service=f"Điều 8 khoản 2, Điều 9 khoản 2 {_DECREE}",
    types=f"Điều 6 khoản 2 {_DECREE}",
    other=f"Điều 6 khoản 2 điểm đ, Điều 11 khoản 5 {_DECREE}",
    all_criteria=f"Điều 7 đến Điều 11 {_DECREE}",
)


def _users_without_information(facts: Facts, level: int | None) -> str | None:
    clause = f"Điều 8 khoản 2 điểm c, Điều 9 khoản 2 điểm c {_DECREE}"
    return contradicted_count(facts, facts.users, "người sử dụng có thông tin được xử lý", clause)


def _ministry_infrastructure(facts: Facts, level: int | None) -> str | None:
    if facts.system_type != "infrastructure" or facts.scope != "ministry":
        return None
    return (
        f"Điều 9 khoản 3 {_DECREE} chỉ nêu phạm vi một ngành, một tỉnh hoặc một số tỉnh, không nêu phạm vi một bộ: "
        "tính ít nhất cấp độ 2 theo Điều 8 khoản 3; nếu phục vụ cả ngành do bộ quản lý thì chọn phạm vi ngành."
    )


def _form_without_submission(facts: Facts, level: int | None) -> str | None:
    asked = facts.online_public_service_form == "partial" and facts.online_submission is None
    if not asked or facts.online_public_service_level is not None or facts.system_type != "public_service":
        return None
    return (
        "Dịch vụ công trực tuyến một phần: chưa rõ người dân có điền và gửi hồ sơ trực tuyến không nên chưa biết là "
        f"mức độ 2 hay 3 (Điều 8 khoản 2 điểm a, Điều 9 khoản 2 điểm a {_DECREE})."
    )


def _form_read_as_level(facts: Facts, level: int | None) -> str | None:
    if facts.online_public_service_form is None or c.is_type(facts, "public_service") is not True:
        return None
    return (
        "“Toàn trình” được tính như mức độ 4, “một phần” như mức độ 3 khi gửi hồ sơ trực tuyến và như mức độ 2 khi "
        f"không: cách hiểu sau Nghị định 42/2022/NĐ-CP để áp dụng Điều 8 khoản 2 điểm a, Điều 9 khoản 2 điểm a "
        f"{_DECREE}."
    )


def _no_procedure_read_as_no_level_3(facts: Facts, level: int | None) -> str | None:
    unknown = c.public_service_level_up_to_2(facts) is None
    if not unknown or facts.settles_administrative_procedures is not False or facts.system_type != "public_service":
        return None
    return (
        "Hệ thống không giải quyết thủ tục hành chính được hiểu là không có dịch vụ công trực tuyến từ mức độ 3 (Điều "
        f"9 khoản 2 điểm a {_DECREE}); nếu có, phải trả lời mức độ."
    )


def _services_contradict(facts: Facts, level: int | None) -> str | None:
    told = facts.online_public_service_level
    from_3 = c.public_service_level_from_3(facts)
    low_level = told is not None and told < 3 and from_3
    no_procedure = facts.settles_administrative_procedures is False and from_3
    full_against_level = told == 3 and facts.online_public_service_form == "full"
    part_against_level = told is not None and told >= 3 and _says_level_2(facts)
    if not (low_level or no_procedure or full_against_level or part_against_level):
        return None
    return (
        "Các câu trả lời về dịch vụ công trực tuyến và thủ tục hành chính không khớp nhau: tính theo mức cao hơn "
        f"(Điều 9 khoản 2 điểm a {_DECREE}). Đề nghị xem lại."
    )


def _says_level_2(facts: Facts) -> bool:
    return facts.online_public_service_form == "partial" and facts.online_submission is False


def _counts_of_the_other_decree(facts: Facts, level: int | None) -> str | None:
    if facts.users is not None or (facts.basic_data_subjects is None and facts.sensitive_data_subjects is None):
        return None
    if facts.system_type != "public_service":
        return None
    return (
        f"{_DECREE} xét số người sử dụng, không xét số chủ thể dữ liệu (Điều 8 khoản 2 điểm c, Điều 9 khoản 2 điểm c): "
        "cần trả lời số người sử dụng."
    )


def _risk_is_not_a_ground(facts: Facts, level: int | None) -> str | None:
    if facts.risk_level is None or facts.risk_level <= (level or 0):
        return None
    return (
        f"Kết quả đánh giá rủi ro đòi hỏi cấp độ {facts.risk_level}, nhưng theo {_DECREE} cấp độ chỉ tính theo tiêu "
        "chí tại Điều 7 đến Điều 11; có thể đề xuất cấp độ cao hơn kèm lý do."
    )


READINGS: tuple[Reading, ...] = (
    _users_without_information,
    _ministry_infrastructure,
    _form_without_submission,
    _form_read_as_level,
    _no_procedure_read_as_no_level_3,
    _services_contradict,
    _counts_of_the_other_decree,
    _risk_is_not_a_ground,
)
