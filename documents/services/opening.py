"""Opening a kept key with what only its holder knows: the passphrase of a file, the PIN of a device."""

from collections.abc import Iterable

from cryptography import x509

from documents.certificates import unpacked
from documents.keys import open_key
from documents.models import HeldKey
from documents.signing import Key
from documents.signing_token import Slot, open_token_key


def open_held_key(held: HeldKey, secret: str, *, roots: Iterable[x509.Certificate] = ()) -> Key:
    """The key, ready to sign. Raises KeyProblem."""
    if held.way == HeldKey.Way.TOKEN:
        slot = Slot(held.module, held.token_label, held.key_label)
        (certificate,) = unpacked(held.certificate)
        return open_token_key(slot, secret, certificate=certificate, chain=unpacked(held.chain))
    return open_key(bytes(held.pkcs12), secret, roots=roots)
