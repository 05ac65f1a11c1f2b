"""Jobs that a test can hold in the middle: while `hold-N` lies in JOBS_DIR, job N has done its work and not ended."""

import datetime
import os
import time
from pathlib import Path

from systems.jobs import daily, job
from systems.ledger import record

FOLDER = Path(os.environ["JOBS_DIR"])


@job("test.note", title="Ghi một dòng", limit=20)
def note(*, n: int) -> None:
    record(verb="noted", by=None, about=f"n:{n}")
    _wait(n)


@job("test.outside", title="Viết ra ngoài", atomic=False, limit=20)
def outside(*, n: int) -> None:
    _wait(n)
    with open(FOLDER / "outside", "a") as file:
        file.write(f"{n}\n")


@daily("test.daily", title="Mỗi ngày một dòng", at=datetime.time(0))
def every_day(*, day: str) -> None:
    record(verb="noted", by=None, about="n:daily")


def _wait(n: int) -> None:
    if (FOLDER / f"hold-{n}").exists():
        (FOLDER / f"held-{n}").write_text(str(os.getpid()))
    while (FOLDER / f"hold-{n}").exists():
        time.sleep(0.05)
