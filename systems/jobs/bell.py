"""The bell: Celery tells workers that something is due.

A bell that is lost costs seconds, because the schedule rings again; what is to be done stands in the database.
"""

import itertools
import logging
import os
from pathlib import Path

from celery import Celery
from django.conf import settings
from kombu.exceptions import KombuError, OperationalError

STALE = 60
"""Seconds after which a bell that nobody heard is worth nothing."""
LOUD = 50
"""So many bells in the folder are enough: nobody listens, and when somebody does, one would do."""

logger = logging.getLogger(__name__)
app = Celery("ho-so-cap-do", include=["systems.jobs.answering"])
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = {"tick": {"task": "tick", "schedule": settings.JOB_TICK, "options": {"expires": STALE}}}


def ring() -> None:
    """Say that something is due. Never fails: without a broker the schedule finds the job later."""
    try:
        if not _loud_enough():
            app.send_task("wake", expires=STALE)
    except (OperationalError, KombuError, OSError) as wrong:
        logger.warning("no bell was rung, the schedule will find the job: %s", wrong)


def ready_folder() -> Path | None:
    """The folder of the data directory in which bells are files; None where a broker is named."""
    name = settings.CELERY_BROKER_TRANSPORT_OPTIONS.get("data_folder_in")
    if not name:
        return None
    folder = Path(name)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _loud_enough() -> bool:
    folder = ready_folder()
    if folder is None:
        return False
    with os.scandir(folder) as bells:
        return len(list(itertools.islice(bells, LOUD))) == LOUD
