"""What goes into the examination of a file and what comes out, in a form that crosses a process boundary."""

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from datetime import datetime

from documents.verifying.verdict import Finding, SignatureVerdict


@dataclass(frozen=True)
class Order:
    """With what eyes a file is examined.

    `roots` (DER) are trusted, for time-stamps `stamp_roots` (None: the same); `intermediates` and `revocation_lists`
    (DER) are known; `moment` is now; `existed_at` is a time at which we
    know the signatures existed; `known_bytes` says that the file is one we stored, so revisions need no comparison.
    """

    moment: datetime
    roots: tuple[bytes, ...] = ()
    revocation_lists: tuple[bytes, ...] = ()
    existed_at: datetime | None = None
    known_bytes: bool = False
    intermediates: tuple[bytes, ...] = ()
    stamp_roots: tuple[bytes, ...] | None = None

    def to_json(self) -> str:
        return json.dumps(
            {
                "moment": self.moment.isoformat(),
                "roots": [b64encode(root).decode() for root in self.roots],
                "revocation_lists": [b64encode(revoked).decode() for revoked in self.revocation_lists],
                "existed_at": self.existed_at and self.existed_at.isoformat(),
                "known_bytes": self.known_bytes,
                "intermediates": [b64encode(one).decode() for one in self.intermediates],
                "stamp_roots": None if self.stamp_roots is None else [b64encode(r).decode() for r in self.stamp_roots],
            }
        )

    @classmethod
    def from_json(cls, text: bytes) -> "Order":
        order = json.loads(text)
        return cls(
            moment=datetime.fromisoformat(order["moment"]),
            roots=tuple(b64decode(root) for root in order["roots"]),
            revocation_lists=tuple(b64decode(revoked) for revoked in order["revocation_lists"]),
            existed_at=order["existed_at"] and datetime.fromisoformat(order["existed_at"]),
            known_bytes=order["known_bytes"],
            intermediates=tuple(b64decode(one) for one in order["intermediates"]),
            stamp_roots=None if order["stamp_roots"] is None else tuple(b64decode(r) for r in order["stamp_roots"]),
        )


@dataclass(frozen=True)
class Report:
    """What the examination found: about the file, and about each signature."""

    findings: tuple[Finding, ...] = ()
    signatures: tuple[SignatureVerdict, ...] = ()

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: bytes) -> "Report":
        report = json.loads(text)
        signatures = (
            SignatureVerdict(**{**signature, "findings": _findings(signature["findings"])})
            for signature in report["signatures"]
        )
        return cls(_findings(report["findings"]), tuple(signatures))


def _findings(found: list[dict]) -> tuple[Finding, ...]:
    return tuple(Finding(**finding) for finding in found)
