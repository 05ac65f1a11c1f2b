"""The invented dossier that all sample papers are about: its bodies, people, letters, and both regimes' words."""

from datetime import date

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


def mark(code: str) -> c.Verification:
    return c.Verification(address=f"https://hoso.example.vn/x/{code}", code=code)
