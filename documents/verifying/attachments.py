"""The files embedded in a PDF, by name, as SHA-256: to be compared with what the register keeps of a paper."""

import hashlib
from collections.abc import Iterator

from pyhanko.pdf_utils.reader import PdfFileReader

MOST_FILES, DEEPEST = 100, 10


class TooManyFiles(ValueError):
    """More embedded files, or a deeper tree of them, than any paper carries."""


def embedded_files(reader: PdfFileReader) -> dict[str, str]:
    """Name -> SHA-256 of every file listed in the catalogue, as an attachment or as an associated file (/AF)."""
    specifications = list(_listed(_entry(_entry(reader.root, "/Names", {}), "/EmbeddedFiles", {}), 0))
    specifications += list(_entry(reader.root, "/AF", []))
    if len(specifications) > MOST_FILES:
        raise TooManyFiles
    found = {}
    for specification in specifications:
        spec = specification.get_object()
        name = _entry(spec, "/UF", _entry(spec, "/F", ""))
        found[str(name)] = hashlib.sha256(spec["/EF"]["/F"].data).hexdigest()
    return found


def _entry(dictionary, key: str, default):
    """The value itself; `get` would give a reference to it."""
    try:
        return dictionary[key]
    except KeyError:
        return default


def _listed(node, depth: int) -> Iterator:
    """The file specifications of a name tree, from its leaves."""
    if depth > DEEPEST:
        raise TooManyFiles
    yield from list(_entry(node, "/Names", []))[1::2]
    for kid in list(_entry(node, "/Kids", []))[:MOST_FILES]:
        yield from _listed(kid.get_object(), depth + 1)
