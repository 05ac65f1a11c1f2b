"""Readings of Decree 331/2026/NĐ-CP: what it leaves open, with the clause. Pure."""

from classification.facts import Facts

from . import conditions as c
from .base import Reading
from .readings import Cited, contradicted_count

_DECREE = "Nghị định 331/2026/NĐ-CP"

CITED = Cited(
    security=f"Điều 13 khoản 1 {_DECREE}",
    security_above=f"Điều 14 khoản 1, Điều 15 khoản 1 {_DECREE}",
    infrastructure=f"Điều 13 khoản 3 {_DECREE}",
    infrastructure_above=f"Điều 14 khoản 2 {_DECREE}",
    egovernment=f"Điều 14 khoản 2 {_DECREE}",
    works=f"Điều 13 khoản 4, Điều 14 khoản 3, Điều 15 khoản 4 {_DECREE}",
    service=f"Điều 12 khoản 2, Điều 13 khoản 2 {_DECREE}",
    types=f"Điều 9 khoản 2 {_DECREE}",
    other=f"Điều 9 khoản 2 điểm đ, Điều 12 khoản 4, Điều 13 khoản 5, Điều 14 khoản 4, Điều 15 khoản 5 {_DECREE}",
    all_criteria=f"Điều 11 đến Điều 15 {_DECREE}",
)


def _subjects_without_information(facts: Facts, level: int | None) -> str | None:
    counted = (facts.basic_data_subjects or 0) + (facts.sensitive_data_subjects or 0)
    clause = f"Điều 12 khoản 2 điểm b, Điều 13 khoản 2 điểm c {_DECREE}"
    return contradicted_count(facts, counted, "lượt chủ thể dữ liệu cá nhân", clause)


def _counts_of_the_other_decree(facts: Facts, level: int | None) -> str | None:
    if facts.users is None or facts.system_type != "public_service":
        return None
    if facts.basic_data_subjects is not None and facts.sensitive_data_subjects is not None:
        return None
    return (
        f"{_DECREE} không xét số người sử dụng mà xét số chủ thể dữ liệu cá nhân cơ bản và nhạy cảm (Điều 12 khoản 2 "
        "điểm b, Điều 13 khoản 2 điểm c): cần trả lời đủ hai số đó."
    )


def _level_of_the_other_decree(facts: Facts, level: int | None) -> str | None:
    told = facts.online_public_service_level or facts.online_public_service_form
    if not told or facts.settles_administrative_procedures is not None or facts.system_type != "public_service":
        return None
    return (
        f"{_DECREE} không xét mức độ dịch vụ công trực tuyến mà xét việc giải quyết thủ tục hành chính (Điều 13 khoản "
        "2 điểm b): cần trả lời hệ thống có giải quyết thủ tục hành chính không."
    )


def _strategic(facts: Facts, level: int | None) -> str | None:
    if not c.security_harm(facts, "exceptional"):
        return None
    return (
        f"Điều 15 khoản 1 {_DECREE} còn nêu “mang tính chiến lược”; mức tổn hại đặc biệt nghiêm trọng được tính là đủ. "
        "Hồ sơ cần thuyết minh tính chiến lược của hệ thống."
    )


def _critical(facts: Facts, level: int | None) -> str | None:
    if level == 5:
        return (
            "Hệ thống cấp độ 5 là hệ thống thông tin quan trọng về an ninh quốc gia: phải lập hồ sơ đề nghị đưa vào "
            f"Danh mục (Điều 16 khoản 4, Điều 17 {_DECREE})."
        )
    if c.processes(facts, "state_secret"):
        return (
            "Hệ thống xử lý bí mật nhà nước thuộc lĩnh vực của hệ thống quan trọng về an ninh quốc gia: phải xét hậu "
            f"quả theo Điều 16 khoản 3 {_DECREE} (Điều 9 khoản 2 Luật An ninh mạng số 116/2025/QH15)."
        )
    return None


def _framework_not_issued(facts: Facts, level: int | None) -> str | None:
    if facts.system_type != "other" or facts.risk_level is None:
        return None
    return (
        f"Loại hình khác được đánh giá rủi ro theo Khung quản lý rủi ro an ninh mạng (Điều 12 khoản 4, Điều 13 khoản "
        f"5, Điều 14 khoản 4, Điều 15 khoản 5 {_DECREE}); Khung chưa được ban hành nên kết quả mới là căn cứ tạm tính."
    )


READINGS: tuple[Reading, ...] = (
    _subjects_without_information,
    _counts_of_the_other_decree,
    _level_of_the_other_decree,
    _strategic,
    _critical,
    _framework_not_issued,
)
