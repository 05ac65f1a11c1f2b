"""State secrets have no place on a networked machine: finding their marks in words, names of files and documents. Pure.

Luật 117/2025/QH15 Đ5.2 forbids to draft or keep them on a machine that is connected to a network. What is found here is
refused, and only the event is written down, never the words.
"""

import io
import re
import unicodedata
import zipfile

from systems.pdfium import alone
from systems.wording import search_form

LONGEST_PDF_PAGES, LONGEST_TEXT = 60, 16_000_000
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# The mark as it is stamped: in capitals, by itself. "BẢO MẬT", "BÍ MẬT", "MẬT KHẨU", "MẬT MÃ" are words about security.
SECURITY_BEFORE, SECURITY_AFTER = (
    {"bảo", "bí", "bao", "bi", "cơ"},
    {"khẩu", "mã", "độ", "bằng", "trận", "khau", "ma", "do", "bang", "tran"},
)
STAMPS = (
    ("TUYỆT MẬT", re.compile(r"(?<!\w)T\s?U\s?Y\s?Ệ\s?T\s+M\s?Ậ\s?T(?!\w)")),
    ("TỐI MẬT", re.compile(r"(?<!\w)T\s?Ố\s?I\s+M\s?Ậ\s?T(?!\w)")),
    ("MẬT", re.compile(r"(?:^|[\n\r\[(<|:;.,*_=-])[ \t]*M[ \t]?Ậ[ \t]?T[ \t]*(?=$|[\n\r\])>|;.,*_=-])", re.MULTILINE)),
)
DECLARED = re.compile(r"(?<!\w)đ(?:ộ|óng dấu)\s+(?:mật\s*[:=-]\s*)?[“\"']?(tuyệt mật|tối mật|mật)(?!\w)", re.IGNORECASE)
# In a name of a file the marks may have lost their accents; "mat bang" is a floor plan, "mat khau" a password.
NAMES = (("TUYỆT MẬT", "tuyet mat"), ("TỐI MẬT", "toi mat"), ("MẬT", "bi mat nha nuoc"), ("MẬT", "do mat mat"))
NAME_ALONE = re.compile(r"(?:^|(?<=[_\W]))(?:MAT|MẬT|Mật)(?=$|[_\W])")
OFFICE_PARTS = re.compile(
    r"^(word/(document|header\d*|footer\d*)|xl/sharedStrings|xl/worksheets/\w+|ppt/slides/\w+)\.xml$"
)


def mark_in(text: str) -> str | None:
    """The secrecy mark that stands in this text, as "TỐI MẬT"; None where none does."""
    plain = INVISIBLE.sub("", unicodedata.normalize("NFC", text[:LONGEST_TEXT]))
    found = next((name for name, stamp in STAMPS if _stamped(stamp, plain)), None)
    if found is None and (declared := DECLARED.search(plain)):
        found = declared.group(1).upper()
    return found


def mark_in_name(filename: str) -> str | None:
    """The mark in a file's name, accents or not, whatever parts its words."""
    stem = unicodedata.normalize("NFC", filename).rsplit(".", 1)[0]
    words = f" {' '.join(re.split(r'[^a-z0-9]+', search_form(filename)))} "
    found = next((mark for mark, told in NAMES if f" {told} " in words), None)
    return found or mark_in(stem) or ("MẬT" if _stamped(NAME_ALONE, stem) else None)


def _stamped(stamp: re.Pattern, text: str) -> bool:
    """Whether the mark stands there by itself: a heading broken over two lines may leave half of "BẢO MẬT" alone."""
    for found in stamp.finditer(text):
        before = re.findall(r"[^\W_]+", text[max(0, found.start() - 20) : found.start()])
        after = re.findall(r"[^\W_]+", text[found.end() : found.end() + 20])
        spoken = before and before[-1].lower() in SECURITY_BEFORE or after and after[0].lower() in SECURITY_AFTER
        if not spoken:
            return True
    return False


def mark_in_file(filename: str, content: bytes) -> str | None:
    """The mark in a file's name or in the text that it holds: PDF, Word, Excel, PowerPoint, plain text.

    A picture has no text to read; its declaration and its name have to do. A file that cannot be read has none found:
    the check of what kind of file it is refuses it.
    """
    return mark_in_name(filename) or mark_in(_text(content))


def _text(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        with alone:
            return _pdf_text(content)
    if content.startswith(b"PK\x03\x04"):
        return _office_text(content)
    try:
        return content[:LONGEST_TEXT].decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _pdf_text(content: bytes) -> str:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return ""
    told = []
    try:
        for number in range(min(len(document), LONGEST_PDF_PAGES)):
            page = document[number]
            words = page.get_textpage()
            told.append(words.get_text_bounded())
            words.close()
            page.close()
    except pypdfium2.PdfiumError:
        pass
    finally:
        document.close()
    return "\n".join(told)


def _office_text(content: bytes) -> str:
    told, room = [], LONGEST_TEXT
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for entry in package.infolist():
                if OFFICE_PARTS.match(entry.filename) and entry.file_size <= room:
                    room -= entry.file_size
                    text = package.read(entry).decode("utf-8", errors="ignore")
                    # A paragraph or a cell ends a line; the letters of one word may stand in several runs.
                    text = re.sub(r"</(?:w:p|a:p|si|c|row)>", "\n", text)
                    told.append(re.sub(r"<[^>]+>", "", text))
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError):
        pass
    return "\n".join(told)
