"""What a file stores to keep its signatures checkable: certificates and revocation answers, which may only grow."""

import hashlib

from asn1crypto import crl, ocsp, x509
from pyhanko.sign.validation import EmbeddedPdfSignature

KINDS = {"/Certs": x509.Certificate, "/CRLs": crl.CertificateList, "/OCSPs": ocsp.OCSPResponse}


def evidence_added(last: EmbeddedPdfSignature) -> bool:
    """Whether the file's security store holds more than it did when `last` was made, and all it held then."""
    reader = last.reader
    then = _stored(reader.get_historical_root(last.signed_revision))
    return then < _stored(reader.root)


def _stored(root) -> set[str]:
    """SHA-256 of each thing in the store, and the signatures it is filed under.

    Raises ValueError for what is not of its kind.
    """
    if "/DSS" not in root:
        return set()
    store, found = root["/DSS"], set()
    for key, kind in KINDS.items():
        entries = store[key] if key in store else ()  # noqa: SIM401 - `get` would give a reference
        for reference in entries:
            content = reference.get_object().data
            kind.load(content, strict=True).native  # noqa: B018 - reads all of it, or refuses
            found.add(hashlib.sha256(content).hexdigest())
    by_signature = store["/VRI"] if "/VRI" in store else {}  # noqa: SIM401 - as above
    return found | set(by_signature)
