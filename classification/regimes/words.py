"""How a fact is said in a Vietnamese sentence: for the reasons of criteria, for warnings and for "if this changed"."""

from classification.facts import Facts

KIND_WORDS = {
    "public": "thông tin công cộng",
    "private": "thông tin riêng",
    "personal": "thông tin cá nhân",
    "state_secret": "thông tin bí mật nhà nước",
}
SCOPE_WORDS = {
    "organisation": "một cơ quan, tổ chức",
    "ministry": "các cơ quan, tổ chức trong phạm vi một bộ",
    "sector_or_provinces": "các cơ quan, tổ chức trong phạm vi một ngành, một tỉnh hoặc một số tỉnh",
    "nation": "các cơ quan, tổ chức trên phạm vi toàn quốc",
    "international": "kết nối liên thông hoạt động của Việt Nam với quốc tế",
}
WORKS_WORDS = {
    "IV": "cấp IV",
    "III": "cấp III",
    "II": "cấp II",
    "I": "cấp I",
    "special": "cấp đặc biệt",
    "national_security": "quan trọng liên quan đến an ninh quốc gia",
}
HARM_WORDS = {"harm": "tổn hại", "serious": "tổn hại nghiêm trọng", "exceptional": "tổn hại đặc biệt nghiêm trọng"}
NONSTOP = "vận hành 24/7 và không chấp nhận ngừng vận hành mà không có kế hoạch trước"


def people(number: int) -> str:
    """12000 is written "12.000"."""
    return f"{number:,}".replace(",", ".")


def first_capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def why_security(facts: Facts, harmed: str) -> str:
    """Why a criterion of state secrets, defence and security holds; `harmed` is what the decree protects there."""
    grounds = []
    if facts.information and "state_secret" in facts.information:
        grounds.append("xử lý thông tin bí mật nhà nước")
    if facts.serves_defence_security:
        grounds.append("phục vụ quốc phòng, an ninh")
    if facts.national_security_harm is None:
        return f"Hệ thống {' và '.join(grounds)}; mức tổn hại chưa được đánh giá nên tính ít nhất ở mức này."
    harm = HARM_WORDS[facts.national_security_harm]
    return f"Hệ thống {' và '.join(grounds)}; khi bị phá hoại sẽ làm {harm} tới {harmed}."


def why_internal_private(facts: Facts) -> str:
    kinds = [KIND_WORDS[kind] for kind in facts.information or () if kind in ("private", "personal")]
    return f"Hệ thống phục vụ hoạt động nội bộ, có xử lý {' và '.join(kinds)}, không xử lý bí mật nhà nước."


def why_scope(facts: Facts) -> str:
    return f"Cơ sở hạ tầng thông tin phục vụ {SCOPE_WORDS[facts.scope or 'organisation']}."


def why_scope_nonstop(facts: Facts) -> str:
    return f"{why_scope(facts)[:-1]}, {NONSTOP}."


def why_works(facts: Facts) -> str:
    works = WORKS_WORDS[facts.works_grade or "IV"]
    return f"Hệ thống điều khiển công nghiệp phục vụ vận hành công trình {works}."


def why_public_service(facts: Facts) -> str:
    """Why online public services are at the level they are at (NĐ 85)."""
    told = []
    if facts.online_public_service_level is not None:
        told.append(f"mức độ {facts.online_public_service_level}")
    if facts.online_public_service_form == "full":
        told.append("toàn trình (tính như mức độ 4)")
    elif facts.online_public_service_form == "partial" and facts.online_submission is not None:
        told.append(f"một phần (tính như mức độ {3 if facts.online_submission else 2})")
    return f"Cung cấp dịch vụ công trực tuyến {', '.join(told)}."


def why_subjects(facts: Facts) -> str:
    """The counts of data subjects that are known (NĐ 331)."""
    counts = ((facts.basic_data_subjects, "cơ bản"), (facts.sensitive_data_subjects, "nhạy cảm"))
    known = [(number, kind) for number, kind in counts if number is not None]
    if not any(number for number, kind in known):
        return "Dịch vụ trực tuyến không xử lý dữ liệu cá nhân của ai."
    told = [f"{people(number)} chủ thể dữ liệu cá nhân {kind}" for number, kind in known if number]
    return f"Dịch vụ trực tuyến xử lý dữ liệu của {', '.join(told)}."
