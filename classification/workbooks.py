"""Tables out as an Excel workbook: what a person typed stays text, numbers stay numbers, nothing becomes a formula."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from systems.importing.blank import XLSX

LONGEST_CELL = 32_767
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BOLD = Font(bold=True)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: column titles with their widths in characters, and rows, which may come one by one."""

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence]


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """The sheets as an .xlsx file."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(title=sheet.title[:31])
        page.freeze_panes = "A2"
        for number, (_title, width) in enumerate(sheet.columns, start=1):
            page.column_dimensions[get_column_letter(number)].width = width
        page.append([_cell(page, title, bold=True) for title, _width in sheet.columns])
        for row in sheet.rows:
            page.append([_cell(page, value) for value in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def answer(sheets: Iterable[Sheet], filename: str) -> HttpResponse:
    """The workbook as a download. `filename` in plain letters, without its ending."""
    response = HttpResponse(workbook(sheets), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{filename}.xlsx"'
    return response


def _cell(page, value, bold: bool = False):
    """The value itself where that is enough: a styled cell costs ten times as much."""
    if isinstance(value, datetime.date):
        cell = WriteOnlyCell(page, value=value)
        cell.number_format = "dd/mm/yyyy"
        return cell
    if value is None or isinstance(value, int):
        return value
    text = NOT_IN_XML.sub(" ", str(value))[:LONGEST_CELL]
    if not bold and not text.startswith(("=", "#")):
        return text
    cell = WriteOnlyCell(page, value=text)
    cell.data_type = "s"  # else "=1+1" would be read as a formula, "#N/A" as an error
    if bold:
        cell.font = BOLD
    return cell
