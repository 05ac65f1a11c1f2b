"""Printing: archive format, one embedded font, the same bytes everywhere, both regimes' words, hostile text."""

import hashlib
import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import segno
from PIL import Image

from documents import content as c
from documents import diagrams, fonts, markup, native_libraries, rendering, typography
from documents.rendering_process.printing import closed_fetcher
from tests.documents import papers
from tests.documents.printed import opened, printed, text_of

ROOT = Path(__file__).resolve().parent.parent.parent
SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings_test"}
NAMES = tuple(make.__name__ for make in papers.ALL)

HOSTILE = (
    "<script>alert(1)</script> {{ settings.SECRET_KEY }} {% include 'x' %} </td></tr></table> &amp; \"'> "
    "<img src=file:///etc/passwd> <link rel=attachment href='http://127.0.0.1:9/'> "
    + "https://example.vn/"
    + "a" * 500
    + " 👩‍👩‍👧‍👦🇻🇳 \x00\x07\u202egnas\u202c "
    + "e"
    + "\u0301" * 60
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("regime", ["nd85", "nd331"])
def test_every_paper_is_archive_pdf_with_one_embedded_font_family(name, regime):
    with pikepdf.open(BytesIO(printed(name, regime).pdf)) as pdf:
        metadata = pdf.open_metadata()
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "U"
        assert str(pdf.Root.Lang) == "vi"
        assert "/OutputIntents" in pdf.Root
        assert "/StructTreeRoot" not in pdf.Root
        assert "/JavaScript" not in pdf.Root.get("/Names", {})
        assert _fonts(pdf)
        for font in _fonts(pdf):
            assert "LiberationSerif" in str(font.BaseFont).replace("-", "")
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor or "/FontFile3" in (
                font.DescendantFonts[0].FontDescriptor
            )


def _fonts(pdf):
    found = {}
    for page in pdf.pages:
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            found[font.objgen] = font
    return list(found.values())


@pytest.mark.parametrize("name", NAMES)
def test_text_can_be_found_and_copied(name):
    text = text_of(printed(name).pdf)
    assert unicodedata.is_normalized("NFC", text)
    assert "\u2060" not in text
    assert (papers.OWNER if name == "delegation" else papers.SYSTEM) in text, "a delegation may be of every system"


@pytest.mark.parametrize("name", [name for name in NAMES if name != "yearly_report"])  # a form of one decree only
def test_each_regime_speaks_its_own_words(name):
    old, new = (text_of(printed(name, regime).pdf).lower() for regime in ("nd85", "nd331"))
    assert "an ninh mạng" not in old
    assert "331/2026" not in old
    assert "an toàn thông tin" in old
    assert "an toàn thông tin" not in new
    assert "85/2016" not in new


def test_title_author_and_date_stand_in_the_metadata():
    with pikepdf.open(BytesIO(printed("decision").pdf)) as pdf:
        metadata = pdf.open_metadata()
        assert metadata["dc:title"] == f"Quyết định về việc phê duyệt cấp độ hệ thống thông tin: {papers.SYSTEM}"
        assert metadata["dc:creator"] == [papers.OWNER]
        assert str(metadata["xmp:CreateDate"]).startswith("2027-01-05")


def test_three_verdicts_and_the_conclusion_are_said_plainly():
    good, bad = text_of(printed("opinion").pdf), text_of(printed("refusal").pdf)
    assert good.count("phù hợp") >= 4
    assert "chưa phù hợp" not in good
    assert "Các nội dung chưa phù hợp gồm:" in bad
    assert "a) Thiết kế chưa tách vùng cơ sở dữ liệu;" in bad


def test_level_one_and_two_ask_for_approval_in_the_same_letter():
    low = replace(papers.SUBJECT, level=2)
    paper = papers.submission(form=c.LetterForm.APPRAISE_AND_APPROVE, subject=low)
    text = text_of(rendering.render(paper).pdf)
    assert "V/v đề nghị thẩm định, phê duyệt hồ sơ đề xuất cấp độ" in text


def test_the_result_says_its_own_hash_and_pages():
    result = printed("decision")
    assert result.sha256 == hashlib.sha256(result.pdf).hexdigest()
    assert result.pages == len(opened(result.pdf).pages) == 2


def test_another_process_with_another_folder_gives_the_same_bytes(tmp_path):
    program = (
        "import django; django.setup();"
        "from tests.documents import papers; from documents import rendering;"
        "print(rendering.render(papers.explanation(groups=(1, 1), each=2), images=papers.IMAGES).sha256)"
    )
    environment = os.environ | SETTINGS | {"TEST_VAR_DIR": str(tmp_path)}
    out = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True)
    here = rendering.render(papers.explanation(groups=(1, 1), each=2), images=papers.IMAGES)
    assert out.stdout.strip() == here.sha256, out.stderr


def test_a_draft_says_so_on_every_page_and_carries_no_verification():
    result = rendering.preview(papers.decision(number=c.Number(symbol="QĐ-BGTVT"), issued_on=None))
    for page in opened(result.pdf).pages:
        assert 84 in {round(char["size"]) for char in page.chars} or "DỰ THẢO" in _letters(page)
    text = text_of(result.pdf)
    assert "không có giá trị pháp lý" in text
    assert "R8D2K6ZT4X" not in text


def _letters(page) -> str:
    return "".join(char["text"] for char in page.chars)


def test_an_issued_paper_carries_no_watermark():
    assert "DỰ THẢO" not in text_of(printed("decision").pdf)


