"""Papers in every honest state: signed by a person, sealed, with stored evidence, with a document time-stamp."""

import datetime
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import DocumentSecurityStore

from documents.keys import SigningKey
from documents.signing import SignedPdf
from documents.verifying import Lookup, PaperState, RegisteredPaper
from tests.documents.outside_signer import revocation_list, time_stamper
from tests.documents.signing_desk import NOW, authority, decision, key_of, prepared, put_signature, sealed

ARCHIVE_FIELD = "dau-thoi-gian-1"


@dataclass(frozen=True)
class Link:
    """One state: the bytes, what made them, and the signature that came with it."""

    pdf: bytes
    kind: str
    signature: tuple[str, str] | None = None


@dataclass(frozen=True)
class Chain:
    """A paper's states, oldest first."""

    name: str
    links: tuple[Link, ...]

    @property
    def pdf(self) -> bytes:
        return self.links[-1].pdf

    def register(self, *, kept_at: datetime.datetime = NOW, **about) -> Lookup:
        """A register that knows every state of this paper."""
        states = tuple(
            PaperState(sha256_of(link.pdf), len(link.pdf), link.kind, link.signature, kept_at) for link in self.links
        )
        given = sha256_of(prepared())
        paper = RegisteredPaper("Quyết định 12/QĐ-BGTVT", states, prepared_sha256=given, **about)
        known = {state.sha256 for state in states} | {given}
        return lambda sha256: paper if sha256 in known else None


def sha256_of(pdf: bytes) -> str:
    from hashlib import sha256

    return sha256(pdf).hexdigest()


def signed_link(signed: SignedPdf, kind: str) -> Link:
    return Link(signed.pdf, kind, (signed.field, signed.fingerprint))


def with_evidence(pdf: bytes, *lists: bytes) -> bytes:
    """The file with certificates and revocation lists stored behind the last signature."""
    from asn1crypto import crl
    from asn1crypto import x509 as asn1_x509

    certificates = [asn1_x509.Certificate.load(each.public_bytes(Encoding.DER)) for each in _authorities()]
    out = BytesIO(pdf)
    DocumentSecurityStore.add_dss(
        out, None, certs=certificates, crls=[crl.CertificateList.load(each) for each in lists or _lists()]
    )
    return out.getvalue()


def with_time_stamp(pdf: bytes, stamper: DummyTimeStamper | None = None, field: str = ARCHIVE_FIELD) -> Link:
    """The file with a document time-stamp over all of it."""
    out = BytesIO()
    PdfTimeStamper(stamper or archive_stamper(), field_name=field).timestamp_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf)), "sha256", output=out
    )
    stamped = out.getvalue()
    last = PdfFileReader(BytesIO(stamped)).embedded_signatures[-1]
    return Link(stamped, "timestamped", (field, last.signer_cert.sha256.hex()))


@cache
def archive_stamper() -> DummyTimeStamper:
    return time_stamper(authority())


def _authorities() -> list[x509.Certificate]:
    return [authority().root, authority().certificate]


@cache
def _lists() -> tuple[bytes, ...]:
    return (revocation_list(authority()),)


@cache
def person() -> Chain:
    return Chain("person", (signed_link(decision(), "issued"),))


@cache
def person_and_seal() -> Chain:
    return Chain("person and seal", (*person().links, signed_link(sealed(), "sealed")))


@cache
def archived() -> Chain:
    """Person, seal, stored evidence, document time-stamp: what is kept for decades."""
    evident = with_evidence(sealed().pdf)
    links = (*person_and_seal().links, Link(evident, "evidence"), with_time_stamp(evident))
    return Chain("person, seal, evidence and time-stamp", links)


EVERY_CHAIN = (person, person_and_seal, archived)


def chain_of(key: SigningKey, *, at: datetime.datetime, stamped_at: datetime.datetime, lists: tuple[bytes, ...]):
    """A paper signed by this person at that time, with evidence, and a time-stamp of its own time."""
    signed = put_signature(prepared(), key, at=at)
    seal = put_signature(
        signed.pdf, key_of("Bộ Giao thông vận tải", "demo", NOW - datetime.timedelta(days=1000), 2000), field="dau-1",
        certify=False, at=at,
    )  # fmt: skip
    evident = with_evidence(seal.pdf, *lists)
    stamped = with_time_stamp(evident, time_stamper(authority(), stamped_at))
    links = (signed_link(signed, "issued"), signed_link(seal, "sealed"), Link(evident, "evidence"), stamped)
    return Chain("of old", links)
