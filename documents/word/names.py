"""The names that a Word template may use, and what each stands for in a paper. Pure.

A name is a way into the paper's content; a paper that has nothing at its end does not know the name.
"""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext_lazy as _

from documents.content import Paper
from documents.content.base import Piece
from documents.typography import date_in_words

Value = str | tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Name:
    """`word` is what stands between the braces; `lines`: it gives several lines."""

    word: str
    label: str
    way: str
    write: Callable[[object], Value] = str
    lines: bool = False


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _lines(told) -> tuple[str, ...]:
    return tuple(getattr(one, "text", one) for one in told)


def _grounds(told) -> tuple[str, ...]:
    return tuple(f"Căn cứ {ground};" for ground in told)


def _recipients(told) -> tuple[str, ...]:
    *first, last = told or ("",)
    return (*(f"- {place};" for place in first), f"- {last}.") if last else ()


NAMES = (
    Name("so_ky_hieu", _("Số, ký hiệu của văn bản"), "number.text"),
    Name("ngay_thang_nam", _("Ngày của văn bản bằng chữ"), "issued_on", date_in_words),
    Name("ngay_ban_hanh", _("Ngày của văn bản, dd/mm/yyyy"), "issued_on", _day),
    Name("dia_danh", _("Địa danh"), "letterhead.place"),
    Name("co_quan_cap_tren", _("Cơ quan cấp trên trực tiếp"), "letterhead.parent_body"),
    Name("co_quan_ban_hanh", _("Cơ quan ban hành"), "letterhead.issuing_body"),
    Name("tieu_de", _("Tên và trích yếu của văn bản"), "title"),
    Name("can_cu", _("Các căn cứ pháp lý, mỗi dòng một căn cứ"), "grounds", _grounds, lines=True),
    Name("noi_nhan", _("Nơi nhận, mỗi dòng một nơi"), "copies_to", _recipients, lines=True),
    Name("quyen_han_chuc_vu", _("Quyền hạn, chức vụ của người ký, mỗi dòng một ý"), "signer.capacity", _lines,
         lines=True),
    Name("nguoi_ky", _("Họ và tên người ký"), "signer.name"),
    Name("ma_kiem_tra", _("Mã kiểm tra của văn bản đã ký"), "verification.code"),
    Name("dia_chi_kiem_tra", _("Địa chỉ kiểm tra văn bản đã ký"), "verification.address"),
    Name("ten_he_thong", _("Tên hệ thống thông tin"), "subject.system"),
    Name("don_vi_van_hanh", _("Đơn vị vận hành"), "subject.operator"),
    Name("dia_chi_van_hanh", _("Địa chỉ của đơn vị vận hành"), "subject.address"),
    Name("cap_do", _("Cấp độ, một chữ số"), "subject.level"),
    Name("kinh_gui", _("Kính gửi"), "addressee"),
    Name("don_vi_gui", _("Đơn vị gửi, trong câu"), "sender"),
    Name("ho_so_kem_theo", _("Hồ sơ kèm theo, mỗi dòng một tài liệu"), "enclosed", _lines, lines=True),
    Name("ly_do", _("Các lý do, mỗi dòng một lý do"), "reasons", _lines, lines=True),
    Name("tham_quyen", _("Người có thẩm quyền quyết định"), "authority"),
    Name("chu_quan", _("Chủ quản hệ thống thông tin"), "owner"),
    Name("han_trien_khai", _("Hạn triển khai xong phương án, dd/mm/yyyy"), "deploy_by", _day),
    Name("trach_nhiem_khac", _("Trách nhiệm khác, mỗi dòng một ý"), "duties", _lines, lines=True),
)  # fmt: skip


def names_for(paper: type[Paper]) -> tuple[Name, ...]:
    """The names that a template for this kind of paper may use."""
    return tuple(name for name in NAMES if _leads_somewhere(paper, name.way.split(".")))


def values_of(paper: Paper) -> dict[str, Value]:
    """What each name stands for in this paper; empty where the paper leaves it blank."""
    return {name.word: _value(paper, name) for name in names_for(type(paper))}


def _value(paper: Paper, name: Name) -> Value:
    found: object = paper
    for step in name.way.split("."):
        found = getattr(found, step, None)
        if found is None:
            return () if name.lines else ""
    return name.write(found)


def _leads_somewhere(kind: object, way: list[str]) -> bool:
    """Whether each step of the way is a field or a property of what the step before gives."""
    if not way:
        return True
    kind = next((part for part in typing.get_args(kind) if part is not type(None)), kind)
    if not (isinstance(kind, type) and issubclass(kind, Piece)):
        return False
    hints = typing.get_type_hints(kind)
    if isinstance(getattr(kind, way[0], None), property):
        return len(way) == 1
    return way[0] in hints and _leads_somewhere(hints[way[0]], way[1:])
