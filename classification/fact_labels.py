"""What each fact is called on screen and in sentences. Pure."""

from django.utils.translation import gettext_lazy as _

LABELS = {
    "system_type": _("loại hình hệ thống"),
    "information": _("loại thông tin xử lý"),
    "serves_defence_security": _("phục vụ quốc phòng, an ninh"),
    "national_security_harm": _("mức tổn hại tới an ninh quốc gia khi bị phá hoại"),
    "online_public_service_level": _("mức độ dịch vụ công trực tuyến"),
    "online_public_service_form": _("hình thức dịch vụ công trực tuyến"),
    "online_submission": _("nộp hồ sơ trực tuyến"),
    "settles_administrative_procedures": _("giải quyết thủ tục hành chính"),
    "online_service": _("cung cấp dịch vụ trực tuyến khác"),
    "conditional_business": _("dịch vụ thuộc ngành, nghề kinh doanh có điều kiện"),
    "users": _("số người có thông tin riêng, thông tin cá nhân được xử lý"),
    "basic_data_subjects": _("số người có dữ liệu cá nhân cơ bản"),
    "sensitive_data_subjects": _("số người có dữ liệu cá nhân nhạy cảm"),
    "scope": _("phạm vi phục vụ"),
    "round_the_clock": _("vận hành 24/7, không chấp nhận ngừng ngoài kế hoạch"),
    "works_grade": _("cấp công trình"),
    "national_egovernment": _("hệ thống quốc gia phục vụ Chính phủ điện tử"),
    "national_critical_data": _("lưu trữ tập trung dữ liệu đặc biệt quan trọng quốc gia"),
    "prime_minister_list": _("theo quyết định của Thủ tướng Chính phủ"),
    "risk_level": _("mức theo đánh giá rủi ro"),
    "sector_minimum": _("mức tối thiểu theo quy định của ngành"),
}


def label(fact: str) -> str:
    """The words for a fact; the key itself where there are none."""
    return LABELS.get(fact.rsplit("/", 1)[-1], fact)
