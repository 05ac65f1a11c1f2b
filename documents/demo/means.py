"""By which means requirements are met, what is often still missing, and who does it: by subject. Plain data."""

from dataclasses import dataclass

from classification.catalogue import MANAGEMENT, Requirement

IT, NETWORK, STAFF = "Phòng Công nghệ thông tin", "Tổ quản trị mạng, máy chủ", "Phòng Tổ chức - Hành chính"
SECURITY = "Tổ an toàn thông tin"


@dataclass(frozen=True, slots=True)
class Means:
    """How one subject is handled. In `done`, `{what}` is the requirement itself in lower case."""

    done: tuple[str, ...]
    gaps: tuple[str, ...]
    plans: tuple[str, ...]
    evidence: tuple[str, ...]
    responsible: str


def on_paper(subject: str, responsible: str) -> Means:
    """A requirement that asks for rules, plans, records: met by documents and by living by them."""
    return Means(
        done=(
            f"Quy trình về {subject} đã ban hành, trong đó: {{what}}.",
            f"Quy chế có mục riêng về {subject}: {{what}}.",
            f"Đơn vị làm theo kế hoạch năm về {subject}: {{what}}.",
            f"Hồ sơ, sổ theo dõi về {subject} thể hiện: {{what}}.",
        ),
        gaps=(
            f"phổ biến quy trình về {subject} tới ca trực và đơn vị cấp dưới",
            f"cập nhật quy trình về {subject} theo góp ý của đợt rà soát",
            "ký ban hành bản sửa đổi",
        ),
        plans=(
            f"Bổ sung mục {subject} vào lần sửa Quy chế tới",
            f"Soạn quy trình về {subject}, lấy ý kiến rồi trình lãnh đạo ký",
        ),
        evidence=(f"Quy trình về {subject}", "Quy chế và quyết định ban hành", f"Sổ theo dõi về {subject}"),
        responsible=responsible,
    )


_GAPS = ("áp dụng cho máy chủ dự phòng", "hai thiết bị cũ chờ thay", "hoàn thành ở môi trường dự phòng")
_PLANS = ("Đưa vào gói mua sắm, nâng cấp hạ tầng năm nay", "Điều chỉnh cấu hình trong đợt bảo trì tới")


def by_machine(*done: str, evidence: tuple[str, ...], responsible: str = NETWORK) -> Means:
    """A requirement that asks for something to be set up: met by equipment and configuration."""
    return Means(done, _GAPS, _PLANS, evidence, responsible)


