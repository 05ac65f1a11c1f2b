"""What goes into the examination of a file and what comes out, in a form that crosses a process boundary."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from documents.trust import TrustStore
from documents.verifying.verdict import Finding, SignatureVerdict


@dataclass(frozen=True)
class Order:
    """With what eyes a file is examined.

    `roots` (DER) are trusted, for time-stamps `stamp_roots` (None: the same); `intermediates` and `revocation_lists`
    (DER) are known; `moment` is now; `existed` tells by field a time at which we know the signature existed;
    `known_bytes` says that the file is one we stored, so revisions need no comparison; `with_attachments` asks for
    the embedded files too; `given` is the length of what we gave out to be signed, 0 for a file that we gave to nobody.
    """

    moment: datetime
    roots: tuple[bytes, ...] = ()
    revocation_lists: tuple[bytes, ...] = ()
    existed: Mapping[str, datetime] = field(default_factory=dict)
    known_bytes: bool = False
    with_attachments: bool = False
    intermediates: tuple[bytes, ...] = ()
    stamp_roots: tuple[bytes, ...] | None = None
    given: int = 0

    @classmethod
    def trusting(cls, trust: TrustStore, *, moment: datetime, **more) -> "Order":
        """With the roots, authorities and lists of `trust`."""
        return cls(
            moment=moment,
            roots=_der(trust.roots),
            revocation_lists=trust.revocation_lists,
            intermediates=_der(trust.intermediates),
            stamp_roots=None if trust.stamp_roots is None else _der(trust.stamp_roots),
            **more,
        )

    @property
    def roots_for_stamps(self) -> tuple[bytes, ...]:
        return self.roots if self.stamp_roots is None else self.stamp_roots

    def to_json(self) -> str:
        return json.dumps(
            {
                "moment": self.moment.isoformat(),
                "roots": _text(self.roots),
                "revocation_lists": _text(self.revocation_lists),
                "existed": {name: moment.isoformat() for name, moment in self.existed.items()},
                "known_bytes": self.known_bytes,
                "with_attachments": self.with_attachments,
                "intermediates": _text(self.intermediates),
                "stamp_roots": None if self.stamp_roots is None else _text(self.stamp_roots),
                "given": self.given,
            }
        )

    @classmethod
    def from_json(cls, text: bytes) -> "Order":
        order = json.loads(text)
        return cls(
            moment=datetime.fromisoformat(order["moment"]),
            roots=_bytes(order["roots"]),
            revocation_lists=_bytes(order["revocation_lists"]),
            existed={name: datetime.fromisoformat(moment) for name, moment in order["existed"].items()},
            known_bytes=order["known_bytes"],
            with_attachments=order["with_attachments"],
            intermediates=_bytes(order["intermediates"]),
            stamp_roots=None if order["stamp_roots"] is None else _bytes(order["stamp_roots"]),
            given=order["given"],
        )


@dataclass(frozen=True)
class Report:
    """What the examination found: about the file, about each signature, and the SHA-256 of each embedded file.

    `attachments` is None where the file could not be looked into.
    """

    findings: tuple[Finding, ...] = ()
    signatures: tuple[SignatureVerdict, ...] = ()
    attachments: Mapping[str, str] | None = None

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: bytes) -> "Report":
        report = json.loads(text)
        signatures = (
            SignatureVerdict(**{**signature, "findings": _findings(signature["findings"])})
            for signature in report["signatures"]
        )
        return cls(_findings(report["findings"]), tuple(signatures), report["attachments"])


def _der(certificates: Iterable[x509.Certificate]) -> tuple[bytes, ...]:
    return tuple(certificate.public_bytes(Encoding.DER) for certificate in certificates)


def _text(contents: Iterable[bytes]) -> list[str]:
    return [b64encode(content).decode() for content in contents]


def _bytes(texts: Iterable[str]) -> tuple[bytes, ...]:
    return tuple(b64decode(text) for text in texts)


def _findings(found: list[dict]) -> tuple[Finding, ...]:
    return tuple(Finding(**finding) for finding in found)
