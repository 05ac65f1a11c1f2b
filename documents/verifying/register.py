"""What the verifier asks the register of issued papers: a paper, every state it has been kept in, and its standing."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

MOST_REVISIONS = 50  # a paper has one revision for each signature and a few more
ISSUED, COSIGNED, SEALED, EVIDENCE, TIMESTAMPED = "issued", "cosigned", "sealed", "evidence", "timestamped"
CURRENT, REPLACED, SUPERSEDED, WITHDRAWN, ENDED = "current", "replaced", "superseded", "withdrawn", "ended"


class RegisterUnreachable(Exception):
    """The register cannot be asked now (no database, not migrated)."""


@dataclass(frozen=True)
class PaperState:
    """One state of a paper: the file up to `size` bytes.

    `kind` is what made it of the state before (ISSUED for the first). `signature` is the (field, SHA-256 of the
    certificate) that came with it, None where it added no signature; an empty word in it means "not recorded".
    `kept_at` is when these bytes were stored, which proves that the signature existed then.
    """

    sha256: str
    size: int
    kind: str = ISSUED
    signature: tuple[str, str] | None = None
    kept_at: datetime | None = None


@dataclass(frozen=True)
class RegisteredPaper:
    """A paper this system issued: its `states`, oldest first; the last is the paper as it is now.

    `name` is what a reader calls the paper; `standing` is CURRENT or why it is not; `attachments` gives the SHA-256 of
    each embedded file by its name, where that was recorded. `prepared_sha256` is the file as given to sign: never a
    state, because without a signature it is no paper.
    """

    name: str
    states: tuple[PaperState, ...]
    standing: str = CURRENT
    attachments: Mapping[str, str] | None = None
    prepared_sha256: str = ""

    def position_of(self, sha256: str) -> int | None:
        """Which of the states has these bytes, counted from 0; None if the file is none of them."""
        return next((at for at, state in enumerate(self.states) if state.sha256 == sha256), None)

    def chain(self, upto: int | None = None) -> tuple[tuple[str, str], ...]:
        """The signatures, in order, of the state at that position, by default the newest."""
        states = self.states if upto is None else self.states[: upto + 1]
        return tuple(state.signature for state in states if state.signature)

    def existed(self, upto: int) -> dict[str, datetime]:
        """By signature field, a time at which our record says the signature existed already."""
        kept = (state for state in self.states[: upto + 1] if state.signature and state.kept_at)
        return {state.signature[0]: state.kept_at for state in kept}


# Finds the paper of which one state (prepared for signing, signed, sealed, ...) has this SHA-256. None: not ours.
# Raises RegisterUnreachable.
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


def grew_as_recorded(paper: RegisteredPaper, pdf: bytes, position: int) -> bool:
    """Whether each state recorded before `position` is the beginning of these bytes, as appending leaves it."""
    running, done = hashlib.sha256(), 0
    for state in paper.states[: position + 1]:
        if not done < state.size <= len(pdf):
            return False
        running.update(memoryview(pdf)[done : state.size])
        done = state.size
        if running.copy().hexdigest() != state.sha256:
            return False
    return done == len(pdf)
