"""The units of the demonstration's ministry: where they stand in the tree and how they appear on paper."""

from dataclasses import dataclass

from systems.ledger import record
from systems.models import Organisation
from systems.wording import search_form

MINISTRY = "Bộ Giao thông vận tải"
SECURITY_UNIT, OFFICE = "CNTT", "VP"


@dataclass(frozen=True, slots=True)
class Group:
    """A heading of the tree; it operates nothing and issues no paper."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as its papers name it; `head` is invented, and operates where no DEPUTIES does."""

    name: str
    code: str
    symbol: str
    group: str
    head: str
    title: str
    address: str


GROUPS = (
    Group("KCQ", "Khối cơ quan Bộ"),
    Group("TCC", "Tổng cục và cục"),
    Group("TVB", "Trường, viện, báo"),
)
_HQ = "80 Trần Hưng Đạo, Hà Nội"
UNITS = (
    Unit("Trung tâm Công nghệ thông tin", "CNTT", "CNTT", "KCQ", "Lê Thu Trang", "Giám đốc", _HQ),
    Unit("Văn phòng Bộ", "VP", "VP", "KCQ", "Lê Hữu Nghĩa", "Chánh Văn phòng", _HQ),
    Unit("Vụ Tổ chức cán bộ", "TCCB", "TCCB", "KCQ", "Bùi Xuân Trường", "Vụ trưởng", _HQ),
    Unit("Vụ Kế hoạch - Đầu tư", "KHDT", "KHĐT", "KCQ", "Đỗ Thanh Tùng", "Vụ trưởng", _HQ),
    Unit("Thanh tra Bộ", "TTR", "TTr-BGTVT", "KCQ", "Ngô Quang Huy", "Chánh Thanh tra", _HQ),
    Unit("Tổng cục Đường bộ Việt Nam", "TCDBVN", "TCĐBVN", "TCC", "Trần Quốc Bảo", "Tổng cục trưởng",
         "Ô D20, đường Tôn Thất Thuyết, Hà Nội"),
    Unit("Cục Đăng kiểm Việt Nam", "DKVN", "ĐKVN", "TCC", "Đặng Việt Hùng", "Cục trưởng", "18 Phạm Hùng, Hà Nội"),
    Unit("Cục Hàng hải Việt Nam", "CHHVN", "CHHVN", "TCC", "Phan Anh Dũng", "Cục trưởng", "8 Phạm Hùng, Hà Nội"),
    Unit("Cục Đường thủy nội địa Việt Nam", "CDTND", "CĐTNĐ", "TCC", "Lương Thế Vinh Quang", "Cục trưởng",
         "Ô D20, đường Tôn Thất Thuyết, Hà Nội"),
    Unit("Cục Đường sắt Việt Nam", "CDSVN", "CĐSVN", "TCC", "Mai Đức Thắng", "Cục trưởng",
         "Ô D20, đường Tôn Thất Thuyết, Hà Nội"),
    Unit("Cục Hàng không Việt Nam", "CHK", "CHK", "TCC", "Đinh Ngọc Sơn", "Cục trưởng", "119 Nguyễn Sơn, Hà Nội"),
    Unit("Cục Quản lý xây dựng và Chất lượng công trình giao thông", "CQLXD", "CQLXD", "TCC", "Tạ Hữu Phước",
         "Cục trưởng", _HQ),
    Unit("Cục Y tế Giao thông vận tải", "CYT", "CYT", "TCC", "Nguyễn Thị Ánh Tuyết", "Cục trưởng",
         "73 Yên Ninh, Hà Nội"),
    Unit("Trường Đại học Hàng hải Việt Nam", "DHHHVN", "ĐHHHVN", "TVB", "Phạm Văn Khôi", "Hiệu trưởng",
         "484 Lạch Tray, Hải Phòng"),
    Unit("Trường Đại học Công nghệ Giao thông vận tải", "DHCNGTVT", "ĐHCNGTVT", "TVB", "Vũ Ngọc Khuê", "Hiệu trưởng",
         "54 Triều Khúc, Hà Nội"),
    Unit("Học viện Hàng không Việt Nam", "HVHKVN", "HVHKVN", "TVB", "Trịnh Hoài Nam", "Giám đốc",
         "104 Nguyễn Văn Trỗi, Thành phố Hồ Chí Minh"),
    Unit("Trường Cán bộ quản lý Giao thông vận tải", "TCBQL", "TCBQL", "TVB", "Dương Thu Hằng", "Hiệu trưởng",
         "Đường Ngọc Hồi, Hà Nội"),
    Unit("Báo Giao thông", "BGT", "BGT", "TVB", "Chu Mạnh Cường", "Tổng Biên tập", "2 Nguyễn Công Hoan, Hà Nội"),
    Unit("Viện Khoa học và Công nghệ Giao thông vận tải", "VKHCN", "VKHCN", "TVB", "Lý Quốc Thịnh", "Viện trưởng",
         "1252 đường Láng, Hà Nội"),
    Unit("Viện Chiến lược và Phát triển Giao thông vận tải", "VCLPT", "VCLPT", "TVB", "Cao Minh Đức", "Viện trưởng",
         "162 Trần Quang Khải, Hà Nội"),
)  # fmt: skip


# Where the head appraises, somebody else answers for what the unit operates itself.
DEPUTIES = {
    "CNTT": ("Vũ Đình Long", "Phó Giám đốc"),
    "VP": ("Hoàng Thị Mai Lan", "Phó Chánh Văn phòng"),
}


def settle_units() -> Organisation:
    """Put the imported units under their headings and give them what papers show. Returns the ministry."""
    ministry = Organisation.objects.get(name=MINISTRY)
    _describe(ministry, "BGTVT", "BGTVT", "Trương Quốc Khánh", "Bộ trưởng", _HQ, "Nghị định của Chính phủ")
    for group in GROUPS:
        new = Organisation(
            code=group.code, name=group.name, name_search=search_form(group.name), kind=Organisation.Kind.GROUP
        )
        new = Organisation.objects.add_child(Organisation.objects.get(pk=ministry.pk), instance=new)
        record(verb="add_organisation", by=None, about=f"organisation:{new.pk}", code=new.code, name=new.name)
    for place, unit in enumerate(UNITS):
        mandate = f"Quyết định số {1510 + 7 * place}/QĐ-BGTVT của Bộ trưởng {MINISTRY}"
        organisation = Organisation.objects.get(name=unit.name)
        _describe(organisation, unit.code, unit.symbol, unit.head, unit.title, unit.address, mandate)
        organisation.place = unit.address.rsplit(", ", 1)[-1]
        organisation.save()
        move_under(organisation, Organisation.objects.get(code=unit.group))
    ministry = Organisation.objects.get(pk=ministry.pk)
    ministry.security_unit = Organisation.objects.get(code=SECURITY_UNIT)
    ministry.save()
    return ministry


def move_under(organisation: Organisation, parent: Organisation) -> None:
    Organisation.objects.move(Organisation.objects.get(pk=organisation.pk), parent, "last-child")


def _describe(organisation, code, symbol, head, title, address, mandate) -> None:
    organisation.code, organisation.symbol = code, symbol
    organisation.representative, organisation.representative_title = head, title
    organisation.address, organisation.mandate = address, f"{mandate} quy định chức năng, nhiệm vụ, quyền hạn"
    organisation.email = f"vanthu.{code.lower()}@example.vn"
    organisation.phone = "024 3000 0000"
    organisation.full_clean(exclude=["path", "depth", "numchild"])
    organisation.save()
