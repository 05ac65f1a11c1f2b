"""The criteria of Decree 85/2016/NĐ-CP (Điều 7 to Điều 11), each with clause and words, highest first. Pure."""

from classification.facts import Facts

from . import conditions as c
from . import shared_criteria as s
from . import words as w
from .base import Criterion

USERS_LIMIT = 10_000
PUBLIC_SERVICE = (
    "system_type",
    "online_public_service_level",
    "online_public_service_form",
    "online_submission",
    "settles_administrative_procedures",
)
HARMED = "quốc phòng, an ninh quốc gia"


def _few_users(f: Facts) -> c.Answer:
    """Fewer than 10,000 users; nought counts only where private or personal information is processed all the same."""
    users = c.counted(f, f.users)
    declared = c.any_of(c.at_least(users, 1), c.processes(f, "private", "personal"))
    return c.all_of(s.online(f), c.neither(c.at_least(users, USERS_LIMIT)), declared)


def _many_users(f: Facts) -> c.Answer:
    return c.all_of(s.online(f), c.at_least(c.counted(f, f.users), USERS_LIMIT))


def _why_users(f: Facts) -> str:
    side = "từ 10.000 trở lên" if (f.users or 0) >= USERS_LIMIT else "dưới 10.000"
    return f"Dịch vụ trực tuyến xử lý thông tin riêng, cá nhân của {w.people(f.users or 0)} người sử dụng ({side})."


