"""A signature in two halves: here the file is made ready and what is to be signed worked out; a key elsewhere signs.

The key may be behind a browser agent, in a phone's SIM or in a remote signing service. It answers with a raw signature
over the signed attributes, or with a whole CMS structure over the digest of the file.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from asn1crypto import cms
from asn1crypto.algos import SignedDigestAlgorithm
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils.translation import gettext_lazy as _
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import ExternalSigner
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
from pyhanko.sign.signers.pdf_signer import PdfTBSDocument
from pyhanko_certvalidator.registry import SimpleCertificateStore

from documents.keys import describe_certificate
from documents.signing import (
    Act,
    Certified,
    Look,
    SigningRefused,
    asn1,
    check_before_signing,
    signer_for,
    writer_for,
)
from documents.signing_raw import verifies

RESERVED = 40_000  # hex digits, so 20 kB: a whole CMS with its chain and a time-stamp


@dataclass(frozen=True)
class Started:
    """The first half. `attributes` (DER) are the very bytes that a raw signature is made over."""

    pdf: bytes
    digest: bytes
    region_start: int
    region_end: int
    attributes: bytes


def start_signature(
    pdf: bytes, known: Certified, act: Act, look: Look, *, roots: Iterable[x509.Certificate] = ()
) -> Started:
    """Make the file ready for a signature by the holder of this certificate. Raises KeyProblem, SigningRefused."""
    check_before_signing(known, moment=act.moment, roots=roots)
    return asyncio.run(_start(pdf, known, act, look))


async def _start(pdf: bytes, known: Certified, act: Act, look: Look) -> Started:
    writer, key = writer_for(pdf), _elsewhere(known, 512)
    signer = signer_for(writer, key, describe_certificate(known.certificate).name, act, look)
    try:
        prepared, _tbs, out = await signer.async_digest_doc_for_signing(
            writer, existing_fields_only=True, bytes_reserved=RESERVED
        )
    except (SigningError, PdfError) as refusal:
        raise SigningRefused(_("Không ký được tệp PDF: %(why)s") % {"why": refusal}) from refusal
    attributes = await key.signed_attrs(prepared.document_digest, "sha256", use_pades=True)
    return Started(
        out.getvalue(), prepared.document_digest, prepared.reserved_region_start, prepared.reserved_region_end,
        attributes.dump(),
    )  # fmt: skip


def finish_with_signature(started: Started, known: Certified, signature: bytes) -> bytes:
    """The signed file, from a raw signature over `started.attributes`. Raises SigningRefused."""
    if not verifies(known.certificate, signature, started.attributes):
        raise SigningRefused(_("Chữ ký gửi về không khớp với dữ liệu đã đưa ra ký và chứng thư số đã đăng ký."))
    attributes = cms.CMSAttributes.load(started.attributes)
    key = _elsewhere(known, signature)
    whole = asyncio.run(key.async_sign_prescribed_attributes("sha256", signed_attrs=attributes))
    return _embedded(started, whole)


def finish_with_cms(started: Started, der: bytes) -> bytes:
    """The signed file, from a whole CMS structure over `started.digest`; whether it is right the gate says.

    Raises SigningRefused.
    """
    try:
        whole = cms.ContentInfo.load(der, strict=True)
        signed = whole["content_type"].native == "signed_data" and len(whole["content"]["signer_infos"]) == 1
    except (ValueError, TypeError, KeyError):
        signed = False
    if not signed:
        raise SigningRefused(_("Dữ liệu gửi về không phải là cấu trúc chữ ký CMS có một người ký."))
    return _embedded(started, whole)


def _embedded(started: Started, whole: cms.ContentInfo) -> bytes:
    file = BytesIO(started.pdf)
    digest = PreparedByteRangeDigest(started.digest, started.region_start, started.region_end)
    try:
        PdfTBSDocument.finish_signing(file, digest, whole)
    except (SigningError, PdfError, ValueError) as refusal:
        raise SigningRefused(_("Chữ ký gửi về quá lớn nên không ghi được vào văn bản.")) from refusal
    return file.getvalue()


def _elsewhere(known: Certified, signature: bytes | int) -> ExternalSigner:
    algorithm = "sha256_rsa" if isinstance(known.certificate.public_key(), rsa.RSAPublicKey) else "sha256_ecdsa"
    return ExternalSigner(
        signing_cert=asn1(known.certificate),
        cert_registry=SimpleCertificateStore.from_certs(asn1(issuer) for issuer in known.chain),
        signature_value=signature,
        signature_mechanism=SignedDigestAlgorithm({"algorithm": algorithm}),
        embed_roots=False,
    )
