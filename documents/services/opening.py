"""Opening a kept key with what only its holder knows: the passphrase of a file, the PIN of a device."""

from collections.abc import Iterable

from cryptography import x509

from documents.certificates import KnownCertificate, unpacked
from documents.keys import open_key
from documents.models import HeldKey
from documents.signing import Key
from documents.signing_token import Slot, open_token_key

from .signing_check import refuse_revoked


def open_held_key(held: HeldKey, secret: str, *, roots: Iterable[x509.Certificate] = ()) -> Key:
    """The key, ready to sign. Raises KeyProblem, also for a certificate that was revoked."""
    if held.way == HeldKey.Way.TOKEN:
        slot, known = Slot(held.module, held.token_label, held.key_label), known_certificate(held)
        key: Key = open_token_key(slot, secret, certificate=known.certificate, chain=known.chain)
    else:
        key = open_key(bytes(held.pkcs12), secret, roots=roots)
    refuse_revoked(key)
    return key


def known_certificate(held: HeldKey) -> KnownCertificate:
    """The certificate of a kept key with its chain; the key stays closed, or is elsewhere."""
    (certificate,) = unpacked(held.certificate)
    return KnownCertificate(certificate, unpacked(held.chain))
