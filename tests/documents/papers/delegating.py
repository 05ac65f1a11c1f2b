"""Decisions by which the owner gives its rights away: to a unit for everything, to a person for some systems."""

from datetime import date

from documents import content as c

from .dossier import MINISTRY, ND331, OPERATOR, OWNER, SPECIALIST, SYSTEM, mark

HEAD = c.Signer(name="Trần Hồng Minh", title="Bộ trưởng")
CLAUSES = {
    "nd331": ("khoản 3 Điều 4 Nghị định số 331/2026/NĐ-CP", "khoản 3 Điều 4 Thông tư số 12/2022/TT-BTTTT"),
    "nd85": ("khoản 3 Điều 4 Thông tư số 12/2022/TT-BTTTT",),
}


def delegation(terms=ND331, **changes) -> c.DelegationDecision:
    values = {
        "terms": terms,
        "letterhead": MINISTRY,
        "signer": HEAD,
        "number": c.Number(serial=25, symbol="QĐ-BGTVT"),
        "issued_on": date(2026, 11, 23),
        "copies_to": ("Như Điều 5", SPECIALIST, "Lưu: VT, BGTVT"),
        "verification": mark("D7G4L2MQ8R"),
        "authority": f"Bộ trưởng {OWNER}",
        "clauses": CLAUSES[terms.regime],
        "owner": OWNER,
        "head": "Bộ trưởng",
        "receiver": "Cục Hàng hải và Đường thủy Việt Nam",
        "by_order": False,
        "decides": True,
        "forwards": True,
        "responsibilities": ("báo cáo Bộ trưởng kết quả thực hiện trước ngày 15 của tháng đầu mỗi quý",),
        "holds_from": date(2026, 11, 23),
        "holds_until": date(2027, 12, 31),
    }
    return c.DelegationDecision(**values | changes)


def order_to_sign(terms=ND331, **changes) -> c.DelegationDecision:
    """A named person signs by order (TL.) for fourteen systems."""
    systems = tuple(
        c.CoveredSystem(code=f"BGTVT-{number:03d}", name=f"{SYSTEM}, phân hệ {number}", operator=OPERATOR)
        for number in range(26, 40)
    )
    values = {
        "number": c.Number(serial=26, symbol="QĐ-BGTVT"),
        "verification": mark("T3L9K5WX2B"),
        "receiver": "ông/bà Tôn Nữ Hoàng Nguyễn Phương Anh, Chánh Văn phòng Bộ",
        "by_order": True,
        "forwards": False,
        "systems": systems,
        "responsibilities": (),
    }
    return delegation(terms, **values | changes)
