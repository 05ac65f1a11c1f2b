"""Proof that signatures existed: a document time-stamp that is itself good vouches for all that came before it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from pyhanko.sign.validation import EmbeddedPdfSignature

from documents.keys import VIETNAM
from documents.verifying.order import Order
from documents.verifying.signer_trust import is_time_stamp, time_of
from documents.verifying.verdict import VALID, Finding, SignatureVerdict

Judge = Callable[[EmbeddedPdfSignature, Order], SignatureVerdict]


def judged_backwards(
    embedded: Sequence[EmbeddedPdfSignature], order: Order, judge: Judge
) -> tuple[SignatureVerdict, ...]:
    """A verdict on each signature, oldest first. They are looked at from the newest one back.

    The newest time-stamp is judged as of now. What it covers is judged knowing that it existed then: so an older
    time-stamp may have run out since, and a signer's certificate too.
    """
    verdicts: list[SignatureVerdict] = []
    proven: datetime | None = None
    proof: tuple[Finding, ...] = ()
    for signature in reversed(embedded):
        if not is_time_stamp(signature):
            verdict = judge(signature, replace(order, existed_at=_earlier(order.existed_at, proven)))
            verdicts.append(replace(verdict, findings=(*verdict.findings, *proof)))
            continue
        verdict, at = judge(signature, replace(order, existed_at=proven)), time_of(signature)
        if at is not None and verdict.verdict == VALID:
            proven, proof = at, (Finding("time_stamped", {"at": in_words(at), "by": verdict.signer}),)
        told = at.astimezone(VIETNAM).isoformat(timespec="seconds") if at else verdict.signed_at
        verdicts.append(replace(verdict, signed_at=told, findings=(*verdict.findings, Finding("time_stamp"))))
    return tuple(reversed(verdicts))


def in_words(moment: datetime) -> str:
    return moment.astimezone(VIETNAM).strftime("%H:%M:%S %d/%m/%Y")


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((moment for moment in (one, other) if moment is not None), default=None)
