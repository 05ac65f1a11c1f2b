"""The register of what can be done outside a request, and of what is done every day."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

LIMIT = 8
FIRST_PAUSE, LONGEST_PAUSE = 30, 3600
"""Seconds after the first failure, and at most; each pause is four times the one before."""


class GiveUp(Exception):
    """Trying again would not help: the sentence says why. The job fails at once."""


class TryLater(Exception):
    """It cannot be done at this moment: the sentence says why. The job waits and is tried again."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job. `run` takes the payload as keywords and may return a sentence on what came of it.

    `atomic`: what it does and the mark that it is done are one transaction. Otherwise `run` reaches outside the
    database, may be called again after a crash, and must itself know what it did already.
    """

    name: str
    title: str
    run: Callable[..., str | None]
    atomic: bool = True
    limit: int = LIMIT
    again: Callable[..., None] | None = None
    """What changes when a person has a failed one done again, in the same transaction."""


@dataclass(frozen=True, slots=True)
class Daily:
    """A job of every day on which `on` holds, from this time of day in Hanoi; `run` is told the `day` (ISO)."""

    kind: str
    at: datetime.time
    on: Callable[[datetime.date], bool]


KINDS: dict[str, Kind] = {}
DAILY: dict[str, Daily] = {}


def job(name: str, *, title: str, atomic: bool = True, limit: int = LIMIT, again=None):
    """Register the function as a kind of job: `@job("digest.send", title=_("Gửi thư"), atomic=False)`."""

    def register(run):
        if name in KINDS:
            raise ValueError(f"two kinds of jobs are called {name}")
        KINDS[name] = Kind(name, title, run, atomic, limit, again)
        return run

    return register


def daily(name: str, *, title: str, at: datetime.time, on: Callable[[datetime.date], bool] = lambda day: True):
    """Register the function as a kind of job that the schedule puts in the queue once a day.

    An occurrence that was missed is made up for on the same day only.
    """

    def register(run):
        job(name, title=title)(run)
        DAILY[name] = Daily(name, at, on)
        return run

    return register


def pause(attempts: int) -> datetime.timedelta:
    """How long to wait after that many failures: half a minute, two minutes, eight, half an hour, then an hour."""
    return datetime.timedelta(seconds=min(FIRST_PAUSE * 4 ** (attempts - 1), LONGEST_PAUSE))
