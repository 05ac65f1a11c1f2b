"""PAdES signatures: empty signature fields before the first signature, then one signature at a time.

Level B-B (ETSI.CAdES.detached, SHA-256, signing certificate named inside the signature). `timestamper` is where a
time-stamping authority will come in; keys that stay in a token will come in beside `SigningKey`.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import NamedTuple

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.serialization import Encoding
from django.utils.translation import gettext_lazy as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from documents.keys import VIETNAM, SigningKey, UnusableKey, describe_certificate, require_current, usable_for_signing
from documents.signing_draft import is_draft
from documents.signing_stamp import stamp_style
from documents.trust import leads_to_root


class SigningRefused(Exception):
    """This file cannot take this signature; its text is a sentence."""


class FieldBox(NamedTuple):
    """Where a signature goes: page counted from 0, and (left, bottom, right, top) in points from the bottom left."""

    page: int
    rect: tuple[float, float, float, float]


@dataclass(frozen=True)
class SignedPdf:
    """A signed file. `prepared_sha256` is the hash of what was given to sign; the signed bytes begin with it."""

    pdf: bytes
    sha256: str
    prepared_sha256: str
    field: str
    signer: str
    fingerprint: str
    signed_at: datetime


def prepare_fields(pdf: bytes, boxes: Mapping[str, FieldBox]) -> bytes:
    """The file with an empty signature field for each box, people's ("ky-1", ...) below seals ("dau-1", ...).

    All fields have to exist before the first signature: a certified file takes no new ones. Raises SigningRefused for
    a file that cannot be read or is signed already.
    """
    writer = _writer(pdf)
    if any(True for _field in enumerate_sig_fields(writer.prev, filled_status=True)):
        raise SigningRefused(_("Tệp đã có chữ ký số nên không thể thêm ô ký."))
    for name, (page, rect) in sorted(boxes.items(), key=lambda item: (item[0].startswith("dau"), item[0])):
        whole_points = tuple(round(value) for value in rect)
        append_signature_field(writer, SigFieldSpec(name, on_page=page, box=whole_points))
    prepared = BytesIO()
    writer.write(prepared)
    return prepared.getvalue()


def sign(
    pdf: bytes, *, field: str, key: SigningKey, reason: str, location: str, signed_at: datetime, certify: bool,
    lines: Sequence[str] | None = None, roots: Iterable[x509.Certificate] = (), timestamper: TimeStamper | None = None,
) -> SignedPdf:  # fmt: skip
    """Sign the empty `field` of a prepared file at `signed_at` (aware); the signature is appended to the old bytes.

    `certify` on the first signature: from then on only the other prepared fields may be filled. `lines` is the visible
    text, by default the signer's name and the Vietnamese time in ISO 8601. With `roots`, the certificate must lead to
    one of them. Raises KeyExpired or UnusableKey for the key and SigningRefused for the file.
    """
    moment = signed_at.astimezone(VIETNAM).replace(microsecond=0)
    check_before_signing(key, moment=moment, roots=roots)
    person = describe_certificate(key.certificate)
    writer = _writer(pdf)
    width, height = _size_of_empty_field(writer, field)
    signer = _SignerAtTime(
        _metadata(field, person.name, reason, location, certify=certify),
        _OpenedKeySigner(key),
        timestamper=timestamper,
        stamp_style=stamp_style(lines or (f"Ký bởi: {person.name}", moment.isoformat()), width, height),
    )
    signer.moment = moment
    signed = _signed_bytes(signer, writer)
    return SignedPdf(signed, _sha256(signed), _sha256(pdf), field, person.name, person.fingerprint, moment)


def check_before_signing(key: SigningKey, *, moment: datetime, roots: Iterable[x509.Certificate] = ()) -> None:
    """Circular 15/2025: the certificate is checked before it signs. Raises KeyExpired or UnusableKey."""
    require_current(key.certificate, moment)
    for issuer in key.chain:
        require_current(issuer, moment)
    if not usable_for_signing(key.certificate):
        raise UnusableKey(_("Chứng thư số này không được cấp để ký số."))
    roots = tuple(roots)
    if roots and not leads_to_root(key.certificate, key.chain, roots):
        raise UnusableKey(_("Chứng thư số không thuộc tổ chức chứng thực được tin cậy."))


def _metadata(field: str, name: str, reason: str, location: str, *, certify: bool) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=certify,
        docmdp_permissions=MDPPerm.FILL_FORMS,
        reason=reason,
        location=location,
        name=name,
    )


class _SignerAtTime(PdfSigner):
    """Signs with the step's own time, so that the paper, the stamp and the ledger say the same second."""

    moment: datetime

    def init_signing_session(self, *args, **kwargs):
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.moment
        return session


def _writer(pdf: bytes) -> IncrementalPdfFileWriter:
    try:
        writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=True)
    except PdfError:
        raise SigningRefused(_("Không đọc được tệp PDF cần ký.")) from None
    if is_draft(writer.prev):
        raise SigningRefused(_("Tệp là bản dự thảo nên không ký được."))
    return writer


def _size_of_empty_field(writer: IncrementalPdfFileWriter, name: str) -> tuple[float, float]:
    for found, value, reference in enumerate_sig_fields(writer.prev):
        if found == name:
            if value is not None:
                raise SigningRefused(_("Ô ký «%(field)s» đã có chữ ký.") % {"field": name})
            left, bottom, right, top = (float(edge) for edge in reference.get_object()["/Rect"])
            return abs(right - left), abs(top - bottom)
    raise SigningRefused(_("Tệp không có ô ký «%(field)s».") % {"field": name})


class _OpenedKeySigner(signers.Signer):
    """Signs with the key object that is open already.

    The library's own in-memory signer loads and checks the private key anew for every signature, which costs most of
    the time that a signature takes.
    """

    def __init__(self, key: SigningKey):
        self.private_key = key.private_key
        super().__init__(
            signing_cert=_asn1(key.certificate),
            cert_registry=SimpleCertificateStore.from_certs(_asn1(issuer) for issuer in key.chain),
            embed_roots=False,
        )

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        digest = {"sha256": hashes.SHA256()}[digest_algorithm]
        if isinstance(self.private_key, ec.EllipticCurvePrivateKey):
            return self.private_key.sign(data, ec.ECDSA(digest))
        return self.private_key.sign(data, padding.PKCS1v15(), digest)


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _signed_bytes(signer: PdfSigner, writer: IncrementalPdfFileWriter) -> bytes:
    signed = BytesIO()
    try:
        signer.sign_pdf(writer, existing_fields_only=True, output=signed)
    except (SigningError, PdfError) as refusal:
        raise SigningRefused(_("Không ký được tệp PDF: %(why)s") % {"why": refusal}) from refusal
    return signed.getvalue()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
