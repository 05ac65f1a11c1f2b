"""Sample papers of an invented dossier, in both regimes' words, for the tests of content and print."""

import dataclasses
from datetime import date, datetime
from io import BytesIO

from PIL import Image, ImageDraw

from classification import regimes
from documents import content as c

ND85 = c.terms_on(date(2023, 1, 4), regimes.ND85_2016)
ND331 = c.terms_on(date(2026, 11, 23), regimes.ND331_2026)
SYSTEM = "Hệ thống quản lý kiểm định xe cơ giới"
OPERATOR = "Cục Đăng kiểm Việt Nam"
OWNER = "Bộ Giao thông vận tải"
SPECIALIST = "Trung tâm Công nghệ thông tin"
TRADE = {"nd331": "an ninh mạng", "nd85": "an toàn thông tin"}

CHIEF = c.Signer(name="Đặng Hoàng Vũ", title="Cục trưởng")
DIRECTOR = c.Signer(name="Phạm Gia Tuệ", title="Giám đốc")
MINISTER = c.Signer(name="Lương Đình Khải", authority_lines=("KT. Bộ trưởng", "Thứ trưởng"), title="Thứ trưởng")
REGISTER = c.Letterhead(
    parent_body=OWNER,
    issuing_body=OPERATOR,
    contact="Số 18 đường Phạm Hùng, phường Từ Liêm, thành phố Hà Nội; điện thoại: 024 3768 0000",
)
CENTRE = c.Letterhead(parent_body=OWNER, issuing_body=SPECIALIST)
MINISTRY = c.Letterhead(issuing_body=OWNER)
SUBJECT = c.Subject(
    system=SYSTEM, operator=OPERATOR, address="số 18 đường Phạm Hùng, phường Từ Liêm, thành phố Hà Nội", level=3
)
LETTER = c.Reference(kind="Công văn", number="1208/ĐKVN-CNTT", issued_on=date(2026, 10, 5), issuer=OPERATOR)
OPINION = c.Reference(kind="Công văn", number="06/CNTT-ATTT", issued_on=date(2026, 10, 26), issuer=SPECIALIST)
REQUEST = c.Reference(kind="Tờ trình", number="07/TTr-ĐKVN", issued_on=date(2026, 11, 2))
DECISION = c.Reference(kind="Quyết định", number="09/QĐ-BGTVT", issued_on=date(2027, 1, 5), issuer=OWNER)


def _mark(code: str) -> c.Verification:
    return c.Verification(address=f"https://hoso.example.vn/x/{code}", code=code)


def submission(terms=ND331, **changes) -> c.SubmissionLetter:
    values = {
        "terms": terms,
        "letterhead": REGISTER,
        "signer": c.Signer(name="Nguyễn Lê Thanh Tùng", authority_lines=("KT. Cục trưởng",), title="Phó Cục trưởng"),
        "number": c.Number(serial=1208, symbol="ĐKVN-CNTT"),
        "issued_on": date(2026, 10, 5),
        "copies_to": ("Như trên", "Cục trưởng (để báo cáo)", "Vụ Vận tải", "Lưu: VT, CNTT"),
        "verification": _mark("7F3K9QXM2D"),
        "form": c.LetterForm.APPRAISE,
        "addressee": SPECIALIST,
        "sender": OPERATOR,
        "subject": SUBJECT,
    }
    return c.SubmissionLetter(**values | changes)


def return_notice(terms=ND331, **changes) -> c.ReturnNotice:
    values = {
        "terms": terms,
        "letterhead": CENTRE,
        "signer": DIRECTOR,
        "number": c.Number(serial=5, symbol="CNTT-ATTT"),
        "issued_on": date(2026, 10, 9),
        "copies_to": ("Như trên", "Lưu: VT, ATTT"),
        "verification": _mark("B3G7S1QI5Y"),
        "addressee": OPERATOR,
        "sender": SPECIALIST,
        "incoming": LETTER,
        "subject": SUBJECT,
        "reasons": (
            c.Reason(part="Danh mục thiết bị", text="thiếu tường lửa cơ sở dữ liệu", clause="khoản 3 Điều 22"),
            c.Reason(part="Thuyết minh phương án", text="12 yêu cầu chưa nêu cách thực hiện"),
            c.Reason(text="Quy chế gửi kèm chưa có số, ngày ban hành"),
        ),
        "reply_by": date(2026, 10, 30),
    }
    return c.ReturnNotice(**values | changes)


