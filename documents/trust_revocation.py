"""Whether a certificate was revoked: asked of the lists that are at hand, and of hosts that administrators allowed.

An address in a certificate is followed only where its host is on the administrators' list. Whatever comes back counts
only when the authority itself signed it.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID
from django.utils.translation import gettext as _

from documents.keys import describe_certificate, issued_by
from documents.models import RevocationHost, RevocationList
from documents.outbound import NoAnswer, address_of, ask
from documents.trust import BIGGEST_LIST
from documents.trust_here import issuer_key

BIGGEST_ANSWER = 64 * 1024  # bytes of an OCSP answer
FRESH = timedelta(days=7)  # how long an OCSP answer without an end of its own counts


@dataclass(frozen=True)
class Standing:
    """What is known of one certificate. `revoked_at` None and `known` True: it was not revoked as of the answer.

    `lists` and `answers` (DER) are what says so; `gap` is the sentence on why nothing is known.
    """

    known: bool
    revoked_at: datetime | None = None
    lists: tuple[bytes, ...] = ()
    answers: tuple[bytes, ...] = ()
    gap: str = ""


def standing_of(
    certificate: x509.Certificate, issuer: x509.Certificate, *, at_hand: Iterable[bytes], moment: datetime,
    seconds: float = 0,
) -> Standing:  # fmt: skip
    """What the authority says of a certificate. `at_hand` are lists (DER); with `seconds`, allowed hosts are asked too.

    A list that is out of date still proves a revocation that it names.
    """
    stored = RevocationList.objects.filter(issuer_key=issuer_key(issuer)).values_list("der", flat=True)
    read = [_list_of(bytes(der), issuer) for der in (*at_hand, *stored)]
    lists = [one for one in read if one is not None]  # a list without entries is false
    lists.sort(key=lambda one: one.last_update_utc, reverse=True)
    for one in lists:
        if (entry := one.get_revoked_certificate_by_serial_number(certificate.serial_number)) is not None:
            return Standing(True, entry.revocation_date_utc, lists=(_der(one),))
    current = next((one for one in lists if one.next_update_utc and one.next_update_utc > moment), None)
    if current is not None:
        return Standing(True, lists=(_der(current),))
    gaps: list[str] = []
    hosts = set(RevocationHost.objects.filter(active=True).values_list("host", flat=True)) if seconds else set()
    for url in _allowed(_answerers(certificate), hosts):
        try:
            return _asked(url, certificate, issuer, moment, seconds)
        except NoAnswer as why:
            gaps.append(f"{address_of(url).hostname}: {why}")
    for url in _allowed(_list_addresses(certificate), hosts):
        try:
            return _from(fetch_list(url, issuer, seconds=seconds), certificate)
        except NoAnswer as why:
            gaps.append(f"{address_of(url).hostname}: {why}")
    if not gaps and not _answerers(certificate) and not _list_addresses(certificate):
        return Standing(False)  # the authority says of no place where to ask: nothing is missing
    why = "; ".join(gaps) or _("không có danh sách thu hồi còn hiệu lực")
    name = describe_certificate(issuer).name
    return Standing(False, gap=_("Chưa biết chứng thư do %(issuer)s cấp có bị thu hồi: %(why)s.")
                    % {"issuer": name, "why": why})  # fmt: skip


def check_revocation(
    certificate: x509.Certificate, issuers: Sequence[x509.Certificate], *, at_hand: Iterable[bytes], moment: datetime,
    seconds: float = 0,
) -> Standing:  # fmt: skip
    """`standing_of` with the issuer found among `issuers`; unknown where it is not there."""
    issuer = next((one for one in issuers if issued_by(certificate, one)), None)
    if issuer is None:
        return Standing(False, gap=_("Không có chứng thư của tổ chức cấp."))
    return standing_of(certificate, issuer, at_hand=at_hand, moment=moment, seconds=seconds)


def fetch_list(url: str, issuer: x509.Certificate, *, seconds: float) -> RevocationList:
    """The revocation list behind an allowed address, kept as the authority's newest. Raises NoAnswer."""
    content = ask(url, seconds=seconds, most=BIGGEST_LIST)
    found = _list_of(content, issuer)
    if found is None:
        raise NoAnswer(_("trả lời không phải danh sách thu hồi của tổ chức này"))
    if found.next_update_utc is None or found.next_update_utc < datetime.now(UTC):
        raise NoAnswer(_("danh sách thu hồi nhận được đã quá hạn"))
    return keep_list(found, issuer, fetched_from=url)


def keep_list(
    found: x509.CertificateRevocationList, issuer: x509.Certificate, *, fetched_from: str = "", by=None
) -> RevocationList:
    """Put a list whose signature was checked in the place of an older one of its authority; a newer one stays."""
    der = _der(found)
    values = {
        "issuer": describe_certificate(issuer).name[:300], "der": der, "sha256": hashlib.sha256(der).hexdigest(),
        "issued_at": found.last_update_utc, "next_at": found.next_update_utc, "entries": len(found),
        "fetched_from": fetched_from[:500], "added_by": by,
    }  # fmt: skip
    row, fresh = RevocationList.objects.get_or_create(issuer_key=issuer_key(issuer), defaults=values)
    if not fresh and row.issued_at < found.last_update_utc:
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    return row


def signed_by_authority(found: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    try:
        return found.issuer == issuer.subject and found.is_signature_valid(issuer.public_key())
    except (TypeError, ValueError, UnsupportedAlgorithm):
        return False


def _from(row: RevocationList, certificate: x509.Certificate) -> Standing:
    found = x509.load_der_x509_crl(bytes(row.der))
    entry = found.get_revoked_certificate_by_serial_number(certificate.serial_number)
    return Standing(True, entry.revocation_date_utc if entry else None, lists=(bytes(row.der),))


def _list_of(der: bytes, issuer: x509.Certificate) -> x509.CertificateRevocationList | None:
    try:
        pem = der.lstrip().startswith(b"-----BEGIN")
        found = x509.load_pem_x509_crl(der) if pem else x509.load_der_x509_crl(der)
    except ValueError:
        return None
    return found if signed_by_authority(found, issuer) else None


def _asked(
    url: str, certificate: x509.Certificate, issuer: x509.Certificate, moment: datetime, seconds: float
) -> Standing:
    """The OCSP responder's answer on one certificate."""
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
        return Standing(True, answer.revocation_time_utc, answers=(content,))
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


def _answerers(certificate: x509.Certificate) -> list[str]:
    try:
        access = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except (x509.ExtensionNotFound, ValueError):
        return []
    wanted = AuthorityInformationAccessOID.OCSP
    return [one.access_location.value for one in access if one.access_method == wanted and _is_url(one.access_location)]


def _list_addresses(certificate: x509.Certificate) -> list[str]:
    try:
        points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except (x509.ExtensionNotFound, ValueError):
        return []
    return [name.value for point in points for name in point.full_name or () if _is_url(name)]


def _is_url(name: x509.GeneralName) -> bool:
    return isinstance(name, x509.UniformResourceIdentifier)


def _allowed(urls: Iterable[str], hosts: set[str]) -> list[str]:
    """Those of the addresses whose host an administrator allowed."""
    found = []
    for url in urls:
        try:
            if address_of(url).hostname in hosts:
                found.append(url)
        except NoAnswer:
            continue
    return found


def _der(found: x509.CertificateRevocationList) -> bytes:
    return found.public_bytes(Encoding.DER)
