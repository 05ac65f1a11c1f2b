"""The sample explanation of a proposed level, with its diagrams and as many requirements as are asked for."""

from datetime import date
from io import BytesIO

from PIL import Image, ImageDraw

from documents import content as c

from .dossier import CHIEF, LETTER, ND331, OPERATOR, OWNER, SYSTEM, TRADE, mark

ANSWERS = (
    "Đã thực hiện theo Quy chế (Quyết định số 1385/QĐ-BGTVT); Phòng Công nghệ thông tin chủ trì, lưu hồ sơ.",
    "Đang triển khai giai đoạn 2 theo kế hoạch, ưu tiên vùng DMZ và vùng máy chủ cơ sở dữ liệu; hoàn thành quý I.",
    "Áp dụng cho toàn bộ máy chủ, thiết bị mạng; cấu hình được kiểm tra tự động hằng đêm.",
)
STATUSES = ("met", "met", "partial", "met", "unmet", "not_applicable")


def requirement_groups(prefix: str, title: str, groups: int, each: int) -> tuple[c.RequirementGroup, ...]:
    return tuple(
        c.RequirementGroup(
            title=f"{title} {g + 1}",
            requirements=tuple(
                c.Requirement(
                    code=f"{prefix}-{g * each + n + 1:03d}",
                    clause=f"Mục 5.{g + 1}.{n + 1} a)",
                    text="Có quy trình được ban hành, xem lại ít nhất 1 lần/năm hoặc khi tổ chức có thay đổi lớn",
                    status=STATUSES[(g + n) % 6],
                    implementation=ANSWERS[(g + n) % 3],
                    responsible="Phòng Công nghệ thông tin",
                    due=date(2027, 3, 31) if (g + n) % 6 in (2, 4) else None,
                    evidence="Văn bản quy trình có chữ ký ban hành",
                )
                for n in range(each)
            ),
        )
        for g in range(groups)
    )


