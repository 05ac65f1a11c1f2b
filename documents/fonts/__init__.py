"""The one font of all papers: Liberation Serif from the machine, seen through a private fontconfig file.

Other fonts on the machine must not change a page, so fontconfig is told of this family alone.
"""

import os
import tempfile
from functools import cache
from pathlib import Path

FAMILY = "Liberation Serif"
PACKAGE = "fonts-liberation2"
_FACES = ("Regular", "Bold", "Italic", "BoldItalic")
_PLACES = (
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/liberation-serif-fonts",
    "/usr/share/fonts/liberation-serif",
    "/usr/share/fonts/liberation",
)
_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <selectfont>
    <acceptfont><glob>{fonts}/LiberationSerif-*</glob></acceptfont>
    <rejectfont><glob>*</glob></rejectfont>
  </selectfont>
  <match target="font">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
  </match>
</fontconfig>
"""


def folder() -> Path | None:
    """Return the folder that has all four faces of Liberation Serif, or None."""
    for place in map(Path, _PLACES):
        if all((place / f"LiberationSerif-{face}.ttf").is_file() for face in _FACES):
            return place
    return None


def faces() -> tuple[Path, ...]:
    """Return the files of the four faces. Raises LookupError without the font."""
    fonts = folder()
    if fonts is None:
        raise LookupError(FAMILY)
    return tuple(fonts / f"LiberationSerif-{face}.ttf" for face in _FACES)


def configuration(directory: Path) -> Path:
    """Write the private fontconfig file below `directory` and return it. Raises LookupError without the font."""
    fonts = faces()[0].parent
    directory.mkdir(parents=True, exist_ok=True)
    target = directory / "fonts.conf"
    text = _CONFIGURATION.format(fonts=fonts, cache=directory / "cache")
    if not target.is_file() or target.read_text(encoding="utf-8") != text:
        with tempfile.NamedTemporaryFile("w", dir=directory, delete=False, encoding="utf-8") as draft:
            draft.write(text)
        os.replace(draft.name, target)
    return target


ALPHABET = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"


def accented() -> str:
    """Return the 134 letters of Vietnamese that ASCII lacks, small and capital."""
    letters = [letter for letter in ALPHABET if ord(letter) > 127]
    return "".join(letters + [letter.upper() for letter in letters])


def problem() -> str | None:
    """Return one sentence when the installed font cannot write Vietnamese, else None."""
    absent = [letter for letter in accented() if ord(letter) not in coverage()]
    if not absent:
        return None
    return f"Phông chữ {FAMILY} trên máy này thiếu chữ {', '.join(absent)}: hãy cài lại gói {PACKAGE}."


@cache
def coverage() -> frozenset[int]:
    """Return the code points that every face of the font can show."""
    from fontTools.ttLib import TTFont

    sets = []
    for face in faces():
        with TTFont(face, lazy=True) as font:
            sets.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*sets)
