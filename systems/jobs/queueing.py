"""Putting a job in the queue: a row in the transaction of the act, and a bell once that is committed."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from systems.ledger import record
from systems.models import Job

from .bell import ring
from .kinds import KINDS


def enqueue(kind: str, *, subject: str = "", key: str = "", due_at: datetime.datetime | None = None, **payload) -> None:
    """Have this done soon, or from `due_at`. Nothing is done unless the caller's transaction commits.

    `key` names the job for good: a second one of that key is not stored. KeyError for an unknown kind.
    """
    enqueue_many([new(kind, subject=subject, key=key, due_at=due_at, **payload)])


def new(kind: str, *, subject: str = "", key: str = "", due_at=None, **payload) -> Job:
    """A job that is not stored yet, for `enqueue_many`."""
    KINDS[kind]
    now = timezone.now()
    return Job(kind=kind, subject=subject[:200], key=key, payload=payload, due_at=due_at or now, created_at=now)


def enqueue_many(jobs: Iterable[Job]) -> None:
    """Store these jobs in a handful of statements; those whose key is known already are left out."""
    Job.objects.bulk_create(jobs, batch_size=500, ignore_conflicts=True)
    transaction.on_commit(ring)


@transaction.atomic
def try_again(*, job: Job, by) -> bool:
    """Put a failed job back in the queue with all its attempts. False when it is not failed any more."""
    back = Job.objects.filter(pk=job.pk, state=Job.State.FAILED).update(
        state=Job.State.WAITING, due_at=timezone.now(), attempts=0, ended_at=None, worker=""
    )
    if back:
        kind = KINDS.get(job.kind)
        if kind and kind.again:
            kind.again(**job.payload)
        record(verb="retry_job", by=by, about=f"job:{job.pk}", kind=job.kind)
        transaction.on_commit(ring)
    return bool(back)
