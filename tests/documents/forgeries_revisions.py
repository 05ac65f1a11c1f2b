"""Forgeries that append a revision: other pages, hidden content, other fields, another certification."""

from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from tests.documents.forgeries import _numbers, _page, _stream, _updated
from tests.documents.outside_signer import outside_signature
from tests.documents.signing_desk import key_of


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


REVISIONS = (
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
)
