"""The blank sheet that people fill in: the columns, and above them what may stand in each."""

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from .columns import SYSTEMS, Layout, accepted

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of what is made here."""
WIDE = {"name", "owner", "operator", "note"}
FILLED_ROWS = 200


def blank_sheet(
    layout: Layout = SYSTEMS, name: str = "Danh mục HTTT", title: str = "DANH MỤC HỆ THỐNG THÔNG TIN"
) -> bytes:
    """An .xlsx whose cells are all text, so that "01/02/2020" and "12.000" stay as they are typed."""
    book = Workbook()
    sheet = book.active
    sheet.title = name
    sheet.append([title])
    # What stands above the header is not read, so the explanations may stay in the file.
    sheet.append([accepted(column) for column in layout.columns])
    sheet.append([column.title for column in layout.columns])
    sheet["A1"].font = Font(name="Times New Roman", size=14, bold=True)
    _dress(sheet, layout)
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


def _dress(sheet, layout: Layout) -> None:
    thin = Side(style="thin", color="999999")
    for place, column in enumerate(layout.columns, start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = 36 if column.key in WIDE else 6 if column.key == "number" else 20
        sheet.cell(2, place).font = Font(name="Times New Roman", size=10, italic=True, color="555555")
        sheet.cell(3, place).font = Font(name="Times New Roman", size=12, bold=True)
        for row in (2, 3):
            sheet.cell(row, place).alignment = Alignment(wrap_text=True, vertical="top")
        for row in range(2, FILLED_ROWS + 4):
            cell = sheet.cell(row, place)
            cell.number_format = "@"
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin) if row >= 3 else Border()
    sheet.freeze_panes = "D4"
