"""What is done every day: each occurrence is a job whose key says the day, so any number of schedulers make one."""

import datetime

from django.utils import timezone

from systems.models import Job

from .kinds import DAILY, KINDS
from .queueing import enqueue_many, new


def plan(now: datetime.datetime | None = None) -> int:
    """Put in the queue what should have begun today and is not there yet. Returns how many were missing."""
    here = timezone.localtime(now)
    wanted = {
        key_of(daily.kind, here.date()): daily
        for daily in DAILY.values()
        if here.time() >= daily.at and daily.on(here.date())
    }
    known = set(Job.objects.filter(key__in=wanted).values_list("key", flat=True))
    missing = {key: daily for key, daily in wanted.items() if key not in known}
    if missing:
        day = here.date()
        enqueue_many(
            new(daily.kind, key=key, subject=f"{day:%d/%m/%Y}", day=day.isoformat()) for key, daily in missing.items()
        )
    return len(missing)


def key_of(kind: str, day: datetime.date) -> str:
    """The name of one occurrence for good."""
    KINDS[kind]
    return f"{kind}:{day.isoformat()}"
