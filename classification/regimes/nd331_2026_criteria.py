"""The criteria of Decree 331/2026/NĐ-CP (Điều 11 to Điều 15), each with clause and words, highest first. Pure."""

from classification.facts import Facts

from . import conditions as c
from . import shared_criteria as s
from . import words as w
from .base import Criterion

BASIC_LIMIT = 100_000
SENSITIVE_LIMIT = 10_000
COUNTS = ("basic_data_subjects", "sensitive_data_subjects")
HARMED = "an ninh quốc gia"
BUSINESS_LIST = "danh mục ngành, nghề đầu tư kinh doanh có điều kiện"


def _many_subjects(f: Facts) -> c.Answer:
    basic, sensitive = c.counted(f, f.basic_data_subjects), c.counted(f, f.sensitive_data_subjects)
    return c.all_of(s.online(f), c.any_of(c.at_least(basic, BASIC_LIMIT), c.at_least(sensitive, SENSITIVE_LIMIT)))


def _few_subjects(f: Facts) -> c.Answer:
    """A count under its threshold; noughts count only where private or personal information is processed."""
    basic, sensitive = c.counted(f, f.basic_data_subjects), c.counted(f, f.sensitive_data_subjects)
    few_basic = c.all_of(c.at_least(basic, 1), c.neither(c.at_least(basic, BASIC_LIMIT)))
    few_sensitive = c.all_of(c.at_least(sensitive, 1), c.neither(c.at_least(sensitive, SENSITIVE_LIMIT)))
    none_counted = c.all_of(
        c.neither(c.at_least(basic, 1)), c.neither(c.at_least(sensitive, 1)), c.processes(f, "private", "personal")
    )
    return c.all_of(s.online(f), c.any_of(few_basic, few_sensitive, none_counted))


def _egovernment_or_nation(f: Facts) -> c.Answer:
    return c.all_of(c.any_of(f.national_egovernment, s.infrastructure(f, "nation")), f.round_the_clock)


def _why_egovernment_or_nation(f: Facts) -> str:
    if f.national_egovernment:
        return f"Hệ thống thông tin quốc gia phục vụ phát triển Chính phủ điện tử, {w.NONSTOP}."
    return w.why_scope_nonstop(f)


