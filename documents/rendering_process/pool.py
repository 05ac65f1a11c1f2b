"""The renderers of this process: started when needed, replaced when used up or dead, ended with this process."""

import atexit
import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from documents.attached import Attached
from documents.rendering_process.wire import Gone, Order, RenderedPaper, boxes_from, receive, send

PROJECT = Path(__file__).resolve().parents[2]
log = logging.getLogger(__name__)


class NotPrinted(Exception):  # noqa: N818 - a reason, said in words by who called
    """Nothing came out. `reason`: busy, slow, memory, error, died or lacks; `detail` for the log."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


@dataclass(frozen=True)
class Limits:
    """What a renderer may use. Seconds are processor time of one paper, and wall time of waiting and of one paper."""

    renderers: int = 2
    memory: int = 1 << 30  # of address space
    seconds: int = 60
    wall: float = 150
    wait: float = 45
    papers: int = 200  # then the process is replaced
    grown: int = 512 << 20  # resident memory after which it is replaced


class Renderer:
    """One child process and the socket to it."""

    def __init__(self, folder: Path, fontconfig: Path, limits: Limits) -> None:
        here, there = socket.socketpair()
        program = [sys.executable, "-m", "documents.rendering_process.worker"]
        environment = {"PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}
        with there:
            self.process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [*program, str(folder), str(limits.renderers), str(limits.memory)],
                stdin=there,
                stdout=subprocess.DEVNULL,
                cwd=PROJECT,
                env=environment | {"FONTCONFIG_FILE": str(fontconfig)},
            )
        self.door, self.ready, self.used = here, False, False

    def print(self, order: Order, limits: Limits) -> RenderedPaper:
        """Raises NotPrinted, or Gone when the process ended by itself."""
        try:
            self._wait_until_ready(limits)
            until, (header, body) = time.monotonic() + limits.wall, order.packed()
            send(self.door, header | {"seconds": limits.seconds}, body, until=until)
            answer, pdf = receive(self.door, until=until)
        except TimeoutError as late:
            self.end()
            raise NotPrinted("slow" if self.ready else "busy") from late
        except Gone:
            self.end(patience=2)
            if self.process.returncode == -signal.SIGXCPU:
                raise NotPrinted("slow") from None
            raise
        if "failed" in answer:
            self.used = answer["failed"] == "memory"
            raise NotPrinted(answer["failed"], answer.get("detail", ""))
        self.used = answer["done"] >= limits.papers or answer["memory"] > limits.grown
        return RenderedPaper(pdf, answer["sha256"], answer["pages"], boxes_from(answer["boxes"]))

    def _wait_until_ready(self, limits: Limits) -> None:
        if self.ready:
            return
        hello, _body = receive(self.door, until=time.monotonic() + limits.wait)
        if "lacks" in hello:
            self.used = True
            raise NotPrinted("lacks", hello["lacks"])
        self.ready = True

    def end(self, patience: float = 0) -> None:
        """Close the socket, which ends the process; one that does not hear is killed."""
        self.used = True
        self.door.close()
        try:
            self.process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def forget(self) -> None:
        """In a forked copy of the caller: the process belongs to the other one."""
        self.door.close()
        self.process.returncode = 0


class Pool:
    """At most `limits.renderers` of them; a caller waits for a free one. Safe for threads and across forks."""

    def __init__(self, folder: Path, fontconfig: Path, limits: Limits) -> None:
        self.folder, self.fontconfig, self.limits = folder, fontconfig, limits
        self.free: list[Renderer] = []
        self.lent: set[Renderer] = set()
        self.places = threading.Semaphore(limits.renderers)
        self.change = threading.Lock()
        atexit.register(self.close)
        os.register_at_fork(after_in_child=self._forget_all)

    def print(self, html: str, css: str, variant: str, attachments: Sequence[Attached] = ()) -> RenderedPaper:
        """The PDF; raises NotPrinted. A paper during which a renderer died is tried once more in a new one."""
        order = Order(html, css, variant, tuple(attachments))
        try:
            return self._once(order)
        except Gone:
            log.warning("A renderer ended while it worked; the paper is printed again in a new one.")
        try:
            return self._once(order, fresh=True)
        except Gone as twice:
            raise NotPrinted("died") from twice

    def _once(self, order: Order, *, fresh: bool = False) -> RenderedPaper:
        if not self.places.acquire(timeout=self.limits.wait):
            raise NotPrinted("busy")
        try:
            renderer = self._lend(fresh)
            try:
                return renderer.print(order, self.limits)
            finally:
                self._give_back(renderer)
        finally:
            self.places.release()

    def _lend(self, fresh: bool) -> Renderer:
        with self.change:
            kept = [one for one in self.free if one.process.poll() is None]
            stale = self.free if fresh else [one for one in self.free if one not in kept]
            renderer = None if fresh or not kept else kept.pop()
            self.free = [] if fresh else kept
            for one in stale:
                one.end(patience=1)
            renderer = renderer or Renderer(self.folder, self.fontconfig, self.limits)
            self.lent.add(renderer)
            return renderer

    def _give_back(self, renderer: Renderer) -> None:
        with self.change:
            self.lent.discard(renderer)
            if not renderer.used:
                self.free.append(renderer)
                return
            ended = renderer.process.poll() is not None
            renderer.end(patience=5)
            if not ended and renderer.ready:  # used up, not broken: the next paper shall not wait for a start
                self.free.append(Renderer(self.folder, self.fontconfig, self.limits))

    def processes(self) -> list[int]:
        """The process numbers of the renderers that live now."""
        with self.change:
            return [one.process.pid for one in (*self.free, *self.lent) if one.process.poll() is None]

    def close(self) -> None:
        """End all of them."""
        with self.change:
            for one in (*self.free, *self.lent):
                with contextlib.suppress(OSError):
                    one.end(patience=2)
            self.free = []

    def _forget_all(self) -> None:
        for one in (*self.free, *self.lent):
            one.forget()
        self.free, self.lent = [], set()
        self.places, self.change = threading.Semaphore(self.limits.renderers), threading.Lock()
