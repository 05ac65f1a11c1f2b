"""Sample papers of the decision and of what follows it: requests, decisions, reports, minutes."""

import dataclasses
from datetime import date, datetime

from documents import content as c

from .dossier import (
    CENTRE,
    CHIEF,
    DECISION,
    DIRECTOR,
    MINISTER,
    MINISTRY,
    ND331,
    OPERATOR,
    OPINION,
    OWNER,
    REQUEST,
    SPECIALIST,
    SUBJECT,
    SYSTEM,
    TRADE,
    mark,
)


def request(terms=ND331, **changes) -> c.ApprovalRequest:
    values = {
        "terms": terms,
        "letterhead": c.Letterhead(parent_body=OWNER, issuing_body=OPERATOR),
        "signer": CHIEF,
        "number": c.Number(serial=7, symbol="TTr-ĐKVN"),
        "issued_on": date(2026, 11, 2),
        "copies_to": ("Như trên", "Thứ trưởng phụ trách (để báo cáo)", SPECIALIST, "Lưu: VT, CNTT"),
        "verification": mark("M2V5C7HJ9P"),
        "addressee": OWNER,
        "sender": OPERATOR,
        "appraisal": OPINION,
        "subject": SUBJECT,
    }
    return c.ApprovalRequest(**values | changes)


def decision(terms=ND331, **changes) -> c.Decision:
    protection = TRADE[terms.regime]
    values = {
        "terms": terms,
        "letterhead": MINISTRY,
        "signer": MINISTER,
        "number": c.Number(serial=9, symbol="QĐ-BGTVT"),
        "issued_on": date(2027, 1, 5),
        "copies_to": ("Như Điều 3", "Bộ trưởng (để báo cáo)", "Các Thứ trưởng", "Lưu: VT, CNTT (03)"),
        "extra_grounds": (
            "Nghị định số 56/2022/NĐ-CP ngày 24 tháng 8 năm 2022 của Chính phủ quy định chức năng, nhiệm vụ, quyền hạn"
            " và cơ cấu tổ chức của Bộ Giao thông vận tải",
        ),
        "verification": mark("R8D2K6ZT4X"),
        "authority": "Bộ trưởng Bộ Giao thông vận tải",
        "owner": OWNER,
        "proposal": REQUEST,
        "proposer": OPERATOR,
        "appraisal": OPINION,
        "subject": SUBJECT,
        "deploy_by": date(2027, 6, 30),
        "duties": (
            f"Kết nối giám sát {protection} với hệ thống giám sát tập trung",
            "Định kỳ đánh giá hiệu quả của phương án, khắc phục điểm yếu, lỗ hổng bảo mật",
            "Báo cáo kết quả thực hiện trước ngày 20 tháng 12 hằng năm",
        ),
        "others": ("Vụ Kế hoạch - Đầu tư, Vụ Tài chính bố trí kinh phí theo chức năng, nhiệm vụ được giao",),
        "supervisor": SPECIALIST,
    }
    return c.Decision(**values | changes)


def plan_decision(terms=ND331, **changes) -> c.PlanDecision:
    plain = decision(terms)
    shared = {field.name: getattr(plain, field.name) for field in dataclasses.fields(plain)}
    values = shared | {
        "about": f"phương án bảo đảm {TRADE[terms.regime]} hệ thống thông tin",
        "list_decision": c.Reference(
            kind="Quyết định", number="12/QĐ-TTg", issued_on=date(2026, 12, 20), issuer="Thủ tướng Chính phủ"
        ),
        "list_name": "Danh mục hệ thống thông tin quan trọng về an ninh quốc gia",
    }
    return c.PlanDecision(**values | changes)


def owner_report(terms=ND331, **changes) -> c.OwnerReport:
    values = {
        "terms": terms,
        "letterhead": CENTRE,
        "signer": DIRECTOR,
        "number": c.Number(serial=12, symbol="BC-CNTT"),
        "issued_on": date(2026, 11, 2),
        "copies_to": ("Như trên", OPERATOR, "Lưu: VT, ATTT"),
        "verification": mark("W3H7T9NB2D"),
        "addressee": OWNER,
        "sender": SPECIALIST,
        "decision": c.Reference(
            kind="Quyết định", number="05/QĐ-CNTT", issued_on=date(2026, 10, 30), issuer=SPECIALIST
        ),
        "appraisal": OPINION,
        "subject": SUBJECT,
        "clause": {"nd331": "khoản 1 Điều 18", "nd85": "điểm a khoản 3 Điều 14"}[terms.regime] + f" {terms.decree}",
    }
    return c.OwnerReport(**values | changes)


