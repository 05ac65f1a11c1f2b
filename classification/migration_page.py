"""The dry run of a migration as it is shown: by chapter of the new standard, the old answer beside each requirement."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlencode

from classification.catalogue import Group
from classification.plan_carrying import Carried, Carrying, Given, Outcome
from classification.plan_table import TONES, in_language

OUTCOMES = {"chuyen": Outcome.CARRIED, "xem-lai": Outcome.REVIEW, "moi": Outcome.NEW}
OUTCOME_TONES = {Outcome.CARRIED: "good", Outcome.REVIEW: "warn", Outcome.NEW: "mute"}


@dataclass(frozen=True, slots=True)
class Line:
    """One new requirement: what becomes of it, what it would be answered, and the old answers beside it."""

    row: Carried

    @property
    def outcome(self) -> tuple[str, str]:
        return OUTCOME_TONES[self.row.outcome], self.row.outcome.label

    @property
    def status(self) -> tuple[str, str]:
        return told(self.row.answer)

    @property
    def sources(self) -> list[tuple]:
        """(old requirement, relation in words, its answer, tone and word of that answer)."""
        return [
            (source.requirement, source.relation.label, source.answer, *told(source.answer))
            for source in self.row.sources
        ]


@dataclass(slots=True)
class Chapter:
    """A chapter of the new standard with what is shown of it and how its requirements fare."""

    group: Group
    title: str
    shown: list[Line] = field(default_factory=list)
    carried: int = 0
    review: int = 0
    new: int = 0


def told(answer: Given | None) -> tuple[str, str]:
    """Tone and word of an answer."""
    return TONES[answer.status if answer else ""]


def chapters(carrying: Carrying, chosen: str) -> list[Chapter]:
    """By chapter in the order of the standard, only what the chosen filter leaves (a key of OUTCOMES, "": all)."""
    found: dict[str, Chapter] = {}
    words = {outcome: key for key, outcome in OUTCOMES.items()}
    for row in carrying.rows:
        group = row.requirement.group
        chapter = found.setdefault(group.id, Chapter(group, in_language(group)))
        setattr(chapter, row.outcome.value, getattr(chapter, row.outcome.value) + 1)
        if chosen in ("", words[row.outcome]):
            chapter.shown.append(Line(row))
    return list(found.values())


def tabs(carrying: Carrying, chosen: str) -> list[tuple[str, str, int, bool]]:
    """(query, words, count, whether chosen); the old requirements that nothing takes up come last."""
    rows = [(key, outcome.label, carrying.count(outcome)) for key, outcome in OUTCOMES.items()]
    return [(urlencode({"loc": key}), words, number, key == chosen) for key, words, number in rows]
