"""Traps laid before an honest person signs, and sprung afterwards; and drafts, which nobody signs at all."""

from io import BytesIO

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from documents import rendering
from documents.signing import FieldBox, SigningRefused, prepare_fields, sign
from documents.verifying.direct import verify
from tests.documents import chains, papers
from tests.documents.forgeries import _numbers, _page, _stream, _updated
from tests.documents.forgeries_structures import time_stamp_of_another_signature
from tests.documents.outside_signer import outside_signature, time_stamper
from tests.documents.signing_desk import NOW, authority, key_of, prepared, put_signature, trust


def signed_by_khai(pdf: bytes) -> bytes:
    return put_signature(pdf, key_of("Lương Đình Khải")).pdf


def text_field(writer, value: str) -> generic.IndirectObject:
    field = {
        "/FT": pdf_name("/Tx"),
        "/T": generic.pdf_string("so-tien"),
        "/V": generic.pdf_string(value),
        "/Type": pdf_name("/Annot"),
        "/Subtype": pdf_name("/Widget"),
        "/Rect": _numbers(50, 50, 300, 80),
    }
    return writer.add_object(generic.DictionaryObject({pdf_name(key): entry for key, entry in field.items()}))


def with_a_text_field(pdf: bytes) -> bytes:
    def change(writer):
        field = text_field(writer, "100")
        writer.root["/AcroForm"]["/Fields"].append(field)
        writer.update_container(writer.root["/AcroForm"]["/Fields"])
        page = _page(writer)
        page[pdf_name("/Annots")] = generic.ArrayObject([*page.get("/Annots", []), field])

    return _updated(pdf, change)


def the_amount_changed(pdf: bytes) -> bytes:
    def change(writer):
        field = writer.root["/AcroForm"]["/Fields"][-1]
        field[pdf_name("/V")] = generic.pdf_string("100.000.000")
        writer.update_container(field)

    return _updated(pdf, change)


def with_a_cover_over_the_text(pdf: bytes) -> bytes:
    """What the signer sees is a picture laid over another text."""

    def change(writer):
        cover = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/Stamp"),
                pdf_name("/Rect"): _numbers(0, 0, 595, 842),
                pdf_name("/F"): generic.NumberObject(4),
            }
        )
        page = _page(writer)
        page[pdf_name("/Annots")] = generic.ArrayObject([writer.add_object(cover), *page.get("/Annots", [])])

    return _updated(pdf, change)


def the_cover_taken_off(pdf: bytes) -> bytes:
    def change(writer):
        page = _page(writer)
        page[pdf_name("/Annots")] = generic.ArrayObject(list(page["/Annots"])[1:])

    return _updated(pdf, change)


def the_cover_made_invisible(pdf: bytes) -> bytes:
    def change(writer):
        cover = _page(writer)["/Annots"][0]
        cover[pdf_name("/F")] = generic.NumberObject(2)
        writer.update_container(cover)

    return _updated(pdf, change)


def with_a_second_page_in_hiding(pdf: bytes) -> bytes:
    """A page that no tree of pages names yet."""

    def change(writer):
        page = {"/Type": pdf_name("/Page"), "/MediaBox": _numbers(0, 0, 595, 842)}
        hidden = generic.DictionaryObject({pdf_name(key): value for key, value in page.items()})
        hidden[pdf_name("/Contents")] = _stream(writer, b"0 0 300 300 re f")
        writer.root[pdf_name("/PieceInfo")] = generic.DictionaryObject({pdf_name("/X"): writer.add_object(hidden)})
        writer.update_root()

    return _updated(pdf, change)


def the_hidden_page_brought_out(pdf: bytes) -> bytes:
    def change(writer):
        writer.root["/Pages"]["/Kids"][0] = writer.root["/PieceInfo"].raw_get("/X")
        writer.update_container(writer.root["/Pages"]["/Kids"])

    return _updated(pdf, change)


