"""Sheets made in memory, the good and the hostile."""

import io
import zipfile

from openpyxl import Workbook

from systems.importing.reading import read_sheets
from systems.importing.rows import read_rows
from systems.importing.tables import find_table

HEADER = [
    "STT",
    "Mã hệ thống",
    "Tên hệ thống thông tin",
    "Chủ quản hệ thống thông tin",
    "Đơn vị vận hành",
    "Loại hình hệ thống",
    "Loại thông tin xử lý",
    "Số người sử dụng",
    "Mức độ dịch vụ trực tuyến",
    "Dịch vụ kinh doanh có điều kiện",
    "Phạm vi phục vụ",
    "Vận hành 24/7",
    "Cấp công trình",
    "Tình trạng",
    "Ngày đưa vào vận hành",
    "Ghi chú",
]
MINISTRY, REGISTRY = "Bộ Giao thông vận tải", "Cục Đăng kiểm Việt Nam"
WORDS = {
    "STT": 1,
    "Mã hệ thống": "HT-1",
    "Tên hệ thống thông tin": "Cổng thông tin",
    "Chủ quản hệ thống thông tin": MINISTRY,
    "Đơn vị vận hành": REGISTRY,
}


def a_row(**cells) -> list:
    """A row that only says what must be said, and what is given: `a_row(**{"Tình trạng": "Đang vận hành"})`."""
    words = WORDS | cells
    return [words.get(title, "") for title in HEADER]


def numbered(count: int, **cells) -> list[list]:
    return [a_row(**{"STT": n, "Mã hệ thống": f"HT-{n}", "Tên hệ thống thông tin": f"Hệ thống {n}"} | cells)
            for n in range(1, count + 1)]  # fmt: skip


def workbook(rows: list[list], *, above=(), title="Danh mục", more=None, merged=()) -> bytes:
    """An .xlsx of these rows; `above` are rows over them, `more` other sheets by name."""
    book = Workbook()
    book.active.title = title
    for row in [*above, *rows]:
        book.active.append(list(row))
    for block in merged:
        book.active.merge_cells(block)
    for name, others in (more or {}).items():
        sheet = book.create_sheet(name)
        for row in others:
            sheet.append(list(row))
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


def with_part(packed: bytes, name: str, content: bytes) -> bytes:
    """The package with one part more, or another in its place."""
    stored = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return stored.getvalue()


def with_cells(cells: str) -> bytes:
    """A workbook whose sheet holds this XML for its rows."""
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return with_part(workbook([HEADER]), "xl/worksheets/sheet1.xml", f"{head}{cells}</sheetData></worksheet>".encode())


def table_of(content: bytes, filename: str = "danh-muc.xlsx"):
    return find_table(read_sheets(content, filename))


def rows_of(content: bytes, filename: str = "danh-muc.xlsx", *, owner_known: bool = False):
    return read_rows(table_of(content, filename), owner_known=owner_known)


def read_one(**cells):
    """The one row of a sheet with these cells."""
    (row,) = rows_of(workbook([HEADER, a_row(**cells)]))
    return row
