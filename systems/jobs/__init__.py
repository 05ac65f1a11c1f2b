"""Work outside a request: kinds of jobs, putting one in the queue, doing it once. See docs/decisions/0007-celery.md.

Each app registers its kinds in a module `jobs.py`, which is found at start.
"""

from . import housekeeping
from .kinds import DAILY, KINDS, GiveUp, TryLater, daily, job
from .queueing import enqueue, enqueue_many

__all__ = ["DAILY", "KINDS", "GiveUp", "TryLater", "daily", "enqueue", "enqueue_many", "housekeeping", "job"]
