"""Proof that signatures existed: a document time-stamp that is itself good vouches for all that came before it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from pyhanko.sign.validation import EmbeddedPdfSignature

from documents.keys import VIETNAM
from documents.verifying.signer_trust import is_time_stamp, time_of
from documents.verifying.verdict import VALID, Finding, SignatureVerdict

Judge = Callable[[EmbeddedPdfSignature, datetime | None], SignatureVerdict]
"""The verdict on one signature, knowing the time by which a later time-stamp proves that it existed."""


def judged_backwards(embedded: Sequence[EmbeddedPdfSignature], judge: Judge) -> tuple[SignatureVerdict, ...]:
    """A verdict on each signature, oldest first. They are looked at from the newest one back.

    The newest time-stamp is judged as of now. What it covers is judged knowing that it existed then: so an older
    time-stamp may have run out since, and a signer's certificate too.
    """
    verdicts: list[SignatureVerdict] = []
    proven: datetime | None = None
    proof: tuple[Finding, ...] = ()
    for signature in reversed(embedded):
        verdict = judge(signature, proven)
        if not is_time_stamp(signature):
            verdicts.append(replace(verdict, findings=(*verdict.findings, *proof)))
            continue
        if verdict.verdict == VALID and (at := time_of(signature)):
            proven, proof = at, (Finding("time_stamped", {"at": in_words(at), "by": verdict.signer}),)
        verdicts.append(replace(verdict, findings=(*verdict.findings, Finding("time_stamp"))))
    return tuple(reversed(verdicts))


def in_words(moment: datetime) -> str:
    return moment.astimezone(VIETNAM).strftime("%H:%M:%S %d/%m/%Y")
