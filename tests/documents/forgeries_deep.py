"""Forgeries that need knowledge of the format: wrapping, forged ranges, hidden content, other keys, the CMS itself."""

import asyncio
import hashlib
import re
import zlib
from io import BytesIO

from asn1crypto import cms, core
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from tests.documents.forgeries import _numbers, _page, _stream, _updated, byte_ranges
from tests.documents.outside_signer import outside_signature, time_stamper
from tests.documents.signing_desk import authority, key_of

STARTXREF = re.compile(rb"startxref\s+(\d+)\s+%%EOF")


def own_bytes(pdf: bytes) -> tuple[int, int, int]:
    """Of the last signature: where its hole begins and ends, and where its bytes end."""
    _start, begin, end, rest = byte_ranges(pdf)[-1]
    return begin, end, end + rest


# --- Updates that add a revision ------------------------------------------------------------------------------------


def page_size_changed(pdf: bytes) -> bytes:
    def change(writer):
        _page(writer)[pdf_name("/MediaBox")] = _numbers(0, 0, 595, 300)

    return _updated(pdf, change)


def page_turned(pdf: bytes) -> bytes:
    def change(writer):
        _page(writer)[pdf_name("/Rotate")] = generic.NumberObject(180)

    return _updated(pdf, change)


def content_stream_overwritten(pdf: bytes) -> bytes:
    """The page still names the same stream; the stream is another."""

    def change(writer):
        page = _page(writer)
        reference = page.raw_get("/Contents")
        reference = reference[0] if isinstance(reference, generic.ArrayObject) else reference
        stream = generic.StreamObject(stream_data=b"0 0 595 842 re f")
        writer.objects[(reference.generation, reference.idnum)] = stream

    return _updated(pdf, change)


def page_hidden_in_a_layer(pdf: bytes) -> bytes:
    def change(writer):
        layer = writer.add_object(
            generic.DictionaryObject({pdf_name("/Type"): pdf_name("/OCG"), pdf_name("/Name"): generic.pdf_string("x")})
        )
        off = generic.DictionaryObject({pdf_name("/OFF"): generic.ArrayObject([layer])})
        writer.root[pdf_name("/OCProperties")] = generic.DictionaryObject(
            {pdf_name("/OCGs"): generic.ArrayObject([layer]), pdf_name("/D"): off}
        )
        writer.update_root()

    return _updated(pdf, change)


def link_laid_over_the_page(pdf: bytes) -> bytes:
    def change(writer):
        action = generic.DictionaryObject(
            {pdf_name("/S"): pdf_name("/URI"), pdf_name("/URI"): generic.pdf_string("https://gia-mao.example")}
        )
        link = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/Link"),
                pdf_name("/Rect"): _numbers(0, 0, 595, 842),
                pdf_name("/A"): action,
            }
        )
        page = _page(writer)
        page[pdf_name("/Annots")] = generic.ArrayObject([*page.get("/Annots", []), writer.add_object(link)])

    return _updated(pdf, change)


def rights_of_the_certification_widened(pdf: bytes) -> bytes:
    def change(writer):
        reference = writer.root["/AcroForm"]["/Fields"][-1]["/V"]["/Reference"][0]
        reference["/TransformParams"][pdf_name("/P")] = generic.NumberObject(3)
        writer.update_container(reference["/TransformParams"])

    return _updated(pdf, change)


def certification_dropped(pdf: bytes) -> bytes:
    def change(writer):
        del writer.root["/Perms"]
        writer.update_root()

    return _updated(pdf, change)


def text_field_added(pdf: bytes) -> bytes:
    def change(writer):
        field = generic.DictionaryObject(
            {
                pdf_name("/FT"): pdf_name("/Tx"),
                pdf_name("/T"): generic.pdf_string("ghi-chu"),
                pdf_name("/V"): generic.pdf_string("KHÔNG PHÊ DUYỆT"),
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/Widget"),
                pdf_name("/Rect"): _numbers(50, 50, 500, 700),
            }
        )
        writer.root["/AcroForm"]["/Fields"].append(writer.add_object(field))
        writer.update_container(writer.root["/AcroForm"]["/Fields"])

    return _updated(pdf, change)


def title_changed_in_the_description(pdf: bytes) -> bytes:
    """A well-formed description of another paper, with the store of evidence touched so that it looks like upkeep."""
    words = (
        b"<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf="
        b"'http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' xmlns:xmp="
        b"'http://ns.adobe.com/xap/1.0/' xmp:Label='KHONG PHE DUYET'/></rdf:RDF></x:xmpmeta><?xpacket end='r'?>"
    )

    def change(writer):
        kind = {"Type": pdf_name("/Metadata"), "Subtype": pdf_name("/XML")}
        writer.root[pdf_name("/Metadata")] = _stream(writer, words, **kind)
        store = generic.DictionaryObject({pdf_name("/Certs"): generic.ArrayObject()})
        writer.root[pdf_name("/DSS")] = writer.add_object(store)
        writer.update_root()

    return _updated(pdf, change)


