"""A key device in software (SoftHSM2) with keys of our own making, as if somebody had plugged it into the server."""

import os
import subprocess
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from documents.keys import SigningKey
from documents.signing_token import Slot

MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
MODULE = next((path for path in MODULES if Path(path).exists()), MODULES[0])
PIN, OFFICER_PIN = "240680", "13579246"


class Device:
    """One initialised token in a folder of its own."""

    def __init__(self, folder: Path, label: str):
        self.folder, self.label = folder, label
        store = folder / "tokens"
        store.mkdir()
        (folder / "softhsm2.conf").write_text(f"directories.tokendir = {store}\nobjectstore.backend = file\n")
        self.environment = {"SOFTHSM2_CONF": str(folder / "softhsm2.conf")}
        self._run("softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", OFFICER_PIN)

    def put(self, key: SigningKey, label: str) -> Slot:
        """Move a private key into the device; from here on only the device signs with it."""
        form = PrivateFormat.PKCS8
        pem = self.folder / f"{label}.pem"
        pem.write_bytes(key.private_key.private_bytes(Encoding.PEM, form, NoEncryption()))
        number = f"{len(list(self.folder.glob('*.pem'))):02x}"
        self._run(
            "softhsm2-util", "--import", str(pem), "--token", self.label, "--label", label, "--id", number, "--pin", PIN
        )  # fmt: skip
        return Slot(MODULE, self.label, label)

    def _run(self, *command: str) -> None:
        environment = os.environ | self.environment
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
