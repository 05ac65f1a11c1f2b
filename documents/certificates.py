"""A certificate without its private key: how somebody is known here who signs elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.utils.translation import gettext_lazy as _

from documents.keys import UnusableKey, issued_by, strong_enough

BIGGEST_FILE = 64 * 1024  # bytes; a certificate with its chain is 2-8 kB


@dataclass(frozen=True)
class KnownCertificate:
    """Somebody's certificate and those between it and the root, the leaf's issuer first."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()


def read_certificate(content: bytes, *, roots: Iterable[x509.Certificate] = ()) -> KnownCertificate:
    """The signing certificate of a .cer, .crt or .pem file, which may bring its issuers' too. Raises UnusableKey."""
    if len(content) > BIGGEST_FILE:
        raise UnusableKey(_("Tệp chứng thư số không lớn hơn 64 KB; đây không phải tệp chứng thư số."))
    found = _parse(content)
    own = [one for one in found if not _is_authority(one)]
    if len(own) != 1:
        raise UnusableKey(
            _("Tệp phải có đúng một chứng thư số của người ký; các chứng thư khác chỉ là của tổ chức cấp.")
        )
    if not strong_enough(own[0].public_key()):
        raise UnusableKey(_("Khóa ký quá yếu: cần RSA từ 2048 bit hoặc ECDSA từ 256 bit."))
    return KnownCertificate(own[0], _chain(own[0], found, tuple(roots)))


def packed(certificates: Iterable[x509.Certificate]) -> str:
    """Certificates as they are stored: PEM, one after another."""
    return "".join(one.public_bytes(Encoding.PEM).decode() for one in certificates)


def unpacked(text: str) -> tuple[x509.Certificate, ...]:
    """The certificates of `packed` text."""
    return tuple(x509.load_pem_x509_certificates(text.encode())) if text else ()


def _parse(content: bytes) -> list[x509.Certificate]:
    if b"PRIVATE KEY-----" in content:
        raise UnusableKey(_("Tệp này chứa khóa riêng. Chỉ tải lên chứng thư số; khóa riêng không được rời thiết bị."))
    try:
        if b"-----BEGIN" in content:
            return x509.load_pem_x509_certificates(content)
        return [x509.load_der_x509_certificate(content)]
    except ValueError:
        raise UnusableKey(_("Tệp này không phải là chứng thư số (.cer, .crt, .pem) hoặc đã hỏng.")) from None


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, ValueError):
        return False


def _chain(leaf, found: list[x509.Certificate], roots: tuple[x509.Certificate, ...]) -> tuple[x509.Certificate, ...]:
    """As far up as the file goes; whether that is far enough is asked before every signature."""
    chain: list[x509.Certificate] = []
    current = leaf
    while current not in roots and not any(issued_by(current, root) for root in roots):
        issuer = next((one for one in found if one not in (current, *chain) and issued_by(current, one)), None)
        if issuer is None:
            break
        chain.append(issuer)
        current = issuer
    return tuple(chain)
