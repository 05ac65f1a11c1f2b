"""What the verifier asks the register of issued papers, and how a file is compared with the paper it comes from."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from documents.verifying.verdict import Finding, SignatureVerdict

MOST_REVISIONS = 50  # a paper has one revision for each signature and a few more


class RegisterUnreachable(Exception):
    """The register cannot be asked now (no database, not migrated)."""


@dataclass(frozen=True)
class RegisteredPaper:
    """A paper this system issued.

    `sha256` is the hash of the issued bytes; `signatures` its (field, SHA-256 of the certificate) in signing order;
    `issued_at` when the bytes were stored, which proves that the signatures existed then; `standing` is "current",
    "extended" (something was appended since), "replaced" or "withdrawn"; `name` is what a reader calls it, such as
    its number.
    """

    sha256: str
    name: str
    signatures: tuple[tuple[str, str], ...]
    issued_at: datetime | None = None
    standing: str = "current"


# Finds the paper whose issued bytes, or an earlier state of them (prepared for signing, signed by fewer people), have
# this SHA-256. None: not ours. Raises RegisterUnreachable.
Lookup = Callable[[str], RegisteredPaper | None]


def nothing_registered(sha256: str) -> None:
    """A register with no papers."""


def earlier_states(pdf: bytes) -> Iterator[str]:
    """SHA-256 of each shorter file this one was built upon by appending: the bytes up to each end-of-file mark."""
    running, done = hashlib.sha256(), 0
    for number, mark in enumerate(re.finditer(rb"%%EOF(?:\r\n|\n|\r)?", pdf)):
        if number >= MOST_REVISIONS:
            return
        for end in dict.fromkeys((mark.start() + 5, mark.end())):
            running.update(pdf[done:end])
            done = end
            if end < len(pdf):
                yield running.copy().hexdigest()


def compare(paper: RegisteredPaper, sha256: str, signatures: tuple[SignatureVerdict, ...]) -> Finding:
    """How a file relates to the paper it equals or grew from."""
    found = tuple((signature.field, signature.fingerprint) for signature in signatures)
    name = {"name": paper.name}
    if paper.sha256 == sha256:
        return Finding("registered", name)
    if found == paper.signatures[: len(found)] and len(found) < len(paper.signatures):
        return Finding("rollback", name)
    if found != paper.signatures:
        return Finding("impostor", name)
    return Finding("altered", name)
