"""Administrators say whom to trust: authorities and their revocation lists come in, and are withdrawn with a reason."""

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.keys import KeyProblem, describe_certificate, issued_by, require_current
from documents.models import RevocationList, TrustedCertificate
from documents.trust_here import our_trust
from documents.trust_revocation import keep_list, signed_by_authority
from systems.administration import why_not_settle_for_all
from systems.ledger import record

BIGGEST_CERTIFICATE = 64 * 1024  # bytes; a certificate is 1-3 kB
BIGGEST_LIST = 32 * 1024 * 1024


class NotTrusted(KeyProblem):
    """This file cannot be trusted; its text is a sentence for the administrator."""


def trust_certificate(*, pem: bytes, for_people: bool, for_stamps: bool, by) -> TrustedCertificate:
    """Trust a root, or keep an authority below one. Raises NotTrusted in words, PermissionDenied."""
    _require_may(by)
    certificate = read_certificate(pem)
    if not for_people and not for_stamps:
        raise NotTrusted(_("Hãy chọn chứng thư này dùng cho chữ ký, cho dấu thời gian, hay cả hai."))
    _require_authority(certificate)
    is_root = certificate.subject == certificate.issuer
    if is_root and not issued_by(certificate, certificate):
        raise NotTrusted(_("Chứng thư gốc này bị hỏng: chữ ký của chính nó không khớp."))
    if not is_root and not _known_issuer(certificate):
        raise NotTrusted(
            _("Chưa có chứng thư của tổ chức cấp “%(issuer)s”; hãy nạp chứng thư gốc trước.")
            % {"issuer": describe_certificate(certificate).issuer}
        )
    return _keep(certificate, is_root, for_people, for_stamps, by)


@transaction.atomic
def _keep(certificate: x509.Certificate, is_root: bool, for_people: bool, for_stamps: bool, by) -> TrustedCertificate:
    about = describe_certificate(certificate)
    try:
        with transaction.atomic():
            row = TrustedCertificate.objects.create(
                pem=certificate.public_bytes(Encoding.PEM).decode(), fingerprint=about.fingerprint,
                subject=about.name[:300], issuer=about.issuer[:300], is_root=is_root, for_people=for_people,
                for_stamps=for_stamps, valid_from=about.valid_from, valid_until=about.valid_until, added_by=by,
            )  # fmt: skip
    except IntegrityError as known:
        raise NotTrusted(_("Chứng thư này đã được nạp rồi.")) from known
    uses = {"people": for_people, "stamps": for_stamps}
    record(verb="trust", by=by, about=f"trust:{row.pk}", fingerprint=about.fingerprint, subject=about.name, **uses)
    return row


@transaction.atomic
def withdraw_trust(*, row: TrustedCertificate, because: str, by) -> None:
    """Trust it no more from now on. What was signed stays as it is; checking it says that its authority is unknown."""
    _require_may(by)
    if not because.strip():
        raise NotTrusted(_("Hãy ghi lý do thôi tin cậy."))
    held = TrustedCertificate.objects.select_for_update().get(pk=row.pk)
    if held.withdrawn_at:
        raise NotTrusted(_("Chứng thư này đã được rút trước đó."))
    held.withdrawn_at, held.withdrawn_by, held.withdrawn_because = timezone.now(), by, because.strip()[:500]
    held.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    record(
        verb="withdraw_trust", by=by, about=f"trust:{held.pk}", sentence=held.withdrawn_because,
        fingerprint=held.fingerprint,
    )  # fmt: skip


def load_list(*, content: bytes, by) -> RevocationList:
    """Keep a revocation list that an authority known here signed. Raises NotTrusted in words, PermissionDenied."""
    _require_may(by)
    if len(content) > BIGGEST_LIST:
        raise NotTrusted(_("Danh sách thu hồi không lớn hơn 32 MB."))
    try:
        pem = content.lstrip().startswith(b"-----BEGIN")
        found = x509.load_pem_x509_crl(content) if pem else x509.load_der_x509_crl(content)
    except ValueError:
        raise NotTrusted(_("Tệp này không phải danh sách thu hồi (CRL).")) from None
    issuer = next((one for one in _authorities() if signed_by_authority(found, one)), None)
    if issuer is None:
        raise NotTrusted(_("Danh sách này không do tổ chức nào được tin cậy ở đây ký; hãy nạp chứng thư của họ trước."))
    if found.next_update_utc is None or found.next_update_utc < timezone.now():
        raise NotTrusted(_("Danh sách thu hồi này đã quá hạn; hãy lấy bản mới."))
    with transaction.atomic():
        row = keep_list(found, issuer, by=by)
        if row.issued_at > found.last_update_utc:
            raise NotTrusted(_("Đã có danh sách mới hơn của tổ chức này."))
        record(verb="load_revocations", by=by, about=f"revocations:{row.pk}", sha256=row.sha256, issuer=row.issuer)
    return row


def read_certificate(content: bytes) -> x509.Certificate:
    """The one certificate in a PEM or DER file. Raises NotTrusted."""
    if len(content) > BIGGEST_CERTIFICATE:
        raise NotTrusted(_("Tệp lớn hơn 64 KB; một chứng thư chỉ vài KB."))
    try:
        if b"-----BEGIN" not in content:
            return x509.load_der_x509_certificate(content)
        found = x509.load_pem_x509_certificates(content)
    except ValueError:
        raise NotTrusted(_("Tệp này không phải chứng thư số ở dạng PEM hoặc DER.")) from None
    if len(found) != 1:
        raise NotTrusted(_("Tệp chứa %(n)s chứng thư; hãy nạp từng chứng thư một.") % {"n": len(found)})
    return found[0]


def _require_authority(certificate: x509.Certificate) -> None:
    try:
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    except (x509.ExtensionNotFound, ValueError):
        constraints = None
    if constraints is None or not constraints.ca:
        raise NotTrusted(_("Đây là chứng thư của người hoặc máy, không phải của tổ chức chứng thực."))
    try:
        require_current(certificate, timezone.now())
    except KeyProblem as problem:
        raise NotTrusted(str(problem)) from problem


def _authorities() -> tuple[x509.Certificate, ...]:
    trust = our_trust(lists=False)
    return (*trust.roots, *(trust.stamp_roots or ()), *trust.intermediates)


def _known_issuer(certificate: x509.Certificate) -> bool:
    return any(issued_by(certificate, one) for one in _authorities())


def _require_may(by) -> None:
    if refusal := why_not_settle_for_all(by):
        raise PermissionDenied(refusal)
