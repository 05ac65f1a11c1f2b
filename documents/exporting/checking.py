"""Comparing an archive with its manifest, and archives within it with theirs: what is missing, changed or added."""

import contextlib
import hashlib
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from .manifest import BIGGEST, NAME, Damaged, Listed, Manifest, read_manifest
from .names import is_safe_path

CHUNK = 1024 * 1024
DOSSIER_ARCHIVE = "dossier-archive"
BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError, ValueError)


@dataclass(frozen=True)
class Checked:
    """`problems` are sentences, none where everything is as the manifest says; `files` and `size` what was compared."""

    problems: tuple[str, ...]
    files: int = 0
    size: int = 0
    manifest_sha256: str = ""
    about: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        return not self.problems


def check(source: BinaryIO, *, inner: bool = False) -> Checked:
    """Read the whole archive once, a piece at a time. Never raises for what is wrong with it.

    `inner`: it lies in another one; what lies in it in turn is only compared, not opened.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            return _checked(archive, inner)
    except BROKEN:
        return Checked((_("Tệp không phải gói ZIP, hoặc gói đã hỏng."),))


def _checked(archive: zipfile.ZipFile, inner: bool) -> Checked:
    try:
        content = _manifest_of(archive)
        manifest = read_manifest(content)
    except Damaged as why:
        return Checked((str(why),))
    problems = list(_misplaced(archive, manifest))
    inside: list[Checked] = []
    files = size = 0
    present = set(archive.namelist())
    for listed in manifest.files:
        if listed.path not in present:
            problems.append(_("Thiếu tệp “%(path)s”.") % {"path": listed.path})
            continue
        files, size = files + 1, size + listed.size
        if problem := _compared(archive, listed):
            problems.append(problem)
        elif listed.role == DOSSIER_ARCHIVE and manifest.kind == "many" and not inner:
            found = _inner(archive, listed)
            inside.append(found)
            problems += [f"{listed.path}: {sentence}" for sentence in found.problems]
    return Checked(
        tuple(problems), files + sum(one.files for one in inside), size, hashlib.sha256(content).hexdigest(),
        _about(manifest),
    )  # fmt: skip


def _manifest_of(archive: zipfile.ZipFile) -> bytes:
    try:
        info = archive.getinfo(NAME)
    except KeyError:
        raise Damaged(_("Gói không có tệp manifest.json.")) from None
    with contextlib.suppress(*BROKEN), archive.open(info) as file:
        content = file.read(BIGGEST + 1)
        if len(content) <= BIGGEST:
            return content
    raise Damaged(_("Không đọc được manifest.json của gói."))


def _misplaced(archive: zipfile.ZipFile, manifest: Manifest):
    """What lies in the archive and should not: unlisted, twice, or with a path that leads out of it."""
    listed = Counter(file.path for file in manifest.files)
    for name, times in sorted(Counter(info.filename for info in archive.infolist()).items()):
        if name != NAME and name not in listed:
            yield _("Tệp “%(path)s” không có trong manifest.json.") % {"path": name}
        if times > 1:
            yield _("Tệp “%(path)s” có %(n)s bản trong gói.") % {"path": name, "n": times}
        if not is_safe_path(name):
            yield _("Đường dẫn “%(path)s” không an toàn; đừng giải nén gói này.") % {"path": name}
    for path, times in sorted(listed.items()):
        if times > 1:
            yield _("Tệp “%(path)s” được ghi %(n)s lần trong manifest.json.") % {"path": path, "n": times}


def _compared(archive: zipfile.ZipFile, listed: Listed) -> str | None:
    """Read no more than the manifest promises: a bomb is a file of another size."""
    whole, counted = hashlib.sha256(), 0
    try:
        with archive.open(listed.path) as file:
            while counted <= listed.size and (chunk := file.read(CHUNK)):
                whole.update(chunk)
                counted += len(chunk)
    except BROKEN:
        return _("Không đọc được tệp “%(path)s”.") % {"path": listed.path}
    if counted != listed.size or whole.hexdigest() != listed.sha256:
        return _("Tệp “%(path)s” khác với manifest.json.") % {"path": listed.path}
    return None


def _inner(archive: zipfile.ZipFile, listed: Listed) -> Checked:
    with archive.open(listed.path) as file:
        return check(file, inner=True)


def _about(manifest: Manifest) -> tuple[str, ...]:
    """Whose files these say they are, for a person."""
    system = manifest.about.get("system")
    if isinstance(system, dict):
        return (f"{system.get('code', '')} {system.get('name', '')}".strip(),)
    return ()