def opinion(terms=ND331, **changes) -> c.AppraisalOpinion:
    protection = TRADE[terms.regime]
    values = {
        "terms": terms,
        "letterhead": CENTRE,
        "signer": DIRECTOR,
        "number": c.Number(serial=6, symbol="CNTT-ATTT"),
        "issued_on": date(2026, 10, 26),
        "copies_to": ("Như trên", "Các đơn vị phối hợp thẩm định: Vụ Vận tải, Văn phòng Bộ", "Lưu: VT, ATTT"),
        "verification": _mark("Q4T8B1NR6W"),
        "addressees": (OWNER, OPERATOR),
        "sender": SPECIALIST,
        "incoming": LETTER,
        "subject": SUBJECT,
        "cooperating": ("Vụ Vận tải", "Văn phòng Bộ", "Thanh tra Bộ"),
        "method": c.AppraisalMethod.BOTH,
        "meeting_on": date(2026, 10, 20),
        "cooperation_summary": "Các đơn vị phối hợp thống nhất với đề xuất cấp độ 3.",
        "level_verdict": c.Verdict(fits=True, comment=f"Hệ thống đáp ứng tiêu chí cấp độ 3 của {terms.decree}"),
        "design_verdict": c.Verdict(fits=True, comment="Thiết kế phân tách 07 vùng mạng, có dự phòng nóng"),
        "operation_verdict": c.Verdict(fits=True, comment="Đã ban hành Quy chế và phân công bộ phận chuyên trách"),
        "other_comments": f"Đề nghị hoàn thành kết nối giám sát {protection} tập trung trước ngày 31/12/2026.",
        "fits": True,
    }
    return c.AppraisalOpinion(**values | changes)


def refusal(terms=ND331) -> c.AppraisalOpinion:
    return opinion(
        terms,
        fits=False,
        design_verdict=c.Verdict(fits=False, comment="Chưa tách vùng cơ sở dữ liệu"),
        unfit=("Thiết kế chưa tách vùng cơ sở dữ liệu", "Chưa có phương án sao lưu ngoại tuyến"),
    )


def refusal_notice(terms=ND331) -> c.RefusalNotice:
    return c.RefusalNotice(
        terms=terms,
        letterhead=MINISTRY,
        signer=MINISTER,
        number=c.Number(serial=77, symbol="BGTVT-CNTT"),
        issued_on=date(2026, 11, 9),
        copies_to=("Như trên", "Lưu: VT, CNTT"),
        verification=_mark("K4T8B1NR6W"),
        addressee=OPERATOR,
        sender=OWNER,
        incoming=LETTER,
        subject=SUBJECT,
        reasons=(
            c.Reason(part="Quy chế", text=f"Quy chế bảo đảm {TRADE[terms.regime]} chưa được ban hành"),
            c.Reason(text="Phương án chưa bố trí kinh phí"),
        ),
    )