def update_that_changes_nothing_visible(pdf: bytes) -> bytes:
    def change(writer):
        writer.root[pdf_name("/PieceInfo")] = generic.DictionaryObject()
        writer.update_root()

    return _updated(pdf, change)


def last_signature_no_longer_listed(pdf: bytes) -> bytes:
    """The signature stays in the file, but no list of fields names it any more."""

    def change(writer):
        last = PdfFileReader(BytesIO(pdf)).embedded_signatures[-1].field_name
        form = writer.root["/AcroForm"]
        fields = [form["/Fields"].raw_get(at) for at in range(len(form["/Fields"]))]
        kept = [field for field in fields if field.get_object()["/T"] != last]
        form[pdf_name("/Fields")] = generic.ArrayObject(kept)
        writer.update_container(form)

    return _updated(pdf, change)


def signed_again_in_a_new_field_over_the_page(pdf: bytes) -> bytes:
    """By a person whom everybody trusts, in a field that covers the page."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    append_signature_field(writer, SigFieldSpec("them-1", on_page=0, box=(0, 0, 595, 842)))
    out = BytesIO()
    writer.write(out)
    return outside_signature(out.getvalue(), key_of("Đặng Việt Hùng"), field="them-1")


# --- Wrapping and forged ranges -------------------------------------------------------------------------------------


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


# --- The signature's own structure ----------------------------------------------------------------------------------


def _with_cms(pdf: bytes, change) -> bytes:
    """The last signature's structure changed, in the place it has."""
    begin, end, _last = own_bytes(pdf)
    info = cms.ContentInfo.load(bytes.fromhex(pdf[begin + 1 : end - 1].decode()))
    change(info["content"])
    changed = info.dump(force=True).hex().encode()
    assert len(changed) <= end - begin - 2, "no room for it"
    return pdf[: begin + 1] + changed.ljust(end - begin - 2, b"0") + pdf[end - 1 :]


def unsigned_attribute_added(pdf: bytes) -> bytes:
    def change(signed):
        note = cms.CMSAttribute({"type": "1.3.6.1.4.1.99999.1", "values": [core.UTF8String("Không phê duyệt")]})
        info = signed["signer_infos"][0]
        present = list(info["unsigned_attrs"]) if info["unsigned_attrs"].native else []
        info["unsigned_attrs"] = cms.CMSAttributes([*present, note])

    return _with_cms(pdf, change)


def time_stamp_of_another_signature(pdf: bytes) -> bytes:
    """A genuine time-stamp, made for something else, in the place of the signature's own."""
    stamper = time_stamper(authority())
    stamped = asyncio.run(stamper.async_timestamp(hashlib.sha256(b"something else").digest(), "sha256"))

    def change(signed):
        stamp = cms.CMSAttribute({"type": "signature_time_stamp_token", "values": [stamped]})
        signed["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([stamp])

    return _with_cms(pdf, change)


def signer_listed_twice(pdf: bytes) -> bytes:
    def change(signed):
        signed["signer_infos"] = cms.SignerInfos([signed["signer_infos"][0], signed["signer_infos"][0].copy()])

    return _with_cms(pdf, change)


def signer_taken_out(pdf: bytes) -> bytes:
    def change(signed):
        signed["signer_infos"] = cms.SignerInfos([])

    return _with_cms(pdf, change)


def certificates_taken_out(pdf: bytes) -> bytes:
    def change(signed):
        signed["certificates"] = cms.CertificateSet([])

    return _with_cms(pdf, change)


def another_digest_claimed(pdf: bytes) -> bytes:
    def change(signed):
        signed["signer_infos"][0]["digest_algorithm"] = {"algorithm": "sha512"}

    return _with_cms(pdf, change)


DEEP_FORGERIES = (
    page_size_changed,
    page_turned,
    content_stream_overwritten,
    page_hidden_in_a_layer,
    link_laid_over_the_page,
    certification_dropped,
    text_field_added,
    title_changed_in_the_description,
    update_that_changes_nothing_visible,
    last_signature_no_longer_listed,
    signed_again_in_a_new_field_over_the_page,
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
    unsigned_attribute_added,
    signer_listed_twice,
    signer_taken_out,
    certificates_taken_out,
    another_digest_claimed,
)
