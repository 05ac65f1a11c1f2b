"""What is said over the socket between a caller and a renderer: a JSON header and a body of bytes, both measured."""

import datetime
import io
import json
import socket
import struct
import time
from dataclasses import dataclass, field

from documents.attached import Attached

SIZES = struct.Struct(">IQ")
LONGEST_HEADER, LONGEST_BODY = 1 << 20, 1 << 29
_PIECE = 1 << 18


class Gone(ConnectionError):
    """The other side has ended."""


@dataclass(frozen=True)
class RenderedPaper:
    """A finished PDF. `boxes`: name -> (page index from 0, (x1, y1, x2, y2) in points from the page's lower left).

    "ky-1" is for the person's signature, "dau-1" for the organisation's seal, "ky-2" and "ky-3" for others who sign
    minutes, "ky-kemtheo" for the organisation's textual signature on an attached file (top right of page 1).
    """

    pdf: bytes = field(repr=False)
    sha256: str
    pages: int
    boxes: dict[str, tuple[int, tuple[float, float, float, float]]]


@dataclass(frozen=True)
class Order:
    """What is to be printed: mark-up, style sheet, variant of PDF, and the files that go into it."""

    html: str
    css: str
    variant: str
    attachments: tuple[Attached, ...] = ()

    def packed(self) -> tuple[dict, bytes]:
        """The header that tells the sizes, and everything else in one row of bytes."""
        css, html = self.css.encode(), self.html.encode()
        enclosed = [[one.name, one.description, one.day.isoformat(), len(one.content)] for one in self.attachments]
        header = {"css": len(css), "html": len(html), "variant": self.variant, "enclosed": enclosed}
        return header, b"".join((css, html, *(one.content for one in self.attachments)))

    @classmethod
    def unpacked(cls, header: dict, body: bytes) -> "Order":
        rest = io.BytesIO(body)
        css, html = rest.read(header["css"]).decode(), rest.read(header["html"]).decode()
        enclosed = tuple(
            Attached(name, rest.read(size), description, datetime.date.fromisoformat(day))
            for name, description, day, size in header["enclosed"]
        )
        return cls(html, css, header["variant"], enclosed)


def boxes_from(plain: dict) -> dict[str, tuple[int, tuple[float, float, float, float]]]:
    """Boxes as they came out of JSON, in their own types again."""
    return {name: (int(page), tuple(float(value) for value in corners)) for name, (page, corners) in plain.items()}


def send(door: socket.socket, header: dict, body: bytes = b"", *, until: float | None = None) -> None:
    """Say it; raises Gone, or TimeoutError after the moment `until` (of time.monotonic)."""
    head = json.dumps(header).encode()
    door.settimeout(_left(until))
    try:
        door.sendall(SIZES.pack(len(head), len(body)) + head + body)
    except (BrokenPipeError, ConnectionResetError) as end:
        raise Gone from end


def receive(door: socket.socket, *, until: float | None = None) -> tuple[dict, bytes]:
    """Wait for what the other side says; raises Gone, or TimeoutError after the moment `until`."""
    head_size, body_size = SIZES.unpack(_exactly(door, SIZES.size, until))
    if head_size > LONGEST_HEADER or body_size > LONGEST_BODY:
        raise Gone
    head = _exactly(door, head_size, until)
    return json.loads(head), _exactly(door, body_size, until)


def _exactly(door: socket.socket, size: int, until: float | None) -> bytes:
    found = bytearray()
    while len(found) < size:
        door.settimeout(_left(until))
        try:
            piece = door.recv(min(_PIECE, size - len(found)))
        except ConnectionResetError as end:
            raise Gone from end
        if not piece:
            raise Gone
        found += piece
    return bytes(found)


def _left(until: float | None) -> float | None:
    if until is None:
        return None
    if (left := until - time.monotonic()) <= 0:
        raise TimeoutError
    return left
