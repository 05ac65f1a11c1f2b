"""From a paper's content to the HTML that is printed: own template engine, QR code, pictures, typesetting.

The engine is apart from the site's: no context processors, no interface language, everything escaped.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import segno
from django.template import Context, Engine

from documents import fonts
from documents.content import Paper
from documents.diagrams import UnusablePicture, shown
from documents.typography import typeset_html

__all__ = ["UnusablePicture", "html", "piece", "stylesheet"]
TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "documents" / "pdf"


def html(paper: Paper, *, images: Mapping[str, tuple[str, bytes]] | None = None, draft: bool = False) -> str:
    """Return the finished mark-up of `paper`. `images`: id -> (MIME type, bytes) of diagrams."""
    return piece(paper, f"{paper.kind}.html", images=images, draft=draft)


def piece(paper: Paper, template: str, *, images=None, draft: bool = False, **more) -> str:
    """Return what one template makes of `paper`, typeset."""
    pictures = {name: shown(*picture) for name, picture in (images or {}).items()}
    context = {"paper": paper, "draft": draft, "images": pictures, "qr": _qr(paper), "groups_before": 0} | more
    text = _engine().get_template(template).render(Context(context, use_l10n=False))
    return typeset_html(text, fonts.coverage())


def stylesheet() -> str:
    """Return the print style sheet."""
    return (TEMPLATES / "paper.css").read_text(encoding="utf-8")


@cache
def _engine() -> Engine:
    return Engine(
        dirs=[TEMPLATES],
        autoescape=True,
        builtins=["documents.papertags"],
        loaders=[("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
    )


def _qr(paper: Paper) -> dict[str, int | str] | None:
    """Return size and SVG path of the QR code: one run of dark modules, one rectangle."""
    if paper.verification is None:
        return None
    rows = segno.make(paper.verification.address, error="m", micro=False, boost_error=False).matrix
    path = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            run = 0
            while x + run < len(row) and row[x + run]:
                run += 1
            if run:
                path.append(f"M{x} {y}h{run}v1h-{run}z")
            x += run + 1
    return {"size": len(rows), "path": "".join(path)}
