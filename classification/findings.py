"""What the answers of the facts' form give, told for the panel beside it. Stores nothing."""

from dataclasses import dataclass

from classification.determination import Determination, determine
from classification.fact_labels import label
from classification.facts import Facts, FactsError, parse_facts
from classification.models import Dossier
from classification.what_if import Change, what_if

CHANGES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Unknown:
    """A fact nobody knows, how high it could lead, and the field where it is asked (`component`: of which part)."""

    fact: str
    words: str
    could_become: int
    anchor: str
    component: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """A determination as it is shown; `unread` are the labels of answers that could not be read and do not count."""

    result: Determination
    changes: tuple[Change, ...]
    unknowns: tuple[Unknown, ...]
    secret: bool
    system_type: str
    unread: tuple[str, ...] = ()

    @property
    def own(self) -> list[Unknown]:
        """What is unknown of the whole, components aside."""
        return [unknown for unknown in self.unknowns if not unknown.component]

    @property
    def of_components(self) -> list[tuple[str, str, int]]:
        """(name, anchor of its first open question, how many) of each component that could raise the whole."""
        counted: dict[str, list[str]] = {}
        for unknown in self.unknowns:
            if unknown.component:
                counted.setdefault(unknown.component, []).append(unknown.anchor)
        return [(name, anchors[0], len(anchors)) for name, anchors in counted.items()]

    @property
    def ladder(self) -> list[tuple[int, bool]]:
        return [(step, step <= (self.result.level or 0)) for step in range(1, 6)]


def findings(facts: dict, dossier: Dossier, prefixes: list[str], unread: tuple[str, ...] = ()) -> Findings:
    """Determine the level of these facts under the dossier's decree. `prefixes` name the form rows of the components.

    Raises FactsError.
    """
    known = parse_facts({**facts, "regime": dossier.regime})
    result = determine(known, dossier.rules)
    changes = tuple(change for change in what_if(known, dossier.rules) if not change.unknown)
    return Findings(
        result, changes[:CHANGES_SHOWN], _unknowns(result, prefixes), _secret(known), known.system_type or "", unread
    )


def stored(dossier: Dossier) -> Findings | None:
    """The findings of the facts as stored; None where they cannot be read any more."""
    try:
        return findings(dossier.facts, dossier, [f"tp-{n}" for n in range(len(dossier.facts.get("components") or ()))])
    except FactsError:
        return None


def _unknowns(result: Determination, prefixes: list[str]) -> tuple[Unknown, ...]:
    """Of the whole first; of a component what could raise the whole."""
    found = []
    for pointer, missing in result.open_questions():
        _empty, *inner, fact = pointer.split("/")
        place = int(inner[1]) if inner else None
        prefix = f"{prefixes[place]}-" if place is not None and place < len(prefixes) else ""
        component = (result.components[place].name or f"{place + 1}") if place is not None else ""
        found.append(Unknown(fact, str(label(fact)), missing.could_become, f"id_{prefix}{fact}_field", component))
    return tuple(found)


def _secret(facts: Facts) -> bool:
    return "state_secret" in (facts.information or ()) or any(_secret(part) for part in facts.components)
