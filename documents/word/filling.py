"""Filling a checked Word template: placeholders become the words of the paper; equal words give equal bytes."""

import io
import zipfile
from collections.abc import Mapping

from docxtpl import DocxTemplate, Listing
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from .names import Value

FIXED = (1980, 1, 1, 0, 0, 0)


def fill(template: bytes, values: Mapping[str, Value]) -> bytes:
    """The DOCX with `values` in place of the names; lists become lines. The template was examined before."""
    document = DocxTemplate(io.BytesIO(template))
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    told = {name: _listing(value) for name, value in values.items()}
    document.render(told, environment, autoescape=True)
    filled = io.BytesIO()
    document.save(filled)
    return _same_bytes(filled.getvalue())


def _listing(value: Value) -> Listing:
    """Words with line breaks; what looks like markup in them stays words."""
    return Listing(value if isinstance(value, str) else "\n".join(value))


def _same_bytes(content: bytes) -> bytes:
    """The package without the moment at which it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            new.writestr(zipfile.ZipInfo(name, FIXED), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
