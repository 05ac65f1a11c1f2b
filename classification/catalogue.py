"""The requirement catalogues of both standards in one shape: what a system of a level must meet, clause by clause.

The data lies in `catalogues/*.yaml`. Both files paraphrase the standards from secondary sources, so every catalogue
carries a `warning` that must stay visible wherever its requirements are shown.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

LEVELS = (1, 2, 3, 4, 5)
MANAGEMENT, TECHNICAL = "management", "technical"
AREAS = (
    (MANAGEMENT, "Yêu cầu về quản lý", "Management requirements"),
    (TECHNICAL, "Yêu cầu về kỹ thuật", "Technical requirements"),
)


class CatalogueError(ValueError):
    """A catalogue file that contradicts itself: two requirements of one code, or a requirement without words."""


@dataclass(frozen=True, slots=True)
class Group:
    """A chapter of the standard. `clause` is its number at the level asked for, empty where the standard gives none."""

    id: str
    title_vi: str
    title_en: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing to meet at one level. `code` is the same at every level; `clause`, `value` and `group` may differ.

    `value` is the measure, period or scope of this level ("" when the text says all); `every_months` the longest
    period between two rounds, or None; `head` the point of the decree or circular that it serves; `topic` the title
    of the clause inside the group, where the standard has one; `confidence` how sure the paraphrase is: "high" read in
    an official text, "medium" or "low" not compared with it; `level_confidence` the same for the level it starts at.
    """

    code: str
    level: int
    clause: str
    text: str
    value: str
    group: Group
    kind: str
    head: str
    topic: str = ""
    evidence_hint: str = ""
    every_months: int | None = None
    note: str = ""
    source: str = ""
    confidence: str = "medium"
    level_confidence: str = "medium"


@dataclass(frozen=True, slots=True)
class GroupOfRequirements:
    group: Group
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """Management or technical, with its groups in the order of the standard."""

    kind: str
    title_vi: str
    title_en: str
    groups: tuple[GroupOfRequirements, ...]

    @property
    def count(self) -> int:
        return sum(len(group.requirements) for group in self.groups)


@dataclass(frozen=True)
class Catalogue:
    """A standard as data. `version` is the SHA-256 of its file: what a dossier was judged by can be proved later."""

    id: str
    title: str
    edition: str
    warning: str
    version: str
    cumulative: bool
    heads: Mapping[str, str]
    by_level: Mapping[int, tuple[Requirement, ...]]
    _by_code: Mapping[str, Mapping[int, Requirement]]

    def requirements_for(self, level: int) -> tuple[Requirement, ...]:
        """Everything a system of this level (1 to 5) must meet, in the order of the standard."""
        if level not in self.by_level:
            raise ValueError(f"a security level is 1 to 5, not {level!r}")
        return self.by_level[level]

    def groups_for(self, level: int) -> tuple[Area, ...]:
        """The same requirements by area, then group. A group that holds both kinds appears in both areas."""
        return _areas(self.requirements_for(level))

    def find(self, code: str, level: int | None = None) -> Requirement:
        """The requirement of this code, as it reads at `level` or at the lowest level that has it. KeyError if none."""
        levels = self._by_code[code]
        return levels[min(levels) if level is None else level]


def _areas(requirements: tuple[Requirement, ...]) -> tuple[Area, ...]:
    groups: dict[tuple[str, Group], list[Requirement]] = {}
    for requirement in requirements:
        groups.setdefault((requirement.kind, requirement.group), []).append(requirement)
    return tuple(
        Area(kind, vi, en, tuple(GroupOfRequirements(g, tuple(found)) for (k, g), found in groups.items() if k == kind))
        for kind, vi, en in AREAS
    )


@functools.cache
def load(catalogue_id: str) -> Catalogue:
    """`tcvn11930:2017` or `tcvn14423:2026` as it comes with the product, read once. KeyError for any other id.

    What a dossier follows may be a later edition: ask `editions.catalogue_of`.
    """
    # Imported here: the readers import the shapes above, and YAML is needed only when a catalogue is first asked for.
    from . import catalogue_files

    return catalogue_files.read(catalogue_id, catalogue_files.bundled(catalogue_id))


def build(requirements: Iterator[Requirement], **about) -> Catalogue:
    """A catalogue from its requirements, level by level in order. Refuses twins and empty words."""
    by_level: dict[int, list[Requirement]] = {level: [] for level in LEVELS}
    by_code: dict[str, dict[int, Requirement]] = {}
    for requirement in requirements:
        levels = by_code.setdefault(requirement.code, {})
        if requirement.level in levels:
            raise CatalogueError(f"{requirement.code} stands twice at level {requirement.level}")
        if not requirement.text.strip() or not requirement.clause.strip():
            raise CatalogueError(f"{requirement.code} has no text or no clause at level {requirement.level}")
        levels[requirement.level] = requirement
        by_level[requirement.level].append(requirement)
    return Catalogue(
        by_level=MappingProxyType({level: tuple(found) for level, found in by_level.items()}),
        _by_code=MappingProxyType({code: MappingProxyType(levels) for code, levels in by_code.items()}),
        **about,
    )


# Points run a, b, c, d, đ, e, g in the older standard and a, b, c, d, e, f in the newer one; this order fits both.
_ALPHABET = {letter: place for place, letter in enumerate("abcdđefghijklmnopqrstuvwxyz")}


def clause_order(clause: str) -> tuple:
    """Sort key of a clause such as "5.12.2.2 đ)": numbers as numbers, points in Vietnamese order."""
    first = clause.split(";")[0]
    point = re.search(r" ([a-zđ])\)", first)
    return tuple(int(n) for n in re.findall(r"\d+", first)), _ALPHABET[point[1]] if point else -1