def request(terms=ND331, **changes) -> c.ApprovalRequest:
    values = {
        "terms": terms,
        "letterhead": c.Letterhead(parent_body=OWNER, issuing_body=OPERATOR),
        "signer": CHIEF,
        "number": c.Number(serial=7, symbol="TTr-ĐKVN"),
        "issued_on": date(2026, 11, 2),
        "copies_to": ("Như trên", "Thứ trưởng phụ trách (để báo cáo)", SPECIALIST, "Lưu: VT, CNTT"),
        "verification": _mark("M2V5C7HJ9P"),
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
        "verification": _mark("R8D2K6ZT4X"),
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


def specialist_opinion(terms=ND331, **changes) -> c.SpecialistOpinion:
    values = {
        "terms": terms,
        "letterhead": CENTRE,
        "signer": DIRECTOR,
        "number": c.Number(serial=31, symbol="CNTT-ATTT"),
        "issued_on": date(2026, 10, 12),
        "copies_to": ("Như trên", "Lưu: VT, ATTT"),
        "verification": _mark("V4M8S2QF7C"),
        "addressees": (OPERATOR, OWNER),
        "sender": SPECIALIST,
        "incoming": LETTER,
        "subject": SUBJECT,
        "level_opinion": c.Verdict(fits=True, comment="Cấp độ đề xuất đúng tiêu chí đã viện dẫn"),
        "plan_opinion": c.Verdict(fits=True),
        "other_comments": "Đề nghị làm rõ phương án dự phòng đường truyền.",
    }
    return c.SpecialistOpinion(**values | changes)


def owner_report(terms=ND331, **changes) -> c.OwnerReport:
    values = {
        "terms": terms,
        "letterhead": CENTRE,
        "signer": DIRECTOR,
        "number": c.Number(serial=12, symbol="BC-CNTT"),
        "issued_on": date(2026, 11, 2),
        "copies_to": ("Như trên", OPERATOR, "Lưu: VT, ATTT"),
        "verification": _mark("W3H7T9NB2D"),
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
        "verification": _mark("Y3H7T9NB2D"),
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
        "verification": _mark("H5N2E7VK8D"),
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
        "verification": _mark("W1C9G3LS7E"),
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


def appraiser_decision(terms=ND331, **changes) -> c.AppraiserDecision:
    clause = "Khoản 4 Điều 18" if terms.regime == "nd331" else "Điều 6 Thông tư số 12/2022/TT-BTTTT"
    values = {
        "terms": terms,
        "letterhead": MINISTRY,
        "signer": MINISTER,
        "number": c.Number(serial=11, symbol="QĐ-BGTVT"),
        "issued_on": date(2026, 12, 1),
        "copies_to": ("Như Điều 3", OPERATOR, "Lưu: VT, CNTT"),
        "verification": _mark("C4T7V2XK9P"),
        "authority": "Bộ trưởng Bộ Giao thông vận tải",
        "clause": f"{clause} về thẩm định khi đơn vị chuyên trách đồng thời là đơn vị vận hành",
        "appraiser": "Hội đồng thẩm định độc lập",
        "members": (
            c.Seated(seat="Chủ tịch", name="Tôn Nữ Hoàng Nguyễn Phương Anh", title="Phó Vụ trưởng", unit="Vụ Vận tải"),
            c.Seated(seat="Thư ký", name="Vũ Thị Minh Nguyệt", title="Chuyên viên", unit=SPECIALIST),
            c.Seated(seat="Ủy viên", name="Đỗ Thành Công", title="Phó Giám đốc", unit=SPECIALIST),
        ),
        "system": SYSTEM,
        "operator": OPERATOR,
        "security_unit": SPECIALIST,
    }
    return c.AppraiserDecision(**values | changes)


def council_minutes(terms=ND331, **changes) -> c.CouncilMinutes:
    values = {
        "terms": terms,
        "letterhead": c.Letterhead(parent_body=OWNER, issuing_body="Hội đồng thẩm định độc lập"),
        "signer": c.Signer(name="Tôn Nữ Hoàng Nguyễn Phương Anh", title="Chủ tịch Hội đồng"),
        "number": c.Number(serial=1, symbol="BB-HĐTĐ"),
        "issued_on": date(2026, 12, 15),
        "copies_to": (OWNER, "Các thành viên Hội đồng", "Lưu: VT"),
        "verification": _mark("N8Y3J6BQ5W"),
        "council": "Hội đồng thẩm định độc lập",
        "decision": c.Reference(
            kind="Quyết định", number="11/QĐ-BGTVT", issued_on=date(2026, 12, 1), issuer="Bộ trưởng " + OWNER
        ),
        "subject": SUBJECT,
        "started_at": datetime(2026, 12, 15, 8, 30),
        "ended_at": datetime(2026, 12, 15, 11, 45),
        "place": "phòng họp tầng 2, số 80 Trần Hưng Đạo, Hà Nội",
        "present": (
            "Bà Tôn Nữ Hoàng Nguyễn Phương Anh, Phó Vụ trưởng, Chủ tịch Hội đồng",
            "Bà Vũ Thị Minh Nguyệt, Chuyên viên, Thư ký Hội đồng",
        ),
        "absent": ("Ông Đỗ Thành Công, Phó Giám đốc, Ủy viên Hội đồng",),
        "chair": "Bà Tôn Nữ Hoàng Nguyễn Phương Anh",
        "secretary": "Bà Vũ Thị Minh Nguyệt",
        "discussion": "Các ủy viên thống nhất cách phân vùng mạng.\nĐề nghị bổ sung thời hạn hoàn thành giám sát "
        + TRADE[terms.regime],
        "votes_for": 2,
        "votes_against": 0,
        "conclusions": ("Hồ sơ phù hợp với cấp độ 3", "Đơn vị vận hành bổ sung thời hạn trước ngày 31/12/2026"),
    }
    return c.CouncilMinutes(**values | changes)


_ANSWERS = (
    "Đã thực hiện theo Quy chế (Quyết định số 1385/QĐ-BGTVT); Phòng Công nghệ thông tin chủ trì, lưu hồ sơ.",
    "Đang triển khai giai đoạn 2 theo kế hoạch, ưu tiên vùng DMZ và vùng máy chủ cơ sở dữ liệu; hoàn thành quý I.",
    "Áp dụng cho toàn bộ máy chủ, thiết bị mạng; cấu hình được kiểm tra tự động hằng đêm.",
)
_STATUSES = ("met", "met", "partial", "met", "unmet", "not_applicable")


def requirement_groups(prefix: str, title: str, groups: int, each: int) -> tuple[c.RequirementGroup, ...]:
    return tuple(
        c.RequirementGroup(
            title=f"{title} {g + 1}",
            requirements=tuple(
                c.Requirement(
                    code=f"{prefix}-{g * each + n + 1:03d}",
                    clause=f"Mục 5.{g + 1}.{n + 1} a)",
                    text="Có quy trình được ban hành, xem lại ít nhất 1 lần/năm hoặc khi tổ chức có thay đổi lớn",
                    status=_STATUSES[(g + n) % 6],
                    implementation=_ANSWERS[(g + n) % 3],
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
        "verification": _mark("H5N2E7VK8D"),
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


IMAGES = {"logical": ("image/png", diagram()), "physical": ("image/jpeg", diagram(kind="JPEG"))}
ALL = (
    submission, return_notice, refusal_notice, opinion, refusal, request, decision, plan_decision, specialist_opinion,
    owner_report, yearly_report, report, minutes, appraiser_decision, council_minutes, explanation,
)  # fmt: skip
