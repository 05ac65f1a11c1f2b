"""Key material of a signing person: PKCS#12 files in and out, and what their certificate says.

A private key is only ever in memory between `open_key` and the end of the request that signs. A passphrase is an
argument, never an attribute: nothing here stores, logs or puts it in an error.
"""

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

from asn1crypto import pkcs12 as pfx_format
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat, PublicFormat, pkcs12
from cryptography.x509.oid import NameOID
from django.utils.translation import gettext_lazy as _

VIETNAM = timezone(timedelta(hours=7))
KDF_ROUNDS = 600_000  # PBKDF2-HMAC-SHA-256; what a stolen file costs per guess
SLOWEST_ROUNDS = 10_000_000  # an uploaded file may not ask for more work than this
BIGGEST_FILE = 256 * 1024  # bytes; a PKCS#12 with its chain is 3-10 kB

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class KeyProblem(Exception):
    """The key cannot sign; its text is a sentence for the person who tried."""


class WrongPassphrase(KeyProblem):
    pass


class KeyExpired(KeyProblem):
    pass


class UnusableKey(KeyProblem):
    pass


@dataclass(frozen=True)
class SigningKey:
    """A private key, its certificate and the certificates between it and the root, leaf's issuer first."""

    private_key: PrivateKey = field(repr=False)
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    def sign(self, data: bytes) -> bytes:
        """The raw signature over `data`, SHA-256."""
        if isinstance(self.private_key, ec.EllipticCurvePrivateKey):
            return self.private_key.sign(data, ec.ECDSA(hashes.SHA256()))
        return self.private_key.sign(data, padding.PKCS1v15(), hashes.SHA256())


@dataclass(frozen=True)
class CertificateDescription:
    """What a screen shows of a certificate. `serial` and `fingerprint` (SHA-256) are lower-case hex."""

    subject: str
    name: str
    title: str
    organisation: str
    email: str
    issuer: str
    serial: str
    fingerprint: str
    valid_from: datetime
    valid_until: datetime


def describe_certificate(certificate: x509.Certificate) -> CertificateDescription:
    subject = certificate.subject
    return CertificateDescription(
        subject=subject.rfc4514_string(),
        name=_first(subject, NameOID.COMMON_NAME) or subject.rfc4514_string(),
        title=_first(subject, NameOID.TITLE),
        organisation=_first(subject, NameOID.ORGANIZATION_NAME),
        email=_email(certificate),
        issuer=_first(certificate.issuer, NameOID.COMMON_NAME) or certificate.issuer.rfc4514_string(),
        serial=f"{certificate.serial_number:x}",
        fingerprint=fingerprint(certificate),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
    )


def fingerprint(certificate: x509.Certificate) -> str:
    return certificate.fingerprint(hashes.SHA256()).hex()


def pack_pkcs12(key: SigningKey, passphrase: str, *, rounds: int = KDF_ROUNDS) -> bytes:
    """The key, its certificate and chain as PKCS#12: AES-256 under PBES2, and an integrity check just as slow.

    The library fixes the integrity check (MAC) at 2,048 rounds, which would let a thief guess passphrases a few
    hundred times faster than through the encryption; so that part is made anew here.
    """
    passphrase = unicodedata.normalize("NFC", passphrase)
    _require_passphrase(passphrase)
    encryption = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(rounds)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(passphrase.encode())
    )
    label = describe_certificate(key.certificate).name.encode()
    packed = pkcs12.serialize_key_and_certificates(label, key.private_key, key.certificate, key.chain, encryption)
    return _with_slow_mac(packed, passphrase, rounds)


def open_key(
    packed: bytes, passphrase: str, *, moment: datetime | None = None, roots: Iterable[x509.Certificate] = ()
) -> SigningKey:
    """The signing key inside a PKCS#12 file.

    `moment` (default now) is when it is to sign; `roots` are trusted certificates that the file need not repeat.
    Raises WrongPassphrase, KeyExpired or UnusableKey (damaged file, no key, key of another certificate, chain
    missing, certificate not meant for signing).
    """
    _require_pkcs12(packed)
    private_key, certificate, others = _unlock(packed, passphrase)
    if private_key is None or certificate is None:
        raise UnusableKey(_("Tệp khóa ký thiếu khóa riêng hoặc thiếu chứng thư số."))
    if _public_bytes(private_key.public_key()) != _public_bytes(certificate.public_key()):
        raise UnusableKey(_("Khóa riêng trong tệp không phải của chứng thư số đi kèm."))
    _require_strength(private_key)
    _require_signing_use(certificate)
    require_current(certificate, moment or datetime.now(UTC))
    return SigningKey(private_key, certificate, _chain_of(certificate, others, tuple(roots)))


def _unlock(packed: bytes, passphrase: str):
    """(private key, certificate, other certificates); a passphrase typed in decomposed letters opens as well."""
    for typed in dict.fromkeys((passphrase, unicodedata.normalize("NFC", passphrase))):
        try:
            return pkcs12.load_key_and_certificates(packed, typed.encode())
        except ValueError:
            continue
        except Exception:
            raise UnusableKey(_("Tệp khóa ký dùng kiểu mã hóa mà hệ thống không đọc được.")) from None
    raise WrongPassphrase(_("Mật khẩu của khóa ký không đúng."))


def require_current(certificate: x509.Certificate, moment: datetime) -> None:
    """Raise KeyExpired or UnusableKey unless the certificate is in force at `moment`."""
    if moment > certificate.not_valid_after_utc:
        until = certificate.not_valid_after_utc.astimezone(VIETNAM).strftime("%d/%m/%Y")
        raise KeyExpired(_("Chứng thư số đã hết hạn ngày %(day)s.") % {"day": until})
    if moment < certificate.not_valid_before_utc:
        start = certificate.not_valid_before_utc.astimezone(VIETNAM).strftime("%d/%m/%Y")
        raise UnusableKey(_("Chứng thư số chỉ có hiệu lực từ ngày %(day)s.") % {"day": start})


