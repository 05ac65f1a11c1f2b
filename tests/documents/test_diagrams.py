"""Diagrams on paper: a drawing stays a drawing, pages of a PDF become pictures, and all of it fits the page."""

from io import BytesIO

import pikepdf
import pytest

from documents import diagrams, rendering
from tests.classification.test_vector_diagrams import DRAWIO, INKSCAPE, drawing, pdf
from tests.documents import papers
from tests.documents.printed import MM, opened, text_of


def explained(logical: tuple[str, bytes]):
    return rendering.render(papers.explanation(groups=(1, 1), each=1), images={"logical": logical})


def pictures(rendered) -> list:
    return [picture for page in opened(rendered.pdf).pages for picture in page.images]


def test_a_drawing_is_printed_as_lines_and_words():
    made = explained(("image/svg+xml", INKSCAPE.encode()))
    assert pictures(made) == []
    assert "VùngDMZ&biên" in text_of(made.pdf).replace(" ", "")
    with pikepdf.open(BytesIO(made.pdf)) as whole:
        fonts = {str(f.BaseFont) for page in whole.pages for f in page.get("/Resources", {}).get("/Font", {}).values()}
    assert all("LiberationSerif" in font.replace("-", "") for font in fonts)


def test_a_drawing_takes_the_width_of_the_text_and_stays_on_its_page():
    made = explained(("image/svg+xml", drawing('<rect x="0" y="0" width="400" height="200" fill="#ccc"/>')))
    boxes = [box for page in opened(made.pdf).pages[2:5] for box in page.rects if box["width"] > 150 * MM]
    box = max(boxes, key=lambda found: found["height"])
    assert abs(box["width"] / MM - 164) < 0.5 and abs(box["height"] / MM - 82) < 0.5


def test_a_tall_drawing_is_made_to_fit():
    tall = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 1000">'
    made = explained(("image/svg+xml", drawing('<rect width="100" height="1000" fill="#ccc"/>', tall)))
    heights = [box["height"] / MM for page in opened(made.pdf).pages for box in page.rects if box["height"] > 150 * MM]
    assert heights and max(heights) <= 250.1


def test_each_page_of_a_pdf_is_a_picture_fit_for_print():
    made = explained(("application/pdf", pdf(2)))
    found = pictures(made)
    assert len(found) == 2
    assert all(max(picture["srcsize"]) == 2400 for picture in found)
    assert all(picture["x1"] - picture["x0"] <= 164.1 * MM for picture in found)


def test_a_drawing_of_drawio_shows_its_words():
    assert "Tường lửa" in text_of(explained(("image/svg+xml", DRAWIO.encode())).pdf)


@pytest.mark.parametrize(
    ("mime", "data", "words"),
    [
        ("image/svg+xml", b"<svg", "không phải hình SVG"),
        ("application/pdf", b"%PDF-", "bị hỏng"),
        ("application/pdf", pdf(5), "từ 1 đến 4 trang"),
        ("image/png", b"x", "không phải là ảnh"),
    ],
)
def test_what_cannot_be_printed_is_said_in_words(mime, data, words):
    with pytest.raises(diagrams.UnusablePicture, match=words):
        diagrams.shown(mime, data)