def diagram(mode="RGB", size=(1200, 700), kind="PNG") -> bytes:
    picture = Image.new(mode, size, "white")
    pen = ImageDraw.Draw(picture)
    for n in range(6):
        left, top = 60 + 380 * (n % 3), 80 + 300 * (n // 3)
        pen.rectangle((left, top, left + 300, top + 180), outline="black", width=4)
    out = BytesIO()
    picture.save(out, format=kind)
    return out.getvalue()


def level_chapter(terms=ND331) -> c.LevelChapter:
    clause = "Điểm b khoản 2 Điều 13" if terms.regime == "nd331" else "Điểm a khoản 2 Điều 9"
    risk = c.Risk(
        threat="Lộ, lọt dữ liệu chủ phương tiện",
        affected="4.700.000 chủ phương tiện",
        likelihood="Trung bình",
        impact="Cao",
        treatment="Tường lửa cơ sở dữ liệu, mã hóa, kiểm soát tài khoản đặc quyền",
    )
    return c.LevelChapter(
        systems=(c.ProposedSystem(name=SYSTEM, level=3, grounds=f"{clause} {terms.decree}"),),
        information_types=("thông tin riêng", "thông tin cá nhân"),
        information_note="Không xử lý thông tin bí mật nhà nước",
        system_type="Hệ thống thông tin phục vụ người dân, doanh nghiệp",
        criteria=(
            c.Criterion(
                clause=clause,
                criterion="Hệ thống thông tin giải quyết thủ tục hành chính",
                reason="Cấp giấy chứng nhận kiểm định trực tuyến",
                met=True,
            ),
            c.Criterion(
                clause="Khoản 2 Điều 14" if terms.regime == "nd331" else "Khoản 1 Điều 10",
                criterion="Hệ thống quốc gia vận hành 24/7, không chấp nhận ngừng mà không có kế hoạch trước",
                reason="Cho phép ngừng theo kế hoạch ngoài giờ hành chính",
                met=False,
            ),
        ),
        conclusion="Theo tiêu chí cao nhất được đáp ứng, đề xuất hệ thống ở cấp độ 3.",
        higher_level_reason="Hệ thống không đáp ứng tiêu chí nào của cấp độ 4.",
        risks=(risk,) * 3 if terms.regime == "nd331" else (),
    )


def explanation(terms=ND331, groups=(3, 2), each=6, **changes) -> c.Explanation:
    zones = ("biên", "DMZ", "máy chủ nội bộ", "máy chủ cơ sở dữ liệu", "quản trị", "mạng nội bộ Cục")
    values = {
        "terms": terms,
        "letterhead": c.Letterhead(parent_body=OWNER, issuing_body=OPERATOR),
        "signer": CHIEF,
        "issued_on": date(2026, 10, 5),
        "verification": mark("H5N2E7VK8D"),
        "system": SYSTEM,
        "level": 3,
        "letter": LETTER,
        "owner": c.Party(
            name=OWNER,
            mandate="Nghị định số 56/2022/NĐ-CP ngày 24 tháng 8 năm 2022 của Chính phủ",
            representative="Hoàng Minh Đạo",
            representative_title="Bộ trưởng",
            address="Số 80 đường Trần Hưng Đạo, thành phố Hà Nội",
            phone="024 3942 0000",
            email="vanthu@bogtvt.example.vn",
        ),
        "operator": c.Party(name=OPERATOR, representative="Đặng Hoàng Vũ", representative_title="Cục trưởng"),
        "scope": c.Scope(
            scope="Quản lý, thực hiện kiểm định an toàn kỹ thuật xe cơ giới toàn quốc; kết nối 302 đơn vị.",
            scale="3.150 tài khoản nghiệp vụ, 4.700.000 chủ phương tiện; 38 TB dữ liệu.",
            audience="Người dân, doanh nghiệp có phương tiện cơ giới\nĐăng kiểm viên\nCông chức của Cục",
        ),
        "architecture": c.Architecture(
            description="Hệ thống gồm sáu vùng mạng; kết nối giữa các vùng đi qua tường lửa trung tâm.",
            logical_diagram="logical",
            physical_description="Thiết bị đặt tại ba tủ trong phòng máy chủ tầng 3, trụ sở Cục.",
            physical_diagram="physical",
            devices=tuple(
                c.Device(name=f"Tường lửa FW-{n:02d} / FortiGate 600F", location=f"Tủ A{n:02d}", purpose="Kiểm soát")
                for n in range(1, 9)
            ),
            services=(
                c.Service(
                    name="Cổng tra cứu (https://tracuu-ketquakiemdinh-phuongtiencogioi.dangkiem.example.vn)",
                    host="WEB-01, WEB-02 / vùng DMZ / Ubuntu Server 24.04 LTS",
                    purpose="Người dân đặt lịch, tra cứu, nộp hồ sơ",
                ),
            ),
            zones=tuple(c.Zone(zone=f"Vùng {zone}", private_ip=f"172.16.{n}.0/24") for n, zone in enumerate(zones)),
        ),
        "design": c.DesignDocument(
            kind=c.DesignKind.CONSTRUCTION,
            title="Thiết kế thi công Hệ thống quản lý kiểm định",
            number="912/QĐ-ĐKVN",
            issued_on=date(2026, 8, 20),
            issuer="Cục trưởng Cục Đăng kiểm Việt Nam",
        ),
        "regulation": c.Regulation(
            title=f"Quy chế bảo đảm {TRADE[terms.regime]} các hệ thống thông tin",
            number="1385/QĐ-BGTVT",
            issued_on=date(2026, 9, 15),
            issuer=OWNER,
        ),
        "level_chapter": level_chapter(terms),
        "plan": c.Plan(
            contents=(c.Passage(title="Phương án dự phòng", text="Sao lưu theo nguyên tắc 3-2-1."),),
            management=requirement_groups("QL", "Nhóm yêu cầu quản lý", groups[0], each),
            technical=requirement_groups("KT", "Nhóm yêu cầu kỹ thuật", groups[1], each),
        ),
    }
    return c.Explanation(**values | changes)
