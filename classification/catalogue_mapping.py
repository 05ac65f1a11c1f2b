"""Which requirements of the older standard answer which of the newer one, level by level. Pure.

The mapping was derived by meaning between two paraphrases: its `warning` stands wherever it is used.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from collections.abc import Mapping as Reading
from dataclasses import dataclass, replace
from types import MappingProxyType

import yaml
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .catalogue_files import FOLDER

FILE = "mapping_2017_to_2026.yaml"


class Relation(TextChoices):
    """How an old requirement stands to a new one."""

    SAME = "same", _("cùng nghĩa")
    STRICTER = "stricter", _("mục mới đòi hỏi hơn")
    PARTIAL = "partial", _("chỉ trùng một phần")


@dataclass(frozen=True, slots=True)
class Link:
    """One old requirement behind a new one, at one level."""

    code: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class Remark:
    """What the mapping says of an old requirement: a note, and the decree's article where the duty lives on."""

    note: str = ""
    decree: str = ""


NONE = "none"
"""What a correction says where the two requirements have nothing to do with each other."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person found of one old and one new requirement at a level: a relation, or NONE."""

    level: int
    old: str
    new: str
    relation: str


@dataclass(frozen=True)
class Mapping:
    """From one standard to the next. `version` is the SHA-256 of its file, and of the corrections where there are any.

    `corrections`: how many were applied.
    """

    source: str
    target: str
    warning: str
    version: str
    _links: Reading[int, Reading[str, tuple[Link, ...]]]
    _complete: Reading[int, Reading[str, tuple[frozenset[str], ...]]]
    _remarks: Reading[str, Remark]
    corrections: int = 0

    def links(self, level: int) -> Reading[str, tuple[Link, ...]]:
        """New code -> the old requirements behind it at this level."""
        return self._links.get(level, {})

    def complete(self, level: int) -> Reading[str, tuple[frozenset[str], ...]]:
        """New code -> sets of old codes that together answer it, though each alone only does in part."""
        return self._complete.get(level, {})

    def remark(self, code: str) -> Remark:
        return self._remarks.get(code, Remark())

    def corrected(self, corrections: Iterable[Correction]) -> Mapping:
        """The mapping with these relations in place of its own.

        A set of old requirements that answers a new one together holds no more once one of them is said to differ.
        """
        found = list(corrections)
        if not found:
            return self
        links = {level: {code: list(rows) for code, rows in by_new.items()} for level, by_new in self._links.items()}
        complete = {level: dict(by_new) for level, by_new in self._complete.items()}
        for one in found:
            kept = [link for link in links.setdefault(one.level, {}).get(one.new, ()) if link.code != one.old]
            if one.relation != NONE:
                kept.append(Link(one.old, Relation(one.relation)))
            links[one.level][one.new] = kept
            sets = complete.setdefault(one.level, {}).get(one.new, ())
            complete[one.level][one.new] = tuple(
                whole for whole in sets if one.relation != NONE or one.old not in whole
            )
        said = "\n".join(f"{one.level} {one.old} {one.new} {one.relation}" for one in found)
        return replace(
            self,
            version=hashlib.sha256(f"{self.version}\n{said}".encode()).hexdigest(),
            _links=_frozen(links),
            _complete=_frozen(complete),
            corrections=len(found),
        )


@functools.cache
def load_mapping() -> Mapping:
    """The mapping from TCVN 11930:2017 to TCVN 14423:2026, read once."""
    content = (FOLDER / FILE).read_bytes()
    data = yaml.load(content, Loader=yaml.CSafeLoader)  # noqa: S506
    links: dict[int, dict[str, list[Link]]] = {}
    for row in data["mapping"]:
        for target in row["to"]:
            for level in set(target["levels"]) & set(row["old_levels"]):
                relation = Relation(target.get("by_level", {}).get(level, target["relation"]))
                links.setdefault(level, {}).setdefault(target["id"], []).append(Link(_code(row), relation))
    complete: dict[int, dict[str, list[frozenset[str]]]] = {}
    for row in data["complete_sets"]:
        for level in row["levels"]:
            complete.setdefault(level, {}).setdefault(row["id"], []).append(frozenset(map(_code, row["all_of"])))
    return Mapping(
        source="tcvn11930:2017",
        target="tcvn14423:2026",
        warning=data["meta"]["warning"],
        version=hashlib.sha256(content).hexdigest(),
        _links=_frozen(links),
        _complete=_frozen(complete),
        _remarks=MappingProxyType(
            {_code(row): Remark(row.get("note", ""), row.get("decree", "")) for row in data["mapping"]}
        ),
    )


def _code(row: dict) -> str:
    return f"{row['old']}.{row['key']}"


def _frozen(by_level: dict) -> Reading:
    return MappingProxyType(
        {
            level: MappingProxyType({code: tuple(found) for code, found in rows.items()})
            for level, rows in by_level.items()
        }
    )
