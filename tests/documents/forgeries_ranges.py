"""Forgeries about which bytes are signed: signature wrapping, forged ranges, contents of nothing."""

import re
import zlib
from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader

from tests.documents.forgeries import byte_ranges

STARTXREF = re.compile(rb"startxref\s+(\d+)\s+%%EOF")


def own_bytes(pdf: bytes) -> tuple[int, int, int]:
    """Of the last signature: where its hole begins and ends, and where its bytes end."""
    _start, begin, end, rest = byte_ranges(pdf)[-1]
    return begin, end, end + rest


def second_half_moved_away(pdf: bytes) -> bytes:
    """Signature wrapping: the signed bytes all stay, the second half of them further down; between them other content.

    The reader finds the forger's cross-reference table where the old one was, and in it a copy of the signature whose
    range names the new place of the second half, and a page that nobody signed.
    """
    begin, end, last = own_bytes(pdf)
    starts = [int(start) for start in STARTXREF.findall(pdf[:last])]
    place, before = starts[-1], starts[-2]
    offsets, about = _table_at(pdf, place)
    reader = PdfFileReader(BytesIO(pdf[:last]), strict=False)
    number = reader.embedded_signatures[-1].sig_field.raw_get("/V").idnum
    page = reader.root["/Pages"]["/Kids"].raw_get(0).idnum
    forged_page = b"%d 0 obj\n<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] >>\nendobj\n" % (
        page, reader.root.raw_get("/Pages").idnum,
    )  # fmt: skip
    width = 25 * (len(offsets) + 2) + len(about) + 200
    copy_at = place + width + len(forged_page)

    def copy(moved_to: int) -> bytes:
        ranges = f"[0 {begin} {moved_to} {last - end}]".encode()
        return (
            b"%d 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange %s /Contents %s"
            b" >>\nendobj\n" % (number, ranges.ljust(60), pdf[begin:end])
        )

    moved_to = copy_at + len(copy(0))
    shifted = {known: at if at < end else at + moved_to - end for known, at in offsets.items()}
    shifted |= {number: copy_at, page: place + width}
    table = _table(shifted, about, before)
    filler = pdf[end:place] if place > end else b""
    forged = pdf[:end] + filler + table.ljust(width) + forged_page + copy(moved_to) + pdf[end:]
    return forged


def _table_at(pdf: bytes, place: int) -> tuple[dict[int, int], bytes]:
    """Offsets by object, and the entries about the file, of the cross-reference stream that lies at `place`."""
    head, _word, rest = pdf[place:].partition(b"stream\n")
    data = zlib.decompress(rest[: int(re.search(rb"/Length (\d+)", head)[1])])
    index = [int(number) for number in re.search(rb"/Index \[([\d ]+)\]", head)[1].split()]
    numbers = [n for first, count in zip(index[::2], index[1::2], strict=True) for n in range(first, first + count)]
    rows = [data[at : at + 11] for at in range(0, len(data), 11)]
    offsets = {n: int.from_bytes(row[1:9], "big") for n, row in zip(numbers, rows, strict=True) if row[0] == 1}
    kept = (re.search(pattern, head)[0] for pattern in (rb"/Size \d+", rb"/Root [\d ]+R", rb"/ID \[[^]]*\]"))
    return offsets, b" ".join(kept)


def _table(offsets: dict[int, int], about: bytes, before: int) -> bytes:
    numbers = sorted(offsets)
    index = b" ".join(b"%d 1" % number for number in numbers)
    rows = b"".join(b"\1" + offsets[number].to_bytes(8, "big") + b"\0\0" for number in numbers)
    head = b"900 0 obj\n<< /W [ 1 8 2 ] /Type /XRef %s /Prev %d /Index [ %s ] /Length %d >>\nstream\n" % (
        about, before, index, len(rows),
    )  # fmt: skip
    return head + rows + b"\nendstream\nendobj\n"


def whole_file_covered_by_another_range(pdf: bytes) -> bytes:
    """New content behind, and the range in the text of the signature stretched over it."""
    begin, end, last = own_bytes(pdf)
    old = b"/ByteRange [0 %d %d %d" % (begin, end, last - end)
    new = b"/ByteRange [0 %d %d %d" % (begin, end, last - end + 30)
    return pdf.replace(old, new[: len(old)]) + b"\n% " + b"x" * 26 + b"\n"


def _with_range(pdf: bytes, numbers: bytes) -> bytes:
    begin, end, last = own_bytes(pdf)
    old = b"/ByteRange [0 %d %d %d" % (begin, end, last - end)
    return pdf.replace(old, (b"/ByteRange [" + numbers).ljust(len(old)))


def range_negative(pdf: bytes) -> bytes:
    return _with_range(pdf, b"0 -1 9 9")


def range_of_nothing(pdf: bytes) -> bytes:
    return _with_range(pdf, b"")


def range_beyond_the_end(pdf: bytes) -> bytes:
    return _with_range(pdf, b"0 9 9 999999999")


def range_without_the_end(pdf: bytes) -> bytes:
    begin, end, last = own_bytes(pdf)
    return _with_range(pdf, b"0 %d %d %d" % (begin, end, last - end - 1))


def range_named_null(pdf: bytes) -> bytes:
    return pdf.replace(b"/ByteRange [", b"/ByteRangf [")


def contents_named_otherwise(pdf: bytes) -> bytes:
    return pdf.replace(b"/Contents <", b"/Contentz <")


def contents_of_nothing(pdf: bytes) -> bytes:
    begin, end, _last = own_bytes(pdf)
    return pdf[:begin] + b"<>".ljust(end - begin) + pdf[end:]


def contents_null(pdf: bytes) -> bytes:
    begin, end, _last = own_bytes(pdf)
    return pdf[:begin] + b"null".ljust(end - begin) + pdf[end:]


def filter_of_another_kind(pdf: bytes) -> bytes:
    return pdf.replace(b"/ETSI.CAdES.detached", b"/ETSI.XAdES.detached").replace(b"/ETSI.RFC3161", b"/ETSI.RFC3162")


def appended_twice(pdf: bytes) -> bytes:
    return pdf + pdf


def pages_of_another_file_in_front(pdf: bytes) -> bytes:
    return b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n" + pdf


def broken_table_at_the_end(pdf: bytes) -> bytes:
    """A reader that repairs files would look for objects by itself and find the forger's."""
    return (
        pdf
        + b"\n4 0 obj\n<< /Type /Page /MediaBox [0 0 9 9] >>\nendobj\nxref\n0 0\ntrailer\n<< >>\n"
        + (b"startxref\n9\n%%EOF\n")
    )


RANGES = (
    second_half_moved_away,
    whole_file_covered_by_another_range,
    range_negative,
    range_of_nothing,
    range_beyond_the_end,
    range_without_the_end,
    range_named_null,
    contents_named_otherwise,
    contents_of_nothing,
    contents_null,
    filter_of_another_kind,
    appended_twice,
    pages_of_another_file_in_front,
    broken_table_at_the_end,
)