def yearly_report(terms=ND331, rows=14, **changes) -> c.YearlyReport:
    owner = c.Party(name=OWNER, representative="Lương Đình Khải", representative_title="Bộ trưởng", address="Hà Nội")
    unit = c.Party(name=SPECIALIST, mandate="Quyết định số 12/QĐ-BGTVT", phone="024 3822 1234", email="cntt@mt.gov.vn")
    line = c.SystemLine(
        name=f"{SYSTEM} và tra cứu kết quả trực tuyến",
        owner=OWNER,
        operator=OPERATOR,
        level=3,
        status="Đã được phê duyệt",
        decision="1234/QĐ-BGTVT, ngày 05/01/2027, Bộ Giao thông vận tải",
        regulation="987/QĐ-BGTVT, ngày 05/01/2026, Bộ Giao thông vận tải",
        approval_expected=date(2027, 3, 31),
        deployment="Đã triển khai một số hạng mục",
        deployment_expected=date(2027, 12, 31),
        assessed="Trước khi đưa vào sử dụng; Định kỳ",
    )
    values = {
        "terms": terms,
        "letterhead": dataclasses.replace(MINISTRY, contact="80 Trần Hưng Đạo, Hà Nội"),
        "signer": MINISTER,
        "number": c.Number(serial=21, symbol="BGTVT-CNTT"),
        "issued_on": date(2026, 12, 16),
        "copies_to": ("Như trên", "Lưu: VT, BGTVT"),
        "verification": mark("Y3H7T9NB2D"),
        "form": "08",
        "clause": f"Điều 35 {terms.decree}",
        "addressees": ("Bộ Công an",),
        "sender": OWNER,
        "opened_on": date(2025, 12, 15),
        "closed_on": date(2026, 12, 14),
        "managed": rows,
        "typed": rows,
        "with_dossier": rows,
        "appraised": rows,
        "approved": rows - 1,
        "assessed": 2,
        "expected_on": date(2027, 3, 31),
        "bodies": (c.ReportedBody(owner=owner, unit=unit), c.ReportedBody(owner=unit)),
        "systems": tuple(dataclasses.replace(line, name=f"{line.name} số {n}") for n in range(rows)),
    }
    return c.YearlyReport(**values | changes)


def report(terms=ND331, rows=12, **changes) -> c.DeploymentReport:
    statuses = (c.RequirementStatus.MET, c.RequirementStatus.MET, c.RequirementStatus.NOT_APPLICABLE)
    items = tuple(
        c.DeployedItem(
            code=f"KT-{n:03d}",
            text="Phân tách vùng mạng bằng tường lửa trung tâm, chặn mặc định giữa các vùng",
            status=statuses[n % 3],
            done_on=date(2027, 3, 1 + n % 28) if n % 3 < 2 else None,
            evidence=f"Biên bản nghiệm thu số {n + 1:02d}/BB-CNTT" if n % 3 < 2 else "",
            justification="" if n % 3 < 2 else "Hệ thống không có mạng không dây",
        )
        for n in range(rows)
    )
    half = rows // 2
    values = {
        "terms": terms,
        "letterhead": c.Letterhead(parent_body=OWNER, issuing_body=OPERATOR),
        "signer": CHIEF,
        "number": c.Number(serial=31, symbol="BC-ĐKVN"),
        "issued_on": date(2027, 4, 2),
        "copies_to": ("Như trên", OWNER + " (để báo cáo)", "Lưu: VT, CNTT"),
        "verification": mark("H5N2E7VK8D"),
        "addressee": SPECIALIST,
        "sender": OPERATOR,
        "decision": DECISION,
        "subject": SUBJECT,
        "reported_on": date(2027, 3, 31),
        "groups": (
            c.DeployedGroup(title="Yêu cầu quản lý", items=items[:half]),
            c.DeployedGroup(title="Yêu cầu kỹ thuật", items=items[half:]),
        ),
    }
    return c.DeploymentReport(**values | changes)


def minutes(terms=ND331, **changes) -> c.InspectionMinutes:
    protection = TRADE[terms.regime]
    texts = ("Phân tách vùng mạng", "Quản lý tài khoản đặc quyền", f"Giám sát {protection}", "Sao lưu, khôi phục thử")
    values = {
        "terms": terms,
        "letterhead": CENTRE,
        "signer": c.Signer(name="Đỗ Thành Công", title="Chủ trì", other_office="Phó Giám đốc Trung tâm"),
        "number": c.Number(serial=8, symbol="BB-CNTT"),
        "issued_on": date(2027, 4, 20),
        "copies_to": (OPERATOR, "Lãnh đạo Trung tâm (để báo cáo)", "Lưu: VT, hồ sơ"),
        "verification": mark("W1C9G3LS7E"),
        "subject": SUBJECT,
        "decision": DECISION,
        "started_at": datetime(2027, 4, 20, 8, 30),
        "ended_at": datetime(2027, 4, 20, 16, 45),
        "place": "phòng họp tầng 3, trụ sở Cục Đăng kiểm Việt Nam",
        "sides": (
            c.Side(
                name="Đoàn kiểm tra",
                basis="Quyết định số 187/QĐ-CNTT ngày 16 tháng 4 năm 2027",
                members=("Ông Đỗ Thành Công, Phó Giám đốc, Trưởng đoàn", "Bà Vũ Thị Minh Nguyệt, thư ký"),
            ),
            c.Side(name=OPERATOR, members=("Bà Tôn Nữ Hoàng Nguyễn Phương Anh, Phó Cục trưởng",)),
        ),
        "chair": "Ông Đỗ Thành Công, Trưởng đoàn kiểm tra",
        "secretary": "Bà Vũ Thị Minh Nguyệt",
        "findings": tuple(
            c.Finding(text=text, ground="Phụ lục II, nhóm 3", passed=n != 2, note="Đối chiếu cấu hình ngày 19/4/2027")
            for n, text in enumerate(texts)
        ),
        "conclusions": ("Đề nghị hoàn thành kết nối giám sát trước ngày 31 tháng 5 năm 2027",),
        "fully_deployed": False,
        "secretary_signer": c.Signer(name="Vũ Thị Minh Nguyệt", title="Thư ký"),
        "operator_signer": c.Signer(
            name="Tôn Nữ Hoàng Nguyễn Phương Anh",
            authority_lines=("Đại diện đơn vị vận hành",),
            title="Phó Cục trưởng",
        ),
    }
    return c.InspectionMinutes(**values | changes)
