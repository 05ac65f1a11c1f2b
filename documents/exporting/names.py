"""Names inside an archive that every system can unpack: Vietnamese stays, tricks with paths do not. Pure."""

import re
import unicodedata

from documents.typography import clean

LONGEST = 110
"""Characters of one name, ending included: with its folder well below the 260 of Windows."""
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=\s*(\.|$))", re.IGNORECASE)
EXTRA_SPACES = re.compile(r"\s+")


def safe_name(words: str, ending: str = "") -> str:
    """`words` as a file name with this ending (".pdf"): nothing that Windows, a shell or an unpacker takes amiss."""
    name = unicodedata.normalize("NFC", clean(words))
    name = EXTRA_SPACES.sub(" ", FORBIDDEN.sub("-", name.replace(": ", " - "))).strip(" .-")
    name = name[: LONGEST - len(ending)].rstrip(" .-") or "tep"
    return f"_{name}{ending}" if RESERVED.match(f"{name}{ending}") else f"{name}{ending}"


def shortened(words: str, longest: int) -> str:
    """Whole words up to so many characters."""
    return words if len(words) <= longest else words[: longest + 1].rpartition(" ")[0] or words[:longest]


def split(filename: str) -> tuple[str, str]:
    """(stem, ending with its dot) of a name that somebody gave; the ending only where it looks like one."""
    stem, dot, ending = filename.rpartition(".")
    if dot and stem and re.fullmatch(r"[A-Za-z0-9]{1,8}", ending):
        return stem, f".{ending.lower()}"
    return filename, ""


def is_safe_path(path: str) -> bool:
    """Whether a path of an archive stays inside it, on every system, and is written as `safe_name` would."""
    parts = path.split("/")
    return bool(path) and all(
        part not in ("", ".", "..")
        and not FORBIDDEN.search(part)
        and not RESERVED.match(part)
        and part == part.rstrip(" .")
        for part in parts
    )


class Taken:
    """The paths given out so far; two that differ in case alone would be one file on Windows."""

    def __init__(self) -> None:
        self._paths: set[str] = set()

    def free(self, folder: str, words: str, ending: str) -> str:
        """A path in `folder` that nobody has yet: the name, or the name with (2), (3), ..."""
        number = 1
        while True:
            name = safe_name(words, ending) if number == 1 else safe_name(words[:90], f" ({number}){ending}")
            path = f"{folder}/{name}" if folder else name
            if path.casefold() not in self._paths:
                self._paths.add(path.casefold())
                return path
            number += 1
