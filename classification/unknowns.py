"""What the unknown facts could still do to a level. Pure.

A fact is missing, and could make the level n, when it is unknown and there are answers to the other unknown facts (or
none) with which the level stays below n while this one is open, and reaches n by one answer to it. So the others are
taken at their most harmful; n is the highest such level; and only levels above the one already found are told.

Two facts may ask the same thing: once the level of online public services is known, their form is not missing any
more, nor is a number of people once the information is known to hold nothing private or personal. Answers that
contradict each other are not foreseen here; `determine` takes the graver one and says so.
`sector_minimum` and `components` are not missing when left out: there is no other way to say that there are none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import Any

from .facts import HARMS, KEYS, SCOPES, SERVICE_FORMS, SYSTEM_TYPES, WORKS_GRADES, Facts
from .regimes.base import Criterion, Regime

HIGHEST = 5
# Answers that between them make every difference a criterion can see; counts are added from the decree's thresholds.
ANSWERS: dict[str, tuple[Any, ...]] = {
    "system_type": SYSTEM_TYPES,
    "information": (("public",), ("private",), ("state_secret",), ("private", "state_secret")),
    "national_security_harm": HARMS,
    "online_public_service_level": (1, 2, 3, 4),
    "online_public_service_form": SERVICE_FORMS,
    "scope": SCOPES,
    "works_grade": WORKS_GRADES,
}
FLAG = (False, True)


@dataclass(frozen=True, slots=True)
class Missing:
    """An unknown fact that could raise the level, and the highest level it could lead to."""

    fact: str
    could_become: int

    def to_json(self) -> dict[str, Any]:
        return {"fact": self.fact, "could_become": self.could_become}


def missing_facts(facts: Facts, regime: Regime, level: int | None) -> tuple[Missing, ...]:
    """The facts missing beside the level found, highest reach first, then in the order of the facts."""
    reach: dict[str, int] = {}
    for criterion in regime.criteria:
        if criterion.level > (level or 0) and criterion.holds(facts) is None:
            for fact, ways in _ways_to_meet(criterion, regime, facts).items():
                if criterion.level > reach.get(fact, 0) and _some_way_raises(ways, criterion.level, facts, regime):
                    reach[fact] = criterion.level
    if regime.uses_risk_level and facts.risk_level is None and (level or 0) < HIGHEST:
        reach["risk_level"] = HIGHEST
    ordered = sorted(reach, key=lambda fact: (-reach[fact], KEYS.index(fact)))
    return tuple(Missing(fact, reach[fact]) for fact in ordered)


def answers_to(fact: str, regime: Regime) -> tuple[Any, ...]:
    """Answers to a fact that make every difference this decree can see."""
    if fact in regime.thresholds:
        return (0, 1, regime.thresholds[fact])
    return ANSWERS.get(fact, FLAG)


def _some_way_raises(ways: tuple[dict[str, Any], ...], level: int, facts: Facts, regime: Regime) -> bool:
    """Whether some way does not lead to that level by another criterion before the fact itself is answered."""
    others = [criterion for criterion in regime.criteria if criterion.level >= level]
    for way in ways:
        before = replace(facts, **way)
        if not any(criterion.holds(before) for criterion in others):
            return True
    return False


def _ways_to_meet(criterion: Criterion, regime: Regime, facts: Facts) -> Mapping[str, tuple[dict[str, Any], ...]]:
    """For each unknown fact that can make an open criterion hold: the answers to the others with which it does."""
    known = tuple(_rounded(fact, getattr(facts, fact), regime) for fact in criterion.needs)
    return _ways(criterion, known, tuple((fact, answers_to(fact, regime)) for fact in criterion.needs))


def _rounded(fact: str, value: Any, regime: Regime) -> Any:
    """A count brought down to the answer that stands for it, so that equal questions are asked once."""
    if value is None or fact not in regime.thresholds:
        return value
    return max(answer for answer in answers_to(fact, regime) if answer <= value)


@lru_cache(maxsize=4096)
def _ways(
    criterion: Criterion, known: tuple[Any, ...], answers: tuple[tuple[str, tuple[Any, ...]], ...]
) -> Mapping[str, tuple[dict[str, Any], ...]]:
    told = dict(zip(criterion.needs, known, strict=True))
    given = {fact: value for fact, value in told.items() if value is not None}
    choices = {fact: values for fact, values in answers if told[fact] is None}
    ways = {
        fact: tuple(
            way
            for way in _completions({other: values for other, values in choices.items() if other != fact})
            if _decides(criterion, {**given, **way}, fact, choices[fact])
        )
        for fact in choices
    }
    return {fact: found for fact, found in ways.items() if found}


def _decides(criterion: Criterion, known: dict[str, Any], fact: str, answers: tuple[Any, ...]) -> bool:
    """Whether the criterion is open on what is known and one answer to the fact makes it hold."""
    if criterion.holds(Facts(**known)) is not None:
        return False
    return any(criterion.holds(Facts(**known, **{fact: answer})) for answer in answers)


def _completions(choices: dict[str, tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    """Every way to answer these facts or leave them open."""
    names = list(choices)
    for values in product(*((None, *choices[name]) for name in names)):
        yield {name: value for name, value in zip(names, values, strict=True) if value is not None}
