"""Verification in the caller's process: for files we made ourselves a moment ago, and for tests."""

from datetime import datetime

from documents.trust import TrustStore
from documents.verifying.examining import examine
from documents.verifying.judging import judge
from documents.verifying.register import Lookup, nothing_registered
from documents.verifying.verdict import Verdict


def verify(
    pdf: bytes, *, trust: TrustStore, register: Lookup = nothing_registered, moment: datetime | None = None
) -> Verdict:
    """The verdict on `pdf`; see `verify_isolated` for files of strangers. Not callable from a running event loop."""
    return judge(pdf, trust=trust, register=register, moment=moment, examine=examine)
