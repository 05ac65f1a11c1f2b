"""Byte-level checks around a signature that the signing library leaves open: its container, and what follows it."""

import re

UNSIGNED_ALLOWED = {"signature_time_stamp_token"}  # PAdES baseline levels know no other attribute outside the hash
HEX = re.compile(rb"<(?:[0-9a-f]+|[0-9A-F]+)>")


def container_untouched(pdf: bytes, byte_range: list[int]) -> bool:
    """Whether the gap that the signature leaves out of its own hash holds one hex string and nothing hidden.

    A signature cannot cover itself; the gap is the only place where bytes change without the hash noticing. So it
    must be clean hex in one case, a DER structure of its stated length, and zeros to the end.
    """
    if len(byte_range) != 4 or byte_range[0] != 0:
        return False
    gap = pdf[byte_range[1] : byte_range[2]]
    if not HEX.fullmatch(gap) or len(gap) % 2:
        return False
    content = bytes.fromhex(gap[1:-1].decode("ascii"))
    length = der_length(content)
    return length is not None and not content[length:].strip(b"\0")


def der_length(content: bytes) -> int | None:
    """Length of the DER element that `content` begins with, header included; None if it is longer than `content`."""
    if len(content) < 2:
        return None
    first = content[1]
    if first < 0x80:
        total = 2 + first
    else:
        size = first & 0x7F
        if not 0 < size <= 4:
            return None
        total = 2 + size + int.from_bytes(content[2 : 2 + size], "big")
    return total if total <= len(content) else None


def end_of(byte_range: list[int]) -> int:
    """Where the signed bytes end in the file."""
    return byte_range[2] + byte_range[3]


def attributes_known(signer_info) -> bool:
    """Whether the signature carries, outside of what it signs, nothing but a time-stamp on itself."""
    attributes = signer_info["unsigned_attrs"]
    return attributes.native is None or all(each["type"].native in UNSIGNED_ALLOWED for each in attributes)
