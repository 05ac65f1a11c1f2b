"""Opening an .xlsx package safely: what is in the zip, how large it grows, and only the parts that were examined."""

import io
import zipfile
import zlib

from django.utils.translation import gettext as _

from .refusals import FileRefused
from .scanning import PartScan, scan_shared_strings, scan_sheet

MAX_ENTRIES = 2_000
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_RATIO = 300
# A small file may be squeezed hard by chance; a bomb is both hard and large.
RATIO_MATTERS_FROM = 20 * 1024 * 1024
ALWAYS_NEEDED = {"[content_types].xml", "_rels/.rels"}
SPELLED = {"[content_types].xml": "[Content_Types].xml", "xl/sharedstrings.xml": "xl/sharedStrings.xml"}
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
NOT_NEEDED = ("xl/theme/", "xl/drawings/", "xl/charts/", "xl/media/", "xl/comments", "xl/printersettings/")


def open_package(packed: bytes) -> tuple[io.BytesIO, dict[str, PartScan]]:
    """A package with only the XML parts that were examined, and what was found in each sheet part.

    Nothing that the archive's own directory claims is believed while unpacking. Raises FileRefused.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            entries = {_name(info): info for info in archive.infolist()}
            _judge_directory(entries, len(packed), len(archive.infolist()))
            parts = _unpack(archive, entries)
    except BROKEN as wrong:
        raise FileRefused(_damaged()) from wrong
    if b"macroEnabled" in parts["[content_types].xml"]:
        raise FileRefused(_macros())
    return _packed_again(parts), _scanned(parts)


def _name(info: zipfile.ZipInfo) -> str:
    return info.filename.replace("\\", "/").lstrip("/").lower()


def _judge_directory(entries: dict, packed_size: int, number: int) -> None:
    names = set(entries)
    unpacked = sum(info.file_size for info in entries.values())
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise FileRefused(_macros())
    if any(info.flag_bits & 1 for info in entries.values()):
        raise FileRefused(_("Tệp có mật khẩu. Bỏ mật khẩu rồi nhập lại."))
    if number > MAX_ENTRIES or unpacked > MAX_UNPACKED_BYTES:
        raise FileRefused(_bomb())
    if unpacked > RATIO_MATTERS_FROM and unpacked > MAX_RATIO * packed_size:
        raise FileRefused(_bomb())
    if "xl/workbook.bin" in names:
        raise FileRefused(_("Đây là bảng tính nhị phân (.xlsb). Mở bằng Excel, lưu thành .xlsx rồi nhập lại."))
    if not {"[content_types].xml", "xl/workbook.xml"} <= names:
        raise FileRefused(
            _("Tệp là một gói nén nhưng không phải bảng tính .xlsx. Lưu danh mục thành .xlsx hoặc .csv rồi nhập lại.")
        )


def _unpack(archive: zipfile.ZipFile, entries: dict) -> dict[str, bytes]:
    """The XML parts of the workbook, never more bytes than allowed, whatever the directory said."""
    left, parts = MAX_UNPACKED_BYTES, {}
    for name, info in entries.items():
        if not _wanted(name):
            continue
        if info.compress_type not in METHODS:
            raise FileRefused(_damaged())
        with archive.open(info) as packed:
            parts[name] = packed.read(left + 1)
        left -= len(parts[name])
        if left < 0:
            raise FileRefused(_bomb())
    return parts


def _wanted(name: str) -> bool:
    if name in ALWAYS_NEEDED:
        return True
    return name.startswith("xl/") and name.endswith((".xml", ".rels")) and not name.startswith(NOT_NEEDED)


def _packed_again(parts: dict[str, bytes]) -> io.BytesIO:
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(_spelled(name), content)
    clean.seek(0)
    return clean


def _spelled(name: str) -> str:
    """The usual spelling of parts whose capitals the reader minds."""
    return SPELLED.get(name, name)


def _scanned(parts: dict[str, bytes]) -> dict[str, PartScan]:
    """Every XML part is read once before the spreadsheet reader sees it; sheets also say how large they become."""
    lengths = scan_shared_strings(parts.get("xl/sharedstrings.xml", b""))
    return {name: scan_sheet(content, lengths) for name, content in parts.items() if name != "xl/sharedstrings.xml"}


def _damaged() -> str:
    return _("Tệp hỏng hoặc không phải bảng tính .xlsx. Mở bằng Excel, lưu lại rồi nhập lại.")


def _macros() -> str:
    return _("Tệp có chứa macro nên không được nhận. Lưu thành .xlsx không có macro rồi nhập lại.")


def _bomb() -> str:
    return _("Tệp nén bung ra quá lớn nên không được đọc. Chỉ giữ trang tính danh mục rồi nhập lại.")
