"""Printing sample papers once per test run, and reading the PDF back in millimetres."""

from functools import cache
from io import BytesIO

import pdfplumber

from documents import rendering
from tests.documents import papers

MM = 72 / 25.4
REGIMES = {"nd85": papers.ND85, "nd331": papers.ND331}


@cache
def printed(name: str, regime: str = "nd331") -> rendering.RenderedPaper:
    return rendering.render(getattr(papers, name)(REGIMES[regime]), images=papers.IMAGES)


@cache
def pages(name: str, regime: str = "nd331") -> list:
    """All pages of a sample paper, parsed once."""
    return opened(printed(name, regime).pdf).pages


@cache
def opened(pdf: bytes) -> pdfplumber.PDF:
    return pdfplumber.open(BytesIO(pdf))


@cache
def text_of(pdf: bytes) -> str:
    """Whole text in the order it was written, one space where a line ends, no-break spaces as spaces."""
    pieces, last = [], None
    for page in opened(pdf).pages:
        for char in page.chars:
            pieces.append("" if last is None or abs(char["top"] - last) < 2 else " ")
            pieces.append(char["text"])
            last = char["top"]
    return " ".join("".join(pieces).split())


def line_of(page, words: str) -> dict:
    """The line of text that contains `words`, with its box and characters."""
    for line in page.extract_text_lines(return_chars=True):
        if words in line["text"]:
            return line
    raise AssertionError(f"no line with {words!r}")


def chars_of(page, words: str) -> list[dict]:
    """The characters of the first occurrence of `words` within one line."""
    line = line_of(page, words)
    flat, chars = [], []
    for char in line["chars"]:
        if char["text"].strip():
            flat.append(char["text"])
            chars.append(char)
    wanted = words.replace(" ", "")
    start = "".join(flat).index(wanted)
    return chars[start : start + len(wanted)]


def span(chars: list[dict]) -> tuple[float, float]:
    return min(char["x0"] for char in chars), max(char["x1"] for char in chars)
