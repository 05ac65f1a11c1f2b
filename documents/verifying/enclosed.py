"""The certificates a signature carries along: no hash covers them, so each is held against its own issuer."""

from collections.abc import Iterable

from cryptography import x509

from documents.keys import issued_by


def tampered(enclosed: Iterable[bytes], roots: Iterable[bytes]) -> bool:
    """Whether one of the `enclosed` certificates (DER) does not bear the signature of the issuer it names.

    Only said when that issuer is at hand, among the enclosed or the trusted `roots`: the one with the issuer's name
    and key identifier, since authorities renew their keys under the same name.
    """
    carried = [certificate for der in enclosed if (certificate := _parsed(der))]
    known = [*carried, *(certificate for der in roots if (certificate := _parsed(der)))]
    for certificate in carried:
        issuers = [candidate for candidate in known if _named_as_issuer(certificate, candidate)]
        if issuers and not any(issued_by(certificate, issuer) for issuer in issuers):
            return True
    return False


def _parsed(der: bytes) -> x509.Certificate | None:
    try:
        return x509.load_der_x509_certificate(der)
    except ValueError:
        return None


def _named_as_issuer(certificate: x509.Certificate, candidate: x509.Certificate) -> bool:
    if certificate.issuer != candidate.subject:
        return False
    wanted = _extension(certificate, x509.AuthorityKeyIdentifier)
    own = _extension(candidate, x509.SubjectKeyIdentifier)
    return wanted is None or own is None or wanted.key_identifier in (None, own.digest)


def _extension(certificate: x509.Certificate, kind: type):
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except (x509.ExtensionNotFound, ValueError):
        return None
