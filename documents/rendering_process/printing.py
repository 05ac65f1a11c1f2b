"""HTML to PDF bytes: the only place that knows WeasyPrint, and it is loaded in renderer processes alone.

Fonts are loaded once, the style sheet is read once, and nothing is fetched from anywhere.
"""

import datetime
import hashlib
import io
import logging
import warnings
from collections.abc import Sequence

import weasyprint
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from documents.attached import Attached
from documents.rendering_process.wire import RenderedPaper

BOXES = ("ky-", "dau-")
_POINTS = 72 / 96


def closed_fetcher() -> URLFetcher:
    """A fetcher that knows `data:` alone: no file, no network."""
    return URLFetcher(allowed_protocols=["data"], allow_redirects=False)


class Printer:
    """WeasyPrint with what is loaded once: fonts, style sheet, closed fetcher."""

    def __init__(self) -> None:
        for name in ("weasyprint.progress", "fontTools"):  # a line per page and per font table
            logging.getLogger(name).setLevel(logging.WARNING)
        # WeasyPrint leaves its colour profile open for the interpreter to close.
        warnings.filterwarnings("ignore", r"unclosed file .*sRGB2014\.icc", ResourceWarning)
        self.fonts, self.fetcher = FontConfiguration(), closed_fetcher()
        self.counters, self.style, self.css = CounterStyle(), None, None

    def warm(self) -> None:
        """Make the first page of a process no slower than the later ones."""
        text = "<p>Cộng hòa xã hội chủ nghĩa Việt Nam <b>Đ</b> <i>ộ</i></p>"
        self.print(text, "p { font-family: Liberation Serif }", "")

    def print(self, html: str, css: str, variant: str, attachments: Sequence[Attached] = ()) -> RenderedPaper:
        """Lay out and write; the caller keeps the collector away meanwhile and calls it afterwards."""
        if css != self.css:
            self.counters, self.css = CounterStyle(), css
            self.style = weasyprint.CSS(
                string=css, font_config=self.fonts, counter_style=self.counters, url_fetcher=self.fetcher
            )
        document = weasyprint.HTML(string=html, url_fetcher=self.fetcher).render(
            stylesheets=[self.style],
            font_config=self.fonts,
            counter_style=self.counters,
            pdf_variant=variant or None,
        )
        enclosed = [self._enclosed(one) for one in attachments]
        pdf = document.write_pdf(pdf_variant=variant or None, attachments=enclosed)
        return RenderedPaper(pdf, hashlib.sha256(pdf).hexdigest(), len(document.pages), _boxes(document))

    def _enclosed(self, file: Attached):
        """Dated as told, because the clock would make other bytes each time."""
        day = datetime.datetime.combine(file.day, datetime.time(), tzinfo=datetime.UTC)
        return weasyprint.Attachment(
            file_obj=io.BytesIO(file.content), name=file.name, description=file.description, created=day, modified=day,
            relationship="Source", url_fetcher=self.fetcher,
        )  # fmt: skip


def _boxes(document) -> dict[str, tuple[int, tuple[float, float, float, float]]]:
    """Read the reserved rectangles off the layout: CSS pixels from the top become points from the bottom."""
    found = {}
    for number, page in enumerate(document.pages):
        for name, (x1, y1, x2, y2) in page.anchors.items():
            if name.startswith(BOXES):
                corners = (x1, page.height - y2, x2, page.height - y1)
                found[name] = (number, tuple(round(value * _POINTS, 2) for value in corners))
    return found
