"""Verifies any PDF: one verdict for the file and one for each signature, in words a clerk understands.

`verify_isolated` is for files of strangers and is what pages and commands call; `documents.verifying.direct.verify`
does the same in the caller's process.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from importlib import import_module

from documents.trust import TrustStore
from documents.verifying.isolation import examine_in_turn
from documents.verifying.judging import BIGGEST_FILE, judge, too_big
from documents.verifying.order import Order, Report
from documents.verifying.register import Lookup, PaperState, RegisteredPaper, RegisterUnreachable, nothing_registered
from documents.verifying.verdict import Finding, SignatureVerdict, Verdict

__all__ = [
    "BIGGEST_FILE",
    "Finding",
    "Lookup",
    "PaperState",
    "RegisterUnreachable",
    "RegisteredPaper",
    "SignatureVerdict",
    "Verdict",
    "nothing_registered",
    "too_big",
    "verify_isolated",
]


def verify_isolated(
    pdf: bytes, *, trust: TrustStore, register: Lookup = nothing_registered, moment: datetime | None = None
) -> Verdict:
    """The verdict on `pdf`, examined in a limited process unless we keep these very bytes ourselves.

    `moment` (aware, default now) is when. Never raises.
    """
    return judge(
        pdf, trust=trust, register=register, moment=moment, examine=examine_in_turn, examine_known=_examine_here
    )


def _examine_here(pdf: bytes, order: Order) -> Report:
    """A file we keep is no stranger's, and a process of its own would cost more than the examination.

    In a thread of its own: the library starts an event loop, which a thread that runs one already refuses.
    """
    examining = import_module("documents.verifying.examining")
    with ThreadPoolExecutor(max_workers=1) as own_thread:
        return own_thread.submit(examining.examine, pdf, order).result()
