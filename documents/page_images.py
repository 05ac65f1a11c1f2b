"""Pages of our own PDFs as pictures: what a person sees before signing."""

import io
from math import ceil

from systems.pdfium import alone

SCALE = 1.6
"""Pixels a point: an A4 page becomes 952 x 1347."""


def page_image(pdf: bytes, page: int) -> bytes:
    """The page (from 0) as PNG, signature fields included."""
    # Imported here: only the signing page needs it, and it loads a large library.
    import pypdfium2

    with alone:
        document = pypdfium2.PdfDocument(pdf)
        try:
            document.init_forms()  # or else no signature and no seal is drawn
            picture = document[page].render(scale=SCALE).to_pil()
        finally:
            document.close()
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=False)
    return out.getvalue()


def page_sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height in pixels of the picture of every page."""
    import pypdfium2

    with alone:
        document = pypdfium2.PdfDocument(pdf)
        try:
            sizes = [document.get_page_size(number) for number in range(len(document))]
        finally:
            document.close()
    return [(ceil(width * SCALE), ceil(height * SCALE)) for width, height in sizes]