CRITERIA = (
    Criterion(
        "ND85-11.1", 5, "Điều 11 khoản 1",
        "Hệ thống thông tin xử lý thông tin bí mật nhà nước hoặc hệ thống phục vụ quốc phòng, an ninh khi bị phá hoại "
        "sẽ làm tổn hại đặc biệt nghiêm trọng tới quốc phòng, an ninh quốc gia.",
        s.SECURITY_HARM, lambda f: c.security_harm(f, "exceptional"), lambda f: w.why_security(f, HARMED),
    ),
    Criterion(
        "ND85-11.2", 5, "Điều 11 khoản 2",
        "Hệ thống thông tin phục vụ lưu trữ dữ liệu tập trung đối với một số loại hình thông tin, dữ liệu đặc biệt "
        "quan trọng của quốc gia.",
        ("national_critical_data",), lambda f: f.national_critical_data,
        lambda f: "Hệ thống lưu trữ tập trung thông tin, dữ liệu đặc biệt quan trọng của quốc gia.",
    ),
    Criterion(
        "ND85-11.3", 5, "Điều 11 khoản 3",
        "Hệ thống cơ sở hạ tầng thông tin quốc gia phục vụ kết nối liên thông hoạt động của Việt Nam với quốc tế.",
        s.INFRASTRUCTURE, lambda f: s.infrastructure(f, "international"), w.why_scope,
    ),
    Criterion(
        "ND85-11.4", 5, "Điều 11 khoản 4",
        "Hệ thống thông tin điều khiển công nghiệp trực tiếp phục vụ điều khiển, vận hành hoạt động bình thường của "
        "công trình xây dựng cấp đặc biệt hoặc công trình quan trọng liên quan đến an ninh quốc gia.",
        s.WORKS, lambda f: s.works(f, "special", "national_security"), w.why_works,
    ),
    Criterion(
        "ND85-11.5", 5, "Điều 11 khoản 5",
        "Hệ thống thông tin khác theo quyết định của Thủ tướng Chính phủ.",
        ("prime_minister_list",), lambda f: f.prime_minister_list,
        lambda f: "Thủ tướng Chính phủ đã có quyết định đối với hệ thống.",
    ),
    Criterion(
        "ND85-10.1", 4, "Điều 10 khoản 1",
        "Hệ thống thông tin xử lý thông tin bí mật nhà nước hoặc hệ thống phục vụ quốc phòng, an ninh khi bị phá hoại "
        "sẽ làm tổn hại nghiêm trọng tới quốc phòng, an ninh quốc gia.",
        s.SECURITY_HARM, lambda f: c.security_harm(f, "serious"), lambda f: w.why_security(f, HARMED),
    ),
    Criterion(
        "ND85-10.2", 4, "Điều 10 khoản 2",
        "Hệ thống thông tin quốc gia phục vụ phát triển Chính phủ điện tử, yêu cầu vận hành 24/7 và không chấp nhận "
        "ngừng vận hành mà không có kế hoạch trước.",
        ("national_egovernment", "round_the_clock"), lambda f: c.all_of(f.national_egovernment, f.round_the_clock),
        lambda f: f"Hệ thống thông tin quốc gia phục vụ phát triển Chính phủ điện tử, {w.NONSTOP}.",
    ),
    Criterion(
        "ND85-10.3", 4, "Điều 10 khoản 3",
        "Hệ thống cơ sở hạ tầng thông tin dùng chung phục vụ hoạt động của các cơ quan, tổ chức trên phạm vi toàn "
        "quốc, yêu cầu vận hành 24/7 và không chấp nhận ngừng vận hành mà không có kế hoạch trước.",
        (*s.INFRASTRUCTURE, "round_the_clock"),
        lambda f: c.all_of(s.infrastructure(f, "nation"), f.round_the_clock), w.why_scope_nonstop,
    ),
    Criterion(
        "ND85-10.4", 4, "Điều 10 khoản 4",
        "Hệ thống thông tin điều khiển công nghiệp trực tiếp phục vụ điều khiển, vận hành hoạt động bình thường của "
        "các công trình xây dựng cấp I.",
        s.WORKS, lambda f: s.works(f, "I", "I"), w.why_works,
    ),
    Criterion(
        "ND85-9.1", 3, "Điều 9 khoản 1",
        "Hệ thống thông tin xử lý thông tin bí mật nhà nước hoặc hệ thống phục vụ quốc phòng, an ninh khi bị phá hoại "
        "sẽ làm tổn hại tới quốc phòng, an ninh quốc gia.",
        s.SECURITY, lambda f: c.security_harm(f, "harm"), lambda f: w.why_security(f, HARMED),
    ),
    Criterion(
        "ND85-9.2.a", 3, "Điều 9 khoản 2 điểm a",
        "Hệ thống phục vụ người dân, doanh nghiệp cung cấp thông tin và dịch vụ công trực tuyến từ mức độ 3 trở lên.",
        PUBLIC_SERVICE, lambda f: c.all_of(c.is_type(f, "public_service"), c.public_service_level_from_3(f)),
        w.why_public_service,
    ),
    Criterion(
        "ND85-9.2.b", 3, "Điều 9 khoản 2 điểm b",
        "Hệ thống phục vụ người dân, doanh nghiệp cung cấp dịch vụ trực tuyến thuộc danh mục dịch vụ kinh doanh có "
        "điều kiện.",
        s.CONDITIONAL, s.conditional_business,
        lambda f: "Dịch vụ trực tuyến thuộc danh mục dịch vụ kinh doanh có điều kiện.",
    ),
    Criterion(
        "ND85-9.2.c", 3, "Điều 9 khoản 2 điểm c",
        "Hệ thống phục vụ người dân, doanh nghiệp cung cấp dịch vụ trực tuyến khác có xử lý thông tin riêng, thông tin "
        "cá nhân của từ 10.000 người sử dụng trở lên.",
        (*s.SERVICE, "users", "information"), _many_users, _why_users,
    ),
    Criterion(
        "ND85-9.3", 3, "Điều 9 khoản 3",
        "Hệ thống cơ sở hạ tầng thông tin dùng chung phục vụ hoạt động của các cơ quan, tổ chức trong phạm vi một "
        "ngành, một tỉnh hoặc một số tỉnh.",
        s.INFRASTRUCTURE, lambda f: s.infrastructure(f, "sector_or_provinces"), w.why_scope,
    ),
    Criterion(
        "ND85-9.4", 3, "Điều 9 khoản 4",
        "Hệ thống thông tin điều khiển công nghiệp trực tiếp phục vụ điều khiển, vận hành hoạt động bình thường của "
        "các công trình xây dựng cấp II, cấp III hoặc cấp IV.",
        s.WORKS, lambda f: s.works(f, "IV", "II"), w.why_works,
    ),
    Criterion(
        "ND85-8.1", 2, "Điều 8 khoản 1",
        "Hệ thống thông tin phục vụ hoạt động nội bộ của cơ quan, tổ chức và có xử lý thông tin riêng, thông tin cá "
        "nhân của người sử dụng nhưng không xử lý thông tin bí mật nhà nước.",
        s.INTERNAL, s.internal_private, w.why_internal_private,
    ),
    Criterion(
        "ND85-8.2.a", 2, "Điều 8 khoản 2 điểm a",
        "Hệ thống phục vụ người dân, doanh nghiệp cung cấp thông tin và dịch vụ công trực tuyến từ mức độ 2 trở xuống.",
        PUBLIC_SERVICE, lambda f: c.all_of(c.is_type(f, "public_service"), c.public_service_level_up_to_2(f)),
        w.why_public_service,
    ),
    Criterion(
        "ND85-8.2.b", 2, "Điều 8 khoản 2 điểm b",
        "Hệ thống phục vụ người dân, doanh nghiệp cung cấp dịch vụ trực tuyến không thuộc danh mục dịch vụ kinh doanh "
        "có điều kiện.",
        s.CONDITIONAL, s.ordinary_business,
        lambda f: "Dịch vụ trực tuyến không thuộc danh mục dịch vụ kinh doanh có điều kiện.",
    ),
    Criterion(
        "ND85-8.2.c", 2, "Điều 8 khoản 2 điểm c",
        "Hệ thống phục vụ người dân, doanh nghiệp cung cấp dịch vụ trực tuyến khác có xử lý thông tin riêng, thông tin "
        "cá nhân của dưới 10.000 người sử dụng.",
        (*s.SERVICE, "users", "information"), _few_users, _why_users,
    ),
    Criterion(
        "ND85-8.3", 2, "Điều 8 khoản 3",
        "Hệ thống cơ sở hạ tầng thông tin phục vụ hoạt động của một cơ quan, tổ chức.",
        s.INFRASTRUCTURE, lambda f: s.infrastructure(f, "organisation"), w.why_scope,
    ),
    Criterion(
        "ND85-7", 1, "Điều 7",
        "Hệ thống thông tin phục vụ hoạt động nội bộ của cơ quan, tổ chức và chỉ xử lý thông tin công cộng.",
        s.INTERNAL, s.internal_public_only,
        lambda f: "Hệ thống chỉ phục vụ hoạt động nội bộ và chỉ xử lý thông tin công cộng.",
    ),
)  # fmt: skip
