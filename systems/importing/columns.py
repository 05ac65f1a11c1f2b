"""The columns of a systems sheet: how each may be titled, where its values go, how its cells are read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from . import words
from .values import (
    read_choice,
    read_count,
    read_day,
    read_flag,
    read_information,
    read_names,
    read_note,
    read_online,
    read_text,
)
from .words import word_key

_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|[(*]+.*$", re.DOTALL)


@dataclass(frozen=True)
class Column:
    """A column: its key, its usual title, other titles (as `word_key` writes them), its reader.

    Titles and words are what people write in sheets, so they are Vietnamese in every language of the interface.
    `into` says where the value goes: `field` of the system, `fact`, `facts` (the reader gives several), `party`
    (an organisation to be found), `units` (several), or nowhere (`skip`).
    """

    key: str
    title: str
    others: tuple[str, ...]
    read: Callable
    into: str = "fact"
    example: str = ""


@dataclass(frozen=True)
class Layout:
    """A kind of sheet: its columns, those it cannot be read without, and what is said of it where one is absent."""

    columns: tuple[Column, ...]
    required: tuple[str, ...]
    absent: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_key(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns}

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {title: column.key for column in self.columns for title in (word_key(column.title), *column.others)}

    def recognise(self, cell) -> str | None:
        """The key of the column that a header cell names; what stands in brackets may be left out."""
        if not isinstance(cell, str) or len(cell) > 200:
            return None
        return self._titles.get(word_key(cell)) or self._titles.get(word_key(_ASIDE.sub(" ", cell)))


COLUMNS = (
    Column("number", "STT", ("stt", "tt", "so tt", "so thu tu", "no"), read_text(50), "skip", "1"),
    Column(
        "code",
        "Mã hệ thống",
        ("ma", "ma htt", "ma httt", "ma he thong thong tin", "ma so", "ma so he thong", "ma dinh danh", "ky hieu"),
        read_text(40),
        "field",
        "BGTVT-001",
    ),
    Column(
        "name",
        "Tên hệ thống thông tin",
        ("ten he thong", "ten httt", "ten", "he thong thong tin", "ten he thong thong tin co so du lieu"),
        read_text(300),
        "field",
        "Cổng thông tin điện tử",
    ),
    Column(
        "owner",
        "Chủ quản hệ thống thông tin",
        ("chu quan", "chu quan he thong", "chu quan httt", "co quan chu quan", "don vi chu quan", "ten chu quan"),
        read_text(250),
        "party",
        "Bộ Giao thông vận tải",
    ),
    Column(
        "operator",
        "Đơn vị vận hành",
        (
            "van hanh",
            "co quan van hanh",
            "to chuc van hanh",
            "don vi van hanh he thong",
            "don vi van hanh he thong thong tin",
            "don vi van hanh httt",
            "don vi quan ly van hanh",
            "don vi quan ly",
        ),
        read_text(250),
        "party",
        "Trung tâm Công nghệ thông tin",
    ),
    Column(
        "co_operators",
        "Đơn vị cùng vận hành",
        ("cung van hanh", "cac don vi cung van hanh", "don vi phoi hop van hanh", "don vi dong van hanh"),
        read_names,
        "units",
        "Tên hoặc mã, cách nhau bằng dấu chấm phẩy",
    ),
    Column(
        "system_type",
        "Loại hình hệ thống",
        ("loai hinh", "loai he thong", "loai hinh he thong thong tin", "loai hinh httt", "loai httt"),
        read_choice(words.SYSTEM_TYPES),
    ),
    Column(
        "information",
        "Loại thông tin xử lý",
        ("loai thong tin", "thong tin xu ly", "phan loai thong tin", "loai thong tin duoc xu ly"),
        read_information,
    ),
    Column(
        "users",
        "Số người sử dụng",
        ("nguoi su dung", "so nguoi dung", "so luong nguoi su dung", "so luong nguoi dung", "so tai khoan"),
        read_count,
        example="12.000",
    ),
    Column(
        "online",
        "Mức độ dịch vụ trực tuyến",
        (
            "muc do dich vu cong truc tuyen",
            "dich vu cong truc tuyen",
            "dich vu truc tuyen",
            "muc do dvctt",
            "dvctt",
            "muc do dvc truc tuyen",
            "hinh thuc dich vu cong truc tuyen",
        ),
        read_online,
        "facts",
        "1; 2; 3; 4; Toàn trình; Một phần",
    ),
    Column(
        "conditional_business",
        "Dịch vụ kinh doanh có điều kiện",
        ("kinh doanh co dieu kien", "nganh nghe kinh doanh co dieu kien", "dich vu kinh doanh co dieu kien"),
        read_flag,
    ),
    Column(
        "scope", "Phạm vi phục vụ", ("pham vi", "quy mo phuc vu", "pham vi hoat dong"), read_choice(words.SCOPES)
    ),
    Column(
        "round_the_clock", "Vận hành 24/7", ("24 7", "hoat dong 24 7", "van hanh lien tuc 24 7", "van hanh 24 24"),
        read_flag,
    ),
    Column(
        "works_grade", "Cấp công trình", ("loai cap cong trinh", "cap cua cong trinh"),
        read_choice(words.WORKS_GRADES),
    ),
    Column(
        "status",
        "Tình trạng",
        ("trang thai", "hien trang", "tinh trang van hanh", "trang thai van hanh", "tinh trang hoat dong"),
        read_choice(words.STATUSES),
        "field",
    ),
    Column(
        "operation_from",
        "Ngày đưa vào vận hành",
        (
            "ngay van hanh",
            "ngay bat dau van hanh",
            "thoi diem dua vao van hanh",
            "thoi gian dua vao van hanh",
            "ngay dua vao su dung",
            "thoi diem van hanh",
        ),
        read_day,
        "field",
        "15/03/2015",
    ),
    Column(
        "operation_until",
        "Ngày ngừng vận hành",
        ("ngay dung van hanh", "ngay ngung", "thoi diem ngung van hanh", "ngay ngung hoat dong"),
        read_day,
        "field",
        "01/06/2021",
    ),
    Column(
        "construction_began",
        "Ngày bắt đầu đầu tư, xây dựng",
        ("ngay bat dau xay dung", "ngay bat dau dau tu", "ngay dau tu xay dung", "ngay khoi cong"),
        read_day,
        "field",
        "01/02/2014",
    ),
    Column(
        "provider",
        "Bên cung cấp dịch vụ thuê",
        ("nha cung cap dich vu thue", "ben cho thue dich vu", "don vi cung cap dich vu", "ben cung cap dich vu"),
        read_text(250),
        "field",
        "Công ty cho thuê dịch vụ",
    ),
    Column(
        "contract_number",
        "Số hợp đồng thuê dịch vụ",
        ("hop dong thue dich vu", "so hop dong", "so hop dong thue"),
        read_text(100),
        "field",
        "05/2026/HĐ-CNTT",
    ),
    Column(
        "contract_until",
        "Hợp đồng thuê đến hết ngày",
        ("han hop dong", "ngay het han hop dong", "hop dong den ngay", "ngay het hop dong", "hop dong thue den ngay"),
        read_day,
        "field",
        "31/12/2027",
    ),
    Column("note", "Ghi chú", ("dien giai", "chu thich", "ghi chu khac"), read_note, "field"),
)  # fmt: skip
SYSTEMS = Layout(
    COLUMNS,
    required=("code", "name", "operator"),
    absent={"status": _("Không có cột “Tình trạng”: hệ thống mới được coi là đang vận hành.")},
)
BY_KEY = SYSTEMS.by_key
recognise = SYSTEMS.recognise


def accepted(column: Column) -> str:
    """What may stand in a cell of this column, for the blank sheet that people fill in."""
    tables = {
        "system_type": words.SYSTEM_TYPES,
        "information": words.INFORMATION,
        "scope": words.SCOPES,
        "works_grade": words.WORKS_GRADES,
        "status": words.STATUSES,
    }
    if column.key in tables:
        return "; ".join(words.shown(tables[column.key]))
    return "Có; Không" if column.read is read_flag else str(column.example)
