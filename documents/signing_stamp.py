"""The visible block of a signature: lines of Vietnamese text in an embedded font, drawn into the signature's box.

The font is embedded here rather than by the signing library, because the library writes glyph widths wrongly for fonts
that are not drawn on 1,000 units (all Times metrics fonts are drawn on 2,048), and its default stamp uses a font that
is not embedded at all. A subset of the papers' own font goes into each signed file; nothing is stored.
"""

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from fontTools import subset
from fontTools.ttLib import TTFont
from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import PdfContent, ResourceType
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.stamp import StaticStampStyle

from documents import fonts

TEXT_SIZE = 10  # points; Decree 30/2020, Phụ lục I, II.8 for the text of a digital signature
LINE_HEIGHT = 1.3
SIDE_MARGIN = 3  # points kept free on both sides
INK = (0.05, 0.15, 0.45)  # the dark blue of a person's signature
BLACK = (0, 0, 0)  # text that stands for a body: Phụ lục I, II.8.b
RED = (0.75, 0.05, 0.05)  # text in the place of a seal


class FontMissing(Exception):
    """No Times metrics font on this machine; its text says what to install."""


@dataclass(frozen=True)
class _Subset:
    """A font cut down to the characters in use: its file, glyph number and width (1/1000 em) of each character."""

    name: str
    file: bytes
    glyphs: dict[str, int]
    widths: dict[str, float]
    box: tuple[float, ...]
    ascent: float
    descent: float


def stamp_style(
    lines: Sequence[str], width: float, height: float, ink: tuple[float, float, float] = INK, share: float = 1
) -> StaticStampStyle:
    """A stamp for a box of `width` x `height` points that shows `lines`, centred, smaller where they do not fit.

    `share`: of a box that lies over another only this part of the width, from the left, is written on, in more lines.
    """
    lines = [unicodedata.normalize("NFC", line) for line in lines if line]
    return _whole_box(_TextBlock(lines, width, height, ink, share))


def picture_style(png: bytes) -> StaticStampStyle:
    """A stamp that shows a picture, as large as the box allows, in its own proportions."""
    with Image.open(BytesIO(png)) as picture:
        picture.load()
    return _whole_box(PdfImage(picture, opacity=None, name="Hinh"))


def _whole_box(content: PdfContent) -> StaticStampStyle:
    middle = AxisAlignment.ALIGN_MID
    whole_box = SimpleBoxLayoutRule(x_align=middle, y_align=middle, margins=Margins.uniform(0))
    return StaticStampStyle(background=content, background_layout=whole_box, border_width=0, background_opacity=1)


def font_path() -> Path:
    folder = fonts.folder()
    if folder is None:
        raise FontMissing(
            _("Máy chủ thiếu phông chữ %(font)s; cài bằng: apt-get install %(package)s")
            % {"font": fonts.FAMILY, "package": fonts.PACKAGE}
        )
    return folder / "LiberationSerif-Regular.ttf"


class _TextBlock(PdfContent):
    def __init__(self, lines: list[str], width: float, height: float, ink: tuple[float, float, float], share: float):
        super().__init__(box=BoxConstraints(width=width, height=height))
        self.lines, self.width, self.height, self.ink, self.narrow = lines, width * share, height, ink, share < 1

    def render(self) -> bytes:
        font = _cut_font("".join(self.lines))
        self.set_resource(ResourceType.FONT, pdf_name("/Ky"), self._ensure_writer.add_object(self._font_object(font)))
        room = self.width - 2 * SIDE_MARGIN
        lines = _broken(self.lines, font, room) if self.narrow else self.lines
        widths = [_width(line, font) for line in lines]
        rows = max(len(lines), 1) * LINE_HEIGHT
        size = min(TEXT_SIZE, room / max([*widths, 0.1]), self.height / rows)
        top = (self.height + rows * size) / 2
        parts = [b"BT %g %g %g rg /Ky %.3f Tf" % (*self.ink, size)]
        for number, (line, width) in enumerate(zip(lines, widths, strict=True), start=1):
            x = (self.width - width * size) / 2
            y = top - number * LINE_HEIGHT * size + 0.36 * size
            glyphs = "".join(f"{font.glyphs[c]:04x}" for c in line).encode()
            parts.append(b"1 0 0 1 %.3f %.3f Tm <%s> Tj" % (x, y, glyphs))
        return b" ".join([*parts, b"ET"])

    def _font_object(self, font: _Subset) -> generic.DictionaryObject:
        writer = self._ensure_writer
        descriptor = _dictionary(
            Type="/FontDescriptor",
            FontName=f"/{font.name}",
            Flags=4,
            FontBBox=[*font.box],
            ItalicAngle=0,
            Ascent=font.ascent,
            Descent=font.descent,
            CapHeight=font.ascent,
            StemV=80,
        )
        descriptor[pdf_name("/FontFile2")] = writer.add_object(_stream(font.file, Length1=len(font.file)))
        descendant = _dictionary(
            Type="/Font", Subtype="/CIDFontType2", BaseFont=f"/{font.name}", CIDToGIDMap="/Identity", DW=0
        )
        descendant[pdf_name("/CIDSystemInfo")] = generic.DictionaryObject(
            {
                pdf_name("/Registry"): generic.pdf_string("Adobe"),
                pdf_name("/Ordering"): generic.pdf_string("Identity"),
                pdf_name("/Supplement"): generic.NumberObject(0),
            }
        )
        descendant[pdf_name("/W")] = _widths(font)
        descendant[pdf_name("/FontDescriptor")] = writer.add_object(descriptor)
        whole = _dictionary(Type="/Font", Subtype="/Type0", BaseFont=f"/{font.name}", Encoding="/Identity-H")
        whole[pdf_name("/DescendantFonts")] = generic.ArrayObject([writer.add_object(descendant)])
        whole[pdf_name("/ToUnicode")] = writer.add_object(_stream(_to_unicode(font.glyphs)))
        return whole


