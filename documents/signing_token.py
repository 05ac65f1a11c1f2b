"""Keys that never leave a device attached to the server (PKCS#11): a token, a smart card, a hardware module.

The device is spoken to by a process of its own (`signing_token_worker`): its library is somebody else's machine code,
and the PIN of one person must not leave the device open for the next.
"""

import base64
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from documents.keys import KeyProblem, UnusableKey, WrongPassphrase
from documents.signing_raw import verifies

PROJECT = Path(__file__).resolve().parent.parent
SECONDS = 60
HANDED_ON = ("SOFTHSM2_CONF", "LD_LIBRARY_PATH", "HOME")  # what libraries of devices read; no secret of ours is there
REFUSALS = {
    "pin": (WrongPassphrase, _("Mã PIN của thiết bị khóa không đúng.")),
    "locked": (KeyProblem, _("Thiết bị khóa đã bị khóa vì nhập sai mã PIN nhiều lần; hãy nhờ người quản trị mở khóa.")),
    "no_token": (KeyProblem, _("Không thấy thiết bị khóa «%(token)s»; thiết bị có thể chưa được cắm vào máy chủ.")),
    "no_key": (UnusableKey, _("Thiết bị khóa «%(token)s» không có khóa «%(key)s».")),
    "module": (KeyProblem, _("Máy chủ không mở được thư viện của thiết bị khóa; hãy báo người quản trị.")),
    "device": (KeyProblem, _("Thiết bị khóa không ký được; hãy thử lại hoặc báo người quản trị.")),
}


class Slot(NamedTuple):
    """Where a key is: the library of the device, the label of the device and the label of the key."""

    module: str
    token_label: str
    key_label: str


@dataclass(frozen=True)
class TokenKey:
    """A key in a device, opened by its PIN for the signatures of one request."""

    slot: Slot
    pin: str = field(repr=False)
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    def sign(self, data: bytes) -> bytes:
        """The raw signature over `data`, SHA-256. Raises KeyProblem."""
        return _ask(self.slot, self.pin, data)


def open_token_key(
    slot: Slot, pin: str, *, certificate: x509.Certificate, chain: tuple[x509.Certificate, ...] = ()
) -> TokenKey:
    """The key in the device, once it has signed a trial: then PIN and key are known to be right. Raises KeyProblem."""
    key = TokenKey(slot, pin, certificate, chain)
    proof = b"thu khoa " + os.urandom(16)
    if not verifies(certificate, key.sign(proof), proof):
        raise UnusableKey(_("Khóa trong thiết bị không phải của chứng thư số đã đăng ký."))
    return key


def _ask(slot: Slot, pin: str, data: bytes) -> bytes:
    if slot.module not in settings.PKCS11_MODULES:
        raise _refusal("module", slot)
    order = {**slot._asdict(), "pin": pin, "data": base64.b64encode(data).decode()}
    handed = {name: os.environ[name] for name in HANDED_ON if name in os.environ}
    try:
        worker = subprocess.run(  # noqa: S603 - our own module, no shell, the PIN goes through a pipe
            [sys.executable, "-m", "documents.signing_token_worker"],
            input=json.dumps(order).encode(),
            capture_output=True,
            timeout=SECONDS,
            cwd=PROJECT,
            env={"PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", **handed},
            check=False,
        )
        answer = json.loads(worker.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise _refusal("device", slot) from None
    if "refused" in answer:
        raise _refusal(answer["refused"], slot)
    return base64.b64decode(answer["signature"])


def _refusal(code: str, slot: Slot) -> KeyProblem:
    kind, sentence = REFUSALS[code]
    return kind(sentence % {"token": slot.token_label, "key": slot.key_label})
