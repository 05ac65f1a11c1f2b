"""Which bytes a standard is exported from, and names of files."""

import re

from django.utils import timezone

from classification.catalogue_files import FILES, bundled


def bytes_of(standard: str, editions, sha256: str | None = None) -> bytes | None:
    """The file of this edition, or of the one in use today (`editions`: the manager); None for no such standard.

    `sha256` "bundled" is the one that came with the product.
    """
    if standard not in FILES:
        return None
    if sha256 == "bundled":
        return bundled(standard)
    if sha256:
        return bytes(editions.get(standard=standard, sha256=sha256).content)
    used = editions.in_use(standard, timezone.localdate())
    return bytes(used.content) if used else bundled(standard)


def plain_name(code: str) -> str:
    """A code as part of a file's name."""
    return re.sub(r"[^0-9A-Za-z.-]+", "-", code).strip("-") or "he-thong"
