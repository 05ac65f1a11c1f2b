"""Sample papers of the way to a conclusion: what is submitted, handed back, appraised, and by whom."""

from datetime import date, datetime

from documents import content as c

from .dossier import (
    CENTRE,
    DIRECTOR,
    LETTER,
    MINISTER,
    MINISTRY,
    ND331,
    OPERATOR,
    OWNER,
    REGISTER,
    SPECIALIST,
    SUBJECT,
    SYSTEM,
    TRADE,
    mark,
)


def submission(terms=ND331, **changes) -> c.SubmissionLetter:
    values = {
        "terms": terms,
        "letterhead": REGISTER,
        "signer": c.Signer(name="Nguyễn Lê Thanh Tùng", authority_lines=("KT. Cục trưởng",), title="Phó Cục trưởng"),
        "number": c.Number(serial=1208, symbol="ĐKVN-CNTT"),
        "issued_on": date(2026, 10, 5),
        "copies_to": ("Như trên", "Cục trưởng (để báo cáo)", "Vụ Vận tải", "Lưu: VT, CNTT"),
        "verification": mark("7F3K9QXM2D"),
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
        "verification": mark("B3G7S1QI5Y"),
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
        "verification": mark("Q4T8B1NR6W"),
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
        verification=mark("K4T8B1NR6W"),
        addressee=OPERATOR,
        sender=OWNER,
        incoming=LETTER,
        subject=SUBJECT,
        reasons=(
            c.Reason(part="Quy chế", text=f"Quy chế bảo đảm {TRADE[terms.regime]} chưa được ban hành"),
            c.Reason(text="Phương án chưa bố trí kinh phí"),
        ),
    )


def specialist_opinion(terms=ND331, **changes) -> c.SpecialistOpinion:
    values = {
        "terms": terms,
        "letterhead": CENTRE,
        "signer": DIRECTOR,
        "number": c.Number(serial=31, symbol="CNTT-ATTT"),
        "issued_on": date(2026, 10, 12),
        "copies_to": ("Như trên", "Lưu: VT, ATTT"),
        "verification": mark("V4M8S2QF7C"),
        "addressees": (OPERATOR, OWNER),
        "sender": SPECIALIST,
        "incoming": LETTER,
        "subject": SUBJECT,
        "level_opinion": c.Verdict(fits=True, comment="Cấp độ đề xuất đúng tiêu chí đã viện dẫn"),
        "plan_opinion": c.Verdict(fits=True),
        "other_comments": "Đề nghị làm rõ phương án dự phòng đường truyền.",
    }
    return c.SpecialistOpinion(**values | changes)


def appraiser_decision(terms=ND331, **changes) -> c.AppraiserDecision:
    clause = "Khoản 4 Điều 18" if terms.regime == "nd331" else "Điều 6 Thông tư số 12/2022/TT-BTTTT"
    values = {
        "terms": terms,
        "letterhead": MINISTRY,
        "signer": MINISTER,
        "number": c.Number(serial=11, symbol="QĐ-BGTVT"),
        "issued_on": date(2026, 12, 1),
        "copies_to": ("Như Điều 3", OPERATOR, "Lưu: VT, CNTT"),
        "verification": mark("C4T7V2XK9P"),
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
        "verification": mark("N8Y3J6BQ5W"),
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
