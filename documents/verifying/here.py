"""Verification as this installation does it: its trusted roots, its register of issued papers, its limited worker."""

from collections.abc import Iterable
from pathlib import Path

from documents.trust import BadTrustFile, load_trust, trust_folder
from documents.verifying import verify_isolated
from documents.verifying.issued import issued_paper
from documents.verifying.verdict import Finding, Verdict


def verify_here(pdf: bytes, *, extra_roots: Iterable[Path] = ()) -> Verdict:
    """The verdict on a file from anywhere. Never raises: a root that cannot be read is a reason in the verdict."""
    try:
        trust = load_trust(folder=trust_folder(), files=extra_roots)
    except BadTrustFile as wrong:
        return Verdict(findings=(Finding("bad_trust", {"why": str(wrong)}),))
    return verify_isolated(pdf, trust=trust, register=issued_paper)
