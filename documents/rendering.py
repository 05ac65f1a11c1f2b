"""Paper content to PDF bytes: remembered where the same was printed before, else printed in a process of its own.

This process never loads WeasyPrint; `documents.rendering_process` does, in at most RENDERERS processes a machine.
"""

import logging
import platform
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from documents import fonts, markup, native_libraries, rendering_cache
from documents.attached import Attached
from documents.content import Explanation, Paper
from documents.rendering_key import key_of, key_of_html
from documents.rendering_process.pool import Limits, NotPrinted, Pool
from documents.rendering_process.wire import RenderedPaper
from documents.rendering_sections import VARIANT as PIECES
from documents.rendering_sections import print_sections

__all__ = [
    "RenderedPaper", "RenderingFailed", "RenderingUnavailable", "check_rendering", "preview", "print_html", "render",
    "renderers",
]  # fmt: skip
VARIANT = "pdf/a-3u"
log = logging.getLogger(__name__)
_pools: dict[Path, Pool] = {}  # one in the product; tests have several data folders
_change = threading.Lock()  # held for an instant, never while a paper is printed


class RenderingUnavailable(RuntimeError):
    """This machine cannot make PDFs; the message is one sentence with the command that helps."""


class RenderingFailed(RenderingUnavailable):
    """This paper did not come out; the message is one sentence for the person who waits."""


def render(
    paper: Paper, *, images: Mapping[str, tuple[str, bytes]] | None = None, draft: bool = False,
    attachments: Sequence[Attached] = (),
) -> RenderedPaper:  # fmt: skip
    """Print `paper`; the same content gives the same bytes in every process with the same libraries.

    `images`: id -> (MIME type, bytes): PNG, JPEG, SVG or PDF. `draft` writes "DỰ THẢO" across every page and drops the
    verification strip. `attachments` go into the file as its source. Raises RenderingUnavailable, RenderingFailed, or
    markup.UnusablePicture for a bad picture.
    """
    if problem := check_rendering():
        raise RenderingUnavailable(problem)
    key = key_of(paper, images, draft=draft, variant=VARIANT, attachments=attachments)
    return _remembered(key, lambda: print_html(markup.html(paper, images=images, draft=draft), attachments=attachments))


def preview(paper: Paper, *, images: Mapping[str, tuple[str, bytes]] | None = None) -> RenderedPaper:
    """Print `paper` as a draft; of an explanation only the pieces that changed since it was last looked at."""
    if not isinstance(paper, Explanation):
        return render(paper, images=images, draft=True)
    if problem := check_rendering():
        raise RenderingUnavailable(problem)
    key = key_of(paper, images, draft=True, variant="sections")
    return _remembered(key, lambda: print_sections(paper, images, _print_piece))


def _print_piece(html: str) -> RenderedPaper:
    return _remembered(key_of_html(html, variant=PIECES), lambda: print_html(html, variant=PIECES))


def _remembered(key: str, make: Callable[[], RenderedPaper]) -> RenderedPaper:
    if known := rendering_cache.read(key):
        return known
    made = make()
    if settings.RENDER_CACHE_MB:
        rendering_cache.write(key, made)
    return made


def print_html(html: str, *, variant: str = VARIANT, attachments: Sequence[Attached] = ()) -> RenderedPaper:
    """Print finished mark-up with the papers' style sheet, in a renderer. Raises as `render` does."""
    try:
        return renderers().print(html, markup.stylesheet(), variant, attachments)
    except NotPrinted as reason:
        if reason.detail:
            log.error("A paper was not printed (%s): %s", reason.reason, reason.detail)
        if reason.reason == "lacks":
            raise RenderingUnavailable(_without_pango()) from reason
        raise RenderingFailed(_in_words(reason.reason)) from reason


def renderers() -> Pool:
    """The renderers of this process, started when the first paper needs one."""
    home = Path(settings.VAR_DIR)
    with _change:
        if home not in _pools:
            # Locks are for one machine; VAR_DIR may be seen by several.
            places = home / "renderers" / platform.node()
            _pools[home] = Pool(places, fonts.configuration(home / "fontconfig"), Limits(renderers=settings.RENDERERS))
        return _pools[home]


def check_rendering() -> str | None:
    """Return None when PDFs can be made here, else one sentence with the exact command to run."""
    if fonts.folder() is None:
        return f"Chưa có phông chữ {fonts.FAMILY}: hãy chạy «apt-get install {fonts.PACKAGE}» rồi thử lại."
    return _without_pango() if native_libraries.missing() else None


def _without_pango() -> str:
    packages = " ".join(native_libraries.LIBRARIES)
    return f"Chưa có thư viện Pango để tạo PDF: hãy chạy «apt-get install {packages}» rồi thử lại."


def _in_words(reason: str) -> str:
    match reason:
        case "busy":
            return _("Máy đang tạo nhiều văn bản cùng lúc. Hãy thử lại sau ít phút.")
        case "slow" | "memory":
            return _("Văn bản quá dài hoặc hình quá nặng nên không tạo được PDF. Hãy rút gọn bảng, thu nhỏ hình.")
        case _:
            return _("Chưa tạo được PDF của văn bản này. Hãy thử lại; nếu vẫn lỗi, hãy báo người quản trị.")
