"""Doing what is due: one job after another, each once."""

import logging
import os
import socket
import time

from django.db import transaction
from django.utils.translation import gettext as _

from systems.models import Job

from .claiming import LeaseLost, claim, fail, finish, heartbeat, put_back
from .kinds import KINDS, GiveUp, TryLater

logger = logging.getLogger(__name__)


def work(seconds: float = 5) -> bool:
    """Do what is due. True when time ran out first: then there may be more, and a shutdown need not wait longer."""
    end = time.monotonic() + seconds
    while job := claim(f"{socket.gethostname()}:{os.getpid()}"):
        do(job)
        if time.monotonic() > end:
            return True
    return False


def do(job: Job) -> None:
    """Do a job that this process holds. Never raises what the job raised: the job's row tells."""
    try:
        with heartbeat(job):
            _run(job)
    except LeaseLost:
        logger.warning("job %s (%s) went on elsewhere; nothing of this attempt is kept", job.pk, job.kind)
    except GiveUp as why:
        fail(job, str(why))
    except TryLater as why:
        put_back(job, str(why))
    except Exception as wrong:
        logger.exception("job %s (%s), attempt %s", job.pk, job.kind, job.attempts)
        put_back(job, in_words(wrong))


def _run(job: Job) -> None:
    kind = KINDS[job.kind]
    if kind.atomic:
        with transaction.atomic():
            finish(job, kind.run(**job.payload) or "")
    else:
        finish(job, kind.run(**job.payload) or "")


def in_words(wrong: Exception) -> str:
    """What nobody foresaw, for an administrator."""
    text = " ".join(str(wrong).split())[:500] or _("không có lời giải thích")
    return _("Lỗi chưa lường trước: %(text)s (%(kind)s). Chi tiết nằm trong nhật ký của máy chủ.") % {
        "text": text, "kind": type(wrong).__name__,
    }  # fmt: skip
