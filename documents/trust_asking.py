"""Asking an OCSP responder, and which of the addresses in a certificate may be asked at all."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID
from django.utils.translation import gettext as _

from documents.keys import issued_by
from documents.outbound import NoAnswer, address_of, ask

BIGGEST_ANSWER = 64 * 1024  # bytes of an OCSP answer
FRESH = timedelta(days=7)  # how long an OCSP answer without an end of its own counts


def ask_responder(
    url: str, certificate: x509.Certificate, issuer: x509.Certificate, *, moment: datetime, seconds: float
) -> tuple[datetime | None, bytes]:
    """(Revoked since, the answer in DER) of one certificate as its OCSP responder says. Raises NoAnswer."""
    request = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, hashes.SHA256()).build()
    content = ask(
        url, body=request.public_bytes(Encoding.DER), content_type="application/ocsp-request", seconds=seconds,
        most=BIGGEST_ANSWER,
    )  # fmt: skip
    try:
        answer = ocsp.load_der_ocsp_response(content)
        if answer.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
            raise NoAnswer(_("từ chối trả lời về thu hồi"))
        fits = answer.serial_number == certificate.serial_number and _answered_by_authority(answer, issuer)
        until = answer.next_update_utc or answer.this_update_utc + FRESH
        if not fits or until < moment or answer.certificate_status is ocsp.OCSPCertStatus.UNKNOWN:
            raise NoAnswer(_("trả lời về thu hồi không dùng được"))
        return answer.revocation_time_utc, content
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise NoAnswer(_("trả lời không phải là trả lời về thu hồi (OCSP)")) from None


def _answered_by_authority(answer: ocsp.OCSPResponse, issuer: x509.Certificate) -> bool:
    """Whether the authority signed it, or a responder whom the authority made one."""
    for signer in (issuer, *answer.certificates):
        delegated = signer is issuer or (issued_by(signer, issuer) and _answers_for_others(signer))
        if delegated and _signature_holds(answer, signer):
            return True
    return False


def _answers_for_others(certificate: x509.Certificate) -> bool:
    try:
        purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    return x509.oid.ExtendedKeyUsageOID.OCSP_SIGNING in purposes


def _signature_holds(answer: ocsp.OCSPResponse, signer: x509.Certificate) -> bool:
    key, digest = signer.public_key(), answer.signature_hash_algorithm
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(answer.signature, answer.tbs_response_bytes, padding.PKCS1v15(), digest)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(answer.signature, answer.tbs_response_bytes, ec.ECDSA(digest))
        else:
            return False
    except (InvalidSignature, TypeError, ValueError, UnsupportedAlgorithm):
        return False
    return True


def responders_of(certificate: x509.Certificate) -> list[str]:
    """Addresses at which the certificate says that OCSP answers are given."""
    try:
        access = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except (x509.ExtensionNotFound, ValueError):
        return []
    wanted = AuthorityInformationAccessOID.OCSP
    return [one.access_location.value for one in access if one.access_method == wanted and _is_url(one.access_location)]


def lists_of(certificate: x509.Certificate) -> list[str]:
    """Addresses at which the certificate says that its authority's revocation list lies."""
    try:
        points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except (x509.ExtensionNotFound, ValueError):
        return []
    return [name.value for point in points for name in point.full_name or () if _is_url(name)]


def _is_url(name: x509.GeneralName) -> bool:
    return isinstance(name, x509.UniformResourceIdentifier)


def allowed(urls: Iterable[str], hosts: set[str]) -> list[str]:
    """Those of the addresses whose host an administrator allowed."""
    found = []
    for url in urls:
        try:
            if address_of(url).hostname in hosts:
                found.append(url)
        except NoAnswer:
            continue
    return found