def usable_for_signing(certificate: x509.Certificate) -> bool:
    """Whether the certificate's key usage allows digital signatures; a certificate that names no use allows all."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def _first(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    values = name.get_attributes_for_oid(oid)
    return str(values[0].value) if values else ""


def _email(certificate: x509.Certificate) -> str:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return _first(certificate.subject, NameOID.EMAIL_ADDRESS)
    return next(iter(names.get_values_for_type(x509.RFC822Name)), "")


def _public_bytes(key) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _require_passphrase(passphrase: str) -> None:
    if len(passphrase) < 8:
        raise UnusableKey(_("Mật khẩu của khóa ký phải có ít nhất 8 ký tự."))


def _require_pkcs12(packed: bytes) -> None:
    if len(packed) > BIGGEST_FILE:
        raise UnusableKey(_("Tệp khóa ký quá lớn: tệp PKCS#12 (.p12, .pfx) không quá 256 KB."))
    try:
        rounds = _rounds_asked(pfx_format.Pfx.load(packed, strict=True))
    except Exception:  # the parser has many errors of its own; to the person they all mean one thing
        raise UnusableKey(_("Tệp này không phải là tệp khóa ký PKCS#12 (.p12, .pfx) hoặc đã hỏng.")) from None
    if rounds > SLOWEST_ROUNDS:
        raise UnusableKey(_("Tệp khóa ký đòi số vòng tính mật khẩu quá lớn."))


def _rounds_asked(pfx: pfx_format.Pfx) -> int:
    """The largest iteration count that opening the outer layers would cost."""
    rounds = [pfx["mac_data"]["iterations"].native] if pfx["mac_data"].native else [0]
    for part in pfx.authenticated_safe:
        if part["content_type"].native == "encrypted_data":
            algorithm = part["content"]["encrypted_content_info"]["content_encryption_algorithm"]
            rounds.append(algorithm.kdf_iterations)
            continue
        for bag in pfx_format.SafeContents.load(part["content"].native):
            if bag["bag_id"].native == "pkcs8_shrouded_key_bag":
                rounds.append(bag["bag_value"]["encryption_algorithm"].kdf_iterations)
    return max(rounds)


def strong_enough(key: object) -> bool:
    """Circular 15/2025, Phụ lục I: RSA from 2,048 bits, ECDSA from 256; a private key or a public one."""
    if isinstance(key, rsa.RSAPrivateKey | rsa.RSAPublicKey):
        return key.key_size >= 2048
    return isinstance(key, ec.EllipticCurvePrivateKey | ec.EllipticCurvePublicKey) and key.curve.key_size >= 256


def _require_strength(key: object) -> None:
    if not strong_enough(key):
        raise UnusableKey(_("Khóa ký quá yếu: cần RSA từ 2048 bit hoặc ECDSA từ 256 bit."))


def _require_signing_use(certificate: x509.Certificate) -> None:
    if not usable_for_signing(certificate):
        raise UnusableKey(_("Chứng thư số này không được cấp để ký số."))


def _chain_of(
    certificate: x509.Certificate, others: Sequence[x509.Certificate], roots: tuple[x509.Certificate, ...]
) -> tuple[x509.Certificate, ...]:
    """Issuers from the leaf upwards, without the root; the file must bring all of them."""
    chain: list[x509.Certificate] = []
    current = certificate
    while current.subject != current.issuer:
        issuer = next((c for c in (*others, *roots) if issued_by(current, c)), None)
        if issuer is None or issuer in chain:
            raise UnusableKey(
                _("Tệp khóa ký thiếu chứng thư của tổ chức cấp «%(name)s».")
                % {"name": _first(current.issuer, NameOID.COMMON_NAME) or current.issuer.rfc4514_string()}
            )
        if issuer in roots or issuer.subject == issuer.issuer:
            return tuple(chain)
        chain.append(issuer)
        current = issuer
    raise UnusableKey(_("Chứng thư số này do chính người giữ khóa tự cấp, không phải của tổ chức chứng thực."))


def issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _with_slow_mac(packed: bytes, passphrase: str, rounds: int) -> bytes:
    pfx = pfx_format.Pfx.load(packed)
    content = bytes(pfx["auth_safe"]["content"])
    salt = secrets.token_bytes(16)
    digest = hmac.new(_mac_key(passphrase, salt, rounds), content, hashlib.sha256).digest()
    pfx["mac_data"] = pfx_format.MacData(
        {
            "mac": {"digest_algorithm": {"algorithm": "sha256"}, "digest": digest},
            "mac_salt": salt,
            "iterations": rounds,
        }
    )
    return pfx.dump(force=True)


def _mac_key(passphrase: str, salt: bytes, rounds: int) -> bytes:
    """RFC 7292 appendix B with SHA-256 and purpose 3 (integrity), for which one block is enough."""
    password = passphrase.encode("utf-16-be") + b"\0\0"
    fill = b"\3" * 64 + _repeat(salt) + _repeat(password)
    digest = hashlib.sha256(fill).digest()
    for _round in range(rounds - 1):
        digest = hashlib.sha256(digest).digest()
    return digest


def _repeat(data: bytes) -> bytes:
    """`data` over and over until a whole number of 64-byte blocks is full."""
    length = 64 * -(-len(data) // 64)
    return (data * length)[:length]
