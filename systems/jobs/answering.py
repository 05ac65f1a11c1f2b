"""Answering the bell: what a worker and the schedule do when Celery calls them."""

import warnings

from celery.exceptions import SecurityWarning
from django.utils import timezone

from systems.models import Job

from .bell import app, ready_folder, ring
from .schedule import plan
from .working import work

AT_ONCE = 8
"""So many workers are called to a long queue."""


@app.task(name="wake")
def wake() -> None:
    """Do what is due."""
    if work():
        ring()


@app.task(name="tick")
def tick() -> None:
    """Look at the clock: put today's jobs in the queue, call as many workers as there is work for, and help."""
    plan()
    for _worker in range(min(Job.objects.due(timezone.now()).count(), AT_ONCE) - 1):
        ring()
    wake()


def run_worker(processes: int) -> None:
    """Be a worker with that many processes until a signal stops it."""
    ready_folder()
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    # Celery warns that root should not read pickled messages; ours are JSON, and bells carry nothing.
    warnings.simplefilter("ignore", SecurityWarning)
    app.worker_main(["--quiet", "worker", "--concurrency", str(processes), "--loglevel", "WARNING", *quiet])


def run_schedule() -> None:
    """Ring every few seconds until a signal stops it. Several schedules do no harm."""
    ready_folder()
    app.Beat(scheduler="celery.beat:Scheduler", loglevel="WARNING", quiet=True).run()