def _width(text: str, font: _Subset) -> float:
    """In ems."""
    return sum(font.widths[c] for c in text) / 1000


def _broken(lines: list[str], font: _Subset, room: float) -> list[str]:
    """Lines broken between words, and no further, so that they fit at the size at which the longest word does."""
    ems = max(room / TEXT_SIZE, *(_width(word, font) for line in lines for word in line.split()))
    broken = []
    for line in lines:
        row = ""
        for word in line.split():
            longer = f"{row} {word}".strip()
            if row and _width(longer, font) > ems:
                broken.append(row)
                longer = word
            row = longer
        broken.append(row)
    return broken


def _cut_font(text: str) -> _Subset:
    """The papers' font with only the glyphs of `text`; unknown characters become the empty box."""
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[], glyph_names=False)
    options.drop_tables += ["FFTM", "GDEF", "GPOS", "GSUB", "kern", "OS/2"]
    file = BytesIO()
    with TTFont(font_path(), lazy=True) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(text=text)
        cutter.subset(font)
        font.save(file)
        return _described(font, file.getvalue(), text)


def _described(font: TTFont, file: bytes, text: str) -> _Subset:
    head, hhea, advance, cmap = font["head"], font["hhea"], font["hmtx"].metrics, font.getBestCmap() or {}
    scale = 1000 / head.unitsPerEm
    names = {c: cmap.get(ord(c), ".notdef") for c in sorted(set(text))}
    tag = "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(file).digest()[:6])
    return _Subset(
        name=f"{tag}+{font_path().stem}",
        file=file,
        glyphs={c: font.getGlyphID(name) for c, name in names.items()},
        widths={c: advance[name][0] * scale for c, name in names.items()},
        box=tuple(round(v * scale) for v in (head.xMin, head.yMin, head.xMax, head.yMax)),
        ascent=round(hhea.ascent * scale),
        descent=round(hhea.descent * scale),
    )


def _widths(font: _Subset) -> generic.ArrayObject:
    widths = generic.ArrayObject()
    for character, glyph in sorted(font.glyphs.items(), key=lambda pair: pair[1]):
        widths.append(generic.NumberObject(glyph))
        widths.append(generic.ArrayObject([generic.FloatObject(round(font.widths[character], 3))]))
    return widths


def _to_unicode(glyphs: dict[str, int]) -> bytes:
    """So that the stamp's text can be searched and copied: glyph number to character."""
    pairs = sorted((glyph, c.encode("utf-16-be").hex()) for c, glyph in glyphs.items() if glyph)
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "".join(
        f"{len(block)} beginbfchar\n" + "".join(f"<{glyph:04x}> <{code}>\n" for glyph, code in block) + "endbfchar\n"
        for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{body}endcmap CMapName currentdict /CMap defineresource pop end end\n"
    ).encode("ascii")


def _dictionary(**entries: object) -> generic.DictionaryObject:
    return generic.DictionaryObject({pdf_name(f"/{key}"): _pdf_value(value) for key, value in entries.items()})


def _pdf_value(value: object) -> generic.PdfObject:
    if isinstance(value, str):
        return pdf_name(value)
    if isinstance(value, list):
        return generic.ArrayObject([_pdf_value(item) for item in value])
    return generic.FloatObject(value)


def _stream(data: bytes, **entries: object) -> generic.StreamObject:
    stream = generic.StreamObject(dict_data=_dictionary(**entries), stream_data=data)
    stream.compress()
    return stream
