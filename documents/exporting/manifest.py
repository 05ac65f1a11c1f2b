"""The manifest of an archive: which files lie in it, what each is, and its SHA-256. Pure.

Its own format has a version: a reader refuses a newer one in words instead of guessing.
"""

import json
from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext as _

NAME = "manifest.json"
FORMAT, VERSION = "ho-so-cap-do/xuat-ho-so", 1
BIGGEST = 64 * 1024 * 1024


class Damaged(ValueError):
    """A kept file is gone or changed, or an archive cannot be read; the text is a sentence that names it."""


@dataclass(frozen=True)
class Listed:
    """One file: its place in the archive, its part in the dossier, number and day of the paper where it is one."""

    path: str
    role: str
    title: str
    number: str
    date: str
    media_type: str
    size: int
    sha256: str
    newest: bool = True


@dataclass(frozen=True)
class Manifest:
    """`about` says in plain values whose files these are; `kind` is "dossier", or "many" for archives of dossiers."""

    kind: str
    about: dict
    files: tuple[Listed, ...] = field(repr=False)

    def to_bytes(self) -> bytes:
        """The same content gives the same bytes."""
        data = {
            "format": FORMAT,
            "version": VERSION,
            "kind": self.kind,
            "hash": "SHA-256",
            "about": self.about,
            "files": [asdict(file) for file in self.files],
        }
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(content: bytes) -> Manifest:
    """The manifest in these bytes. Raises Damaged in words."""
    try:
        data = json.loads(content)
        if data["format"] != FORMAT:
            raise Damaged(_("Tệp manifest.json không phải của gói xuất hồ sơ."))
        if data["version"] != VERSION:
            raise Damaged(
                _("Gói theo định dạng phiên bản %(found)s; chương trình này đọc phiên bản %(known)s.")
                % {"found": data["version"], "known": VERSION}
            )
        files = tuple(Listed(**file) for file in data["files"])
        if not all(isinstance(f.path, str) and isinstance(f.sha256, str) and type(f.size) is int for f in files):
            raise TypeError
        return Manifest(str(data["kind"]), dict(data["about"]), files)
    except Damaged:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise Damaged(_("Không đọc được manifest.json của gói.")) from wrong
