"""Reference pictures of every kind of paper, and how a page is compared with its picture.

Made anew, after looking at them, with: .venv/bin/python -m tests.documents.picture_book
"""

import io
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

FOLDER = Path(__file__).resolve().parent / "pictures"
DPI = 36
CELL = 3
"""Pixels: 2 mm. Cells are compared by how dark they are, so that a letter's edge may lie a little aside."""
DARKER = 40
ALLOWED = 0.012
"""This part of the cells may differ: another version of the font or of Pango moves a few words, not a block."""
SHADES = 16


def shot(pdf: bytes, number: int) -> Image.Image:
    """One page (from 0) in shades of grey."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[number].render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
    finally:
        document.close()


def strip(pdf: bytes, count: int) -> Image.Image:
    """All pages side by side on white, as they are kept in one file a paper."""
    shots = [shot(pdf, number) for number in range(count)]
    sheet = Image.new("L", (sum(one.width for one in shots), max(one.height for one in shots)), 255)
    left = 0
    for one in shots:
        sheet.paste(one, (left, 0))
        left += one.width
    return sheet


def reference(name: str) -> Image.Image:
    with Image.open(FOLDER / f"{name}.png") as kept:
        return kept.convert("L")


def differing(one: Image.Image, other: Image.Image) -> float:
    """The part of the cells of two equally large pictures that are clearly darker in one of them."""
    small = tuple(max(side // CELL, 1) for side in one.size)
    averages = (picture.resize(small, Image.Resampling.BOX) for picture in (one, other))
    cells = ImageChops.difference(*averages).histogram()
    return sum(cells[DARKER:]) / (small[0] * small[1])


def keep(name: str, pdf: bytes, count: int) -> int:
    """Write the picture of a paper; its size in bytes."""
    FOLDER.mkdir(exist_ok=True)
    out = io.BytesIO()
    palette = [round(shade * 255 / (SHADES - 1)) for shade in range(SHADES) for _colour in range(3)]
    levels = strip(pdf, count).point(lambda grey: round(grey * (SHADES - 1) / 255))
    picture = Image.frombytes("P", levels.size, levels.tobytes())
    picture.putpalette(palette)
    picture.save(out, "PNG", optimize=True, bits=4)
    (FOLDER / f"{name}.png").write_bytes(out.getvalue())
    return len(out.getvalue())


def main() -> None:
    import django

    django.setup()
    from tests.documents import papers
    from tests.documents.printed import printed

    total = 0
    for make in papers.ALL:
        for regime in ("nd85", "nd331"):
            made = printed(make.__name__, regime)
            total += keep(f"{make.__name__}-{regime}", made.pdf, made.pages)
    print(f"{total >> 10} KiB in {FOLDER}")  # noqa: T201


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")
    main()
