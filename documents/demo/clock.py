"""The clock of the demonstration: what is done inside stands in the database as done at another moment."""

import contextlib
import datetime
import zlib
from collections.abc import Iterator

from django.utils import timezone

from classification.calendars import VIETNAM

DAY, MINUTE = datetime.timedelta(days=1), datetime.timedelta(minutes=1)


@contextlib.contextmanager
def at(moment: datetime.datetime) -> Iterator[None]:
    """Let the services run as they would have run at `moment`.

    The demonstration's past is made by the very services that people use, so that it cannot break a rule; they ask
    Django for the time. Only for a command that nobody shares a process with.
    """
    real = timezone.now
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = real


def working_day(day: datetime.date) -> datetime.date:
    """The day itself, or the last working day before it."""
    while not VIETNAM.is_working_day(day):
        day -= DAY
    return day


def in_office_hours(day: datetime.date, seed: str) -> datetime.datetime:
    """Some minute of this day's office hours, the same for the same seed."""
    minute = chance(seed, 8 * 60)
    return datetime.datetime.combine(day, datetime.time(8), tzinfo=timezone.get_default_timezone()) + (
        datetime.timedelta(minutes=minute, seconds=chance(seed + "s", 60))
    )


def chance(seed: str, below: int) -> int:
    """A number from 0 to `below` - 1 that looks like chance and is always the same for a seed."""
    return zlib.crc32(seed.encode()) % below
