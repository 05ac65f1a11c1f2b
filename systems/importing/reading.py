"""A file in, sheets of cells out, or a sentence why the file is not read. The content decides, never the name alone."""

import datetime
import posixpath
import stat
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from django.utils.translation import gettext as _
from python_calamine import CalamineWorkbook

from .packages import open_package
from .refusals import MAX_FILE_BYTES, FileRefused, in_megabytes
from .scanning import PartScan
from .separated import SEPARATORS, decode, split

Cell = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
OTHER_KINDS = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"MZ", "EXE"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"\x1f\x8b", "gzip"),
)
ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class Sheet:
    """One sheet: rows from the sheet's first, cells from column A; merged blocks and error cells counted from 0."""

    name: str
    rows: list[list[Cell]]
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    encoding: str = ""


def read_path(path: Path) -> bytes:
    """The bytes of a file on this machine; its size is asked before anything is read. Raises FileRefused."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise FileRefused(_("%(path)s không phải là tệp.") % {"path": path})
        refuse_size(found.st_size)
        return path.read_bytes()
    except OSError as wrong:
        raise FileRefused(_("Không mở được tệp %(path)s.") % {"path": path}) from wrong


def refuse_size(size: int) -> None:
    if size == 0:
        raise FileRefused(_("Tệp rỗng."))
    if size > MAX_FILE_BYTES:
        words = {"size": in_megabytes(size), "most": in_megabytes(MAX_FILE_BYTES)}
        raise FileRefused(_("Tệp nặng %(size)s, quá mức %(most)s. Chia thành nhiều tệp rồi nhập từng tệp.") % words)


def read_sheets(content: bytes, filename: str) -> list[list[Sheet]]:
    """The sheets of a workbook, or the one table of a text file once for each separator it may have.

    Each inner list holds the readings of one sheet, of which the one with a header is right. Raises FileRefused.
    """
    refuse_size(len(content))
    ending = Path(filename).suffix.lower()
    if ending in {".xlsm", ".xltm", ".xlam"}:
        raise FileRefused(
            _("Tệp bảng tính có macro (%(ending)s) không được nhận. Lưu thành .xlsx.") % {"ending": ending}
        )
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return [[sheet] for sheet in _workbook(content)]
    _refuse_other_kinds(content)
    if ending.startswith(".xl"):
        raise FileRefused(_("Tệp mang đuôi %(ending)s nhưng nội dung không phải bảng tính Excel.") % {"ending": ending})
    text, encoding = decode(content)
    if not text.strip("\ufeff \t\r\n"):
        raise FileRefused(_("Tệp rỗng."))
    return [[Sheet("", split(text, separator), encoding=encoding) for separator in SEPARATORS if separator in text]]


def _refuse_other_kinds(content: bytes) -> None:
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise FileRefused(_("Tệp có mật khẩu. Bỏ mật khẩu rồi nhập lại."))
        raise FileRefused(_("Đây là tệp Excel đời cũ (.xls). Mở bằng Excel, lưu thành .xlsx rồi nhập lại."))
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] == b"<":
        raise FileRefused(_("Tệp là trang web hoặc XML, không phải bảng tính. Lưu thành .xlsx rồi nhập lại."))
    for magic, kind in OTHER_KINDS:
        if content.startswith(magic):
            raise FileRefused(_("Nội dung tệp là %(kind)s, không phải bảng tính .xlsx hoặc .csv.") % {"kind": kind})


def _workbook(content: bytes) -> list[Sheet]:
    package, scans = open_package(content)
    try:
        parts = _parts_by_sheet(package)
        workbook = CalamineWorkbook.from_filelike(package)
        return [_sheet(workbook, name, scans.get(parts.get(name, ""), PartScan())) for name in workbook.sheet_names]
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as wrong:  # the reader's own panics are not Exceptions
        raise FileRefused(_("Không đọc được bảng tính: tệp hỏng. Mở bằng Excel, lưu lại rồi nhập lại.")) from wrong


def _sheet(workbook, name: str, scan: PartScan) -> Sheet:
    found = workbook.get_sheet_by_name(name)
    rows = found.to_python(skip_empty_area=False)
    errors = {(row - 1, column - 1): words for (row, column), words in scan.errors.items()}
    return Sheet(name, rows, list(found.merged_cell_ranges or ()), errors)


def _parts_by_sheet(package) -> dict[str, str]:
    """Which part of the package holds which sheet; errors of cells are known by part."""
    with zipfile.ZipFile(package) as archive:
        if "xl/_rels/workbook.xml.rels" not in archive.namelist():
            return {}
        # Both parts went through our own reading first, which refuses declarations of entities.
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    package.seek(0)
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    return {
        one.get("name", ""): posixpath.normpath(posixpath.join("/xl", targets.get(one.get(ID), "")))[1:].lower()
        for one in book.iter()
        if one.tag.endswith("}sheet")
    }
