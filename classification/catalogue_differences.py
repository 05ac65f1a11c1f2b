"""What one edition of a catalogue asks that another does not, level by level. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .catalogue import LEVELS, Catalogue, Requirement

COMPARED = ("text", "value", "every_months", "clause", "kind", "group", "head", "evidence_hint", "note")
DECISIVE = frozenset({"text", "value", "every_months"})
"""A change in one of these may make an old answer wrong; the others only tell where a requirement stands."""


@dataclass(frozen=True, slots=True)
class Change:
    """A requirement that both editions have at a level, read differently. `fields` are names of COMPARED."""

    before: Requirement
    after: Requirement
    fields: tuple[str, ...]

    @property
    def decisive(self) -> bool:
        return not DECISIVE.isdisjoint(self.fields)

    @property
    def pairs(self) -> list[tuple[str, str, str]]:
        """(field, before, after) as words."""
        return [(name, _told(self.before, name), _told(self.after, name)) for name in self.fields]


@dataclass(frozen=True, slots=True)
class LevelDifference:
    """Whole numbers are requirements of the level, before and after."""

    level: int
    before: int
    after: int
    added: tuple[Requirement, ...]
    removed: tuple[Requirement, ...]
    changed: tuple[Change, ...]

    @property
    def nothing(self) -> bool:
        return not (self.added or self.removed or self.changed)


def difference(before: Catalogue, after: Catalogue, level: int) -> LevelDifference:
    """What changes for a system of this level."""
    old = {requirement.code: requirement for requirement in before.requirements_for(level)}
    new = {requirement.code: requirement for requirement in after.requirements_for(level)}
    changed = ((old[code], wanted) for code, wanted in new.items() if code in old)
    return LevelDifference(
        level, len(old), len(new),
        added=tuple(wanted for code, wanted in new.items() if code not in old),
        removed=tuple(gone for code, gone in old.items() if code not in new),
        changed=tuple(
            Change(one, other, fields) for one, other in changed if (fields := tuple(_fields(one, other)))
        ),
    )  # fmt: skip


def differences(before: Catalogue, after: Catalogue) -> list[LevelDifference]:
    """Of every level, 1 to 5, those without a difference too."""
    return [difference(before, after, level) for level in LEVELS]


def _fields(one: Requirement, other: Requirement) -> Iterable[str]:
    return (name for name in COMPARED if getattr(one, name) != getattr(other, name))


def _told(requirement: Requirement, name: str) -> str:
    value = getattr(requirement, name)
    if name == "group":
        return f"{value.clause} {value.title_vi}".strip()
    return "" if value is None else str(value)
