"""The revocation lists we hold, asked about every certificate of a chain, whether or not it names a place to ask.

The library looks at lists only for certificates that name an address of one. A list in our hands counts without.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm

from documents.trust import links_of


def revoked_at(certificate: bytes, *, issuers: Iterable[bytes], lists: Iterable[bytes]) -> datetime | None:
    """The first moment at which this certificate (DER), or one above it, was revoked, as far as `lists` tell.

    A list that is out of date still proves a revocation that it names. `issuers` are where authorities are found.
    """
    read = [found for der in lists if (found := _read_list(der))]
    leaf = _read(certificate)
    if leaf is None or not read:
        return None
    links = links_of(leaf, [issuer for der in issuers if (issuer := _read(der))])
    return min((since for link in links for since in _named(*link, read)), default=None)


def _named(
    certificate: x509.Certificate, issuer: x509.Certificate, lists: list[x509.CertificateRevocationList]
) -> Iterator[datetime]:
    for one in lists:
        if one.issuer != certificate.issuer or _for_others(one) or not _signed_by(one, issuer):
            continue
        if entry := one.get_revoked_certificate_by_serial_number(certificate.serial_number):
            yield entry.revocation_date_utc


def _for_others(found: x509.CertificateRevocationList) -> bool:
    """Whether it names certificates of other authorities as well, so that a serial number alone says nothing."""
    try:
        return found.extensions.get_extension_for_class(x509.IssuingDistributionPoint).value.indirect_crl
    except x509.ExtensionNotFound:
        return False
    except ValueError:
        return True


def _signed_by(found: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    try:
        return found.is_signature_valid(issuer.public_key())
    except (TypeError, ValueError, UnsupportedAlgorithm):
        return False


def _read(der: bytes) -> x509.Certificate | None:
    try:
        return x509.load_der_x509_certificate(der)
    except ValueError:
        return None


def _read_list(der: bytes) -> x509.CertificateRevocationList | None:
    try:
        return x509.load_der_x509_crl(der)
    except ValueError:
        return None