CRITERIA = (
    Criterion(
        "ND331-15.1", 5, "Điều 15 khoản 1",
        "Hệ thống thông tin xử lý thông tin bí mật nhà nước hoặc hệ thống phục vụ quốc phòng, an ninh, mang tính chiến "
        "lược khi bị phá hoại sẽ làm tổn hại đặc biệt nghiêm trọng tới an ninh quốc gia.",
        s.SECURITY_HARM, lambda f: c.security_harm(f, "exceptional"), lambda f: w.why_security(f, HARMED),
    ),
    Criterion(
        "ND331-15.2", 5, "Điều 15 khoản 2",
        "Hệ thống thông tin phục vụ lưu trữ dữ liệu tập trung đối với một số loại hình thông tin, dữ liệu đặc biệt "
        "quan trọng của quốc gia.",
        ("national_critical_data",), lambda f: f.national_critical_data,
        lambda f: "Hệ thống lưu trữ tập trung thông tin, dữ liệu đặc biệt quan trọng của quốc gia.",
    ),
    Criterion(
        "ND331-15.3", 5, "Điều 15 khoản 3",
        "Hệ thống cơ sở hạ tầng thông tin quốc gia phục vụ kết nối liên thông hoạt động của Việt Nam với quốc tế.",
        s.INFRASTRUCTURE, lambda f: s.infrastructure(f, "international"), w.why_scope,
    ),
    Criterion(
        "ND331-15.4", 5, "Điều 15 khoản 4",
        "Hệ thống thông tin điều khiển công nghiệp trực tiếp phục vụ điều khiển, vận hành hoạt động bình thường của "
        "công trình xây dựng cấp đặc biệt hoặc công trình quan trọng liên quan đến an ninh quốc gia.",
        s.WORKS, lambda f: s.works(f, "special", "national_security"), w.why_works,
    ),
    Criterion(
        "ND331-15.5", 5, "Điều 15 khoản 5",
        "Hệ thống thông tin khác do Thủ tướng Chính phủ quyết định.",
        ("prime_minister_list",), lambda f: f.prime_minister_list,
        lambda f: "Thủ tướng Chính phủ đã có quyết định đối với hệ thống.",
    ),
    Criterion(
        "ND331-14.1", 4, "Điều 14 khoản 1",
        "Hệ thống thông tin xử lý thông tin bí mật nhà nước hoặc hệ thống phục vụ quốc phòng, an ninh khi bị phá hoại "
        "sẽ làm tổn hại nghiêm trọng tới an ninh quốc gia.",
        s.SECURITY_HARM, lambda f: c.security_harm(f, "serious"), lambda f: w.why_security(f, HARMED),
    ),
    Criterion(
        "ND331-14.2", 4, "Điều 14 khoản 2",
        "Hệ thống thông tin quốc gia phục vụ phát triển Chính phủ điện tử hoặc hệ thống cơ sở hạ tầng thông tin phục "
        "vụ hoạt động của các cơ quan, tổ chức trên phạm vi toàn quốc, yêu cầu vận hành 24/7 và không chấp nhận ngừng "
        "vận hành mà không có kế hoạch trước.",
        ("national_egovernment", *s.INFRASTRUCTURE, "round_the_clock"),
        _egovernment_or_nation, _why_egovernment_or_nation,
    ),
    Criterion(
        "ND331-14.3", 4, "Điều 14 khoản 3",
        "Hệ thống thông tin điều khiển công nghiệp trực tiếp phục vụ điều khiển, vận hành hoạt động bình thường của "
        "các công trình xây dựng cấp I.",
        s.WORKS, lambda f: s.works(f, "I", "I"), w.why_works,
    ),
    Criterion(
        "ND331-13.1", 3, "Điều 13 khoản 1",
        "Hệ thống xử lý thông tin bí mật nhà nước hoặc hệ thống phục vụ quốc phòng, an ninh khi bị phá hoại sẽ làm tổn "
        "hại tới an ninh quốc gia.",
        s.SECURITY, lambda f: c.security_harm(f, "harm"), lambda f: w.why_security(f, HARMED),
    ),
    Criterion(
        "ND331-13.2.a", 3, "Điều 13 khoản 2 điểm a",
        f"Hệ thống phục vụ người dân, doanh nghiệp cung cấp dịch vụ trực tuyến thuộc {BUSINESS_LIST}.",
        s.CONDITIONAL, s.conditional_business, lambda f: f"Dịch vụ trực tuyến thuộc {BUSINESS_LIST}.",
    ),
    Criterion(
        "ND331-13.2.b", 3, "Điều 13 khoản 2 điểm b",
        "Hệ thống phục vụ người dân, doanh nghiệp là hệ thống thông tin giải quyết thủ tục hành chính.",
        ("system_type", "settles_administrative_procedures"),
        lambda f: c.all_of(c.is_type(f, "public_service"), f.settles_administrative_procedures),
        lambda f: "Hệ thống giải quyết thủ tục hành chính.",
    ),
    Criterion(
        "ND331-13.2.c", 3, "Điều 13 khoản 2 điểm c",
        "Hệ thống phục vụ người dân, doanh nghiệp cung cấp dịch vụ trực tuyến khác có xử lý thông tin riêng, thông tin "
        "cá nhân của từ 100.000 chủ thể dữ liệu đối với dữ liệu cá nhân cơ bản trở lên hoặc từ 10.000 chủ thể dữ liệu "
        "đối với dữ liệu cá nhân nhạy cảm trở lên.",
        (*s.SERVICE, *COUNTS, "information"), _many_subjects, w.why_subjects,
    ),
    Criterion(
        "ND331-13.3", 3, "Điều 13 khoản 3",
        "Hệ thống cơ sở hạ tầng thông tin phục vụ hoạt động của các cơ quan, tổ chức trong phạm vi một bộ, một ngành, "
        "một tỉnh hoặc một số tỉnh.",
        s.INFRASTRUCTURE, lambda f: s.infrastructure(f, "ministry"), w.why_scope,
    ),
    Criterion(
        "ND331-13.4", 3, "Điều 13 khoản 4",
        "Hệ thống thông tin điều khiển công nghiệp trực tiếp phục vụ điều khiển, vận hành hoạt động bình thường của "
        "các công trình xây dựng cấp II, cấp III hoặc cấp IV.",
        s.WORKS, lambda f: s.works(f, "IV", "II"), w.why_works,
    ),
    Criterion(
        "ND331-12.1", 2, "Điều 12 khoản 1",
        "Hệ thống thông tin phục vụ hoạt động nội bộ của cơ quan, tổ chức và có xử lý thông tin riêng, thông tin cá "
        "nhân của người sử dụng nhưng không xử lý thông tin bí mật nhà nước.",
        s.INTERNAL, s.internal_private, w.why_internal_private,
    ),
    Criterion(
        "ND331-12.2.a", 2, "Điều 12 khoản 2 điểm a",
        f"Hệ thống phục vụ người dân, doanh nghiệp cung cấp dịch vụ trực tuyến không thuộc {BUSINESS_LIST}.",
        s.CONDITIONAL, s.ordinary_business, lambda f: f"Dịch vụ trực tuyến không thuộc {BUSINESS_LIST}.",
    ),
    Criterion(
        "ND331-12.2.b", 2, "Điều 12 khoản 2 điểm b",
        "Hệ thống phục vụ người dân, doanh nghiệp cung cấp dịch vụ trực tuyến khác có xử lý thông tin riêng, thông tin "
        "cá nhân của dưới 100.000 chủ thể dữ liệu đối với dữ liệu cá nhân cơ bản hoặc dưới 10.000 chủ thể dữ liệu đối "
        "với dữ liệu cá nhân nhạy cảm.",
        (*s.SERVICE, *COUNTS, "information"), _few_subjects, w.why_subjects,
    ),
    Criterion(
        "ND331-12.3", 2, "Điều 12 khoản 3",
        "Hệ thống cơ sở hạ tầng thông tin phục vụ hoạt động của một cơ quan, tổ chức.",
        s.INFRASTRUCTURE, lambda f: s.infrastructure(f, "organisation"), w.why_scope,
    ),
    Criterion(
        "ND331-11.1", 1, "Điều 11 khoản 1",
        "Hệ thống phục vụ hoạt động nội bộ của cơ quan, tổ chức và chỉ xử lý thông tin công cộng.",
        s.INTERNAL, s.internal_public_only,
        lambda f: "Hệ thống chỉ phục vụ hoạt động nội bộ và chỉ xử lý thông tin công cộng.",
    ),
)  # fmt: skip
