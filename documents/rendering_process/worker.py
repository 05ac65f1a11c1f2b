"""One renderer: `python -m documents.rendering_process.worker FOLDER PLACES MEMORY`, its socket as standard input.

It takes a place, loads WeasyPrint, says that it is ready, and prints until the socket closes, nothing came for long or
another process needs the place. It inherits no environment, knows no settings and no database, and limits itself.
"""

import contextlib
import gc
import io
import math
import os
import resource
import select
import signal
import socket
import sys
import time
import traceback
from importlib import import_module
from pathlib import Path

from documents.rendering_process.places import Places
from documents.rendering_process.wire import Gone, Order, receive, send

IDLE_SECONDS = 600
_LOOK = 0.25


def main() -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the caller; its end closes the socket
    folder, count, memory = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    places, door = Places(folder, count), socket.socket(fileno=os.dup(0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with door, contextlib.suppress(Gone):
        if places.take(lambda: _closed(door)):
            _serve(door, places)
    return 0


def _closed(door: socket.socket) -> bool:
    """Whether the caller went away; what it may have said already stays unread."""
    return bool(select.select([door], [], [], 0)[0]) and not door.recv(1, socket.MSG_PEEK)


def _serve(door: socket.socket, places: Places) -> None:
    printer = _printer(door)
    gc.collect()
    gc.freeze()
    gc.disable()
    done = 0
    while printer and _asked(door, places):
        header, body = receive(door)
        allow_seconds(header["seconds"])
        done += 1
        answer, pdf = _answer(printer, header, body)
        send(door, answer | {"done": done, "memory": _resident()}, pdf)
        body = pdf = None
        gc.collect()  # what a layout leaves behind are cycles; the caller has its answer already


def _printer(door: socket.socket):
    """WeasyPrint, warmed; None after telling the caller what this machine lacks."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # WeasyPrint prints advice when a library is missing
            printer = import_module("documents.rendering_process.printing").Printer()
        printer.warm()
    except (OSError, ImportError) as missing:
        send(door, {"lacks": str(missing).splitlines()[0][:300]})
        return None
    send(door, {"ready": os.getpid()})
    return printer


def _asked(door: socket.socket, places: Places) -> bool:
    """Wait for work; False when there will be none, or the place is wanted by another process."""
    since = time.time()
    while True:
        if select.select([door], [], [], _LOOK)[0]:
            return True
        if time.time() - since > IDLE_SECONDS or places.wanted_since(since):
            return False


def allow_seconds(seconds: int) -> None:
    """Let this process use so many seconds of processor more; the system ends it afterwards."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = math.ceil(used.ru_utime + used.ru_stime)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, resource.RLIM_INFINITY))


def _answer(printer, header: dict, body: bytes) -> tuple[dict, bytes]:
    try:
        order = Order.unpacked(header, body)
        made = printer.print(order.html, order.css, order.variant, order.attachments)
        return {"sha256": made.sha256, "pages": made.pages, "boxes": made.boxes}, made.pdf
    except MemoryError:
        return {"failed": "memory"}, b""
    except Exception:
        return {"failed": "error", "detail": traceback.format_exc()[-4000:]}, b""


def _resident() -> int:
    """Bytes of memory in use now; the most there ever was where the system does not tell."""
    with contextlib.suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    os._exit(main())  # nothing to tidy; a heap of layouts would take its time
