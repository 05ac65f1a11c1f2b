"""The common ground of all paper contents: cleaned on entry, frozen, and one exact plain-JSON form."""

import dataclasses
import hashlib
import json
import types
import typing
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from documents.typography import clean


class Piece:
    """A frozen dataclass whose texts are cleaned on entry and whose lists become tuples.

    Every value is one of: str, int, bool, date, datetime, a StrEnum, another Piece, a tuple of these, or None where
    the field says so. Raises ValueError, naming class and field, when something else is put in.
    """

    def __post_init__(self) -> None:
        for name, kind in hints(type(self)).items():
            value = _entered(getattr(self, name), kind, f"{type(self).__name__}.{name}")
            object.__setattr__(self, name, value)

    def to_json(self) -> dict:
        """Return the content as plain JSON values; keys in field order, dates as ISO 8601 strings."""
        return {field.name: _plain(getattr(self, field.name)) for field in dataclasses.fields(self)}

    @classmethod
    def from_json(cls, data: dict) -> typing.Self:
        """Build the piece from what `to_json` gave; ValueError for an unknown or missing key or a wrong value."""
        return _built(cls, data, cls.__name__)


def canonical(data: dict) -> str:
    """Return JSON text that is the same for equal content whatever the order of keys: sorted, compact, UTF-8."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(data: dict) -> str:
    """Return the SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(canonical(data).encode()).hexdigest()


@cache
def hints(cls: type) -> dict[str, object]:
    """Return field name -> resolved type of a Piece."""
    resolved = typing.get_type_hints(cls)
    return {field.name: resolved[field.name] for field in dataclasses.fields(cls)}


def _plain(value: object) -> object:
    if isinstance(value, Piece):
        return value.to_json()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def _parts(kind: object) -> tuple[object, bool]:
    """Split `X | None` into (X, True); any other type is (type, False)."""
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        inner = [part for part in typing.get_args(kind) if part is not type(None)]
        return inner[0], True
    return kind, False


def _entered(value: object, kind: object, where: str) -> object:
    kind, optional = _parts(kind)
    if value is None and optional:
        return None
    if typing.get_origin(kind) is tuple:
        if isinstance(value, str) or not hasattr(value, "__iter__"):
            raise ValueError(f"{where}: expected a list, got {type(value).__name__}")
        return tuple(_entered(item, typing.get_args(kind)[0], where) for item in value)
    if kind is str and isinstance(value, str):
        return clean(str(value))
    if isinstance(kind, type) and issubclass(kind, StrEnum) and isinstance(value, str):
        return kind(value)
    if not _is_exactly(value, kind):
        raise ValueError(f"{where}: expected {getattr(kind, '__name__', kind)}, got {type(value).__name__}")
    return value


def _is_exactly(value: object, kind: object) -> bool:
    """Like isinstance, but True is no number and a datetime is no date."""
    if kind in (int, date):
        return type(value) is kind
    return isinstance(kind, type) and isinstance(value, kind)


def _built(kind: object, data: object, where: str) -> object:
    kind, _ = _parts(kind)
    if data is None:
        return None
    if typing.get_origin(kind) is tuple:
        if not isinstance(data, list | tuple):
            raise ValueError(f"{where}: expected a list")
        return tuple(_built(typing.get_args(kind)[0], item, where) for item in data)
    if isinstance(kind, type) and issubclass(kind, Piece):
        return _built_piece(kind, data, where)
    if kind in (date, datetime) and isinstance(data, str):
        return kind.fromisoformat(data)
    return data


def _built_piece(cls: type[Piece], data: object, where: str) -> Piece:
    if not isinstance(data, dict):
        raise ValueError(f"{where}: expected an object")
    fields = hints(cls)
    if unknown := data.keys() - fields.keys():
        raise ValueError(f"{where}: unknown {', '.join(sorted(unknown))}")
    values = {name: _built(fields[name], value, f"{where}.{name}") for name, value in data.items()}
    try:
        return cls(**values)
    except TypeError as error:
        raise ValueError(f"{where}: {error}") from error
