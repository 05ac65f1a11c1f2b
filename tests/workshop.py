"""A database, workers and schedules as real processes, to be killed."""

import contextlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.parse
import uuid
from collections import Counter
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 180
"""Seconds: generous, because a busy machine is slow and nothing here waits longer than it must."""


def wait_until(true, what: str):
    """What the condition gives once it gives something true."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited {PATIENCE} s in vain: {what}")


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def descendants(pid: int) -> list[int]:
    """Every living process below this one."""
    parents = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(place.parent.name)] = int(place.read_text().rpartition(")")[2].split()[1])
    found, fresh = set(), {pid}
    while fresh:
        fresh = {child for child, parent in parents.items() if parent in fresh} - found
        found |= fresh
    return sorted(found)


class Workshop:
    """Real processes on one database. `databases` is asked for rows with a plain driver, past Django."""

    def __init__(self, folder: Path, database_url: str, broker: str = ""):
        self.folder, self.url, self.processes = folder, database_url, []
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.jobs_app.settings", "DATABASE_URL": database_url, "VAR_DIR": str(folder),
            "CELERY_BROKER_URL": broker, "CELERY_QUEUE": f"test-{uuid.uuid4().hex}", "JOBS_DIR": str(folder),
            "JOB_LEASE": "5", "JOB_TICK": "2", "DEMO": "0", "PYTHONWARNINGS": "default",
        }  # fmt: skip
        self.manage("migrate", "--verbosity", "0")

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    def start(self, *arguments: str) -> subprocess.Popen:
        """A command of manage.py in a session of its own."""
        log = open(self.folder / "log", "a")  # noqa: SIM115 - the process writes on
        command = [sys.executable, "manage.py", *arguments]
        process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
        )
        log.close()
        self.processes.append(process)
        return process

    def put(self, kind: str, numbers) -> None:
        self.manage("put_jobs", kind, *map(str, numbers))

    def hold(self, n: int) -> None:
        (self.folder / f"hold-{n}").write_text("")

    def release(self, n: int) -> None:
        (self.folder / f"hold-{n}").unlink()

    def holder(self, n: int) -> int:
        """The process that stands in the middle of job n."""
        place = self.folder / f"held-{n}"
        pid = int(wait_until(lambda: place.exists() and place.read_text(), f"job {n} began"))
        place.unlink()
        return pid

    def rows(self, statement: str) -> list[tuple]:
        if self.url.startswith("sqlite"):
            with contextlib.closing(sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=30)) as connection:
                return connection.execute(statement).fetchall()
        with psycopg.connect(self.url) as connection:
            return connection.execute(statement).fetchall()

    def states(self, kind: str) -> Counter:
        return Counter(state for (state,) in self.rows(f"SELECT state FROM systems_job WHERE kind = '{kind}'"))  # noqa: S608

    def noted(self) -> Counter:
        return Counter(about for (about,) in self.rows("SELECT about FROM systems_ledgerentry WHERE verb = 'noted'"))

    def wait_for_done(self, kind: str, number: int) -> None:
        wait_until(lambda: self.states(kind)["done"] == number, f"{number} jobs {kind}: {self.log()}")

    def log(self) -> str:
        place = self.folder / "log"
        return place.read_text()[-2000:] if place.exists() else ""

    def close(self) -> None:
        for process in self.processes:
            everybody = descendants(process.pid)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            for pid in everybody:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def answers(port: int, host: str = "127.0.0.1") -> bool:
    with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=2):
        return True
    return False


@contextlib.contextmanager
def redis_server():
    """The address of a Redis: TEST_REDIS_URL, else one of our own on a free port. None where there is none."""
    if os.environ.get("TEST_REDIS_URL"):
        yield os.environ["TEST_REDIS_URL"]
        return
    if not shutil.which("redis-server"):
        yield None
        return
    port = free_port()
    command = ["redis-server", "--port", str(port), "--save", "", "--appendonly", "no", "--bind", "127.0.0.1"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: answers(port), "redis-server answers")
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.kill()
        server.wait()


@contextlib.contextmanager
def rabbitmq_server():
    """The address of a RabbitMQ: TEST_RABBITMQ_URL, else the usual one of this machine. None where none answers."""
    url = os.environ.get("TEST_RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5672//")
    address = urllib.parse.urlsplit(url)
    yield url if answers(address.port or 5672, address.hostname) else None


def everything_once_though_workers_are_killed(workshop: Workshop) -> None:
    """Two workers and two schedules; workers die in the middle of jobs; each job is done once and none is lost."""
    workshop.hold(7)
    workshop.hold(107)
    schedules = [workshop.start("schedule") for _n in range(2)]
    first, _second = (workshop.start("work", "--processes", "2") for _n in range(2))
    workshop.put("test.note", range(5))
    workshop.wait_for_done("test.note", 5)

    workshop.put("test.note", range(5, 30))
    # Killed after its work was written and before the transaction ended: nothing of it stays, another does it.
    os.kill(workshop.holder(7), signal.SIGKILL)
    os.kill(workshop.holder(7), signal.SIGKILL)
    workshop.release(7)
    workshop.wait_for_done("test.note", 30)

    # A whole worker, parent and children, dies with its job; so does a schedule.
    workshop.put("test.outside", range(100, 115))
    holder = workshop.holder(107)
    os.killpg(os.getpgid(holder), signal.SIGKILL)
    schedules[0].kill()
    workshop.release(107)
    workshop.start("work", "--processes", "2")
    workshop.wait_for_done("test.outside", 15)

    noted = workshop.noted()
    assert noted == Counter({f"n:{n}": 1 for n in range(30)} | {"n:daily": 1})
    assert Counter((workshop.folder / "outside").read_text().split()) == Counter(str(n) for n in range(100, 115))
    [(attempts,)] = workshop.rows("SELECT attempts FROM systems_job WHERE kind='test.note' AND attempts > 1")
    assert attempts == 3
    assert first.poll() is None or first.returncode == -signal.SIGKILL
