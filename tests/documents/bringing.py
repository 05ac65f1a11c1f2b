"""A person whose key stays elsewhere takes a paper away and brings it back: what tests of that have in common."""

from cryptography.hazmat.primitives.serialization import Encoding

from documents.services import add_certificate
from tests.documents.signing_desk import key_of


def certificate_file(key) -> bytes:
    return b"".join(one.public_bytes(Encoding.PEM) for one in (key.certificate, *key.chain))


def registered(user, key=None):
    """The person's key stays elsewhere; here its certificate is known."""
    key = key or key_of(user.full_name)
    add_certificate(user=user, content=certificate_file(key))
    return key
