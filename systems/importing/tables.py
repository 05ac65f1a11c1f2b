"""Finding the table in a sheet: which row is the header, which column is which, which rows are systems."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .columns import SYSTEMS, Layout
from .reading import Cell, Sheet
from .refusals import MAX_ROWS, FileRefused
from .scanning import too_many_rows
from .separated import unknown_encoding
from .values import as_text, is_blank

# The header stands below a few title rows.
SEARCHED_ROWS = 60
HEADER_ROWS = 3
# Merged blocks are filled cell by cell; a sheet of overlapping blocks must not take minutes.
MOST_FILLED = 2_000_000


@dataclass
class Table:
    """The rows of a sheet with their row numbers in it (from 1), and where each known column stands."""

    sheet: str
    columns: dict[str, int]
    titles: dict[str, str]
    rows: list[tuple[int, list[Cell]]]
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    layout: Layout = SYSTEMS

    def title(self, key: str) -> str:
        """What this column is called in the sheet; its usual title where the sheet has none."""
        return self.titles.get(key, self.layout.by_key[key].title)


@dataclass
class _Header:
    layout: Layout
    row: int
    columns: dict[str, int]
    titles: dict[str, str]
    unknown: list[str]
    repeated: list[str]

    @property
    def score(self) -> int:
        return len(self.columns)

    @property
    def plausible(self) -> bool:
        return bool({"code", "name"} & self.columns.keys()) and self.score >= 2


def find_table(readings: list[list[Sheet]], layout: Layout = SYSTEMS) -> Table:
    """The one sheet, in the one reading of it, whose header is known best. Raises FileRefused."""
    found = []
    for sheets in readings:
        headers = [(header, sheet) for sheet in sheets if (header := find_header(sheet, layout)) is not None]
        if headers:
            found.append(max(headers, key=lambda pair: pair[0].score))
    if not found:
        raise FileRefused(_no_header(readings, layout))
    header, sheet = max(found, key=lambda pair: pair[0].score)
    if missing := [layout.by_key[key].title for key in layout.required if key not in header.columns]:
        raise FileRefused(
            _("Dòng tiêu đề (dòng %(row)s) thiếu cột: %(missing)s.")
            % {"row": header.row + 1, "missing": ", ".join(f"“{title}”" for title in missing)}
        )
    others = [sheets[0].name for sheets in readings if sheets and sheets[0].name != sheet.name]
    return _table(sheet, header, others)


def find_header(sheet: Sheet, layout: Layout = SYSTEMS) -> _Header | None:
    """The row that names most columns; a title merged over several rows of the header counts for the lowest."""
    best = None
    for row in range(min(len(sheet.rows), SEARCHED_ROWS)):
        header = _header_at(sheet, row, layout)
        if header.plausible and (best is None or header.score > best.score):
            best = header
    return best


def _header_at(sheet: Sheet, row: int, layout: Layout) -> _Header:
    header = _Header(layout, row, {}, {}, [], [])
    for column, cell in enumerate(sheet.rows[row]):
        above = row
        while is_blank(cell) and above > max(0, row - HEADER_ROWS + 1):
            above -= 1
            cell = sheet.rows[above][column] if column < len(sheet.rows[above]) else ""
            cell = cell if layout.recognise(cell) else ""
        if is_blank(cell):
            continue
        key, title = layout.recognise(cell), " ".join(as_text(cell).split())[:80]
        if key is None:
            header.unknown.append(title)
        elif key in header.columns:
            header.repeated.append(title)
        else:
            header.columns[key], header.titles[key] = column, title
    return header


def _no_header(readings: list[list[Sheet]], layout: Layout) -> str:
    if any(sheet.encoding == "cp1258" for sheets in readings for sheet in sheets):
        return unknown_encoding()
    wanted = ", ".join(f"“{column.title}”" for column in layout.columns if column.into != "skip")
    return _("Không thấy dòng tiêu đề. Các cột được tìm: %(wanted)s; cần ít nhất các cột: %(required)s.") % {
        "wanted": wanted,
        "required": ", ".join(f"“{layout.by_key[key].title}”" for key in layout.required),
    }


def _table(sheet: Sheet, header: _Header, others: list[str]) -> Table:
    grouped = _fill_merged(sheet, header)
    remarks = _remarks(sheet, header, others)
    table = Table(sheet.name, header.columns, header.titles, [], sheet.errors, remarks, header.layout)
    skipped = []
    for row in range(header.row + 1, len(sheet.rows)):
        cells = sheet.rows[row]
        if all(is_blank(cell) for cell in cells) and not any((row, c) in sheet.errors for c in range(len(cells))):
            continue
        if row in grouped or _is_no_system(table, row, header, cells):
            skipped.append((row + 1, next((as_text(cell) for cell in cells if not is_blank(cell)), "")))
        else:
            table.rows.append((row + 1, cells))
    if not table.rows:
        raise FileRefused(_("Dưới dòng tiêu đề (dòng %(row)s) không có hệ thống nào.") % {"row": header.row + 1})
    if len(table.rows) > MAX_ROWS:
        raise FileRefused(too_many_rows())
    table.remarks += _about_skipped(skipped)
    return table


def _fill_merged(sheet: Sheet, header: _Header) -> set[int]:
    """Give every cell of a merged block its value. Returns the rows that are one block across: headings inside."""
    grouped, filled, last = set(), 0, len(sheet.rows) - 1
    code, name = header.columns["code"], header.columns.get("name", header.columns["code"])
    for (top, left), (bottom, right) in sheet.merged:
        if top <= header.row:
            continue
        bottom, right = min(bottom, last), min(right, len(sheet.rows[0]) - 1)
        filled += max(0, bottom - top + 1) * max(0, right - left + 1)
        if filled > MOST_FILLED:
            raise FileRefused(_("Bảng có quá nhiều ô gộp. Bỏ gộp ô rồi nhập lại."))
        if left < right and left <= min(code, name) and right >= max(code, name):
            grouped.update(range(top, bottom + 1))
            continue
        value, error = sheet.rows[top][left], sheet.errors.get((top, left))
        for row in range(top, bottom + 1):
            sheet.rows[row][left : right + 1] = [value] * (right + 1 - left)
            if error:
                sheet.errors.update({(row, column): error for column in range(left, right + 1)})
    return grouped


def _is_no_system(table: Table, row: int, header: _Header, cells: list[Cell]) -> bool:
    """Whether a row is a repeated header, the numbering of columns below it, a heading, a sum or a signature."""

    def at(key):
        place = table.columns.get(key, len(cells))
        return cells[place] if place < len(cells) and (row, place) not in table.errors else ""

    named = header.layout.recognise
    if named(at("code")) == "code" and ("name" not in table.columns or named(at("name")) == "name"):
        return True
    if row == header.row + 1 and _numbers_columns([cell for cell in cells if not is_blank(cell)]):
        return True
    told = [key for key, place in table.columns.items() if place < len(cells) and not is_blank(cells[place])]
    return is_blank(at("code")) and is_blank(at("name")) and len([key for key in told if key != "number"]) < 3


def _numbers_columns(cells: list[Cell]) -> bool:
    """(1) (2) (3) … below a header."""
    numbers = [as_text(cell).strip(" ()[]") for cell in cells]
    return len(numbers) >= 3 and all(text.isascii() and text.isdigit() and len(text) < 3 for text in numbers)


def _remarks(sheet: Sheet, header: _Header, others: list[str]) -> list[str]:
    remarks = []
    if others:
        names = ", ".join(f"“{name}”" for name in others)
        remarks.append(_("Đọc trang tính “%(name)s”; không đọc %(others)s.") % {"name": sheet.name, "others": names})
    if sheet.encoding == "cp1258":
        remarks.append(_("Tệp được đọc theo bảng mã Windows-1258; xem kỹ dấu tiếng Việt."))
    if header.unknown:
        names = ", ".join(f"“{title}”" for title in header.unknown)
        remarks.append(_("Không dùng các cột không nhận ra: %(names)s.") % {"names": names})
    if header.repeated:
        names = ", ".join(f"“{title}”" for title in header.repeated)
        remarks.append(_("Cột lặp lại, chỉ đọc cột đứng trước: %(names)s.") % {"names": names})
    return remarks + [str(words) for key, words in header.layout.absent.items() if key not in header.columns]


def _about_skipped(skipped: list[tuple[int, str]]) -> list[str]:
    shown = [
        _("Dòng %(row)s không phải một hệ thống nên không đọc: “%(words)s”.") % {"row": row, "words": words[:80]}
        for row, words in skipped[:10]
    ]
    if len(skipped) > 10:
        shown.append(_("Còn %(count)s dòng khác không phải hệ thống.") % {"count": len(skipped) - 10})
    return shown
