"""What follows once prepared papers are signed and accepted: the step of a dossier, or the act of a body's paper."""

from documents.models import PreparedPaper, PreparedSigning, SignedWith
from documents.signing import SignedPdf

from .body_papers import BodyAct, issue_body_paper
from .delegating import DELEGATION
from .issuing import issue_and_move
from .reporting import REPORT

ACTS: dict[str, BodyAct] = {act.name: act for act in (REPORT, DELEGATION)}


def complete(
    *, signing: PreparedSigning, by, papers: list[PreparedPaper], signed: list[SignedPdf], way: str = SignedWith.FILE
):
    """Issue the papers and do what they are for, whole or not at all; returns the dossier, report or delegation."""
    given = {"signing": signing, "by": by, "papers": papers, "signed": signed, "way": way}
    return issue_and_move(**given) if signing.dossier_id else issue_body_paper(ACTS[signing.step], **given)
