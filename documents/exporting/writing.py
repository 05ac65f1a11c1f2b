"""Writing the archive of one dossier to disk: file after file, none whole in memory, always the same bytes."""

import contextlib
import datetime
import hashlib
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import override

from classification.models import Dossier

from . import index
from .gathering import Entry, gather
from .manifest import NAME, Damaged, Listed, Manifest

CHUNK = 1024 * 1024
EPOCH = datetime.date(1980, 1, 1)
"""The first day that a ZIP can write down."""


@dataclass(frozen=True)
class Written:
    """What came of it: how many files of the dossier, and the hash and size of the archive."""

    files: int
    sha256: str
    size: int
    manifest_sha256: str


def write_dossier(dossier: Dossier, target: BinaryIO) -> Written:
    """Write the archive of this dossier into `target`, a file open for reading and writing.

    The same state of a dossier gives the same bytes. Raises Damaged when a kept file is gone or is not what it was.
    """
    with override("vi"):
        entries = gather(dossier)
        with open_archive(target) as archive:
            listed = [_copied(archive, entry) for entry in entries]
            day = max((entry.day for entry in entries), default=EPOCH)
            pages = index.pages_of_dossier(dossier, list(zip(entries, listed, strict=True)))
            manifest = finish(archive, Manifest("dossier", index.about(dossier), tuple(listed)), pages, day)
    return summed(target, len(entries), manifest)


def open_archive(target: BinaryIO) -> zipfile.ZipFile:
    """Stored, not compressed: what lies in it is compressed by itself, and no library's version changes the bytes."""
    return zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=True)


def finish(archive: zipfile.ZipFile, manifest: Manifest, pages: dict[str, bytes], day: datetime.date) -> str:
    """Add our own pages and, last, the manifest that lists everything. Returns the SHA-256 of the manifest."""
    own = []
    for path, content in pages.items():
        add(archive, path, day, [content], len(content))
        kind = "text/html" if path.endswith(".html") else "text/css"
        sha256 = hashlib.sha256(content).hexdigest()
        own.append(Listed(path, "index", path, "", day.isoformat(), kind, len(content), sha256))
    content = Manifest(manifest.kind, manifest.about, (*own, *manifest.files)).to_bytes()
    add(archive, NAME, day, [content], len(content))
    return hashlib.sha256(content).hexdigest()


def add(archive: zipfile.ZipFile, path: str, day: datetime.date, chunks: Iterable[bytes], size: int) -> None:
    """Add a file with fixed attributes; `size` (at least what comes) says whether it needs the 64-bit form."""
    info = zipfile.ZipInfo(path, date_time=(*max(day, EPOCH).timetuple()[:3], 0, 0, 0))
    info.create_system, info.external_attr, info.file_size = 3, 0o100644 << 16, size
    with archive.open(info, "w") as file:
        for chunk in chunks:
            file.write(chunk)


def chunks_of(file: BinaryIO) -> Iterable[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def summed(target: BinaryIO, files: int, manifest: str) -> Written:
    """The hash and size of what was written."""
    target.seek(0)
    whole, size = hashlib.sha256(), 0
    for chunk in chunks_of(target):
        whole.update(chunk)
        size += len(chunk)
    target.seek(0)
    return Written(files, whole.hexdigest(), size, manifest)


def _copied(archive: zipfile.ZipFile, entry: Entry) -> Listed:
    """Copy one kept file and compare it with its hash on the way."""
    whole, counted = hashlib.sha256(), 0

    def watched(file: BinaryIO) -> Iterable[bytes]:
        nonlocal counted
        for chunk in chunks_of(file):
            whole.update(chunk)
            counted += len(chunk)
            yield chunk

    try:
        with contextlib.closing(entry.open()) as file:
            add(archive, entry.path, entry.day, watched(file), entry.size or file.size)
    except OSError as gone:
        raise Damaged(_("Không đọc được tệp “%(path)s” trong kho.") % {"path": entry.path}) from gone
    if whole.hexdigest() != entry.sha256 or (entry.size is not None and counted != entry.size):
        raise Damaged(_("Tệp “%(path)s” trong kho không còn đúng như khi được lưu.") % {"path": entry.path})
    return Listed(
        entry.path, entry.role, entry.title, entry.number, entry.day.isoformat(), entry.media_type, counted,
        entry.sha256, entry.newest,
    )  # fmt: skip
