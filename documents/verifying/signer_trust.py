"""Whether the signer's certificate was good: chain, dates, revocation, use. No address in a file is ever fetched."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta

from asn1crypto import tsp, x509
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import DiffPolicy
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    EmbeddedPdfSignature,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.generic_cms import CertvalidatorOperationResult, validate_cert_usage
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureStatus
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.path import ValidationPath

from documents.verifying.held_lists import revoked_at
from documents.verifying.order import Order
from documents.verifying.verdict import Finding

CLOCKS_DIFFER = timedelta(minutes=10)
ANY_USE = KeyUsageConstraints(key_usage=set())  # looked at here, because a certificate that names no use allows all
SIGNING_USES = {"digital_signature", "non_repudiation"}
OTHER_PURPOSES = {"server_auth", "code_signing", "time_stamping", "ocsp_signing"}  # alone: not for signing papers
WEAK = {AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE, AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE}
NO_CHAIN = {AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND, AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE}


async def status_of(
    signature: EmbeddedPdfSignature,
    order: Order,
    moment: datetime,
    *,
    policy: DiffPolicy,
    compare: bool,
) -> SignatureStatus:
    """pyHanko's view of the signature (a person's, or a document time-stamp) at `moment`."""
    context = _context(signature, order, moment)
    if is_time_stamp(signature):
        return await async_validate_pdf_timestamp(signature, context, diff_policy=policy, skip_diff=not compare)
    return await async_validate_pdf_signature(
        signature,
        context,
        ts_validation_context=_context(signature, order, moment, roots=order.roots_for_stamps),
        diff_policy=policy,
        key_usage_settings=ANY_USE,
        skip_diff=not compare,
    )


def is_time_stamp(signature: EmbeddedPdfSignature) -> bool:
    """Whether it is a document time-stamp rather than a signature of somebody."""
    return signature.sig_object_type == "/DocTimeStamp"


def time_of(signature: EmbeddedPdfSignature) -> datetime | None:
    """When it says it was made: a document time-stamp by its authority's clock, a signature by its signer's."""
    if not is_time_stamp(signature):
        return signature.self_reported_timestamp
    content = signature.signed_data["encap_content_info"]["content"].parsed
    return content["gen_time"].native if isinstance(content, tsp.TSTInfo) else None


def judge_signer(
    signature: EmbeddedPdfSignature, status: SignatureStatus, order: Order, proven: datetime | None = None
) -> Iterator[Finding]:
    """What speaks against the signer of a signature that is itself sound. `status` is as of `order.moment`.

    `proven` is a time by which a later time-stamp in the file proves that it existed.
    """
    certificate = status.signing_cert
    signed_at = time_of(signature)
    if signed_at is not None:
        yield from _dates(certificate, signed_at, order.moment)
    if not is_time_stamp(signature) and not _for_signing(certificate):
        yield Finding("not_for_signing")
    proofs = (order.existed.get(signature.field_name), _timestamped_at(status), proven)
    known_at = min((proof for proof in proofs if proof), default=None)
    code = _Chain(signature, order, known_at).problem(status, signed_at)
    if code:
        yield Finding(code)


class _Chain:
    """The chain of one signer, looked at from more than one moment."""

    def __init__(self, signature: EmbeddedPdfSignature, order: Order, known_at: datetime | None):
        self.signature, self.order, self.known_at = signature, order, known_at

    def problem(self, status: SignatureStatus, signed_at: datetime | None) -> str | None:
        """The code of what is wrong with the chain, or None."""
        indication = status.trust_problem_indic
        if indication in WEAK:
            return "weak"
        if since := self._named_on_our_lists():
            return self._revoked(since, signed_at)
        if indication is None and status.validation_path is not None:
            return self._revocation_gap()
        if status.revoked:
            return self._revoked(status.revocation_details.revocation_date, signed_at)
        if indication in NO_CHAIN:
            return self._unknown(status.signing_cert)
        return self._expired(signed_at)

    def _expired(self, signed_at: datetime | None) -> str | None:
        """The chain does not hold today, without being revoked today: did it when the signature was made?"""
        for moment in (self.known_at, signed_at):
            details = self._looked_at(moment).revo_details if moment else None
            if details:
                return self._revoked(details.revocation_date, signed_at)
        if self.known_at and self._holds(self.known_at):
            return self._revocation_gap()
        return "expired_since" if signed_at and self._holds(signed_at) else "untrusted"

    def _named_on_our_lists(self) -> datetime | None:
        enclosed = (certificate.dump() for certificate in self.signature.other_embedded_certs)
        authorities = (*_roots_for(self.signature, self.order), *self.order.intermediates, *enclosed)
        certificate = self.signature.signer_cert.dump()
        since = revoked_at(certificate, issuers=authorities, lists=self.order.revocation_lists)
        return since if since and since <= self.order.moment else None

    def _revoked(self, since: datetime, signed_at: datetime | None) -> str | None:
        if signed_at is None or since <= signed_at:
            return "revoked"
        if self.known_at and self.known_at < since and self._holds(self.known_at):
            return None
        return "revoked_since"

    def _unknown(self, certificate: x509.Certificate) -> str:
        return "self_signed" if certificate.subject == certificate.issuer else "untrusted"

    def _holds(self, moment: datetime) -> bool:
        return self._path_at(moment) is not None

    def _revocation_gap(self) -> str | None:
        """A certificate that names a place to ask about revocation has to be answered for; a silent one need not.

        Answered now, or by an answer stored in the file that was current when the signature is known to have existed.
        """
        moments = [self.order.moment, *([self.known_at] if self.known_at else [])]
        return None if any(self._path_at(moment, strict=True) for moment in moments) else "revocation_unknown"

    def _path_at(self, moment: datetime, *, strict: bool = False) -> ValidationPath | None:
        return self._looked_at(moment, strict=strict).success_result

    def _looked_at(self, moment: datetime, *, strict: bool = False) -> CertvalidatorOperationResult:
        context = _context(self.signature, self.order, moment, strict=strict)
        for certificate in self.signature.other_embedded_certs:
            context.certificate_registry.register(certificate)
        certificate = self.signature.signer_cert
        paths = context.path_builder.async_build_paths_lazy(certificate)
        return asyncio.run(validate_cert_usage(certificate, context, key_usage_settings=ANY_USE, paths=paths))


def _roots_for(signature: EmbeddedPdfSignature, order: Order) -> tuple[bytes, ...]:
    return order.roots_for_stamps if is_time_stamp(signature) else order.roots


def _context(
    signature: EmbeddedPdfSignature,
    order: Order,
    moment: datetime,
    *,
    strict: bool = False,
    roots: tuple[bytes, ...] | None = None,
) -> ValidationContext:
    """`strict`: declared revocation has to be answered, by our lists or by answers stored in the file itself."""
    stored = _stored_in_file(signature) if strict else ([], [])
    trusted = _roots_for(signature, order) if roots is None else roots
    return ValidationContext(
        trust_roots=[x509.Certificate.load(root) for root in trusted],
        other_certs=[x509.Certificate.load(one) for one in order.intermediates],
        moment=moment,
        allow_fetching=False,
        crls=[*order.revocation_lists, *stored[0]],
        ocsps=stored[1],
        revocation_mode="hard-fail" if strict else "soft-fail",
        retroactive_revinfo=True,
    )


def _stored_in_file(signature: EmbeddedPdfSignature) -> tuple[list[bytes], list[bytes]]:
    """(revocation lists, OCSP answers) from the file's document security store; they are signed by the authority."""
    try:
        store = DocumentSecurityStore.read_dss(signature.reader)
    except NoDSSFoundError:
        return [], []
    lists, answers = ([reference.get_object().data for reference in found] for found in (store.crls, store.ocsps))
    return lists, answers


def _dates(certificate: x509.Certificate, signed_at: datetime, moment: datetime) -> Iterator[Finding]:
    if signed_at > certificate.not_valid_after:
        yield Finding("expired")
    if signed_at < certificate.not_valid_before:
        yield Finding("not_yet")
    if signed_at > moment + CLOCKS_DIFFER:
        yield Finding("future")


def _for_signing(certificate: x509.Certificate) -> bool:
    uses, purposes = certificate.key_usage_value, certificate.extended_key_usage_value
    if uses is not None and not SIGNING_USES & set(uses.native):
        return False
    return purposes is None or not set(purposes.native) <= OTHER_PURPOSES


def _timestamped_at(status: SignatureStatus) -> datetime | None:
    """The time of a trusted signature time-stamp, if there is one."""
    stamp = getattr(status, "timestamp_validity", None)
    return stamp.timestamp if stamp is not None and stamp.valid and stamp.intact and stamp.trusted else None
