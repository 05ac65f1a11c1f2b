"""Brings the database, static files and the demonstration up to date, then runs web server, workers and schedule."""

import hashlib
import os
import sys
import sysconfig
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.utils import Error as DatabaseError
from django.db.utils import OperationalError

from systems.processes import Program, run_together


class Stopped(CommandError):
    """Django prints the name of this class before the sentence."""


class Command(BaseCommand):
    help = "Migrates, collects static files, loads the demonstration into an empty database and serves."
    # Migrations come first; the checks that matter run inside `migrate`.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", default=8000, type=int)
        parser.add_argument("--workers", default=os.environ.get("WORKERS") or "2", type=int)
        parser.add_argument(
            "--jobs",
            default=os.environ.get("JOB_WORKERS") or "2",
            type=int,
            help="processes for the work outside requests; 0: neither workers nor schedule run here",
        )
        parser.add_argument("--no-demo", action="store_true", help="an installation for real use: no demonstration")
        parser.add_argument("--prepare-only", action="store_true", help="everything but the server itself")

    def handle(self, *, host, port, workers, jobs, no_demo, prepare_only, **options):
        try:
            self.prepare(demo=not no_demo and os.environ.get("DEMO") != "0")
        except KeyboardInterrupt:
            raise Stopped("Nothing half done is kept; the next start goes on from here.") from None
        if prepare_only:
            return
        address = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}"  # noqa: S104 - compared, not bound
        self.stdout.write(f"\nServing on {address} - open it in a browser; Ctrl-C stops.")
        self.stdout.flush()
        programs = [web_server(host, port, workers), *background(jobs)]
        code = run_together(programs, folder=settings.BASE_DIR, say=self.say)
        if code:
            sys.exit(code)
        self.stdout.write("Stopped. All data is kept.")

    def say(self, sentence: str) -> None:
        self.stderr.write(sentence)

    def prepare(self, *, demo: bool) -> None:
        """Everything before the first request. Each part is done wholly or not at all, so it may be interrupted."""
        reach_database()
        bring_up_to_date()
        collect_static()
        if demo:
            call_command("load_demo", once=True, stdout=self.stdout)
        connection.close()


def reach_database() -> None:
    """Stopped with one sentence when the database of DATABASE_URL cannot be used."""
    try:
        connection.ensure_connection()
    except OperationalError as wrong:
        raise Stopped(unreachable(connection.settings_dict, str(wrong))) from None


def unreachable(database: dict, words: str) -> str:
    """What is wrong with the connection and what to do, without the password."""
    name = database["NAME"]
    if connection.vendor == "sqlite":
        return f"The database file {name} cannot be opened: make its folder exist and writable ({words})."
    host, port, user = database["HOST"] or "localhost", database["PORT"] or 5432, database["USER"] or "postgres"
    place = f"{host}:{port}"
    if f'database "{name}" does not exist' in words:
        return f"PostgreSQL at {place} has no database {name}. Create it: createdb -h {host} -p {port} -U {user} {name}"
    if "authentication failed" in words or "no password supplied" in words:
        return f"PostgreSQL at {place} refuses user {user}: check the name and password in DATABASE_URL."
    if f'role "{user}" does not exist' in words:
        return f"PostgreSQL at {place} knows no user {user}: check DATABASE_URL, or run createuser -h {host} {user}"
    reason = words.strip().splitlines()[0].rsplit("failed: ", 1)[-1]
    return f"No PostgreSQL answers at {place}: start it, or correct DATABASE_URL ({reason})."


def bring_up_to_date() -> None:
    """Every migration; Stopped when the database may not be written."""
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as wrong:
        words = str(wrong).strip().splitlines()[0]
        raise Stopped(
            f"The database {connection.settings_dict['NAME']} cannot be brought up to date ({words}). Its user needs "
            "the right to create tables, and the file or server must not be read-only."
        ) from wrong


def collect_static() -> None:
    """Collects again only when a file that pages use, or an installed package, is not the one of last time."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    now = static_fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(now)


def static_fingerprint() -> str:
    """Changes with the project's own static files, the way of storing them and the set of installed packages."""
    digest = hashlib.sha256()
    for package in sorted(Path(sysconfig.get_path("purelib")).glob("*.dist-info")):
        digest.update(package.name.encode())
    for folder in [*settings.STATICFILES_DIRS, Path(settings.BASE_DIR) / "config"]:
        for path in sorted(path for path in Path(folder).rglob("*") if path.suffix not in {"", ".pyc"}):
            about = path.stat()
            digest.update(f"{path}{about.st_size}{about.st_mtime_ns}".encode())
    return digest.hexdigest()


def web_server(host: str, port: int, workers: int) -> Program:
    """A worker that was still starting may miss the signal to stop and is killed after five seconds, longer than any
    request takes."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", "4", "--no-ws", "--log-level", "warning"]
    command += ["--respawn-failed-workers", "--workers-kill-timeout", "5", "config.wsgi:application"]
    return Program("web server", command, vital=True)


def background(processes: int) -> list[Program]:
    """The worker and the schedule, where this machine does work outside requests."""
    if processes <= 0:
        return []
    manage = [sys.executable, "manage.py"]
    return [
        Program("worker", [*manage, "work", "--processes", str(processes)]),
        Program("schedule", [*manage, "schedule"]),
    ]
