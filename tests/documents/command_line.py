"""Somebody else's signing tool as it is installed: pyHanko's own command line, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from documents.keys import SigningKey
from documents.signing_token import Slot
from tests.documents.key_device import PIN
from tests.documents.signing_desk import PASSPHRASE

TOOL = Path(sys.executable).with_name("pyhanko")
DEVICE = """pkcs11-setups:
  ban-lam-viec:
    module-path: {slot.module}
    token-criteria: {{label: {slot.token_label}}}
    key-label: {slot.key_label}
    raw-mechanism: {raw}
    signing-certificate: {certificate}
    other-certs: [{issuer}]
"""


class Desk:
    """A folder on the person's own machine; each way to sign gives the bytes of the file that the tool wrote."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.folder.mkdir(exist_ok=True)

    def with_key_file(self, given: bytes, key_file: bytes, *options: str, field: str = "ky-1") -> bytes:
        """Signed with a .p12 that opens with PASSPHRASE."""
        key, passphrase = self._file("khoa.p12", key_file), self._file("mat-khau.txt", PASSPHRASE.encode())
        return self._sign(given, [f"--field={field}", *options], ["pkcs12", f"--passfile={passphrase}"], [key])

    def with_device(self, given: bytes, slot: Slot, key: SigningKey, *, field: str = "ky-1") -> bytes:
        """Signed with a key in a token; the certificate lies beside, as it came from the authority."""
        certificate = self._file("chung-thu.pem", key.certificate.public_bytes(Encoding.PEM))
        issuer = self._file("to-chuc-cap.pem", key.chain[0].public_bytes(Encoding.PEM))
        raw = isinstance(key.private_key, ec.EllipticCurvePrivateKey)  # this device leaves the digest to its user
        setup = DEVICE.format(slot=slot, raw=raw, certificate=certificate, issuer=issuer)
        self._file("pyhanko.yml", setup.encode())
        return self._sign(given, [f"--field={field}", "--use-pades"], ["pkcs11", "--p11-setup=ban-lam-viec"], [])

    def _file(self, name: str, content: bytes) -> Path:
        (self.folder / name).write_bytes(content)
        return self.folder / name

    def _sign(self, given: bytes, options: list, way: list, key: list) -> bytes:
        source, target = self._file("van-ban.pdf", given), self.folder / "da-ky.pdf"
        command = [TOOL, "sign", "addsig", *options, *way, source, target, *key]
        environment = os.environ | {"PYHANKO_PKCS11_PIN": PIN}
        done = subprocess.run(
            command, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return target.read_bytes()