# subject -> (words in the requirement that name it, how it is called in a sentence, who answers for it on paper, means)
SUBJECTS = (
    (("sao lưu", "khôi phục", "bản sao"), "sao lưu, khôi phục dữ liệu", NETWORK, by_machine(
        "Thiết bị sao lưu tập trung chạy hằng đêm, một bản để ở nơi khác: {what}.",
        "Hệ thống sao lưu đã cấu hình và thử: {what}.",
        evidence=("Lịch và nhật ký sao lưu", "Biên bản thử khôi phục"))),
    (("nhật ký", "đồng bộ thời gian"), "ghi, giữ và soát nhật ký", SECURITY, by_machine(
        "Nhật ký được gửi về máy chủ tập trung: {what}.",
        "Máy chủ nhật ký và máy chủ thời gian của hệ thống bảo đảm: {what}.",
        evidence=("Danh sách nguồn nhật ký", "Ảnh chụp máy chủ nhật ký"))),
    (("mã độc",), "phòng chống mã độc", NETWORK, by_machine(
        "Phần mềm chống mã độc quản lý tập trung, tự cập nhật: {what}.",
        "Lớp lọc ở cổng mạng và trên máy cùng bảo đảm: {what}.",
        evidence=("Báo cáo của máy chủ chống mã độc",))),
    (("lỗ hổng", "điểm yếu", "bản vá", "vá ", "kiểm thử", "quét"), "quản lý điểm yếu, kiểm thử", SECURITY, by_machine(
        "Công cụ quét chạy theo lịch, kết quả được khắc phục theo mức ưu tiên: {what}.",
        "Lần kiểm tra gần nhất đã xác nhận: {what}.",
        evidence=("Báo cáo quét lỗ hổng", "Báo cáo kiểm thử"))),
    (("sự cố",), "ứng phó sự cố", SECURITY, by_machine(
        "Kênh tiếp nhận và công cụ xử lý sự cố đã sẵn sàng: {what}.",
        evidence=("Kế hoạch ứng phó, biên bản diễn tập",), responsible=SECURITY)),
    (("mật khẩu", "tài khoản", "xác thực", "đặc quyền", "phiên"), "quản lý tài khoản và quyền", NETWORK, by_machine(
        "Dịch vụ danh mục và xác thực tập trung đã cấu hình: {what}.",
        "Chính sách tài khoản áp dụng cho mọi người dùng và quản trị viên: {what}.",
        evidence=("Ảnh chụp chính sách tài khoản", "Ma trận vai trò, quyền"))),
    (("mã hóa", "dữ liệu", "thông tin riêng"), "bảo vệ dữ liệu", IT, by_machine(
        "Dữ liệu được phân vùng, phân quyền và mã hóa: {what}.",
        "Cơ sở dữ liệu và đường truyền đã cấu hình: {what}.",
        evidence=("Cấu hình cơ sở dữ liệu, TLS", "Bảng phân loại dữ liệu"))),
    (("tường lửa", "vpn", "kết nối", "mạng", "truy cập từ xa"), "quản lý hạ tầng mạng", NETWORK, by_machine(
        "Tường lửa và bộ chuyển mạch lõi đã cấu hình: {what}.",
        "Các vùng mạng tách bằng VLAN và chính sách tường lửa: {what}.",
        "Thiết kế mạng hiện hành bảo đảm: {what}.",
        evidence=("Cấu hình tường lửa, sơ đồ mạng", "Ảnh chụp cấu hình thiết bị"))),
    (("giám sát", "cảnh báo", "siem"), "giám sát an ninh mạng", SECURITY, by_machine(
        "Đã nối với hệ thống giám sát tập trung của Bộ: {what}.",
        evidence=("Báo cáo giám sát tháng",), responsible=SECURITY)),
    (("đào tạo", "nhân sự", "tuyển dụng", "người thôi việc", "trách nhiệm", "phân công"), "nhân sự", STAFF, None),
    (("nhà cung cấp", "hợp đồng", "thuê"), "nhà cung cấp", STAFF, None),
    (("rủi ro",), "quản lý rủi ro", SECURITY, None),
    (("ứng dụng", "mã nguồn", "phần mềm"), "phát triển, quản lý phần mềm", IT, by_machine(
        "Chức năng của ứng dụng bảo đảm: {what}.",
        "Đã cấu hình trong ứng dụng và kiểm thử trước khi dùng: {what}.",
        evidence=("Báo cáo kiểm thử ứng dụng", "Ảnh chụp cấu hình"), responsible=IT)),
    (("thiết bị", "tài sản", "kiểm kê", "danh mục"), "quản lý tài sản", IT, by_machine(
        "Công cụ quản lý tài sản theo dõi và áp dụng: {what}.",
        evidence=("Danh mục tài sản, biên bản kiểm kê",))),
)  # fmt: skip
_USUAL = by_machine(
    "Áp dụng cấu hình chuẩn cho toàn hệ thống: {what}.",
    "Đã kiểm tra trên từng máy chủ, thiết bị: {what}.",
    evidence=("Bộ cấu hình chuẩn, kết quả kiểm tra",),
)
_GROUP_SUBJECTS = {
    "mgmt.policy": "chính sách an toàn thông tin",
    "mgmt.org": "tổ chức bảo đảm an toàn thông tin",
    "mgmt.hr": "nhân sự",
    "mgmt.design": "thiết kế, xây dựng hệ thống",
    "mgmt.ops": "quản lý vận hành",
}


def means_for(requirement: Requirement) -> Means:
    """What the requirement is about decides: first by its own words, then by its chapter."""
    text = f"{requirement.text} {requirement.topic}".lower()
    for words, subject, responsible, machine in SUBJECTS:
        if any(word in text for word in words):
            paper = requirement.kind == MANAGEMENT or machine is None
            return on_paper(subject, responsible) if paper else machine
    if requirement.kind == MANAGEMENT:
        return on_paper(_GROUP_SUBJECTS.get(requirement.group.id, "bảo đảm an ninh mạng"), STAFF)
    return _USUAL
