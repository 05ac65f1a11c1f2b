"""Paper content to PDF bytes: the only place that knows WeasyPrint.

One render at a time in a process: the collector is stopped meanwhile (it makes every later render slower), fonts are
loaded once from a private configuration, and nothing is fetched from anywhere.
"""

import contextlib
import datetime
import gc
import hashlib
import io
import logging
import os
import threading
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType

from documents import fonts, markup
from documents.attached import Attached
from documents.content import Paper

VARIANT = "pdf/a-3u"
PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
BOXES = ("ky-", "dau-")
_POINTS = 72 / 96
_one_at_a_time = threading.Lock()


class RenderingUnavailable(RuntimeError):
    """This machine cannot make PDFs; the message is one sentence with the command that helps."""


@dataclass(frozen=True)
class RenderedPaper:
    """A finished PDF. `boxes`: name -> (page index from 0, (x1, y1, x2, y2) in points from the page's lower left).

    "ky-1" is for the person's signature, "dau-1" for the organisation's seal, "ky-2" and "ky-3" for others who sign
    minutes, "ky-kemtheo" for the organisation's textual signature on an attached file (top right of page 1).
    """

    pdf: bytes = field(repr=False)
    sha256: str
    pages: int
    boxes: dict[str, tuple[int, tuple[float, float, float, float]]]


def render(
    paper: Paper,
    *,
    images: Mapping[str, tuple[str, bytes]] | None = None,
    draft: bool = False,
    attachments: Sequence[Attached] = (),
) -> RenderedPaper:
    """Print `paper`; the same content gives the same bytes in every process with the same libraries.

    `images`: id -> (MIME type, bytes), PNG or JPEG. `draft` writes "DỰ THẢO" across every page and drops the
    verification strip. `attachments` go into the file as its source. Raises RenderingUnavailable, or
    markup.UnusablePicture for a bad picture.
    """
    if problem := check_rendering():
        raise RenderingUnavailable(problem)
    text = markup.html(paper, images=images, draft=draft)
    with _one_at_a_time:
        return _printed(text, attachments)


def preview(paper: Paper, *, images: Mapping[str, tuple[str, bytes]] | None = None) -> RenderedPaper:
    """Print `paper` as a draft."""
    return render(paper, images=images, draft=True)


def check_rendering() -> str | None:
    """Return None when PDFs can be made here, else one sentence with the exact command to run."""
    if fonts.folder() is None:
        return f"Chưa có phông chữ {fonts.FAMILY}: hãy chạy «apt-get install {fonts.PACKAGE}» rồi thử lại."
    try:
        _machine()
    except OSError:
        return f"Chưa có thư viện Pango để tạo PDF: hãy chạy «apt-get install {' '.join(PANGO)}» rồi thử lại."
    return None


@dataclass(frozen=True)
class _Machine:
    """WeasyPrint with what is loaded once: fonts, style sheet, closed fetcher."""

    weasyprint: ModuleType
    font_config: object
    style: object
    counters: object
    fetcher: object


@cache
def _machine() -> _Machine:
    """Load WeasyPrint under the private fontconfig file. Raises OSError when a library is missing."""
    for name in ("weasyprint.progress", "fontTools"):  # a line per page and per font table
        logging.getLogger(name).setLevel(logging.WARNING)
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(fonts.configuration(_var_dir() / "fontconfig"))
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # WeasyPrint prints advice when a library is missing
            import weasyprint
            from weasyprint.css.counters import CounterStyle
            from weasyprint.text.fonts import FontConfiguration
            from weasyprint.urls import URLFetcher
        font_config = FontConfiguration()
    finally:  # programs started later, a browser for one, keep the machine's fonts
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before
    fetcher, counters = URLFetcher(allowed_protocols=["data"], allow_redirects=False), CounterStyle()
    style = weasyprint.CSS(
        string=markup.stylesheet(), font_config=font_config, counter_style=counters, url_fetcher=fetcher
    )
    return _Machine(weasyprint, font_config, style, counters, fetcher)


def _var_dir() -> Path:
    """Return where generated files live: VAR_DIR of the settings, else `var` beside the code."""
    from django.conf import settings

    configured = getattr(settings, "VAR_DIR", None) if settings.configured else None
    return Path(configured or Path(__file__).resolve().parent.parent / "var")


def _printed(text: str, attachments: Sequence[Attached] = ()) -> RenderedPaper:
    machine = _machine()
    # WeasyPrint leaves its colour profile open for the interpreter to close.
    warnings.filterwarnings("ignore", r"unclosed file .*sRGB2014\.icc", ResourceWarning)
    collecting = gc.isenabled()
    gc.disable()
    try:
        source = machine.weasyprint.HTML(string=text, url_fetcher=machine.fetcher)
        document = source.render(
            stylesheets=[machine.style],
            font_config=machine.font_config,
            counter_style=machine.counters,
            pdf_variant=VARIANT,
        )
        pdf = document.write_pdf(pdf_variant=VARIANT, attachments=[_enclosed(machine, one) for one in attachments])
        return RenderedPaper(pdf, hashlib.sha256(pdf).hexdigest(), len(document.pages), _boxes(document))
    finally:
        document = source = None  # cycles: only the collector frees them
        if collecting:
            gc.enable()
        gc.collect()


def _enclosed(machine: _Machine, file: Attached):
    """Dated as told, because the clock would make other bytes each time."""
    day = datetime.datetime.combine(file.day, datetime.time(), tzinfo=datetime.UTC)
    return machine.weasyprint.Attachment(
        file_obj=io.BytesIO(file.content), name=file.name, description=file.description, created=day, modified=day,
        relationship="Source", url_fetcher=machine.fetcher,
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
