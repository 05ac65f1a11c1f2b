"""Whom this installation trusts: what administrators entered on the page, and what lies in the folder TRUST_DIR."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from documents.models import RevocationList, TrustedCertificate
from documents.trust import TrustStore, load_trust, trust_folder


def our_trust(*, files: Iterable[Path] = (), lists: bool = True) -> TrustStore:
    """Everything trusted here, without `lists` the certificates alone (lists are some megabytes).

    A root of the folder or of `files` is trusted for all uses. Raises BadTrustFile.
    """
    folder = load_trust(folder=trust_folder(), files=files)
    entered = [
        (row, x509.load_pem_x509_certificate(row.pem.encode()))
        for row in TrustedCertificate.objects.filter(withdrawn_at__isnull=True)
    ]
    stored = RevocationList.objects.values_list("der", flat=True) if lists else ()
    return TrustStore(
        roots=_once(folder.roots, (one for row, one in entered if row.is_root and row.for_people)),
        revocation_lists=tuple(dict.fromkeys((*folder.revocation_lists, *map(bytes, stored)))),
        intermediates=_once((), (one for row, one in entered if not row.is_root)),
        stamp_roots=_once(folder.roots, (one for row, one in entered if row.is_root and row.for_stamps)),
    )


def _once(first: Iterable[x509.Certificate], more: Iterable[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    return tuple({one.public_bytes(Encoding.DER): one for one in (*first, *more)}.values())


def issuer_key(issuer: x509.Certificate) -> str:
    """What a revocation list is filed under: the name and the key of the authority that signs it."""
    key = issuer.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(issuer.subject.public_bytes() + key).hexdigest()
