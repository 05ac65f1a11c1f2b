"""Text tables (CSV): which encoding, which separator, then rows."""

import csv
import io
import re

from django.utils.translation import gettext as _

from .refusals import MAX_COLUMNS, MAX_ROWS, FileRefused
from .scanning import MAX_RECTANGLE, SPARE_ROWS, too_many_columns, too_many_rows

SEPARATORS = ",;\t"
MAX_CELL = 32_767
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Windows-1258 is a guess, to be confirmed by the header."""
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _NO_TEXT.search(text):
            return text, encoding
    raise FileRefused(unknown_encoding())


def _candidates(content: bytes) -> tuple[str, ...]:
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return (encoding,)
    if b"\0" in content[:2000]:
        # Text of Latin letters in UTF-16 has its zero bytes on one side.
        head = content[:2000]
        return ("utf-16-le",) if head[1::2].count(0) > head[0::2].count(0) else ("utf-16-be",)
    return ("utf-8", "cp1258")


def unknown_encoding() -> str:
    return _("Không nhận ra bảng mã của tệp. Lưu lại thành “CSV UTF-8” hoặc .xlsx rồi nhập lại.")


def split(text: str, separator: str) -> list[list[str]]:
    """Rows of cells. A line break inside quotes belongs to its cell, as in a spreadsheet. Raises FileRefused."""
    rows, cells = [], 0
    csv.field_size_limit(MAX_CELL)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append(row)
            cells += len(row)
            _within_limits(len(rows), len(row), cells)
    except csv.Error as wrong:
        raise FileRefused(
            _("Dòng %(row)s của tệp không đọc được: có ô quá dài hoặc dấu ngoặc kép không đóng.")
            % {"row": len(rows) + 1}
        ) from wrong
    return rows


def _within_limits(rows: int, columns: int, cells: int) -> None:
    if rows > MAX_ROWS + SPARE_ROWS or cells > MAX_RECTANGLE:
        raise FileRefused(too_many_rows())
    if columns > MAX_COLUMNS:
        raise FileRefused(too_many_columns())
