"""Many papers of one body sealed at once: the key is opened once, each paper succeeds or is refused on its own."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from classification.errors import StepRefused
from documents.keys import KeyProblem
from documents.models import IssuedDocument
from documents.signing import Key, SigningRefused
from documents.trust import our_roots

from .opening import open_held_key
from .sealing import put_seal, require_unsealed, seal_to_use

MOST_AT_ONCE = 50
"""Each takes a good part of a second while the clerk waits for the page."""


@dataclass
class Sealed:
    """What became of the papers: those sealed, and those refused with the sentences why."""

    done: list[IssuedDocument] = field(default_factory=list)
    refused: list[tuple[IssuedDocument, list[str]]] = field(default_factory=list)


def seal_papers(*, documents: Iterable[IssuedDocument], by, passphrase: str) -> Sealed:
    """Put the seal of their body on the papers; each is kept by itself, whatever becomes of the others.

    Raises KeyProblem, StepRefused, PermissionDenied before any paper is touched: for the key, or for papers that do
    not belong together.
    """
    papers = list(documents)
    if not papers:
        raise StepRefused([_("Hãy đánh dấu ít nhất một văn bản.")])
    if len(papers) > MOST_AT_ONCE:
        raise StepRefused([_("Mỗi lần đóng dấu nhiều nhất %(most)s văn bản.") % {"most": MOST_AT_ONCE}])
    if len({paper.issuer_id for paper in papers}) > 1:
        raise StepRefused([_("Mỗi lần chỉ đóng dấu văn bản của một cơ quan.")])
    seal = seal_to_use(papers[0].issuer, by=by)
    key = open_held_key(seal, passphrase, roots=our_roots())
    outcome = Sealed()
    for paper in papers:
        if reasons := _reasons_against(paper, by, seal, key):
            outcome.refused.append((paper, reasons))
        else:
            outcome.done.append(paper)
    return outcome


def _reasons_against(paper: IssuedDocument, by, seal, key: Key) -> list[str]:
    """Seals the paper; or why not."""
    try:
        require_unsealed(paper)
        put_seal(document=paper, by=by, seal=seal, key=key)
    except StepRefused as refused:
        return refused.reasons
    except (KeyProblem, SigningRefused) as problem:
        return [str(problem)]
    return []
