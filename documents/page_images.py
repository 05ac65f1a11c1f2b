"""Pages of our own PDFs as pictures: the only place that knows pdfium."""

import io
import threading

_one_at_a_time = threading.Lock()  # pdfium is not safe to call from two threads
SCALE = 1.6
"""Pixels a point: an A4 page becomes 952 x 1347."""


def page_image(pdf: bytes, page: int) -> bytes:
    """The page (from 0) as PNG, signature fields included."""
    # Imported here: only the signing page needs it, and it loads a large library.
    import pypdfium2

    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            document.init_forms()  # or else no signature and no seal is drawn
            picture = document[page].render(scale=SCALE).to_pil()
        finally:
            document.close()
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=False)
    return out.getvalue()
