"""Whether a certificate was revoked: asked of the lists that are at hand, and of hosts that administrators allowed.

An address in a certificate is followed only where its host is on the administrators' list. Whatever comes back counts
only when the authority itself signed it.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from django.utils.translation import gettext as _

from documents.keys import describe_certificate, issued_by
from documents.models import RevocationHost, RevocationList
from documents.outbound import NoAnswer, address_of, ask
from documents.trust import BIGGEST_LIST
from documents.trust_asking import allowed, ask_responder, lists_of, responders_of
from documents.trust_here import issuer_key
from systems.jobs import enqueue

CHECK_LIST = "papers.check_list"


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
    lists = [one for one in read if one is not None and _speaks_of(one, certificate)]
    lists.sort(key=lambda one: one.last_update_utc, reverse=True)
    for one in lists:
        if (entry := one.get_revoked_certificate_by_serial_number(certificate.serial_number)) is not None:
            return Standing(True, entry.revocation_date_utc, lists=(_der(one),))
    current = next((one for one in lists if one.next_update_utc and one.next_update_utc > moment), None)
    if current is not None:
        return Standing(True, lists=(_der(current),))
    found, gaps = _asked(certificate, issuer, moment, seconds) if seconds else (None, [])
    if found is not None or (not gaps and not responders_of(certificate) and not lists_of(certificate)):
        return found or Standing(False)  # of a certificate that names no place to ask, nothing is missing
    why = "; ".join(gaps) or _("không có danh sách thu hồi còn hiệu lực")
    name = describe_certificate(issuer).name
    gap = _("Chưa biết chứng thư do %(issuer)s cấp có bị thu hồi: %(why)s.") % {"issuer": name, "why": why}
    return Standing(False, gap=gap)


def _asked(
    certificate: x509.Certificate, issuer: x509.Certificate, moment: datetime, seconds: float
) -> tuple[Standing | None, list[str]]:
    """What the allowed hosts that the certificate names say, and why those that failed did."""
    hosts, gaps = set(RevocationHost.objects.filter(active=True).values_list("host", flat=True)), []
    for url in allowed(responders_of(certificate), hosts):
        try:
            revoked_at, answer = ask_responder(url, certificate, issuer, moment=moment, seconds=seconds)
            return Standing(True, revoked_at, answers=(answer,)), gaps
        except NoAnswer as why:
            gaps.append(f"{address_of(url).hostname}: {why}")
    for url in allowed(lists_of(certificate), hosts):
        try:
            return _from(fetch_list(url, issuer, seconds=seconds), certificate), gaps
        except NoAnswer as why:
            gaps.append(f"{address_of(url).hostname}: {why}")
    return None, gaps


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
    enqueue(CHECK_LIST, subject=row.issuer, key=f"{CHECK_LIST}:{row.sha256}", revocations=row.pk)
    return row


def signed_by_authority(found: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    try:
        return found.issuer == issuer.subject and found.is_signature_valid(issuer.public_key())
    except (TypeError, ValueError, UnsupportedAlgorithm):
        return False


def _speaks_of(found: x509.CertificateRevocationList, certificate: x509.Certificate) -> bool:
    """Whether a certificate that this list does not name was not revoked: not so for one that tells a part only."""
    try:
        parts = {type(extension.value): extension.value for extension in found.extensions}
        basic = [one.value for one in certificate.extensions if isinstance(one.value, x509.BasicConstraints)]
    except ValueError:
        return False
    scope = parts.get(x509.IssuingDistributionPoint)
    if x509.DeltaCRLIndicator in parts or scope is None:
        return x509.DeltaCRLIndicator not in parts
    if scope.indirect_crl or scope.only_some_reasons or scope.only_contains_attribute_certs:
        return False
    is_authority = bool(basic and basic[0].ca)
    return not (scope.only_contains_user_certs if is_authority else scope.only_contains_ca_certs)


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


def _der(found: x509.CertificateRevocationList) -> bytes:
    return found.public_bytes(Encoding.DER)