def the_hidden_page_put_under_the_number_of_the_first(pdf: bytes) -> bytes:
    def change(writer):
        first = writer.root["/Pages"]["/Kids"].raw_get(0)
        writer.objects[(first.generation, first.idnum)] = writer.root["/PieceInfo"]["/X"]

    return _updated(pdf, change)


def the_letters_redrawn(pdf: bytes) -> bytes:
    """The same text in a font whose shapes are others."""

    def change(writer):
        fonts = _page(writer)["/Resources"]["/Font"]
        descriptor = fonts[next(iter(fonts))]["/DescendantFonts"][0]["/FontDescriptor"]
        descriptor[pdf_name("/FontFile2")] = _stream(writer, b"other shapes")
        writer.update_container(descriptor)

    return _updated(pdf, change)


TRAPS = [
    (with_a_text_field, the_amount_changed),
    (with_a_cover_over_the_text, the_cover_taken_off),
    (with_a_cover_over_the_text, the_cover_made_invisible),
    (with_a_second_page_in_hiding, the_hidden_page_brought_out),
    (with_a_second_page_in_hiding, the_hidden_page_put_under_the_number_of_the_first),
    (bytes, the_letters_redrawn),
]


@pytest.mark.parametrize(("lay", "spring"), TRAPS, ids=lambda step: step.__name__)
def test_a_trap_laid_before_signing_is_caught_when_it_is_sprung(lay, spring, attack):
    signed = signed_by_khai(lay(prepared()))
    sealed = put_signature(signed, key_of("Bộ Giao thông vận tải"), field="dau-1", certify=False).pdf
    stamped = chains.with_time_stamp(chains.with_evidence(sealed)).pdf
    for pdf in (signed, sealed, stamped):
        assert verify(pdf, trust=trust()).verdict == "valid"  # until the trap is sprung
        assert attack(spring(pdf), pdf).verdict == "invalid"


def test_a_time_stamp_made_for_something_else_is_caught(attack):
    signed = outside_signature(prepared(), key_of("Lương Đình Khải"), timestamper=time_stamper(authority()))
    verdict = attack(time_stamp_of_another_signature(signed), signed)
    assert verdict.verdict == "invalid" and "Vùng chứa chữ ký trong tệp đã bị sửa." in verdict.reasons


@pytest.fixture(scope="module")
def draft() -> rendering.RenderedPaper:
    return rendering.preview(papers.decision())


def test_a_draft_takes_no_signature_fields(draft):
    with pytest.raises(SigningRefused, match="bản dự thảo nên không ký được"):
        prepare_fields(draft.pdf, {"ky-1": FieldBox(0, (100, 100, 240, 160))})


def with_a_field(pdf: bytes) -> bytes:
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    append_signature_field(writer, SigFieldSpec("ky-1", on_page=0, box=(100, 100, 240, 160)))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_draft_to_which_somebody_added_a_field_is_not_signed_either(draft):
    key = key_of("Lương Đình Khải")
    with pytest.raises(SigningRefused, match="bản dự thảo"):
        sign(with_a_field(draft.pdf), field="ky-1", key=key, reason="", location="", signed_at=NOW, certify=True)


def test_a_draft_signed_with_another_tool_has_no_value(draft, attack):
    signed = outside_signature(with_a_field(draft.pdf), key_of("Lương Đình Khải"))
    verdict = attack(signed, draft.pdf)
    assert verdict.verdict == "invalid" and verdict.reasons == ["Tệp là bản dự thảo, không có giá trị dù có chữ ký."]
    known = attack(signed, draft.pdf, register=chains.person().register())
    assert (known.verdict, known.registered) == ("invalid", False)


def test_a_finished_paper_is_not_taken_for_a_draft():
    finished = rendering.render(papers.decision())
    assert prepare_fields(finished.pdf, {"ky-1": FieldBox(0, (100, 100, 240, 160))})
