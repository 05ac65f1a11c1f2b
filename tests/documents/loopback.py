"""Starting the loopback authority, and what tests need of it: its addresses, its certificates, what it was asked."""

import contextlib
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID

from documents.demo_ca import DemoCA
from documents.keys import SigningKey
from tests.documents.outside_signer import certificate, revocation_list, usage
from tests.documents.signing_desk import NOW, YEAR, authority

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Loopback:
    """A running authority."""

    folder: Path
    port: int

    def url(self, what: str = "tsa") -> str:
        return f"http://127.0.0.1:{self.port}/{what}"

    def asked(self) -> list[str]:
        place = self.folder / "asked"
        return place.read_text().split() if place.exists() else []

    def stamps_with(self, name: str, ca: DemoCA, *, until: datetime = NOW + 5 * YEAR, **values) -> SigningKey:
        """From now on the stamps of `name` ("tsa", "other") carry a new certificate of this authority."""
        key = stamping_key(ca, until=until, **values)
        write_key(self.folder / f"{name}-key.pem", key)
        _write(self.folder / f"{name}.pem", key.certificate)
        _write(self.folder / f"{name}-issuer.pem", ca.certificate)
        return key

    def revoke(self, certificate: x509.Certificate | None = None, since: datetime = NOW) -> None:
        """The list and the OCSP answers say from now on that this certificate (None: none) was revoked."""
        (self.folder / "crl.der").write_bytes(revocation_list(authority(), certificate, since))
        line = f"{certificate.serial_number} {since.replace(tzinfo=None).isoformat()}\n" if certificate else ""
        (self.folder / "revoked").write_text(line)

    def knows(self, certificate: x509.Certificate) -> None:
        """OCSP answers need the certificate."""
        _write(self.folder / f"asked-{certificate.serial_number}.pem", certificate)


def stamping_key(ca: DemoCA, *, until: datetime, revocation_address: str = "", start: datetime = NOW - 3 * YEAR):
    return certificate(
        "Dịch vụ dấu thời gian thử nghiệm", ca, start=start, end=until, uses=usage("digital_signature"),
        purposes=(ExtendedKeyUsageOID.TIME_STAMPING,), revocation_address=revocation_address,
        key=rsa.generate_private_key(public_exponent=65537, key_size=2048),
    )  # fmt: skip


@contextlib.contextmanager
def running(folder: Path):
    folder.mkdir(parents=True, exist_ok=True)
    place = Loopback(folder, 0)
    place.stamps_with("tsa", authority())
    place.stamps_with("other", authority("stranger"))
    place.revoke()
    _write(folder / "issuer.pem", authority().certificate)
    write_key(folder / "issuer-key.pem", SigningKey(authority().private_key, authority().certificate))
    command = [sys.executable, "-m", "tests.documents.authority_server", str(folder)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        line = server.stdout.readline()
        assert line.strip().isdigit(), server.stderr.read()
        place.port = int(line)
        yield place
    finally:
        server.kill()
        server.wait()
        server.stdout.close()
        server.stderr.close()


def pem_of(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.PEM)


def write_key(path: Path, key: SigningKey) -> None:
    path.write_bytes(key.private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def _write(path: Path, certificate: x509.Certificate) -> None:
    path.write_bytes(certificate.public_bytes(Encoding.PEM))
