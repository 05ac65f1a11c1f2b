"""The process that speaks to a key device: `python -m documents.signing_token_worker`.

One order (JSON) comes on standard input, one answer goes to standard output, and the process ends, and with it the
session in which the PIN was given. It knows no settings and no database.
"""

import base64
import hashlib
import json
import sys

import pkcs11
from pkcs11 import KeyType, Mechanism, ObjectClass
from pkcs11.util.ec import encode_ecdsa_signature


class NoLibrary(Exception):
    """The library of the device is not there or is none."""


def signature(order: dict) -> bytes:
    """The raw signature that the order asks for; ECDSA as DER, as papers hold it."""
    data = base64.b64decode(order["data"])
    token = _library(order["module"]).get_token(token_label=order["token_label"])
    with token.open(user_pin=order["pin"]) as session:
        key = session.get_key(object_class=ObjectClass.PRIVATE_KEY, label=order["key_label"])
        if key.key_type is KeyType.EC:
            raw = key.sign(hashlib.sha256(data).digest(), mechanism=Mechanism.ECDSA)
            return encode_ecdsa_signature(raw)
        return key.sign(data, mechanism=Mechanism.SHA256_RSA_PKCS)


def _library(path: str):
    try:
        return pkcs11.lib(path)
    except Exception as problem:
        raise NoLibrary(path) from problem


REFUSED = (
    ((pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange), "pin"),
    ((pkcs11.PinLocked, pkcs11.PinExpired), "locked"),
    ((pkcs11.NoSuchToken, pkcs11.TokenNotPresent, pkcs11.MultipleTokensReturned), "no_token"),
    ((pkcs11.NoSuchKey, pkcs11.MultipleObjectsReturned), "no_key"),
    ((NoLibrary,), "module"),
)


def main() -> int:
    order = json.load(sys.stdin)
    try:
        answer = {"signature": base64.b64encode(signature(order)).decode()}
    except Exception as problem:  # libraries of devices fail in ways of their own; each is an answer
        answer = {"refused": next((code for kinds, code in REFUSED if isinstance(problem, kinds)), "device")}
    json.dump(answer, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
