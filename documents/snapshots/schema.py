"""The JSON Schema (draft 2020-12) of the attached file, made from the very classes that write it."""

import json
import types
import typing
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.conf import settings

from classification.facts_schema import schema as facts_schema
from classification.regimes import REGIMES
from documents.content import PAPERS
from documents.content.base import Piece, hints
from documents.content.parts import VERSION as PAPER_VERSION

from . import KNOWN, PATH, VERSION

SHA256 = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
TEXT, OPTIONAL_TEXT = {"type": "string"}, {"type": ["string", "null"]}
LEVEL = {"type": ["integer", "null"], "minimum": 1, "maximum": 5}


def published(version: int) -> dict[str, Any] | None:
    """The form of one version as it was published; None for a version that there is not. Older ones never change."""
    if version not in KNOWN:
        return None
    if version == VERSION:
        return schema()
    kept = json.loads((Path(__file__).parent / f"ho-so-{version}.json").read_text(encoding="utf-8"))
    return kept | {"$id": f"{settings.PUBLIC_URL}/luoc-do/ho-so-{version}.json"}


def schema() -> dict[str, Any]:
    """A fresh schema; every object is closed, so a misspelt key is found."""
    defs: dict[str, Any] = {}
    papers = [_of_paper(cls, defs) for cls in PAPERS.values()]
    facts = facts_schema()
    defs |= facts.pop("$defs")
    facts.pop("$schema")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": settings.PUBLIC_URL + PATH,
        "title": "Dữ liệu đính kèm văn bản của hồ sơ đề xuất cấp độ (ho-so.json)",
        "description": f"Phiên bản {VERSION}. paper_sha256: SHA-256 của paper viết liền, khóa xếp theo thứ tự.",
        **_closed(
            {
                "$schema": TEXT,
                "schema_version": {"const": VERSION},
                "paper": {"oneOf": papers},
                "paper_sha256": SHA256,
                "system": _or_none("system"),
                "dossier": _or_none("dossier"),
                "plan": {"type": ["array", "null"], "items": {"$ref": "#/$defs/answer"}},
            }
        ),
        "$defs": defs | {"facts": facts, "system": _system(), "dossier": _dossier(), "answer": _answer()},
    }


def _or_none(name: str) -> dict[str, Any]:
    """Papers of no dossier, a yearly report or a delegation, have none."""
    return {"anyOf": [{"$ref": f"#/$defs/{name}"}, {"type": "null"}]}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object", "properties": properties, "required": list(properties), "additionalProperties": False,
    }  # fmt: skip


def _system() -> dict[str, Any]:
    body = _closed({"code": TEXT, "name": TEXT})
    return _closed({"code": TEXT, "name": TEXT, "owner": body, "operator": body, "operation_from": OPTIONAL_TEXT})


def _dossier() -> dict[str, Any]:
    file = _closed({"filename": TEXT, "mime": TEXT, "size": {"type": "integer", "minimum": 0}, "sha256": SHA256})
    return _closed(
        {
            "id": {"type": "integer"},
            "round": {"type": "integer", "minimum": 0},
            "regime": {"enum": list(REGIMES)},
            "ruleset_version": TEXT,
            "regime_reason": TEXT,
            "catalogue": TEXT,
            "catalogue_version": SHA256,
            "level": LEVEL,
            "determined_level": LEVEL,
            "higher_reason": TEXT,
            "facts": {"$ref": "#/$defs/facts"},
            "determination": {
                "type": "object",
                "description": "Cấp độ, tiêu chí đạt kèm điều khoản, dữ kiện còn thiếu.",
            },
            "parts": {"type": "object", "additionalProperties": {"type": "object"}},
            "files": {"type": "object", "propertyNames": {"pattern": "^[0-9]+$"}, "additionalProperties": file},
        }
    )


def _answer() -> dict[str, Any]:
    names = ("code", "clause", "text", "value", "kind", "group", "status", "how", "reason", "responsible", "due_on")
    return _closed(dict.fromkeys((*names, "evidence"), TEXT))


def _of_paper(cls, defs: dict[str, Any]) -> dict[str, Any]:
    """A paper: its kind and the version of its form, then its own fields."""
    whole = _fields(cls, defs)
    head = {"kind": {"const": cls.kind}, "version": {"const": PAPER_VERSION}}
    defs[cls.__name__] = _closed(head | whole)
    return {"$ref": f"#/$defs/{cls.__name__}"}


def _fields(cls: type[Piece], defs: dict[str, Any]) -> dict[str, Any]:
    return {name: _of(kind, defs) for name, kind in hints(cls).items()}


def _of(kind: Any, defs: dict[str, Any]) -> dict[str, Any]:
    """The schema of one type that a paper's field may have."""
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        return {"anyOf": [_of(part, defs) for part in typing.get_args(kind)]}
    if kind is type(None):
        return {"type": "null"}
    if typing.get_origin(kind) is tuple:
        return {"type": "array", "items": _of(typing.get_args(kind)[0], defs)}
    if issubclass(kind, Piece):
        if kind.__name__ not in defs:
            defs[kind.__name__] = {}
            defs[kind.__name__] = _closed(_fields(kind, defs))
        return {"$ref": f"#/$defs/{kind.__name__}"}
    if issubclass(kind, StrEnum):
        return {"enum": [member.value for member in kind]}
    if issubclass(kind, datetime):
        return {"type": "string", "format": "date-time"}
    if issubclass(kind, date):
        return {"type": "string", "format": "date"}
    return {"type": {str: "string", bool: "boolean", int: "integer"}[kind]}
