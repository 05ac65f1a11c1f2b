"""Runs the examination of a file in a process of its own, which may be slow, fat or dead without harm to ours."""

import logging
import subprocess
import sys
import threading
from pathlib import Path

from documents.verifying.order import Order, Report
from documents.verifying.verdict import Finding
from documents.verifying.worker import OUT_OF_MEMORY

PROJECT = Path(__file__).resolve().parents[2]
WALL_SECONDS = 40
AT_ONCE = 2  # workers of one web process
WAIT_SECONDS = 30
_places = threading.BoundedSemaphore(AT_ONCE)
log = logging.getLogger(__name__)


def examine_in_turn(pdf: bytes, order: Order) -> Report:
    """`examine_isolated`, a few at a time: a crowd of large files must not eat the machine."""
    if not _places.acquire(timeout=WAIT_SECONDS):
        return Report((Finding("busy"),))
    try:
        return examine_isolated(pdf, order)
    finally:
        _places.release()


def examine_isolated(pdf: bytes, order: Order, *, wall_seconds: float = WALL_SECONDS) -> Report:
    """The worker's report, or one that says it was stopped. The worker inherits no environment, so no secrets."""
    try:
        worker = subprocess.run(  # noqa: S603 - our own module, no shell, input through a pipe
            [sys.executable, "-m", "documents.verifying.worker"],
            input=order.to_json().encode() + b"\n" + pdf,
            capture_output=True,
            timeout=wall_seconds,
            cwd=PROJECT,
            env={"PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Report((Finding("too_slow"),))
    if worker.returncode < 0 or worker.returncode == OUT_OF_MEMORY:  # a signal: the limits of the worker
        return Report((Finding("too_slow"),))
    try:
        return Report.from_json(worker.stdout)
    except (ValueError, TypeError, KeyError):
        log.error("The verification worker failed (%s): %s", worker.returncode, worker.stderr[-2000:].decode())
        return Report((Finding("failed"),))
