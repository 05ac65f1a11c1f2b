"""What people do with paper: prepare it, sign it and thereby take the step, bring and retire their keys."""

from .accepting import NotAccepted
from .keys import (
    add_certificate,
    add_key,
    add_token_key,
    key_in_use,
    remove_signature_image,
    retire_key,
    set_signature_image,
)
from .numbers import next_serial
from .preparing import prepare_signing
from .signing import bring_back, sign_prepared

__all__ = [
    "NotAccepted",
    "add_certificate",
    "add_key",
    "add_token_key",
    "bring_back",
    "key_in_use",
    "next_serial",
    "prepare_signing",
    "remove_signature_image",
    "retire_key",
    "set_signature_image",
    "sign_prepared",
]
