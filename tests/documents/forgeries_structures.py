"""Forgeries of the signature's own structure (CMS), in the place that it has."""

import asyncio
import hashlib

from asn1crypto import cms, core

from tests.documents.forgeries_ranges import own_bytes
from tests.documents.outside_signer import time_stamper
from tests.documents.signing_desk import authority


def _with_cms(pdf: bytes, change) -> bytes:
    """The last signature's structure changed, in the place it has."""
    begin, end, _last = own_bytes(pdf)
    info = cms.ContentInfo.load(bytes.fromhex(pdf[begin + 1 : end - 1].decode()))
    change(info["content"])
    changed = info.dump(force=True).hex().encode()
    assert len(changed) <= end - begin - 2, "no room for it"
    return pdf[: begin + 1] + changed.ljust(end - begin - 2, b"0") + pdf[end - 1 :]


def unsigned_attribute_added(pdf: bytes) -> bytes:
    def change(signed):
        note = cms.CMSAttribute({"type": "1.3.6.1.4.1.99999.1", "values": [core.UTF8String("Không phê duyệt")]})
        info = signed["signer_infos"][0]
        present = list(info["unsigned_attrs"]) if info["unsigned_attrs"].native else []
        info["unsigned_attrs"] = cms.CMSAttributes([*present, note])

    return _with_cms(pdf, change)


def time_stamp_of_another_signature(pdf: bytes) -> bytes:
    """A genuine time-stamp, made for something else, in the place of the signature's own."""
    stamper = time_stamper(authority())
    stamped = asyncio.run(stamper.async_timestamp(hashlib.sha256(b"something else").digest(), "sha256"))

    def change(signed):
        stamp = cms.CMSAttribute({"type": "signature_time_stamp_token", "values": [stamped]})
        signed["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([stamp])

    return _with_cms(pdf, change)


def signer_listed_twice(pdf: bytes) -> bytes:
    def change(signed):
        signed["signer_infos"] = cms.SignerInfos([signed["signer_infos"][0], signed["signer_infos"][0].copy()])

    return _with_cms(pdf, change)


def signer_taken_out(pdf: bytes) -> bytes:
    def change(signed):
        signed["signer_infos"] = cms.SignerInfos([])

    return _with_cms(pdf, change)


def certificates_taken_out(pdf: bytes) -> bytes:
    def change(signed):
        signed["certificates"] = cms.CertificateSet([])

    return _with_cms(pdf, change)


def another_digest_claimed(pdf: bytes) -> bytes:
    def change(signed):
        signed["signer_infos"][0]["digest_algorithm"] = {"algorithm": "sha512"}

    return _with_cms(pdf, change)


STRUCTURES = (
    unsigned_attribute_added,
    signer_listed_twice,
    signer_taken_out,
    certificates_taken_out,
    another_digest_claimed,
)
