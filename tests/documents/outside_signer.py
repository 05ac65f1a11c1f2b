"""Signatures made by other people's tools and authorities, with all the faults ours refuse to make."""

import datetime
from io import BytesIO

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from documents.demo_ca import DemoCA
from documents.keys import PrivateKey, SigningKey
from tests.documents.signing_desk import NOW, YEAR

USES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


def usage(*names: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{use: use in names for use in USES})


def certificate(
    name: str,
    ca: DemoCA | None,
    *,
    start: datetime.datetime = NOW - YEAR,
    end: datetime.datetime = NOW + YEAR,
    uses: x509.KeyUsage | None = None,
    revocation_address: str = "",
    purposes: tuple = (),
    key: PrivateKey | None = None,
) -> SigningKey:
    """A key (P-256 by default) and its certificate, issued by `ca` or, without one, by itself."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder().subject_name(subject).public_key(key.public_key())
    builder = builder.issuer_name(ca.certificate.subject if ca else subject)
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(start).not_valid_after(end)
    if uses:
        builder = builder.add_extension(uses, critical=True)
    if purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
    if revocation_address:
        builder = builder.add_extension(_addresses(revocation_address), critical=False)
        issuers = x509.AccessDescription(
            x509.AuthorityInformationAccessOID.CA_ISSUERS, x509.UniformResourceIdentifier(revocation_address)
        )
        builder = builder.add_extension(x509.AuthorityInformationAccess([issuers]), critical=False)
    made = builder.sign(ca.private_key if ca else key, hashes.SHA256())
    return SigningKey(key, made, (ca.certificate,) if ca else ())


def _addresses(address: str) -> x509.CRLDistributionPoints:
    name = x509.UniformResourceIdentifier(address)
    return x509.CRLDistributionPoints([x509.DistributionPoint([name], None, None, None)])


def revocation_list(ca: DemoCA, revoked: x509.Certificate | None = None, since: datetime.datetime = NOW) -> bytes:
    """The authority's signed list of revoked certificates (DER), current for a week."""
    builder = x509.CertificateRevocationListBuilder().issuer_name(ca.certificate.subject)
    builder = builder.last_update(NOW - datetime.timedelta(hours=1)).next_update(NOW + datetime.timedelta(days=7))
    builder = builder.add_extension(x509.CRLNumber(1), critical=False)
    if revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(revoked.serial_number).revocation_date(since)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(ca.private_key, hashes.SHA256()).public_bytes(Encoding.DER)


def outside_signature(
    pdf: bytes,
    key: SigningKey,
    *,
    field: str = "ky-1",
    digest: str = "sha256",
    kind: SigSeedSubFilter = SigSeedSubFilter.PADES,
    timestamper: DummyTimeStamper | None = None,
    long_term: ValidationContext | None = None,
    archived: bool = False,
    certify: MDPPerm | None = None,
) -> bytes:
    """`pdf` signed now by a tool that checks nothing; with time-stamps and validation data if asked (B-T to B-LTA)."""
    meta = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm=digest,
        subfilter=kind,
        embed_validation_info=long_term is not None,
        validation_context=long_term,
        use_pades_lta=archived,
        certify=certify is not None,
        docmdp_permissions=certify or MDPPerm.FILL_FORMS,
    )
    signer = signers.SimpleSigner(_parsed(key.certificate), _private(key), _registry(key))
    out = BytesIO()
    signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), meta, signer, timestamper=timestamper, output=out)
    return out.getvalue()


def time_stamper(ca: DemoCA, at: datetime.datetime | None = None) -> DummyTimeStamper:
    """A time-stamping authority in this process; it says `at`, by default the real time."""
    rsa_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    purposes = (ExtendedKeyUsageOID.TIME_STAMPING,)
    start = NOW - 3 * YEAR
    key = certificate("TSA", ca, start=start, uses=usage("digital_signature"), purposes=purposes, key=rsa_key)
    return DummyTimeStamper(_parsed(key.certificate), _private(key), certs_to_embed=_registry(key), fixed_dt=at)


def knowledge(ca: DemoCA) -> ValidationContext:
    """What a tool has to know to store validation data for signatures under `ca`."""
    roots, others = [_parsed(ca.root)], [_parsed(ca.certificate)]
    return ValidationContext(trust_roots=roots, other_certs=others, crls=[revocation_list(ca)], allow_fetching=False)


def _private(key: SigningKey) -> asn1_keys.PrivateKeyInfo:
    return asn1_keys.PrivateKeyInfo.load(
        key.private_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    )


def _registry(key: SigningKey) -> SimpleCertificateStore:
    return SimpleCertificateStore.from_certs(_parsed(issuer) for issuer in key.chain)


def _parsed(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
