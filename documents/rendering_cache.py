"""Printed papers remembered by their key, one file each under VAR_DIR/rendered: written once, checked when read.

The folder may be emptied at any time: what is missing is printed again, and issued papers are never read from here.
"""

import contextlib
import hashlib
import json
import logging
import os
import tempfile
from pathlib import Path

from django.conf import settings

from documents.rendering_process.wire import RenderedPaper, boxes_from

log = logging.getLogger(__name__)
_HASH = 64
_ROOM = 0.9
"""A sweep leaves the folder at nine tenths of what it may hold, so that the next day has room."""


def folder() -> Path:
    return Path(settings.VAR_DIR) / "rendered"


def _place(key: str) -> Path:
    return folder() / key[:2] / key[2:]


def read(key: str) -> RenderedPaper | None:
    """The paper kept under `key`; None when there is none, or when what lies there is not what was put there."""
    place = _place(key)
    try:
        content = place.read_bytes()
    except OSError:
        return None
    seal, rest = content[:_HASH], content[_HASH:]
    if hashlib.sha256(key.encode() + rest).hexdigest().encode() != seal:
        log.warning("A remembered paper was damaged and is thrown away: %s", place.name)
        place.unlink(missing_ok=True)
        return None
    with contextlib.suppress(OSError):  # the sweep takes what was not read for longest
        os.utime(place)
    head, pdf = rest.split(b"\n", 1)
    told = json.loads(head)
    return RenderedPaper(pdf, told["sha256"], told["pages"], boxes_from(told["boxes"]))


def write(key: str, made: RenderedPaper) -> None:
    """Keep it, whole or not at all; a full or read-only disk costs only the next printing."""
    place = _place(key)
    head = json.dumps({"sha256": made.sha256, "pages": made.pages, "boxes": made.boxes})
    rest = head.encode() + b"\n" + made.pdf
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".", delete=False) as draft:
            try:
                draft.write(hashlib.sha256(key.encode() + rest).hexdigest().encode() + rest)
                draft.flush()
                os.fsync(draft.fileno())
                os.link(draft.name, place)
            finally:
                os.unlink(draft.name)
    except FileExistsError:
        return  # somebody printed the same meanwhile
    except OSError:
        log.warning("A printed paper could not be remembered.", exc_info=True)


def sweep(limit: int) -> tuple[int, int]:
    """Remove what was not read for longest until at most `limit` bytes are kept; (files removed, bytes left)."""
    found = []
    for place in folder().glob("*/*"):
        with contextlib.suppress(FileNotFoundError):
            told = place.stat()
            found.append((told.st_mtime, told.st_size, place))
    total, removed = sum(size for _read, size, _place in found), 0
    target = limit * _ROOM if total > limit else limit
    for _read, size, place in sorted(found):
        if total <= target:
            break
        place.unlink(missing_ok=True)
        total, removed = total - size, removed + 1
    return removed, total
