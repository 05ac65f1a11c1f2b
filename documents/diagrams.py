"""Diagrams as they are printed: pictures made plain, drawings kept as vectors, pages of a PDF as pictures."""

import base64
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from classification.diagram_pages import MOST_PAGES, UnusableDiagram, pages_of
from classification.vector_diagrams import cleaned

# MPO is a JPEG with further pictures behind it, as some telephones make it; the first one is printed.
PICTURE_FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg"}
LARGEST_PICTURE = 40_000_000
"""Pixels; more is refused before it is unpacked."""
TOO_LARGE = f"Ảnh lớn hơn {LARGEST_PICTURE // 1_000_000} triệu điểm ảnh."
LONGEST_SIDE = 2400
"""Pixels: about 370 to the inch across the page."""


class UnusablePicture(ValueError):
    """A picture that cannot be printed; the message says why."""


@dataclass(frozen=True)
class Shown:
    """What stands in the page: data: URIs, one for each page of a PDF; a drawing takes the whole width."""

    addresses: tuple[str, ...]
    vector: bool = False


def shown(mime: str, data: bytes) -> Shown:
    """The diagram ready for the page. Raises UnusablePicture."""
    try:
        if mime == "image/svg+xml":
            return Shown((_uri(mime, cleaned(data).encode()),), vector=True)
        if mime == "application/pdf":
            return Shown(tuple(_uri("image/png", page) for page in pages_of(data, LONGEST_SIDE, MOST_PAGES)))
    except UnusableDiagram as wrong:
        raise UnusablePicture(str(wrong)) from wrong
    return Shown((data_uri(mime, data),))


def data_uri(mime: str, data: bytes) -> str:
    """Re-encode a picture as a plain PNG or JPEG (no metadata, no CMYK, no transparency) and return a data: URI."""
    try:
        with Image.open(BytesIO(data), formats=["PNG", "JPEG"]) as source:
            if PICTURE_FORMATS[source.format] != mime:
                raise UnusablePicture(f"Ảnh được khai là {mime} nhưng thực tế là {source.format}.")
            if source.width * source.height > LARGEST_PICTURE:
                raise UnusablePicture(TOO_LARGE)
            return _uri(mime, _plain(source))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnusablePicture(TOO_LARGE) from error
    except UnusablePicture:
        raise
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, LookupError) as error:
        raise UnusablePicture("Tệp không phải là ảnh PNG hoặc JPEG đọc được.") from error


def _uri(mime: str, data: bytes) -> str:
    return f"data:{mime};base64,{base64.b64encode(data).decode()}"


def _plain(source: Image.Image) -> bytes:
    """Return the picture's pixels on white, at most 2400 wide or high, in its own format."""
    kind = "PNG" if source.format == "PNG" else "JPEG"
    if source.has_transparency_data:
        layer = source.convert("RGBA")
        flat = Image.new("RGB", layer.size, "white")
        flat.paste(layer, mask=layer)
    else:
        flat = source.convert("L" if source.mode in ("1", "L", "LA") else "RGB")
    flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = BytesIO()
    flat.save(out, format=kind, **({"quality": 90} if kind == "JPEG" else {"optimize": False}))
    return out.getvalue()