def test_the_strip_shows_address_and_code():
    text = text_of(printed("decision").pdf)
    assert "https://hoso.example.vn/x/R8D2K6ZT4X" in text
    assert "Mã văn bản: R8D2K6ZT4X." in text


@pytest.fixture(scope="module")
def hostile():
    """A decision, a notice and an explanation whose every free text is hostile."""
    address = "\n".join(f"dòng {n} {HOSTILE[:40]}" for n in range(40))
    subject = c.Subject(system=HOSTILE, operator="x" * 300, address=address, level=3)
    row = c.Requirement(code="M" * 80, clause=HOSTILE, text=HOSTILE, status="met", implementation=address)
    group = c.RequirementGroup(title=HOSTILE, requirements=(row, replace(row, implementation="")))
    letterhead = c.Letterhead(parent_body="Ư" * 120, issuing_body=HOSTILE[:300], place=HOSTILE[:80], contact=address)
    signer = c.Signer(name="Ng" * 150, title=HOSTILE[:200], authority_lines=(HOSTILE[:100],))
    common = {"letterhead": letterhead, "signer": signer, "copies_to": (HOSTILE,) * 3}
    reasons = (c.Reason(text=HOSTILE, part=HOSTILE, clause=HOSTILE),) * 3
    plan = c.Plan(management=(group,), technical=(group,))
    return [
        rendering.render(papers.decision(subject=subject, duties=(address,), **common)),
        rendering.render(papers.return_notice(subject=subject, reasons=reasons, **common)),
        rendering.render(papers.explanation(system=HOSTILE, plan=plan, **common), images=papers.IMAGES),
    ]


def test_a_word_without_end_is_printed_whole_and_its_breaks_leave_no_trace():
    word = "khôngdấucách" * 400
    text = text_of(rendering.render(papers.report(difficulties=word)).pdf)
    assert "".join(text.split()).count("khôngdấucách") == 400
    assert typography.ROOM not in text


def test_hostile_text_is_printed_as_text_and_stays_on_the_page(hostile):
    for result in hostile:
        text = text_of(result.pdf)
        assert "<script>alert(1)</script>" in text
        assert "{{ settings.SECRET_KEY }}" in text
        for page in opened(result.pdf).pages:
            assert all(char["x0"] >= -1 and char["x1"] <= page.width for char in page.chars)


def test_hostile_text_brings_in_no_file_no_attachment_and_no_other_font(hostile):
    for result in hostile:
        with pikepdf.open(BytesIO(result.pdf)) as pdf:
            assert not pdf.attachments
            assert all("LiberationSerif" in str(font.BaseFont).replace("-", "") for font in _fonts(pdf))
        assert b"root:" not in result.pdf
        assert {"ky-1", "dau-1"} <= result.boxes.keys()


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:9/", "https://example.vn/", "ftp://x/y"])
def test_nothing_is_ever_fetched(address):
    with pytest.raises(ValueError, match="disallowed"):
        closed_fetcher().fetch(address)


@pytest.mark.parametrize("mode", ["RGBA", "CMYK", "P", "1", "L"])
def test_pictures_of_any_colour_model_are_printed_plainly(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    out = BytesIO()
    Image.new(mode, (40, 30)).save(out, format=kind)
    uri = diagrams.data_uri(f"image/{kind.lower()}", out.getvalue())
    assert uri.startswith(f"data:image/{kind.lower()};base64,")


def test_a_photograph_with_a_second_picture_behind_it_is_printed_without_it():
    out, picture = BytesIO(), Image.new("RGB", (40, 30))
    picture.save(out, format="MPO", save_all=True, append_images=[picture])
    uri = diagrams.data_uri("image/jpeg", out.getvalue())
    assert uri.startswith("data:image/jpeg;base64,") and len(uri) < len(out.getvalue())


@pytest.mark.parametrize(
    ("mime", "data"),
    [
        ("image/png", b"not a picture"),
        ("image/png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40),
        ("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("image/jpeg", papers.diagram()),
        ("image/png", papers.diagram("1", (10_000, 9_000))),
    ],
    ids=["text", "torn", "svg", "lying", "huge"],
)
def test_an_unusable_picture_is_refused_in_words(mime, data):
    with pytest.raises(markup.UnusablePicture):
        rendering.render(papers.explanation(), images={"logical": (mime, data)})


def test_a_missing_picture_is_said_on_the_page():
    assert text_of(rendering.render(papers.explanation(groups=(1, 1), each=1)).pdf).count("Không có hình kèm theo") == 2


def test_other_programs_keep_the_machines_fonts():
    printed("decision")
    assert "FONTCONFIG_FILE" not in os.environ


def test_a_missing_font_is_said_in_one_sentence(monkeypatch):
    monkeypatch.setattr(fonts, "_PLACES", ())
    assert "apt-get install fonts-liberation2" in rendering.check_rendering()


def test_missing_pango_is_said_in_one_sentence(monkeypatch):
    monkeypatch.setattr(native_libraries, "_loaded", lambda names: None)
    native_libraries.missing.cache_clear()
    try:
        assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in rendering.check_rendering()
    finally:
        native_libraries.missing.cache_clear()


def test_the_printed_code_is_the_whole_qr_code_of_the_address():
    mark = papers.decision().verification
    shown = markup._qr(papers.decision())
    dark = {
        (x, int(y))
        for start, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", shown["path"])
        for x in range(int(start), int(start) + int(run))
    }
    wanted = segno.make(mark.address, error="m", micro=False, boost_error=False).matrix
    assert dark == {(x, y) for y, row in enumerate(wanted) for x, module in enumerate(row) if module}
    assert shown["size"] == len(wanted)
