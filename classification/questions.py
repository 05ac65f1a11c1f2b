"""The questions whose answers are the facts of a system, in plain words, in the four steps of the handbook. Pure data.

Identification (nhận diện), information (thông tin), type (loại hình), level (cấp độ). Each question says to which
decree it belongs and for which types of system it can change the level; the others stay within reach.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

FLAG, CHOICE, MANY, COUNT = "flag", "choice", "many", "count"
ND85, ND331 = "nd85-2016", "nd331-2026"

TYPES = (
    ("internal", _("Phục vụ hoạt động nội bộ"), _("Thư điện tử, quản lý văn bản, họp trực tuyến của cơ quan.")),
    ("public_service", _("Phục vụ người dân, doanh nghiệp"), _("Cổng thông tin, dịch vụ trực tuyến, một cửa điện tử.")),
    ("infrastructure", _("Cơ sở hạ tầng thông tin"),
     _("Mạng diện rộng, trung tâm dữ liệu, xác thực, nền tảng tích hợp dùng chung.")),
    ("industrial_control", _("Điều khiển công nghiệp"), _("Thu thập dữ liệu, điều khiển, giám sát công trình.")),
    ("other", _("Loại hình khác"), _("Không thuộc các loại trên; lý do đề xuất cấp độ phải viết bằng lời.")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """One fact as it is asked. `choices` are (value, words, hint); empty `types` means every type of system."""

    fact: str
    kind: str
    words: str
    hint: str = ""
    choices: tuple[tuple[str, str, str], ...] = ()
    regimes: frozenset[str] = frozenset({ND85, ND331})
    types: frozenset[str] = frozenset()

    def matters_for(self, system_type: str | None) -> bool:
        """Whether the answer can change the level of a system of this type; all do while the type is unknown."""
        return not self.types or not system_type or system_type in self.types


@dataclass(frozen=True, slots=True)
class Section:
    """One of the four steps: its questions about the whole system."""

    key: str
    title: str
    hint: str
    questions: tuple[Question, ...] = field(default=())


PUBLIC, INFRA, WORKS = frozenset({"public_service"}), frozenset({"infrastructure"}), frozenset({"industrial_control"})
OLD, NEW = frozenset({ND85}), frozenset({ND331})

INFORMATION = Section("thong-tin", _("2. Thông tin được xử lý"),
    _("Hệ thống lưu, nhận, gửi những loại thông tin nào?"), (
    Question("information", MANY, _("Hệ thống xử lý loại thông tin nào?"),
             _("Chọn mọi loại có trong hệ thống. Chưa chọn gì nghĩa là chưa biết."), (
        ("public", _("Thông tin công cộng"), _("Công khai cho mọi đối tượng, không cần xác định danh tính.")),
        ("private", _("Thông tin riêng"), _("Của cơ quan, tổ chức; chỉ công khai cho đối tượng đã xác định.")),
        ("personal", _("Thông tin, dữ liệu cá nhân"), _("Gắn với việc xác định danh tính một người cụ thể.")),
        ("state_secret", _("Thông tin bí mật nhà nước"), _("Mức Mật, Tối mật, Tuyệt mật theo danh mục bí mật.")),
    )),
    Question("serves_defence_security", FLAG, _("Hệ thống có phục vụ quốc phòng, an ninh không?")),
    Question("national_security_harm", CHOICE,
             _("Nếu bị phá hoại, quốc phòng, an ninh quốc gia bị tổn hại tới mức nào?"),
             _("Chỉ xét với hệ thống có bí mật nhà nước hoặc phục vụ quốc phòng, an ninh."), (
        ("harm", _("Tổn hại"), ""), ("serious", _("Tổn hại nghiêm trọng"), ""),
        ("exceptional", _("Tổn hại đặc biệt nghiêm trọng"), ""),
    )),
))  # fmt: skip

TYPE = Section("loai-hinh", _("3. Loại hình và phạm vi"), _("Hệ thống dùng để làm gì, cho ai?"), (
    Question("system_type", CHOICE, _("Hệ thống thuộc loại hình nào?"), _("Chọn loại hình chính."), TYPES),
    Question("settles_administrative_procedures", FLAG, _("Hệ thống có giải quyết thủ tục hành chính không?"),
             _("Tiếp nhận, xử lý hoặc trả kết quả thủ tục hành chính cho người dân, doanh nghiệp."), types=PUBLIC),
    Question("online_public_service_form", CHOICE, _("Dịch vụ công trực tuyến ở hình thức nào?"),
             _("Theo Nghị định 42/2022/NĐ-CP; bỏ qua nếu không cung cấp dịch vụ công trực tuyến."), (
        ("partial", _("Một phần"), ""), ("full", _("Toàn trình"), ""),
    ), regimes=OLD, types=PUBLIC),
    Question("online_submission", FLAG, _("Người dân có điền và gửi hồ sơ trực tuyến không?"),
             regimes=OLD, types=PUBLIC),
    Question("online_public_service_level", CHOICE, _("Nếu còn ghi theo mức độ: dịch vụ công trực tuyến mức mấy?"),
             _("Cách phân mức trước năm 2022."),
             (("1", "1", ""), ("2", "2", ""), ("3", "3", ""), ("4", "4", "")), regimes=OLD, types=PUBLIC),
    Question("online_service", FLAG, _("Hệ thống có cung cấp dịch vụ trực tuyến khác, không phải dịch vụ công, không?"),
             types=PUBLIC),
    Question("conditional_business", FLAG, _("Dịch vụ đó có thuộc ngành, nghề kinh doanh có điều kiện không?"),
             _("Danh mục ngành, nghề đầu tư kinh doanh có điều kiện của Luật Đầu tư."), types=PUBLIC),
    Question("users", COUNT, _("Số người có thông tin riêng, thông tin cá nhân được xử lý"),
             _("Tính trên toàn hệ thống. Ghi 12.000 hoặc 12000; để trống nếu chưa biết."), regimes=OLD, types=PUBLIC),
    Question("basic_data_subjects", COUNT, _("Số người có dữ liệu cá nhân cơ bản"),
             _("Họ tên, ngày sinh, số điện thoại, số định danh, hình ảnh. Để trống nếu chưa biết."),
             regimes=NEW, types=PUBLIC),
    Question("sensitive_data_subjects", COUNT, _("Số người có dữ liệu cá nhân nhạy cảm"),
             _("Sức khỏe, sinh trắc học, tài khoản ngân hàng, vị trí. Để trống nếu chưa biết."),
             regimes=NEW, types=PUBLIC),
    Question("scope", CHOICE, _("Hạ tầng phục vụ trong phạm vi nào?"), "", (
        ("organisation", _("Một cơ quan, tổ chức"), ""), ("ministry", _("Một bộ"), ""),
        ("sector_or_provinces", _("Một ngành, một tỉnh hoặc một số tỉnh"), ""), ("nation", _("Toàn quốc"), ""),
        ("international", _("Kết nối Việt Nam với quốc tế"), ""),
    ), types=INFRA),
    Question("works_grade", CHOICE, _("Công trình mà hệ thống điều khiển thuộc cấp nào?"),
             _("Theo phân cấp công trình xây dựng."), (
        ("IV", _("Cấp IV"), ""), ("III", _("Cấp III"), ""), ("II", _("Cấp II"), ""), ("I", _("Cấp I"), ""),
        ("special", _("Cấp đặc biệt"), ""), ("national_security", _("Quan trọng, liên quan đến an ninh quốc gia"), ""),
    ), types=WORKS),
    Question("round_the_clock", FLAG,
             _("Hệ thống phải chạy 24/7 và không chấp nhận ngừng ngoài kế hoạch, đúng không?")),
    Question("national_egovernment", FLAG, _("Đây có phải hệ thống quốc gia phục vụ Chính phủ điện tử không?")),
    Question("national_critical_data", FLAG,
             _("Hệ thống có lưu trữ tập trung dữ liệu đặc biệt quan trọng của quốc gia không?")),
    Question("prime_minister_list", FLAG,
             _("Hệ thống có trong quyết định của Thủ tướng Chính phủ về hệ thống cấp độ 5 không?")),
))  # fmt: skip

LEVELS = tuple((str(n), str(n), "") for n in range(1, 6))
LEVEL = Section("cap-do", _("4. Cấp độ đề xuất"), _("Những căn cứ chỉ có thể nâng cấp độ, không hạ."), (
    Question("risk_level", CHOICE, _("Đánh giá rủi ro đòi hỏi cấp độ mấy?"),
             _("Điều 10 khoản 5 Nghị định 331/2026/NĐ-CP. Kết quả đánh giá rủi ro không làm giảm cấp độ."), LEVELS,
             regimes=NEW),
))  # fmt: skip

SECTIONS = (INFORMATION, TYPE, LEVEL)
QUESTIONS = tuple(question for section in SECTIONS for question in section.questions)


def questions_of(regime: str) -> tuple[Question, ...]:
    """The questions that this decree asks."""
    return tuple(question for question in QUESTIONS if regime in question.regimes)
