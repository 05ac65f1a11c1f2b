"""From a paper's content to the HTML that is printed: own template engine, QR code, pictures, typesetting.

The engine is apart from the site's: no context processors, no interface language, everything escaped.
"""

import base64
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

import segno
from django.template import Context, Engine
from PIL import Image, UnidentifiedImageError

from documents import fonts
from documents.content import Paper
from documents.typography import typeset_html

TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "documents" / "pdf"
# MPO is a JPEG with further pictures behind it, as some telephones make it; the first one is printed.
PICTURE_FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg"}
LARGEST_PICTURE = 40_000_000
"""Pixels; more is refused before it is unpacked."""
TOO_LARGE = f"Ảnh lớn hơn {LARGEST_PICTURE // 1_000_000} triệu điểm ảnh."
_LONGEST_SIDE = 2400


class UnusablePicture(ValueError):
    """A picture that cannot be printed; the message says why."""


def html(paper: Paper, *, images: Mapping[str, tuple[str, bytes]] | None = None, draft: bool = False) -> str:
    """Return the finished mark-up of `paper`. `images`: id -> (MIME type, bytes) of PNG or JPEG pictures."""
    pictures = {name: _data_uri(*picture) for name, picture in (images or {}).items()}
    context = {"paper": paper, "draft": draft, "images": pictures, "qr": _qr(paper)}
    text = _engine().get_template(f"{paper.kind}.html").render(Context(context, use_l10n=False))
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


def _data_uri(mime: str, data: bytes) -> str:
    """Re-encode a picture as a plain PNG or JPEG (no metadata, no CMYK, no transparency) and return a data: URI."""
    try:
        with Image.open(BytesIO(data), formats=["PNG", "JPEG"]) as source:
            if PICTURE_FORMATS[source.format] != mime:
                raise UnusablePicture(f"Ảnh được khai là {mime} nhưng thực tế là {source.format}.")
            if source.width * source.height > LARGEST_PICTURE:
                raise UnusablePicture(TOO_LARGE)
            return f"data:{mime};base64,{base64.b64encode(_plain(source)).decode()}"
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnusablePicture(TOO_LARGE) from error
    except UnusablePicture:
        raise
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, LookupError) as error:
        raise UnusablePicture("Tệp không phải là ảnh PNG hoặc JPEG đọc được.") from error


def _plain(source: Image.Image) -> bytes:
    """Return the picture's pixels on white, at most 2400 wide or high, in its own format."""
    kind = "PNG" if source.format == "PNG" else "JPEG"
    if source.has_transparency_data:
        layer = source.convert("RGBA")
        flat = Image.new("RGB", layer.size, "white")
        flat.paste(layer, mask=layer)
    else:
        flat = source.convert("L" if source.mode in ("1", "L", "LA") else "RGB")
    flat.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    out = BytesIO()
    flat.save(out, format=kind, **({"quality": 90} if kind == "JPEG" else {"optimize": False}))
    return out.getvalue()
