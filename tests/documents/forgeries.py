"""What somebody might do to a signed paper. Each function takes signed bytes and gives the changed file."""

import re
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

BYTE_RANGE = re.compile(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+) *\]")


def byte_ranges(pdf: bytes) -> list[list[int]]:
    return [[int(edge) for edge in match.groups()] for match in BYTE_RANGE.finditer(pdf)]


def flipped(pdf: bytes, position: int, bit: int = 0) -> bytes:
    changed = bytearray(pdf)
    changed[position] ^= 1 << bit
    return bytes(changed)


def _updated(pdf: bytes, change) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=True)
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _stream(writer, data: bytes, **entries) -> generic.IndirectObject:
    names = generic.DictionaryObject({pdf_name(f"/{key}"): value for key, value in entries.items()})
    return writer.add_object(generic.StreamObject(dict_data=names, stream_data=data))


def _page(writer, number: int = 0) -> generic.DictionaryObject:
    reference = writer.find_page_for_modification(number)[0]
    writer.mark_update(reference)
    return reference.get_object()


def _numbers(*values: float) -> generic.ArrayObject:
    return generic.ArrayObject([generic.FloatObject(value) for value in values])


def junk_at_the_end(pdf: bytes) -> bytes:
    return pdf + b"\n% added later\n"


def loose_objects_at_the_end(pdf: bytes) -> bytes:
    return pdf + b"\n9999 0 obj\n<< /Type /Page >>\nendobj\n%%EOF\n"


def annotation_added(pdf: bytes) -> bytes:
    def change(writer):
        note = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/FreeText"),
                pdf_name("/Rect"): _numbers(50, 50, 500, 700),
                pdf_name("/Contents"): generic.pdf_string("KHÔNG PHÊ DUYỆT"),
            }
        )
        page = _page(writer)
        page[pdf_name("/Annots")] = generic.ArrayObject([*page.get("/Annots", []), writer.add_object(note)])

    return _updated(pdf, change)


def page_content_replaced(pdf: bytes) -> bytes:
    def change(writer):
        _page(writer)[pdf_name("/Contents")] = _stream(writer, b"0 0 595 842 re f")

    return _updated(pdf, change)


def page_added(pdf: bytes) -> bytes:
    def change(writer):
        pages = writer.root["/Pages"]
        page = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Page"),
                pdf_name("/MediaBox"): _numbers(0, 0, 595, 842),
                pdf_name("/Parent"): writer.root.raw_get("/Pages"),
            }
        )
        pages["/Kids"].append(writer.add_object(page))
        pages[pdf_name("/Count")] = generic.NumberObject(int(pages["/Count"]) + 1)
        writer.update_container(pages)
        writer.update_container(pages["/Kids"])

    return _updated(pdf, change)


def page_tree_swapped(pdf: bytes) -> bytes:
    def change(writer):
        kids = generic.ArrayObject([writer.root["/Pages"]["/Kids"].raw_get(i) for i in (1, 0)])
        tree = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Pages"),
                pdf_name("/Kids"): kids,
                pdf_name("/Count"): generic.NumberObject(2),
            }
        )
        writer.root[pdf_name("/Pages")] = writer.add_object(tree)
        writer.update_root()

    return _updated(pdf, change)


def script_on_opening(pdf: bytes) -> bytes:
    def change(writer):
        action = {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.pdf_string("app.alert(1)")}
        writer.root[pdf_name("/OpenAction")] = writer.add_object(generic.DictionaryObject(action))
        writer.update_root()

    return _updated(pdf, change)


def attachment_added(pdf: bytes) -> bytes:
    def change(writer):
        embedded = generic.DictionaryObject({pdf_name("/F"): _stream(writer, b"x", Type=pdf_name("/EmbeddedFile"))})
        spec = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Filespec"),
                pdf_name("/F"): generic.pdf_string("x"),
                pdf_name("/EF"): embedded,
            }
        )
        names = generic.ArrayObject([generic.pdf_string("x"), writer.add_object(spec)])
        tree = generic.DictionaryObject({pdf_name("/Names"): names})
        files = generic.DictionaryObject({pdf_name("/EmbeddedFiles"): tree})
        writer.root[pdf_name("/Names")] = writer.add_object(files)
        writer.update_root()

    return _updated(pdf, change)


def letters_swapped_in_copying(pdf: bytes) -> bytes:
    """The ToUnicode map of a font: the page looks the same, search and copying read something else."""

    def change(writer):
        fonts = _page(writer)["/Resources"]["/Font"]
        font = fonts[next(iter(fonts))]
        font[pdf_name("/ToUnicode")] = _stream(writer, b"/CIDInit /ProcSet findresource begin end")
        writer.update_container(font)

    return _updated(pdf, change)


