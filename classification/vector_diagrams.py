"""Diagrams drawn as SVG: only shapes, text and their looks are kept; nothing that runs, fetches or multiplies itself.

A drawing is read as a stream and written anew from an allow-list, so what is not known here is not in the result.
"""

import re
from collections import defaultdict
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr, unescape

from django.utils.translation import gettext as _

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
LARGEST, MOST_ELEMENTS, DEEPEST, MOST_COPIES = 5 * 1024 * 1024, 60_000, 60, 5_000
DRAWN = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "image", "use"}
KEPT = DRAWN | {
    "svg", "g", "defs", "symbol", "tspan", "textPath", "linearGradient", "radialGradient", "stop", "clipPath", "mask",
    "pattern", "marker", "style",
}  # fmt: skip
GROUPS = {"a", "switch"}  # what is in them is kept, as a plain group
ATTRIBUTES = set(
    """id class style x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy d points width height viewBox preserveAspectRatio
    transform fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset
    stroke-linecap stroke-linejoin stroke-miterlimit opacity color display visibility overflow clip-path clip-rule mask
    marker-start marker-mid marker-end markerWidth markerHeight markerUnits refX refY orient font-family font-size
    font-style font-weight font-variant letter-spacing word-spacing text-anchor text-decoration dominant-baseline
    alignment-baseline baseline-shift textLength lengthAdjust startOffset rotate offset stop-color stop-opacity
    gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits patternTransform clipPathUnits
    maskUnits maskContentUnits""".split()  # noqa: SIM905 - a list of sixty names reads better so
)
_OUTSIDE = re.compile(r"url\(\s*[\"']?\s*(?!#)|@import|expression|javascript:|\\", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]+")
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:px|pt|mm|cm|in)?\s*")


class UnusableDiagram(ValueError):
    """A drawing that cannot be printed; the message says why and what to do."""


def cleaned(content: bytes) -> str:
    """The drawing as SVG that only draws. Raises UnusableDiagram."""
    if len(content) > LARGEST:
        raise UnusableDiagram(_("Sơ đồ SVG lớn hơn 5 MB. Hãy đơn giản hình hoặc xuất ra PNG rồi tải lại."))
    drawing = _Drawing()
    try:
        drawing.read(content)
    except expat.ExpatError as wrong:
        raise UnusableDiagram(_("Tệp không phải hình SVG đọc được. Hãy xuất lại sơ đồ ra SVG hoặc PNG.")) from wrong
    drawing.require_drawable()
    return "".join(drawing.written)


def words(drawing: str) -> str:
    """What is written in a cleaned drawing, a line each text."""
    return unescape(re.sub(r"<[^>]+>", "\n", re.sub(r"<style.*?</style>", "", drawing, flags=re.DOTALL)))


class _Drawing:
    """What expat calls while it reads, and what is written of it."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.open: list[str] = []  # names written and not yet closed
        self.ids: list[str] = []  # of what is open, "" where it has none
        self.left_out = 0  # depth inside something that is not kept
        self.elements = self.drawn = 0
        self.style: list[str] | None = None
        self.copies: dict[str, list[str]] = defaultdict(list)  # id, or "" for the drawing: what is copied in it

    def read(self, content: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._begin, self._end
        parser.CharacterDataHandler, parser.EntityDeclHandler = self._text, self._entity
        parser.Parse(content, True)

    def require_drawable(self) -> None:
        if not self.drawn:
            raise UnusableDiagram(_("Sơ đồ SVG không có nét vẽ nào in được. Hãy xuất lại sơ đồ ra SVG hoặc PNG."))
        if self._copies_of("", ()) > MOST_COPIES:
            raise UnusableDiagram(_("Sơ đồ SVG tự nhân bản quá nhiều. Hãy xuất sơ đồ ra PNG rồi tải lại."))

    def _copies_of(self, name: str, above: tuple[str, ...]) -> int:
        total = 0
        for target in self.copies.get(name, ()):
            if target in above or len(above) > DEEPEST:
                return MOST_COPIES + 1
            total += 1 + self._copies_of(target, (*above, target))
            if total > MOST_COPIES:
                return total
        return total

    def _entity(self, *declared) -> None:
        raise UnusableDiagram(
            _("Sơ đồ SVG khai báo thực thể XML, không dùng được. Hãy xuất lại sơ đồ ra SVG hoặc PNG.")
        )

    def _begin(self, full: str, attributes: dict) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS or len(self.open) + self.left_out > DEEPEST:
            raise UnusableDiagram(_("Sơ đồ SVG quá phức tạp. Hãy xuất sơ đồ ra PNG rồi tải lại."))
        space, _space, name = full.rpartition(" ")
        name = "g" if name in GROUPS and space == SVG else name
        if self.left_out or space != SVG or name not in KEPT or (not self.open and name != "svg"):
            self.left_out += 1
            return
        kept = _kept(name, attributes)
        if name in ("use", "image") and "xlink:href" not in kept:
            self.left_out += 1
            return
        if not self.open:
            kept = _with_frame(kept) | {"xmlns": SVG, "xmlns:xlink": XLINK}
        if name == "use":
            target = kept["xlink:href"][1:]
            for holder in {one for one in self.ids if one} | {""}:
                self.copies[holder].append(target)
        self.drawn += name in DRAWN
        self.written.append(f"<{name}{''.join(f' {key}={quoteattr(value)}' for key, value in kept.items())}>")
        self.open.append(name)
        self.ids.append(kept.get("id", ""))
        self.style = [] if name == "style" else None

    def _text(self, text: str) -> None:
        if self.left_out:
            return
        if self.style is not None:
            self.style.append(text)
        elif self.open and self.open[-1] in ("text", "tspan", "textPath"):
            self.written.append(escape(text))

    def _end(self, full: str) -> None:
        if self.left_out:
            self.left_out -= 1
            return
        name = self.open.pop()
        self.ids.pop()
        if name == "style":
            sheet = "".join(self.style or ())
            self.written.append("" if _OUTSIDE.search(sheet) else escape(sheet))
            self.style = None
        self.written.append(f"</{name}>")


def _kept(name: str, attributes: dict) -> dict[str, str]:
    """The attributes that only say how something looks, and a reference into the drawing or to a picture in it."""
    kept = {key: value for key, value in attributes.items() if key in ATTRIBUTES and not _OUTSIDE.search(value)}
    target = attributes.get("href") or attributes.get(f"{XLINK} href") or ""
    if target.startswith("#") or (name == "image" and _PICTURE.fullmatch(target)):
        kept["xlink:href"] = target
    return kept


def _with_frame(root: dict[str, str]) -> dict[str, str]:
    """The root with a viewBox and without a size of its own, so that the page decides how large it is."""
    sides = [_LENGTH.fullmatch(root.pop(side, "")) for side in ("width", "height")]
    if "viewBox" not in root:
        if not all(sides) or not all(float(side[1]) for side in sides):
            raise UnusableDiagram(_("Sơ đồ SVG không ghi kích thước. Hãy xuất lại sơ đồ ra SVG hoặc PNG."))
        root["viewBox"] = f"0 0 {sides[0][1]} {sides[1][1]}"
    try:
        _x, _y, width, height = map(float, root["viewBox"].replace(",", " ").split())
    except ValueError:
        width = height = 0
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise UnusableDiagram(_("Sơ đồ SVG không ghi kích thước. Hãy xuất lại sơ đồ ra SVG hoặc PNG."))
    return {key: value for key, value in root.items() if key not in ("x", "y", "transform")}
