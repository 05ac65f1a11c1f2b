"""A certificate authority for demonstrations and tests: root, issuing authority, and people's signing certificates.

It lives in a folder under the product's data directory, never in the repository, and says in its name that it is a
demonstration. Real use takes keys from a state or public certification authority instead.
"""

import os
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.utils.translation import gettext_lazy as _

from documents.keys import KDF_ROUNDS, PrivateKey, SigningKey, UnusableKey, pack_pkcs12

ROOT_NAME = "Gốc chứng thực thử nghiệm (DEMO)"
ISSUER_NAME = "Cấp chứng thư thử nghiệm (DEMO)"
LONGEST_NAME = 64  # X.520 upper bound; the library counts a common name in UTF-8 bytes
DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
BACKDATED = timedelta(days=5 * 365)  # demonstration data has a past


@dataclass(frozen=True)
class DemoCA:
    """The authority that issues people's certificates; the root's own key was thrown away after signing it."""

    folder: Path
    root: x509.Certificate
    certificate: x509.Certificate
    private_key: PrivateKey = field(repr=False)


def create_demo_ca(folder: Path) -> DemoCA:
    """The demonstration authority kept in `folder`, made on the first call. Files are readable by their owner only."""
    if not (folder / "root.pem").exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        _write_new_ca(folder)
    root, certificate = (
        x509.load_pem_x509_certificate((folder / name).read_bytes()) for name in ("root.pem", "issuer.pem")
    )
    key = load_pem_private_key((folder / "issuer-key.pem").read_bytes(), password=None)
    return DemoCA(folder, root, certificate, key)


def issue_person_certificate(
    ca: DemoCA,
    *,
    name: str,
    title: str,
    organisation: str,
    email: str,
    days: int,
    passphrase: str,
    valid_from: datetime | None = None,
    rounds: int = KDF_ROUNDS,
) -> tuple[bytes, x509.Certificate]:
    """A new key and certificate for one person: (PKCS#12 locked with `passphrase`, certificate).

    The certificate is in force `days` days from `valid_from` (default: five minutes ago). Raises UnusableKey for a
    name a certificate cannot hold.
    """
    if not 0 < len(name.strip().encode()) <= LONGEST_NAME:
        raise UnusableKey(_("Họ tên trong chứng thư số phải có ít nhất 1 ký tự và không quá 64 byte."))
    start = valid_from or datetime.now(UTC) - timedelta(minutes=5)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = _name(common=name.strip(), title=title, organisation=organisation)
    builder = _builder(subject, ca.certificate.subject, key, start, start + timedelta(days=days))
    builder = _for_a_person(_with_identifiers(builder, key, ca.certificate), email)
    certificate = builder.sign(ca.private_key, hashes.SHA256())
    packed = pack_pkcs12(SigningKey(key, certificate, (ca.certificate, ca.root)), passphrase, rounds=rounds)
    return packed, certificate


def _for_a_person(builder: x509.CertificateBuilder, email: str) -> x509.CertificateBuilder:
    purposes = [ExtendedKeyUsageOID.EMAIL_PROTECTION, ExtendedKeyUsageOID.CLIENT_AUTH, DOCUMENT_SIGNING]
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(signs_documents=True), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
    if email:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.RFC822Name(email)]), critical=False)
    return builder


def _write_new_ca(folder: Path) -> None:
    """Everything is written beside `folder` and moved there in one step, so a half-made authority is never seen."""
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".pki-") as scratch:
        made = Path(scratch) / "pki"
        made.mkdir(mode=0o700)
        root, issuer, issuer_key = _new_chain()
        _write_private(made / "root.pem", root.public_bytes(Encoding.PEM))
        _write_private(made / "issuer.pem", issuer.public_bytes(Encoding.PEM))
        key_pem = issuer_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _write_private(made / "issuer-key.pem", key_pem)
        try:
            made.rename(folder)
        except OSError:
            if not (folder / "root.pem").exists():  # otherwise another process was first: its authority is as good
                raise


def _write_private(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


def _new_chain() -> tuple[x509.Certificate, x509.Certificate, PrivateKey]:
    start = datetime.now(UTC) - BACKDATED
    root_key, issuer_key = (rsa.generate_private_key(public_exponent=65537, key_size=size) for size in (3072, 3072))
    root_name, issuer_name = _name(common=ROOT_NAME), _name(common=ISSUER_NAME)
    root = _builder(root_name, root_name, root_key, start, start + timedelta(days=25 * 365))
    root = root.add_extension(x509.SubjectKeyIdentifier.from_public_key(root_key.public_key()), critical=False)
    root = root.add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
    root_certificate = root.add_extension(_usage(signs_documents=False), critical=True).sign(root_key, hashes.SHA256())
    issuer = _builder(issuer_name, root_name, issuer_key, start, start + timedelta(days=20 * 365))
    issuer = _with_identifiers(issuer, issuer_key, root_certificate)
    issuer = issuer.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    issuer = issuer.add_extension(_usage(signs_documents=False), critical=True)
    return root_certificate, issuer.sign(root_key, hashes.SHA256()), issuer_key


def _builder(subject: x509.Name, issuer: x509.Name, key: PrivateKey, start: datetime, end: datetime):
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
    )


def _with_identifiers(builder: x509.CertificateBuilder, key: PrivateKey, issuer: x509.Certificate):
    issuer_id = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    identifier = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(issuer_id)
    return builder.add_extension(identifier, critical=False)


def _usage(*, signs_documents: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs_documents,
        content_commitment=signs_documents,
        key_cert_sign=not signs_documents,
        crl_sign=not signs_documents,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _name(*, common: str, title: str = "", organisation: str = "") -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "VN")]
    for oid, value in ((NameOID.ORGANIZATION_NAME, organisation), (NameOID.TITLE, title)):
        if value.strip():
            parts.append(x509.NameAttribute(oid, _shortened(value.strip())))
    return x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _shortened(value: str) -> str:
    return value if len(value) <= LONGEST_NAME else value[: LONGEST_NAME - 1] + "…"
