"""Previews of the explanation, printed in pieces that are remembered: after an edit only its piece is printed again.

A preview is no paper: its appendices begin a new page where a piece ends, so it may have a few pages more than what is
signed, which is always printed whole. Page and row numbers run through; they are part of what a piece shows.
"""

import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from documents import markup
from documents.content import Explanation, RequirementGroup
from documents.rendering_process.wire import RenderedPaper
from systems.pdfium import alone

FEWEST_ROWS = 14
"""A piece is made of whole groups until it has so many rows: about two pages."""
VARIANT = ""
"""Plain PDF: what is merged by another library would be no archive format anyway."""


@dataclass(frozen=True)
class Appendix:
    number: str
    title: str


def print_sections(
    paper: Explanation, images: Mapping | None, print_piece: Callable[[str], RenderedPaper]
) -> RenderedPaper:
    """The whole preview; `print_piece` prints finished mark-up or remembers it."""
    text = print_piece(markup.piece(paper, "explanation_text.html", images=images, draft=True))
    made = [text]
    for appendix, groups in (
        (Appendix("I", "yêu cầu quản lý"), paper.plan.management),
        (Appendix("II", "yêu cầu kỹ thuật"), paper.plan.technical),
    ):
        made += _appendix(paper, appendix, groups, print_piece)
    pdf = _joined([one.pdf for one in made])
    return RenderedPaper(pdf, hashlib.sha256(pdf).hexdigest(), sum(one.pages for one in made), text.boxes)


def _appendix(paper, appendix: Appendix, groups, print_piece) -> Iterator[RenderedPaper]:
    first_page, rows, numbered = 1, 0, 0
    for together in _pieces(groups):
        html = markup.piece(
            paper, "explanation_groups.html", draft=True, appendix=appendix, groups=together, first_page=first_page,
            rows_before=rows, groups_before=numbered,
        )  # fmt: skip
        made = print_piece(html)
        yield made
        first_page += made.pages
        rows += sum(len(group.requirements) for group in together)
        numbered += len(together)


def _pieces(groups: tuple[RequirementGroup, ...]) -> Iterator[tuple[RequirementGroup, ...]]:
    """Whole groups, as few as give a piece enough rows; an appendix without groups is one piece all the same."""
    together: list[RequirementGroup] = []
    for group in groups:
        together.append(group)
        if sum(len(one.requirements) for one in together) >= FEWEST_ROWS:
            yield tuple(together)
            together = []
    if together or not groups:
        yield tuple(together)


def _joined(pdfs: list[bytes]) -> bytes:
    # Imported here: only previews need it, and it loads a large library.
    import pypdfium2

    out = io.BytesIO()
    with alone:
        whole = pypdfium2.PdfDocument.new()
        try:
            for pdf in pdfs:
                part = pypdfium2.PdfDocument(pdf)
                whole.import_pages(part)
                part.close()
            whole.save(out)
        finally:
            whole.close()
    return out.getvalue()