def signature_picture_replaced(pdf: bytes) -> bytes:
    def change(writer):
        field = writer.root["/AcroForm"]["/Fields"][0]
        look = _stream(writer, b"0 0 100 50 re f", Type=pdf_name("/XObject"), Subtype=pdf_name("/Form"),
                       BBox=_numbers(0, 0, 100, 50))  # fmt: skip
        field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): look})
        writer.update_container(field)

    return _updated(pdf, change)


def empty_field_over_the_page(pdf: bytes) -> bytes:
    def change(writer):
        field = next(f for f in writer.root["/AcroForm"]["/Fields"] if "/V" not in f.get_object()).get_object()
        look = _stream(writer, b"1 g 0 0 595 842 re f", Type=pdf_name("/XObject"), Subtype=pdf_name("/Form"),
                       BBox=_numbers(0, 0, 595, 842))  # fmt: skip
        field[pdf_name("/Rect")] = _numbers(0, 0, 595, 842)
        field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): look})
        writer.update_container(field)

    return _updated(pdf, change)


def picture_in_an_empty_field(pdf: bytes) -> bytes:
    """A seal that was never made: drawn where the seal would stand, without a signature."""

    def change(writer):
        field = next(found for found in writer.root["/AcroForm"]["/Fields"] if found.get_object()["/T"] == "dau-1")
        picture = _stream(writer, b"1 0 0 rg 0 0 90 90 re f", Type=pdf_name("/XObject"), Subtype=pdf_name("/Form"))
        picture.get_object()[pdf_name("/BBox")] = _numbers(0, 0, 90, 90)
        field.get_object()[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): picture})
        writer.mark_update(field.reference)

    return _updated(pdf, change)


def metadata_replaced(pdf: bytes) -> bytes:
    def change(writer):
        kind = {"Type": pdf_name("/Metadata"), "Subtype": pdf_name("/XML")}
        writer.root[pdf_name("/Metadata")] = _stream(writer, b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>", **kind)
        writer.update_root()

    return _updated(pdf, change)


def signature_removed_from_its_field(pdf: bytes) -> bytes:
    def change(writer):
        field = writer.root["/AcroForm"]["/Fields"][0]
        del field["/V"]
        writer.update_container(field)

    return _updated(pdf, change)


def other_value_in_the_signature_field(pdf: bytes) -> bytes:
    def change(writer):
        field = writer.root["/AcroForm"]["/Fields"][0]
        copy = generic.DictionaryObject(dict(field["/V"].items()))
        copy[pdf_name("/Reason")] = generic.pdf_string("Không phê duyệt")
        field[pdf_name("/V")] = writer.add_object(copy)
        writer.update_container(field)

    return _updated(pdf, change)


def range_zeroed(pdf: bytes) -> bytes:
    return BYTE_RANGE.sub(lambda match: b"/ByteRange [0 0 0 0" + b" " * (len(match.group()) - 20) + b"]", pdf, count=1)


def contents_zeroed(pdf: bytes) -> bytes:
    _start, begin, end, _rest = byte_ranges(pdf)[0]
    return pdf[: begin + 1] + b"0" * (end - begin - 2) + pdf[end - 1 :]


def something_hidden_after_the_signature_bytes(pdf: bytes) -> bytes:
    """The zeros that fill the signature's place up are hashed by nobody."""
    _start, _begin, end, _rest = byte_ranges(pdf)[0]
    hidden = "KHÔNG".encode().hex().encode()
    return pdf[: end - 1 - len(hidden)] + hidden + pdf[end - 1 :]


def letter_case_of_the_signature(pdf: bytes) -> bytes:
    _start, begin, end, _rest = byte_ranges(pdf)[0]
    position = next(i for i in range(begin, end) if pdf[i : i + 1] in b"ABCDEFabcdef")
    return flipped(pdf, position, 5)


def cut_short(pdf: bytes) -> bytes:
    return pdf[:-200]


def first_byte_lost(pdf: bytes) -> bytes:
    return pdf[1:]


def wrapped_in_another_file(pdf: bytes) -> bytes:
    """The signed bytes moved down, a second head put before them, so that the ranges no longer start at the file."""
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + pdf


EVERY_FORGERY = (
    junk_at_the_end,
    loose_objects_at_the_end,
    annotation_added,
    page_content_replaced,
    page_added,
    page_tree_swapped,
    script_on_opening,
    attachment_added,
    letters_swapped_in_copying,
    signature_picture_replaced,
    empty_field_over_the_page,
    other_value_in_the_signature_field,
    range_zeroed,
    contents_zeroed,
    something_hidden_after_the_signature_bytes,
    letter_case_of_the_signature,
    cut_short,
    first_byte_lost,
    wrapped_in_another_file,
)
