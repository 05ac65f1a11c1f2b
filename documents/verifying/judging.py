"""Puts the examination of a file and the register of issued papers together into one verdict."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

from cryptography.hazmat.primitives.serialization import Encoding

from documents.trust import TrustStore
from documents.verifying.order import Order, Report
from documents.verifying.register import (
    Lookup,
    RegisteredPaper,
    RegisterUnreachable,
    compare,
    earlier_states,
    nothing_registered,
)
from documents.verifying.verdict import Finding, SignatureVerdict, Verdict

BIGGEST_FILE = 50 * 1024 * 1024  # bytes
MEGABYTE = 1024 * 1024


def judge(
    pdf: bytes,
    *,
    trust: TrustStore,
    register: Lookup,
    moment: datetime | None,
    examine: Callable[[bytes, Order], Report],
) -> Verdict:
    """The verdict on `pdf`; `examine` does the cryptography, in this process or in a limited one."""
    if len(pdf) > BIGGEST_FILE:
        return Verdict(findings=(too_big(),))
    if not looks_like_pdf(pdf):
        return Verdict(findings=(Finding("not_pdf"),))
    sha256 = hashlib.sha256(pdf).hexdigest()
    paper, notes = _look_up(register, sha256, pdf)
    ours = paper is not None and paper.sha256 == sha256
    order = Order(
        moment=moment or datetime.now(UTC),
        roots=_der(trust.roots),
        revocation_lists=trust.revocation_lists,
        intermediates=_der(trust.intermediates),
        stamp_roots=None if trust.stamp_roots is None else _der(trust.stamp_roots),
        existed_at=paper.issued_at if ours else None,
        known_bytes=ours,
    )
    report = examine(pdf, order)
    standing = _standing(paper, sha256, report.signatures)
    return Verdict(ours, (*report.findings, *standing, *notes), report.signatures)


def _der(certificates) -> tuple[bytes, ...]:
    return tuple(certificate.public_bytes(Encoding.DER) for certificate in certificates)


def looks_like_pdf(pdf: bytes) -> bool:
    return b"%PDF-" in pdf[:1024]


def too_big() -> Finding:
    return Finding("too_big", {"limit": str(BIGGEST_FILE // MEGABYTE)})


def _look_up(register: Lookup, sha256: str, pdf: bytes) -> tuple[RegisteredPaper | None, list[Finding]]:
    """The paper that the file is, or else the one it grew from."""
    try:
        for state in (sha256, *earlier_states(pdf)):
            if paper := register(state):
                return paper, []
    except RegisterUnreachable:
        return None, [Finding("register_down")]
    return None, [] if register is nothing_registered else [Finding("unregistered")]


def _standing(
    paper: RegisteredPaper | None, sha256: str, signatures: tuple[SignatureVerdict, ...]
) -> tuple[Finding, ...]:
    if paper is None:
        return ()
    found = compare(paper, sha256, signatures)
    if found.code == "registered" and paper.standing in ("replaced", "withdrawn"):
        return (found, Finding(paper.standing))
    return (found,)
