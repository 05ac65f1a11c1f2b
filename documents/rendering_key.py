"""The name under which a printed paper is remembered: a SHA-256 of everything that decides its bytes, nothing else.

Who asks, where and when is no part of it, so an entry can be found only by somebody who already holds the content.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from documents import fonts, native_libraries
from documents.attached import Attached
from documents.content import Paper

_HERE = Path(__file__).resolve().parent
_SOURCES = (
    "content/*.py", "diagrams.py", "../classification/*diagram*.py", "fonts/*.py", "markup.py", "papertags.py",
    "typography.py", "rendering_process/printing.py",
)  # fmt: skip
_TEMPLATES = _HERE.parent / "templates" / "documents" / "pdf"
_PACKAGES = (
    "weasyprint", "pydyf", "tinycss2", "cssselect2", "tinyhtml5", "fonttools", "pillow", "segno", "django", "pypdfium2",
)  # fmt: skip


def key_of(
    paper: Paper, images: Mapping[str, tuple[str, bytes]] | None, *, draft: bool, variant: str,
    attachments: Sequence[Attached] = (),
) -> str:  # fmt: skip
    """Return the key of `paper` printed with these pictures, as a draft or not, in this variant of PDF."""
    pictures = {name: [mime, hashlib.sha256(data).hexdigest()] for name, (mime, data) in (images or {}).items()}
    enclosed = [
        [one.name, one.description, one.day.isoformat(), hashlib.sha256(one.content).hexdigest()] for one in attachments
    ]
    return _digest(
        {
            "paper": paper.digest(), "images": pictures, "draft": draft, "variant": variant, "enclosed": enclosed,
            "made_by": _made_by(),
        }
    )  # fmt: skip


def key_of_html(html: str, *, variant: str) -> str:
    """Return the key of finished mark-up: a section of a preview."""
    return _digest({"html": hashlib.sha256(html.encode()).hexdigest(), "variant": variant, "made_by": _made_by()})


@cache
def _made_by() -> str:
    """One hash of our templates and code, the font files, and the versions of every library that has a say."""
    ours = [path for pattern in _SOURCES for path in sorted(_HERE.glob(pattern))]
    ours += sorted(_TEMPLATES.iterdir())
    return _digest(
        {
            "ours": [[path.name, hashlib.sha256(path.read_bytes()).hexdigest()] for path in ours],
            "fonts": [hashlib.sha256(face.read_bytes()).hexdigest() for face in fonts.faces()],
            "packages": {name: version(name) for name in _PACKAGES},
            "libraries": native_libraries.versions(),
        }
    )


def _digest(plain: dict) -> str:
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
