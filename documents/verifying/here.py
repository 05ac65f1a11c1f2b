"""Verification as this installation does it: its trusted roots, its register of issued papers, its limited worker."""

from collections.abc import Iterable
from pathlib import Path

from django.db import DatabaseError

from documents.trust import BadTrustFile, TrustStore, load_trust, trust_folder
from documents.trust_here import our_trust
from documents.verifying import verify_isolated
from documents.verifying.issued import issued_paper
from documents.verifying.verdict import Finding, Verdict


def verify_here(pdf: bytes, *, extra_roots: Iterable[Path] = ()) -> Verdict:
    """The verdict on a file from anywhere. Never raises: a root that cannot be read is a reason in the verdict."""
    try:
        trust = _trust(list(extra_roots))
    except BadTrustFile as wrong:
        return Verdict(findings=(Finding("bad_trust", {"why": str(wrong)}),))
    return verify_isolated(pdf, trust=trust, register=issued_paper)


def _trust(extra_roots: list[Path]) -> TrustStore:
    try:
        return our_trust(files=extra_roots)
    except DatabaseError:  # files are checked on a machine without our database as well
        return load_trust(folder=trust_folder(), files=extra_roots)
