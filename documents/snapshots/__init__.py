"""What a signed paper carries for machines: its own content and what the dossier said at that moment, as one JSON file.

The file is attached to the PDF (PDF/A-3, AFRelationship Source); its form is published, see `schema.py`.
"""

import datetime
import hashlib
import json
from dataclasses import dataclass
from typing import Self

from django.conf import settings

from classification.content import content_of
from classification.models import Dossier
from classification.workflow import PaperKind
from documents.attached import Attached
from documents.content import Paper
from documents.content import from_json as paper_from_json
from documents.content.base import digest

VERSION = 2
KNOWN = (1, 2)
"""Versions that are read. 2 came with papers of no dossier: `system` and `dossier` may be null."""
NAME = "ho-so.json"
PATH = f"/luoc-do/ho-so-{VERSION}.json"
PRINTS_THE_PLAN = (PaperKind.EXPLANATION, PaperKind.DEPLOYMENT_REPORT, PaperKind.INSPECTION_MINUTES)
SAID = (
    "regime", "ruleset_version", "regime_reason", "catalogue", "catalogue_version", "level", "determined_level",
    "higher_reason", "facts", "determination", "parts", "files",
)  # fmt: skip
"""What stands under `dossier`, by the names of `classification.content`."""


@dataclass(frozen=True)
class Snapshot:
    """`system` and `dossier` are plain JSON values, None for a paper of no dossier (a yearly report, a delegation);
    `plan` is None where the paper does not print the answers."""

    paper: Paper
    system: dict | None = None
    dossier: dict | None = None
    plan: list | None = None

    def to_json(self) -> dict:
        return {
            "$schema": settings.PUBLIC_URL + PATH,
            "schema_version": VERSION,
            "paper": self.paper.to_json(),
            "paper_sha256": self.paper.digest(),
            "system": self.system,
            "dossier": self.dossier,
            "plan": self.plan,
        }

    @classmethod
    def from_json(cls, data: dict) -> Self:
        """What `to_json` gave, in any version. ValueError for another, and for a paper that its hash does not name."""
        if data.get("schema_version") not in KNOWN:
            raise ValueError(f"not a snapshot of version {VERSION} or before: {data.get('schema_version')!r}")
        if digest(data["paper"]) != data["paper_sha256"]:
            raise ValueError("the paper is not the one that its hash names")
        return cls(paper_from_json(data["paper"]), data["system"], data["dossier"], data["plan"])

    def to_bytes(self) -> bytes:
        """The file: keys sorted, so that equal content gives equal bytes, and lines, so that people can read it."""
        return (json.dumps(self.to_json(), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def snapshot_of(dossier: Dossier, kind: str, paper: Paper) -> Snapshot:
    """What this dossier says now, beside a paper of it."""
    content, system = content_of(dossier), dossier.system
    return Snapshot(
        paper=paper,
        system={
            "code": system.code,
            "name": system.name,
            "owner": {"code": system.owner.code, "name": system.owner.name},
            "operator": {"code": system.operator.code, "name": system.operator.name},
            "operation_from": system.operation_from.isoformat() if system.operation_from else None,
        },
        dossier={"id": dossier.pk, "round": dossier.round} | {name: content[name] for name in SAID},
        plan=content["plan"] if kind in PRINTS_THE_PLAN else None,
    )


def attachment(dossier: Dossier, kind: str, paper: Paper, day: datetime.date) -> Attached:
    """The file as it goes into the PDF; dated like the paper, because the clock would make other bytes each time."""
    content = snapshot_of(dossier, kind, paper).to_bytes()
    return Attached(NAME, content, "Dữ liệu có cấu trúc của văn bản và hồ sơ", day)


def attachment_of(paper: Paper, day: datetime.date) -> Attached:
    """The same for a paper of no dossier: it carries its own content."""
    return Attached(NAME, Snapshot(paper).to_bytes(), "Dữ liệu có cấu trúc của văn bản", day)


def sha256_of(file: Attached) -> str:
    return hashlib.sha256(file.content).hexdigest()
