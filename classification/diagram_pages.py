"""Diagrams that come as a PDF: a few pages, looked at as pictures; and what judges a diagram when it is uploaded."""

import io

from django.utils.translation import gettext as _

from classification.vector_diagrams import UnusableDiagram, cleaned, words
from systems.pdfium import alone

__all__ = ["MOST_PAGES", "UnusableDiagram", "is_drawing", "pages_of", "require_printable"]
MOST_PAGES = 4
LONGEST_PAGE = 14_400
"""Points: the longest side that PDF itself allows."""


def is_drawing(content: bytes) -> bool:
    """Whether it looks like XML, which a diagram is only as SVG."""
    start = content[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith((b"<?xml", b"<svg", b"<!DOCTYPE svg", b"<!--", b"\xff\xfe<", b"\xfe\xff\x00<"))


def require_printable(content: bytes) -> str:
    """What is written in a drawing; raises UnusableDiagram for a drawing or a PDF that could not be printed later."""
    if is_drawing(content):
        return words(cleaned(content))
    pages_of(content, 200, MOST_PAGES)
    return ""


def pages_of(content: bytes, longest_side: int, most: int) -> list[bytes]:
    """Each page as PNG, its longer side so many pixels. Raises UnusableDiagram."""
    # Imported here: it loads a large library, and few requests look at a PDF.
    import pypdfium2

    with alone:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as wrong:
            raise UnusableDiagram(
                _("Tệp PDF của sơ đồ bị hỏng hoặc có mật khẩu. Hãy xuất lại sơ đồ ra PDF hoặc PNG.")
            ) from wrong
        try:
            if not 1 <= len(document) <= most:
                raise UnusableDiagram(
                    _("Sơ đồ PDF có từ 1 đến %(most)s trang. Hãy tách riêng các trang sơ đồ rồi tải lại.")
                    % {"most": most}
                )
            return [_picture(document[number], longest_side) for number in range(len(document))]
        except pypdfium2.PdfiumError as wrong:
            raise UnusableDiagram(
                _("Tệp PDF của sơ đồ bị hỏng hoặc có mật khẩu. Hãy xuất lại sơ đồ ra PDF hoặc PNG.")
            ) from wrong
        finally:
            document.close()


def _picture(page, longest_side: int) -> bytes:
    longer, shorter = max(page.get_size()), min(page.get_size())
    if shorter < 1 or longer > LONGEST_PAGE:
        raise UnusableDiagram(
            _("Trang PDF của sơ đồ có kích thước không in được. Hãy xuất lại sơ đồ ra khổ A3 hoặc A4.")
        )
    picture, out = page.render(scale=longest_side / longer).to_pil().convert("RGB"), io.BytesIO()
    page.close()
    picture.save(out, "PNG", optimize=False)
    return out.getvalue()
