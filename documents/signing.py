"""PAdES signatures: empty signature fields before the first signature, then one signature at a time.

Level B-B (ETSI.CAdES.detached, SHA-256, signing certificate named inside the signature). `timestamper` is where a
time-stamping authority will come in. A key is anything with a certificate, its chain and `sign`: a file that was
opened, a device attached to the server (`signing_token`); a key elsewhere signs through `signing_remote`.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import NamedTuple, Protocol

from asn1crypto import x509 as asn1_x509
from cryptography import x509
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

from documents.keys import VIETNAM, UnusableKey, describe_certificate, require_current, usable_for_signing
from documents.signing_draft import is_draft
from documents.signing_stamp import INK, picture_style, stamp_style
from documents.trust import leads_to_root


class SigningRefused(Exception):
    """This file cannot take this signature; its text is a sentence."""


class Certified(Protocol):
    """A certificate and those between it and the root; the private key may be anywhere."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]


class Key(Certified, Protocol):
    """What can sign here."""

    def sign(self, data: bytes) -> bytes: ...


class FieldBox(NamedTuple):
    """Where a signature goes: page counted from 0, and (left, bottom, right, top) in points from the bottom left."""

    page: int
    rect: tuple[float, float, float, float]


class Act(NamedTuple):
    """What one signature says of itself besides who."""

    field: str
    reason: str
    location: str
    signed_at: datetime
    certify: bool

    @property
    def moment(self) -> datetime:
        return self.signed_at.astimezone(VIETNAM).replace(microsecond=0)


class Look(NamedTuple):
    """What is seen of a signature: a picture (PNG), or lines of text in this ink on this share of the box."""

    lines: tuple[str, ...] = ()
    picture: bytes = b""
    ink: tuple[float, float, float] = INK
    share: float = 1


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
    writer = writer_for(pdf)
    if any(True for _field in enumerate_sig_fields(writer.prev, filled_status=True)):
        raise SigningRefused(_("Tệp đã có chữ ký số nên không thể thêm ô ký."))
    for name, (page, rect) in sorted(boxes.items(), key=lambda item: (item[0].startswith("dau"), item[0])):
        whole_points = tuple(round(value) for value in rect)
        append_signature_field(writer, SigFieldSpec(name, on_page=page, box=whole_points))
    prepared = BytesIO()
    writer.write(prepared)
    return prepared.getvalue()


def fields_of(pdf: bytes) -> dict[str, bool]:
    """The signature fields of a file and whether each is signed. Raises SigningRefused."""
    return {name: value is not None for name, value, _field in enumerate_sig_fields(writer_for(pdf).prev)}


def place_of_field(pdf: bytes, name: str) -> FieldBox | None:
    """Where a signature field lies; None where there is no such field. Raises SigningRefused."""
    writer = writer_for(pdf)
    for found, _value, reference in enumerate_sig_fields(writer.prev):
        field = reference.get_object()
        if found == name and "/P" in field:
            own = field.raw_get("/P").reference
            numbers = range(int(writer.root["/Pages"]["/Count"]))
            page = next(n for n in numbers if writer.find_page_for_modification(n)[0].reference == own)
            return FieldBox(page, tuple(float(edge) for edge in field["/Rect"]))
    return None


def sign(
    pdf: bytes, *, field: str, key: Key, reason: str, location: str, signed_at: datetime, certify: bool,
    lines: Sequence[str] | None = None, picture: bytes = b"", ink: tuple[float, float, float] = INK, share: float = 1,
    roots: Iterable[x509.Certificate] = (), timestamper: TimeStamper | None = None,
) -> SignedPdf:  # fmt: skip
    """Sign the empty `field` of a prepared file at `signed_at` (aware); the signature is appended to the old bytes.

    `certify` on the first signature: from then on only the other prepared fields may be filled. `picture` (PNG) is what
    is seen; without one `lines` are, by default the signer's name and the Vietnamese time in ISO 8601. With `roots`,
    the certificate must lead to one of them. Raises KeyExpired or UnusableKey for the key, SigningRefused for the file.
    """
    act, look = Act(field, reason, location, signed_at, certify), Look(tuple(lines or ()), picture, ink, share)
    check_before_signing(key, moment=act.moment, roots=roots)
    writer, person = writer_for(pdf), describe_certificate(key.certificate)
    signed = _signed_bytes(signer_for(writer, _OpenedKeySigner(key), person.name, act, look, timestamper), writer)
    return SignedPdf(signed, _sha256(signed), _sha256(pdf), field, person.name, person.fingerprint, act.moment)


def signer_for(
    writer: IncrementalPdfFileWriter, key: signers.Signer, name: str, act: Act, look: Look,
    timestamper: TimeStamper | None = None,
) -> PdfSigner:  # fmt: skip
    """What puts one signature with its picture or text into the file. Raises SigningRefused."""
    width, height = _size_of_empty_field(writer, act.field)
    lines = look.lines or (f"Ký bởi: {name}", act.moment.isoformat())
    style = picture_style(look.picture) if look.picture else stamp_style(lines, width, height, look.ink, look.share)
    signer = _SignerAtTime(_metadata(act, name), key, timestamper=timestamper, stamp_style=style)
    signer.moment = act.moment
    return signer


def check_before_signing(key: Certified, *, moment: datetime, roots: Iterable[x509.Certificate] = ()) -> None:
    """Circular 15/2025: the certificate is checked before it signs. Raises KeyExpired or UnusableKey."""
    require_current(key.certificate, moment)
    for issuer in key.chain:
        require_current(issuer, moment)
    if not usable_for_signing(key.certificate):
        raise UnusableKey(_("Chứng thư số này không được cấp để ký số."))
    roots = tuple(roots)
    if roots and not leads_to_root(key.certificate, key.chain, roots):
        raise UnusableKey(_("Chứng thư số không thuộc tổ chức chứng thực được tin cậy."))


def _metadata(act: Act, name: str) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=act.field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=act.certify,
        docmdp_permissions=MDPPerm.FILL_FORMS,
        reason=act.reason,
        location=act.location,
        name=name,
    )


class _SignerAtTime(PdfSigner):
    """Signs with the step's own time, so that the paper, the stamp and the ledger say the same second."""

    moment: datetime

    def init_signing_session(self, *args, **kwargs):
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.moment
        return session


def writer_for(pdf: bytes) -> IncrementalPdfFileWriter:
    """What appends to the file. Raises SigningRefused."""
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
    """Signs with a key that is open already.

    The library's own in-memory signer loads and checks the private key anew for every signature, which costs most of
    the time that a signature takes.
    """

    def __init__(self, key: Key):
        self.key = key
        super().__init__(
            signing_cert=asn1(key.certificate),
            cert_registry=SimpleCertificateStore.from_certs(asn1(issuer) for issuer in key.chain),
            embed_roots=False,
        )

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if digest_algorithm != "sha256":
            raise SigningError(digest_algorithm)
        return self.key.sign(data)


def asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
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
