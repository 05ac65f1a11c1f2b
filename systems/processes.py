"""Running several programs as one: started together, restarted when one dies, stopped together, none left over."""

import contextlib
import ctypes
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 10
"""Seconds a program may take to stop; what is still there then is killed, with everything it started."""
LONGEST_PAUSE = 30
PR_SET_PDEATHSIG = 1


@dataclass
class Program:
    """One program: what it is called, its command, and whether everything ends with it or it is started again."""

    name: str
    command: list[str]
    vital: bool = False
    process: subprocess.Popen | None = None
    failures: int = 0
    again_at: float = field(default=0)


def run_together(programs: list[Program], *, folder: Path, say: Callable[[str], None]) -> int:
    """Run the programs until a signal or the end of a vital one, whose exit code is returned (0 after a signal).

    Each gets a session of its own: Ctrl-C reaches every process of a terminal, and a server whose workers are
    interrupted together with their parent may hang. So the signal comes here and is passed on to the parents alone.
    """
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    code = 0
    try:
        for program in programs:
            _start(program, folder)
        while not stop.wait(0.2):
            ended = next((program for program in programs if program.vital and _over(program)), None)
            if ended:
                code = ended.process.returncode or 1
                break
            for program in programs:
                _look_after(program, folder, say)
    finally:
        _stop(programs)
    return code


def _over(program: Program) -> bool:
    return program.process.poll() is not None


def _look_after(program: Program, folder: Path, say: Callable[[str], None]) -> None:
    """Start a program again that ended by itself, sooner the first time than the tenth."""
    if not _over(program):
        return
    if not program.again_at:
        _kill_group(program)
        program.failures += 1
        pause = min(2 ** (program.failures - 1), LONGEST_PAUSE)
        program.again_at = time.monotonic() + pause
        say(f"The {program.name} ended (code {program.process.returncode}); it starts again in {pause} s.")
    elif time.monotonic() >= program.again_at:
        _start(program, folder)


def _start(program: Program, folder: Path) -> None:
    program.again_at = 0
    program.process = subprocess.Popen(  # noqa: S603 - our own commands
        program.command, cwd=folder, start_new_session=True, preexec_fn=_end_with_parent
    )


def _end_with_parent() -> None:
    """Where the system is Linux: nobody outlives us, even when we are killed."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _stop(programs: list[Program]) -> None:
    started = [program for program in programs if program.process]
    for program in started:
        if not _over(program):
            program.process.terminate()
    end = time.monotonic() + PATIENCE
    for program in started:
        with contextlib.suppress(subprocess.TimeoutExpired):
            program.process.wait(timeout=max(end - time.monotonic(), 0))
        _kill_group(program)
        program.process.wait()


def _kill_group(program: Program) -> None:
    """What the program started and left behind goes too."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(program.process.pid, signal.SIGKILL)
