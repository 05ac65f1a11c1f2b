"""Diagrams as SVG and PDF: what draws is kept, what runs, fetches or multiplies is not, the rest is refused."""

import io
import re
import xml.etree.ElementTree as ET

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from classification.services.files import IMAGE_BYTES, add_attachment
from classification.vector_diagrams import LARGEST, UnusableDiagram, cleaned
from classification.workflow import State

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 400 200">'
RECT = '<rect x="10" y="10" width="80" height="40" fill="none" stroke="#000"/>'


def drawing(inside: str, head: str = HEAD) -> bytes:
    return f"{head}{inside}</svg>".encode()


def pdf(pages: int = 1, size=(842, 595)) -> bytes:
    document, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _page in range(pages):
        document.new_page(*size).close()
    document.save(out)
    document.close()
    return out.getvalue()


INKSCAPE = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns="http://www.w3.org/2000/svg"
  xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
  width="210mm" height="297mm" inkscape:version="1.3">
<sodipodi:namedview id="base" pagecolor="#fff"/><metadata>x</metadata><title>Sơ đồ</title>
<defs><marker id="mui" orient="auto"><path d="M0 0L5 2L0 4z"/></marker></defs>
<g inkscape:label="Lớp 1" style="fill:none;stroke:#000"><path d="M0 0H100" marker-end="url(#mui)"/>
<text x="5" y="9" style="font-family:sans-serif">Vùng <tspan font-weight="bold">DMZ</tspan> &amp; biên</text></g>
</svg>"""

DRAWIO = f"""{HEAD}<defs/><g><switch><foreignObject width="80" height="40"
  requiredFeatures="http://www.w3.org/TR/SVG11/feature#Extensibility"><div xmlns="http://www.w3.org/1999/xhtml"><script>
  alert(1)</script>Tường lửa</div></foreignObject><text x="40" y="20">Tường lửa</text></switch>{RECT}</g></svg>"""


def names(text: str) -> set[str]:
    return {element.tag.rpartition("}")[2] for element in ET.fromstring(text).iter()}  # noqa: S314 - our own output


def test_an_export_of_inkscape_keeps_its_shapes_and_words_and_gets_a_frame():
    kept = cleaned(INKSCAPE.encode())
    assert names(kept) == {"svg", "defs", "marker", "path", "g", "text", "tspan"}
    assert 'viewBox="0 0 210 297"' in kept and "mm" not in kept
    assert "inkscape" not in kept and "metadata" not in kept
    assert "Vùng " in kept and "&amp; biên" in kept
    assert 'marker-end="url(#mui)"' in kept


def test_an_export_of_drawio_keeps_the_words_that_stand_in_for_its_web_page():
    kept = cleaned(DRAWIO.encode())
    assert names(kept) == {"svg", "defs", "g", "rect", "text"}
    assert kept.count("Tường lửa") == 1 and "alert" not in kept


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<rect onclick="alert(1)" onload="alert(2)" width="1" height="1"/>',
        '<a xlink:href="javascript:alert(1)"><rect width="1" height="1"/></a>',
        '<image xlink:href="http://127.0.0.1:9/a.png" width="9" height="9"/>',
        '<image xlink:href="file:///etc/passwd" width="9" height="9"/>',
        '<image href="data:image/svg+xml;base64,PHN2Zy8+" width="9" height="9"/>',
        '<use xlink:href="http://127.0.0.1:9/a.svg#x"/>',
        '<rect fill="url(http://127.0.0.1:9/a.svg#x)" width="1" height="1"/>',
        '<rect style="fill: url( \'//127.0.0.1:9/x\' )" width="1" height="1"/>',
        "<style>@import 'http://127.0.0.1:9/a.css';</style>",
        "<style>rect { fill: u\\72l(http://127.0.0.1:9/) }</style>",
        '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="http://127.0.0.1:9/"/></foreignObject>',
        '<animate attributeName="href" to="http://127.0.0.1:9/"/><set attributeName="onload" to="alert(1)"/>',
        '<x:rect xmlns:x="http://127.0.0.1:9/ns" width="1"/>',
        '<feImage xlink:href="http://127.0.0.1:9/a.png"/>',
        "<?xml-stylesheet href='http://127.0.0.1:9/a.css'?>",
        "<!-- http://127.0.0.1:9/ -->",
    ],
)
def test_nothing_that_runs_or_fetches_is_left(hostile):
    kept = cleaned(drawing(hostile + RECT))
    assert "rect" in names(kept)
    assert not re.search(r"127\.0\.0\.1|file:|alert|script|onclick|onload|foreign|import|svg\+xml", kept)


def test_a_picture_inside_the_drawing_and_a_reference_into_it_are_kept():
    picture = '<image href="data:image/png;base64,iVBORw0=" width="1" height="1"/>'
    kept = cleaned(drawing(f'<g id="may">{RECT}</g><use href="#may" x="9"/>{picture}'))
    assert 'xlink:href="#may"' in kept and "data:image/png;base64,iVBORw0=" in kept


def test_a_style_sheet_that_only_colours_is_kept():
    sheet = "rect { fill: url(#x); stroke: red }"
    assert sheet in cleaned(drawing(f"<style>{sheet}</style>{RECT}"))


def copies(levels: int, each: int) -> str:
    inside = f'<g id="a0">{RECT}</g>'
    for level in range(1, levels + 1):
        inside += f'<g id="a{level}">' + f'<use xlink:href="#a{level - 1}"/>' * each + "</g>"
    return inside + f'<use xlink:href="#a{levels}"/>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg", "không phải hình SVG"),
        (b"<svg><rect></svg>", "không phải hình SVG"),
        (b"<html><body>x</body></html>", "không có nét vẽ"),
        (drawing(""), "không có nét vẽ"),
        (drawing("<script>1</script>"), "không có nét vẽ"),
        (drawing(RECT, '<svg xmlns="http://www.w3.org/2000/svg">'), "không ghi kích thước"),
        (drawing(RECT, '<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%">'), "không ghi kích thước"),
        (drawing(RECT, '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 9">'), "không ghi kích thước"),
        (drawing(RECT, '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 nan 9">'), "không ghi kích thước"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + drawing(RECT), "thực thể XML"),
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + drawing(RECT), "thực thể XML"),
        (drawing("<g>" * 70 + RECT + "</g>" * 70), "quá phức tạp"),
        (drawing(RECT * 60_001), "quá phức tạp"),
        (drawing(copies(8, 10)), "nhân bản quá nhiều"),
        (drawing('<g id="a">' + RECT + '<use xlink:href="#a"/></g><use xlink:href="#a"/>'), "nhân bản quá nhiều"),
        (b" " * (LARGEST + 1), "lớn hơn 5 MB"),
    ],
    ids=range(16),
)
def test_what_cannot_be_drawn_is_refused_in_words(content, words):
    with pytest.raises(UnusableDiagram, match=words):
        cleaned(content)


def test_copies_within_reason_are_drawn():
    assert cleaned(drawing(copies(3, 10))).count("<use") == 31


@pytest.fixture
def keep(dossier_in, hung):
    """Keep a diagram as Hùng: `keep(content, "name.svg")`."""
    dossier = dossier_in(State.DRAFT)
    return lambda content, name="so-do.svg": add_attachment(
        dossier=dossier, filename=name, content=content, by=hung, kind="diagram"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name", "mime"),
    [
        (INKSCAPE.encode(), "so-do.svg", "image/svg+xml"),
        (b"\xef\xbb\xbf" + INKSCAPE.encode(), "so-do.xml", "image/svg+xml"),
        (drawing(RECT).decode().encode("utf-16"), "so-do.svg", "image/svg+xml"),
        (pdf(), "so-do.pdf", "application/pdf"),
        (pdf(4), "so-do.pdf", "application/pdf"),
    ],
    ids=["inkscape", "bom", "utf-16", "page", "pages"],
)
def test_a_drawing_and_a_few_pages_are_kept_as_they_came(keep, content, name, mime):
    kept = keep(content, name)
    assert kept.mime == mime
    with kept.file.open("rb") as file:
        assert file.read() == content
    assert kept.filename.endswith((".svg", ".pdf"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (drawing("<script>1</script>"), "không có nét vẽ"),
        (pdf(5), "từ 1 đến 4 trang"),
        (b"%PDF-1.7 hong", "bị hỏng hoặc có mật khẩu"),
        (pdf(size=(10_000, 0.5)), "kích thước không in được"),
        (b"GIF89a", "không phải hình PNG hoặc JPEG"),
        (drawing("<text>TUYỆT MẬT</text>"), "TUYỆT MẬT"),
        (drawing("<text>MẬT</text>").decode().encode("utf-16"), "MẬT"),
        (b"<svg" + b" " * IMAGE_BYTES, "lớn hơn 10 MB"),
    ],
    ids=range(8),
)
def test_hung_reads_why_a_diagram_is_not_kept(keep, content, words):
    with pytest.raises(ValidationError, match=words):
        keep(content, "so-do.bin")


@pytest.mark.django_db
def test_a_drawing_is_never_opened_as_a_page_of_ours(keep, client, hung):
    kept = keep(INKSCAPE.encode())
    client.force_login(hung)
    answer = client.get(reverse("classification:attachment", args=[kept.dossier_id, kept.pk]))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    b"".join(answer.streaming_content)
