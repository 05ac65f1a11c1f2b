"""Taking a job so that nobody else does it, keeping hold of it, and letting go: done, later or never."""

import contextlib
import datetime
import logging
import threading

from django.conf import settings
from django.db import connection, transaction
from django.db.utils import Error as DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from systems.models import Job

from .kinds import KINDS, pause

LONGEST = 15 * 60
"""Seconds after which a job is no longer believed to be alive, however its heart beats."""

logger = logging.getLogger(__name__)


class LeaseLost(Exception):
    """Another worker holds the job by now; whatever was done in this transaction must not stay."""


def claim(worker: str) -> Job | None:
    """The job that waits longest, now in the hands of this worker (its name); None when none is due."""
    now = timezone.now()
    due = Job.objects.filter(kind__in=KINDS).due(now).order_by("due_at", "pk")
    if not due.exists():  # without a lock: the embedded database has only one for all
        return None
    with transaction.atomic():
        job = due.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked).first()
        if job is None:
            return None
        job.attempts += 1
        if spent := job.attempts > KINDS[job.kind].limit:
            job.state, job.ended_at, job.lease_until = Job.State.FAILED, now, None
            job.error = _("Tiến trình làm việc này đã dừng giữa chừng %(n)s lần.") % {"n": job.attempts - 1}
        else:
            job.state, job.worker, job.started_at, job.lease_until = Job.State.RUNNING, worker, now, _lease(now)
        job.save()
    return claim(worker) if spent else job


def finish(job: Job, outcome: str) -> None:
    """Mark it done; inside the transaction of what it did. Raises LeaseLost when it is not ours any more."""
    if not _end(job, Job.State.DONE, outcome=outcome[:300], error=""):
        raise LeaseLost


def fail(job: Job, words: str) -> None:
    """Mark it as not to be done, unless somebody helps; nothing when it is not ours any more."""
    _end(job, Job.State.FAILED, error=words)


def put_back(job: Job, words: str) -> None:
    """Let it wait before the next attempt; failed when this was the last one."""
    if job.attempts >= KINDS[job.kind].limit:
        return fail(job, words)
    _held(job).update(
        state=Job.State.WAITING, due_at=timezone.now() + pause(job.attempts), lease_until=None, error=words
    )


@contextlib.contextmanager
def heartbeat(job: Job):
    """Extends the lease from a thread of its own, on a connection of its own, while the block runs."""
    over = threading.Event()
    beat = threading.Thread(target=_beat, args=(job, over), daemon=True)
    beat.start()
    try:
        yield
    finally:
        over.set()
        beat.join(timeout=1)


def _beat(job: Job, over: threading.Event) -> None:
    for _time in range(int(LONGEST / settings.JOB_LEASE * 3)):
        if over.wait(settings.JOB_LEASE / 3):
            break
        # Where the job's own transaction holds the only lock, nobody else can take the job either.
        with contextlib.suppress(DatabaseError):
            _held(job).update(lease_until=_lease(timezone.now()))
    connection.close()


def _lease(now: datetime.datetime) -> datetime.datetime:
    return now + datetime.timedelta(seconds=settings.JOB_LEASE)


def _held(job: Job):
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)


def _end(job: Job, state: str, **words) -> int:
    return _held(job).update(state=state, ended_at=timezone.now(), lease_until=None, **words)
