"""A paper printed as a draft."""

from collections.abc import Mapping

from classification.errors import StepRefused
from documents.content import Paper
from documents.markup import UnusablePicture
from documents.rendering import RenderedPaper, RenderingUnavailable, preview


def print_draft(paper: Paper, *, images: Mapping[str, tuple[str, bytes]] | None = None) -> RenderedPaper:
    """With "DỰ THẢO" across every page; cheap where it was printed before. Raises StepRefused if it cannot be made."""
    try:
        return preview(paper, images=images)
    except (RenderingUnavailable, UnusablePicture) as problem:
        raise StepRefused([str(problem)]) from problem
