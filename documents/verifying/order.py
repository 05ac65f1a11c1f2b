"""What goes into the examination of a file and what comes out, in a form that crosses a process boundary."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from documents.verifying.verdict import Finding, SignatureVerdict


@dataclass(frozen=True)
class Order:
    """With what eyes a file is examined.

    `roots` (DER) are trusted; `revocation_lists` (DER) are known; `moment` is now; `existed` tells by
    field a time at which we know the signature existed; `known_bytes` says that the file is one we stored, so
    revisions need no comparison; `with_attachments` asks for the embedded files too.
    """

    moment: datetime
    roots: tuple[bytes, ...] = ()
    revocation_lists: tuple[bytes, ...] = ()
    existed: Mapping[str, datetime] = field(default_factory=dict)
    known_bytes: bool = False
    with_attachments: bool = False

    def to_json(self) -> str:
        return json.dumps(
            {
                "moment": self.moment.isoformat(),
                "roots": [b64encode(root).decode() for root in self.roots],
                "revocation_lists": [b64encode(revoked).decode() for revoked in self.revocation_lists],
                "existed": {name: moment.isoformat() for name, moment in self.existed.items()},
                "known_bytes": self.known_bytes,
                "with_attachments": self.with_attachments,
            }
        )

    @classmethod
    def from_json(cls, text: bytes) -> "Order":
        order = json.loads(text)
        return cls(
            moment=datetime.fromisoformat(order["moment"]),
            roots=tuple(b64decode(root) for root in order["roots"]),
            revocation_lists=tuple(b64decode(revoked) for revoked in order["revocation_lists"]),
            existed={name: datetime.fromisoformat(moment) for name, moment in order["existed"].items()},
            known_bytes=order["known_bytes"],
            with_attachments=order["with_attachments"],
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


def _findings(found: list[dict]) -> tuple[Finding, ...]:
    return tuple(Finding(**finding) for finding in found)
