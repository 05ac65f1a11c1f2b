"""What is appended to a signed file afterwards: validation data (DSS) and document time-stamps (PAdES B-LT, B-LTA)."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from asn1crypto import core, tsp
from asn1crypto import crl as asn1_crl
from asn1crypto import ocsp as asn1_ocsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation import DocumentSecurityStore, EmbeddedPdfSignature

from documents.outbound import NoAnswer
from documents.verifying.signer_trust import time_of

RESERVED = 40_000  # hexadecimal digits for one time-stamp: a state authority's, with its chain, takes 12,000 to 20,000
DIGEST = "sha256"


@dataclass(frozen=True)
class FoundSignature:
    """A signature or document time-stamp of a file, with the certificates it carries along."""

    field: str
    is_stamp: bool
    certificate: x509.Certificate
    enclosed: tuple[x509.Certificate, ...]
    signed_at: datetime | None
    algorithms: str


def signatures_of(pdf: bytes) -> list[FoundSignature]:
    """Every signature of one of our own files, oldest first."""
    reader = PdfFileReader(BytesIO(pdf), strict=True)
    embedded = [
        EmbeddedPdfSignature(reader, field, name)
        for name, _value, field in enumerate_sig_fields(reader, filled_status=True)
    ]
    embedded.sort(key=lambda signature: signature.signed_revision)
    return [_found(signature) for signature in embedded]


def with_validation_data(
    pdf: bytes, *, certificates: Iterable[x509.Certificate], lists: Iterable[bytes], answers: Iterable[bytes]
) -> bytes:
    """The file with these certificates, revocation lists and OCSP answers (DER) appended; the same where all are in."""
    output = BytesIO(pdf)
    DocumentSecurityStore.add_dss(
        output,
        None,
        certs=[_asn1(one) for one in certificates],
        crls=[asn1_crl.CertificateList.load(one) for one in lists],
        ocsps=[asn1_ocsp.OCSPResponse.load(one) for one in answers],
    )
    return output.getvalue()


def with_time_stamp(pdf: bytes, *, field: str, post: Callable[[bytes], bytes]) -> bytes:
    """The file with a document time-stamp over all of it. `post` sends one request. Raises NoAnswer in words."""
    output = BytesIO()
    stamper = PdfTimeStamper(_Posted(post), field_name=field)
    try:
        writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=True)
        stamper.timestamp_pdf(writer, DIGEST, bytes_reserved=RESERVED, output=output)
    except TimestampRequestError as refusal:
        raise NoAnswer(_("từ chối cấp dấu thời gian (%(why)s)") % {"why": str(refusal)[:200]}) from refusal
    except (SigningError, PdfError, ValueError, TypeError, KeyError, AttributeError) as wrong:
        # Whatever the parser throws at a token that is none, or one that is larger than its place.
        raise NoAnswer(_("trả lời không phải là dấu thời gian")) from wrong
    return output.getvalue()


class _Posted(TimeStamper):
    """Asks once: the library would ask a first time only to learn how long an answer is."""

    def __init__(self, post: Callable[[bytes], bytes]):
        super().__init__()
        self.post = post

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        answer = await asyncio.to_thread(self.post, req.dump())
        # The library cannot read a refusal, because a refusal has no token.
        status = tsp.PKIStatusInfo.load(core.Sequence.load(answer, strict=True).contents)
        if status["status"].native != "granted":
            reasons = [*(status["status_string"].native or ()), *(status["fail_info"].native or ())]
            raise TimestampRequestError(", ".join(map(str, reasons)) or status["status"].native)
        return tsp.TimeStampResp.load(answer, strict=True)


def _found(signature: EmbeddedPdfSignature) -> FoundSignature:
    is_stamp = signature.sig_object_type == "/DocTimeStamp"
    return FoundSignature(
        field=signature.field_name,
        is_stamp=is_stamp,
        certificate=_parsed(signature.signer_cert),
        enclosed=tuple(_parsed(one) for one in signature.other_embedded_certs),
        signed_at=time_of(signature),
        algorithms=f"{signature.md_algorithm} {signature.signer_info['signature_algorithm'].signature_algo}",
    )


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _parsed(certificate: asn1_x509.Certificate) -> x509.Certificate:
    return x509.load_der_x509_certificate(certificate.dump())
