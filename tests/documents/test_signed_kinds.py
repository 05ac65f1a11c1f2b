"""Every kind of paper, signed and sealed: poppler and qpdf read it too, and it still has the marks of PDF/A-3u.

The marks are what the product declares of itself (tự công bố); no checker of the standard runs here.
"""

import re
import subprocess
from functools import cache
from io import BytesIO

import pikepdf
import pytest

from documents.signing import FieldBox, prepare_fields
from documents.verifying.direct import verify
from tests.documents import chains
from tests.documents.papers import ALL
from tests.documents.printed import printed
from tests.documents.signing_desk import key_of, put_signature, trust

KINDS = [make.__name__ for make in ALL]
each_kind = pytest.mark.parametrize("kind", KINDS)
SPARE = {"ky-1": FieldBox(0, (300, 60, 440, 120)), "dau-1": FieldBox(0, (180, 50, 280, 150))}


@cache
def chain_of(kind: str) -> chains.Chain:
    paper = printed(kind)
    boxes = SPARE | {name: FieldBox(*box) for name, box in paper.boxes.items() if name in SPARE}
    signed = put_signature(prepare_fields(paper.pdf, boxes), key_of("Lương Đình Khải"))
    seal = put_signature(signed.pdf, key_of("Bộ Giao thông vận tải"), field="dau-1", certify=False)
    evident = chains.with_evidence(seal.pdf)
    return chains.Chain(
        kind,
        (
            chains.signed_link(signed, "issued"),
            chains.signed_link(seal, "sealed"),
            chains.Link(evident, "evidence"),
            chains.with_time_stamp(evident),
        ),
    )


@each_kind
def test_each_kind_is_valid_in_all_its_states(kind):
    chain = chain_of(kind)
    assert [verify(link.pdf, trust=trust()).verdict for link in chain.links] == ["valid"] * 4
    assert verify(chain.pdf, trust=trust(), register=chain.register()).registered


@pytest.mark.poppler
@each_kind
def test_poppler_finds_both_signatures_valid_and_qpdf_no_fault(kind, tmp_path):
    path = tmp_path / "van-ban.pdf"
    path.write_bytes(chain_of(kind).pdf)
    told = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True).stdout
    assert told.count("Signature is Valid") == 2 and "Signature Field Name: dau-thoi-gian-1" in told, told
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
    assert checked.returncode == 0 and "No syntax or stream encoding errors found" in checked.stdout, checked.stderr


@each_kind
def test_the_marks_of_pdf_a_survive_signing(kind):
    with pikepdf.open(BytesIO(chain_of(kind).pdf)) as pdf:
        assert declared_part(pdf) == ("3", "U")
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1" and pdf.Root.OutputIntents[0].DestOutputProfile
        assert len(pdf.trailer.ID) == 2 and not pdf.is_encrypted
        assert fonts_without_their_file(pdf) == []
        assert not [name for name in entries_anywhere(pdf) if name in ("/JavaScript", "/JS", "/OpenAction", "/AA")]
        for specification in specifications(pdf):
            assert "/AFRelationship" in specification


def declared_part(pdf: pikepdf.Pdf) -> tuple[str, str]:
    xmp = pdf.Root.Metadata.read_bytes().decode()
    return tuple(re.search(rf'pdfaid:{name}(?:="|>)(\w)', xmp)[1] for name in ("part", "conformance"))


def fonts_without_their_file(pdf: pikepdf.Pdf) -> list[str]:
    descriptors = [each for each in dictionaries(pdf) if each.get("/Type") == "/FontDescriptor"]
    fonts = [each for each in dictionaries(pdf) if each.get("/Type") == "/Font" and each.get("/Subtype") != "/Type3"]
    bare = [font for font in fonts if "/FontDescriptor" not in font and "/DescendantFonts" not in font]
    files = {"/FontFile", "/FontFile2", "/FontFile3"}
    assert descriptors
    return [str(each) for each in [*bare, *(one for one in descriptors if not files & set(one.keys()))]]


def dictionaries(pdf: pikepdf.Pdf) -> list:
    return [each for each in pdf.objects if isinstance(each, (pikepdf.Dictionary, pikepdf.Stream))]


def entries_anywhere(pdf: pikepdf.Pdf) -> set[str]:
    return {name for each in dictionaries(pdf) for name in list(each.keys())}


def specifications(pdf: pikepdf.Pdf) -> list:
    return [each for each in dictionaries(pdf) if each.get("/Type") == "/Filespec"]
