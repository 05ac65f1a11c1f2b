"""The files embedded in a PDF, by name: their SHA-256 for the register of papers, and the content of a single one."""

import hashlib
import io
from collections.abc import Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

MOST_FILES = 100
MOST_NODES = 1000


class TooManyFiles(ValueError):
    """More embedded files, or a larger tree of them, than any paper carries."""


def embedded_files(reader: PdfFileReader) -> dict[str, str]:
    """Name -> SHA-256 of every file listed in the catalogue, as an attachment or as an associated file (/AF)."""
    return {name: hashlib.sha256(_content(found)).hexdigest() for name, found in _specifications(reader).items()}


def attached_file(pdf: bytes, name: str) -> bytes | None:
    """The bytes of the file of this name in the newest state of the PDF; None where there is none to read."""
    try:
        found = _specifications(PdfFileReader(io.BytesIO(pdf))).get(name)
        return None if found is None else _content(found)
    except (PdfError, KeyError, ValueError, TypeError, AttributeError):
        return None


def _specifications(reader: PdfFileReader) -> dict[str, generic.DictionaryObject]:
    """Name -> file specification; where two have one name, the associated file is the one that counts."""
    listed = list(_listed(_entry(_entry(reader.root, "/Names", {}), "/EmbeddedFiles", {})))
    listed += list(_entry(reader.root, "/AF", []))
    if len(listed) > MOST_FILES:
        raise TooManyFiles
    found = [specification.get_object() for specification in listed]
    return {str(_entry(one, "/UF", _entry(one, "/F", ""))): one for one in found}


def _content(specification: generic.DictionaryObject) -> bytes:
    return specification["/EF"]["/F"].data


def _entry(dictionary, key: str, default):
    """The value itself; `get` would give a reference to it."""
    try:
        return dictionary[key]
    except KeyError:
        return default


def _listed(tree) -> Iterator:
    """The file specifications of a name tree, in order; counting its nodes bounds one that names itself as a kid."""
    waiting, met = [tree], 0
    while waiting:
        node, met = waiting.pop(), met + 1
        yield from list(_entry(node, "/Names", []))[1::2]
        kids = list(_entry(node, "/Kids", []))
        if met + len(waiting) + len(kids) > MOST_NODES:
            raise TooManyFiles
        waiting += [kid.get_object() for kid in reversed(kids)]
