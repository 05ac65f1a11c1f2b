"""A first, cheap reading of a sheet's XML: how large it becomes, and which cells hold a formula's error.

The spreadsheet reader makes a full rectangle of what it finds and gives errors such as #REF! back as blanks. A cell far
away or a long text pointed at many times would make it fill the memory; so the size is known before it is called.
"""

from dataclasses import dataclass, field
from xml.parsers import expat

from django.utils.translation import gettext as _

from .refusals import MAX_COLUMNS, MAX_ROWS, FileRefused

# Titles above the header and remarks below the table.
SPARE_ROWS = 1_000
MAX_RECTANGLE = 6_000_000
MAX_TEXT = 150_000_000
# A hundred thousand rows of twenty cells have some six million.
MAX_ELEMENTS = 12_000_000
DIGITS = "0123456789"


@dataclass
class PartScan:
    """What a part of the workbook holds: its last row and column, errors by (row, column), all from 1."""

    last_row: int = 0
    last_column: int = 0
    text: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)


def scan_shared_strings(content: bytes) -> list[int]:
    """How long each shared text is, in the order in which cells point at them."""
    lengths: list[int] = []
    parser = _parser()

    elements = 0

    def start(name, _attributes):
        nonlocal elements
        elements += 1
        if elements > MAX_ELEMENTS:
            raise FileRefused(_too_large())
        if name.rpartition(":")[2] == "si":
            lengths.append(0)

    def text(words):
        if lengths:
            lengths[-1] += len(words)

    parser.StartElementHandler, parser.CharacterDataHandler = start, text
    if content:
        _run(parser, content)
    return lengths


def scan_sheet(content: bytes, lengths: list[int]) -> PartScan:
    """Walk over the cells of one part; parts without cells come back empty. Raises FileRefused."""
    walk = _CellWalk(lengths)
    parser = _parser()
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.words
    _run(parser, content)
    return walk.found


class _CellWalk:
    """The state while one sheet is walked."""

    def __init__(self, lengths: list[int]):
        self.found = PartScan()
        self.lengths = lengths
        self.row = self.column = self.elements = 0
        self.kind, self.valued, self.text = "", False, []
        self.columns: dict[str, int] = {}

    def start(self, name: str, attributes: dict) -> None:
        self.elements += 1
        if self.elements > MAX_ELEMENTS:
            raise FileRefused(_too_large())
        match name.rpartition(":")[2]:
            case "c":
                self._place(attributes.get("r", ""))
                self.kind, self.valued, self.text = attributes.get("t", "n"), False, []
            case "v" | "is":
                self.valued = True
                self.text.clear()
            case "row":
                self.row = _whole(attributes.get("r", ""), self.row + 1)
                self.column = 0

    def words(self, words: str) -> None:
        if self.valued:
            self.text.append(words)

    def end(self, name: str) -> None:
        if name.rpartition(":")[2] == "c" and self.valued:
            self._count("".join(self.text))
            self.valued = False

    def _place(self, reference: str) -> None:
        letters = reference.rstrip(DIGITS)
        if not letters:
            self.column += 1
            return
        if letters not in self.columns:
            self.columns[letters] = _column(letters)
        self.column = self.columns[letters]
        self.row = _whole(reference[len(letters) :], self.row)

    def _count(self, text: str) -> None:
        found = self.found
        found.last_row = max(found.last_row, self.row)
        found.last_column = max(found.last_column, self.column)
        found.text += self.lengths[int(text)] if self.kind == "s" and text in _Index(self.lengths) else len(text)
        if self.kind == "e":
            found.errors[self.row, self.column] = text.strip()
        _within_limits(found)


class _Index:
    """Whether a text is the number of a shared text."""

    def __init__(self, lengths: list[int]):
        self.size = len(lengths)

    def __contains__(self, text: str) -> bool:
        return text.isascii() and text.isdigit() and len(text) < 10 and int(text) < self.size


def _within_limits(found: PartScan) -> None:
    if found.last_row > MAX_ROWS + SPARE_ROWS:
        raise FileRefused(too_many_rows())
    if found.last_column > MAX_COLUMNS:
        raise FileRefused(too_many_columns())
    if found.last_row * found.last_column > MAX_RECTANGLE or found.text > MAX_TEXT:
        raise FileRefused(_too_large())


def _too_large() -> str:
    return _("Bảng quá lớn nên không được đọc. Chia thành nhiều tệp rồi nhập từng tệp.")


def too_many_rows() -> str:
    return _("Bảng có quá %(most)s dòng. Chia thành nhiều tệp rồi nhập từng tệp.") % {"most": "100.000"}


def too_many_columns() -> str:
    return _("Bảng có quá %(most)s cột. Xóa các cột không dùng rồi nhập lại.") % {"most": MAX_COLUMNS}


def _column(letters: str) -> int:
    """Letters of a column as a number: A is 1, AA is 27; far beyond any limit for what is no column."""
    number = 0
    for letter in letters.upper()[:4]:
        number = number * 26 + max(ord(letter) - 64, 0)
    return number if letters.isascii() and letters.isalpha() and len(letters) <= 3 else MAX_COLUMNS + 1


def _whole(text: str, otherwise: int) -> int:
    if text.isascii() and text.isdigit():
        return int(text) if len(text) < 10 else MAX_ROWS * 10
    return otherwise


def _parser():
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def no_doctype(*_args):
        raise FileRefused(_("Tệp có khai báo XML không được phép. Mở bằng Excel, lưu lại rồi nhập lại."))

    parser.StartDoctypeDeclHandler = no_doctype
    return parser


def _run(parser, content: bytes) -> None:
    try:
        parser.Parse(content, True)
    except expat.ExpatError as wrong:
        raise FileRefused(_("Tệp hỏng: không đọc được trang tính. Mở bằng Excel, lưu lại rồi nhập lại.")) from wrong
