"""Whom we trust: root certificates and revocation lists read from PEM files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from documents.keys import KeyProblem, issued_by

PEM_ENDINGS = (".pem", ".crt", ".cer")
LIST_ENDING = ".crl"
BIGGEST_FILE = 1024 * 1024  # bytes of one certificate file
LONGEST_CHAIN = 8
BIGGEST_LIST = 32 * 1024 * 1024  # a national authority's revocation list is some MB


class BadTrustFile(KeyProblem):
    """A file does not hold what it should; its text is a sentence that names the file but not its folder."""


@dataclass(frozen=True)
class TrustStore:
    """Trusted roots, and revocation lists (DER) of the authorities below them.

    `roots` are for people's signatures and `stamp_roots` for time-stamps (None: the same); `intermediates` are known,
    not trusted by themselves.
    """

    roots: tuple[x509.Certificate, ...] = ()
    revocation_lists: tuple[bytes, ...] = ()
    intermediates: tuple[x509.Certificate, ...] = ()
    stamp_roots: tuple[x509.Certificate, ...] | None = None


def trust_folder() -> Path:
    """Where an administrator puts roots (*.pem, *.crt, *.cer) and revocation lists (*.crl)."""
    return Path(settings.TRUST_DIR)


def load_trust(*, folder: Path | None = None, files: Iterable[Path] = ()) -> TrustStore:
    """Everything in `folder` (which need not exist) and in `files`. Raises BadTrustFile."""
    found = sorted(folder.iterdir()) if folder and folder.is_dir() else []
    roots: dict[bytes, x509.Certificate] = {}
    for path in [*(p for p in found if p.suffix.lower() in PEM_ENDINGS), *files]:
        for certificate in read_certificates(path):
            roots[certificate.public_bytes(Encoding.DER)] = certificate
    lists = tuple(_read_list(path) for path in found if path.suffix.lower() == LIST_ENDING)
    return TrustStore(tuple(roots.values()), lists)


def our_roots() -> tuple[x509.Certificate, ...]:
    """The roots this installation trusts for signatures, from the folder and the database. Raises BadTrustFile."""
    from documents.trust_here import our_trust  # the limited process that reads strangers' files has no database

    return our_trust(lists=False).roots


def read_certificates(path: Path) -> list[x509.Certificate]:
    """Certificates in a PEM (one or several) or DER file. Raises BadTrustFile."""
    content = _read(path, BIGGEST_FILE)
    try:
        if b"-----BEGIN" in content:
            return x509.load_pem_x509_certificates(content)
        return [x509.load_der_x509_certificate(content)]
    except ValueError:
        raise BadTrustFile(
            _("Tệp «%(path)s» không chứa chứng thư số ở dạng PEM hoặc DER.") % {"path": path.name}
        ) from None


def add_root(certificate: x509.Certificate, *, folder: Path, name: str) -> Path:
    """Put a root into the trust folder under `name`.pem; the same root twice is one file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.pem"
    path.write_bytes(certificate.public_bytes(Encoding.PEM))
    return path


def leads_to_root(
    certificate: x509.Certificate, chain: Sequence[x509.Certificate], roots: Sequence[x509.Certificate]
) -> bool:
    """Whether each certificate is signed by the next one up to a trusted root. Dates are the caller's concern."""
    current, left = certificate, list(chain)
    while current not in roots:
        if any(issued_by(current, root) for root in roots):
            return True
        issuer = next((candidate for candidate in left if issued_by(current, candidate)), None)
        if issuer is None:
            return False
        left.remove(issuer)
        current = issuer
    return True


def links_of(
    certificate: x509.Certificate, pool: Sequence[x509.Certificate], *, roots: Sequence[x509.Certificate] = ()
) -> list[tuple[x509.Certificate, x509.Certificate]]:
    """(certificate, its issuer) upwards to a root, as far as issuers are in the `pool`."""
    links: list[tuple[x509.Certificate, x509.Certificate]] = []
    current = certificate
    while current not in roots and len(links) < LONGEST_CHAIN:
        issuer = next((one for one in pool if one != current and issued_by(current, one)), None)
        if issuer is None:
            break
        links.append((current, issuer))
        current = issuer
    return links


def _read_list(path: Path) -> bytes:
    content = _read(path, BIGGEST_LIST)
    try:
        pem = b"-----BEGIN" in content
        revoked = x509.load_pem_x509_crl(content) if pem else x509.load_der_x509_crl(content)
    except ValueError:
        raise BadTrustFile(
            _("Tệp «%(path)s» không phải là danh sách chứng thư bị thu hồi (CRL).") % {"path": path.name}
        ) from None
    return revoked.public_bytes(Encoding.DER)


def _read(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError:
        raise BadTrustFile(_("Không đọc được tệp gốc tin cậy «%(path)s».") % {"path": path.name}) from None
    if len(content) > limit:
        raise BadTrustFile(_("Tệp «%(path)s» quá lớn, không phải tệp chứng thư.") % {"path": path.name})
    return content
