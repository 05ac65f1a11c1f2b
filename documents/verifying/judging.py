"""Puts the examination of a file and the register of issued papers together into one verdict."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from documents.trust import TrustStore
from documents.verifying.comparing import compare
from documents.verifying.order import Order, Report
from documents.verifying.register import (
    Lookup,
    RegisteredPaper,
    RegisterUnreachable,
    earlier_states,
    grew_as_recorded,
    nothing_registered,
)
from documents.verifying.verdict import Finding, Verdict

BIGGEST_FILE = 50 * 1024 * 1024  # bytes
MEGABYTE = 1024 * 1024


Examine = Callable[[bytes, Order], Report]


@dataclass(frozen=True)
class _Kinship:
    """What the register knows of a file: the paper it is or grew from, and which state of it the bytes are."""

    paper: RegisteredPaper | None = None
    position: int | None = None
    consistent: bool = True
    notes: tuple[Finding, ...] = ()

    @property
    def known_bytes(self) -> bool:
        return self.position is not None and self.consistent

    @property
    def newest(self) -> bool:
        return self.known_bytes and self.position == len(self.paper.states) - 1


def judge(
    pdf: bytes,
    *,
    trust: TrustStore,
    register: Lookup,
    moment: datetime | None,
    examine: Examine,
    examine_known: Examine | None = None,
) -> Verdict:
    """The verdict on `pdf`; `examine` does the cryptography, in this process or in a limited one.

    A file that is, byte for byte, one we keep goes to `examine_known` where that is given: it is no stranger's.
    """
    if len(pdf) > BIGGEST_FILE:
        return Verdict(findings=(too_big(),))
    if not looks_like_pdf(pdf):
        return Verdict(findings=(Finding("not_pdf"),))
    sha256 = hashlib.sha256(pdf).hexdigest()
    kin = _kinship(register, sha256, pdf)
    order = Order.trusting(
        trust,
        moment=moment or datetime.now(UTC),
        existed=kin.paper.existed(kin.position) if kin.known_bytes else {},
        known_bytes=kin.known_bytes,
        with_attachments=kin.paper is not None and kin.paper.attachments is not None,
    )
    report = (examine_known if kin.known_bytes and examine_known else examine)(pdf, order)
    standing = compare(kin.paper, sha256, report.signatures, report.attachments) if kin.paper else ()
    return Verdict(kin.newest, (*standing, *report.findings, *kin.notes), report.signatures)


def looks_like_pdf(pdf: bytes) -> bool:
    return b"%PDF-" in pdf[:1024]


def too_big() -> Finding:
    return Finding("too_big", {"limit": str(BIGGEST_FILE // MEGABYTE)})


def _kinship(register: Lookup, sha256: str, pdf: bytes) -> _Kinship:
    try:
        for state in (sha256, *earlier_states(pdf)):
            if paper := register(state):
                return _kin_of(paper, sha256, pdf)
    except RegisterUnreachable:
        return _Kinship(notes=(Finding("register_down"),))
    return _Kinship(notes=() if register is nothing_registered else (Finding("unregistered"),))


def _kin_of(paper: RegisteredPaper, sha256: str, pdf: bytes) -> _Kinship:
    position = paper.position_of(sha256)
    if position is None or grew_as_recorded(paper, pdf, position):
        return _Kinship(paper, position)
    return _Kinship(paper, position, consistent=False, notes=(Finding("misrecorded", {"name": paper.name}),))
