"""What the unknown facts could still do to a level. Pure.

A fact is missing, and could make the level n, when it is unknown and there are answers to the other unknown facts with
which leaving this one open does not meet some criterion of level n while one answer to it does. So the others are taken
at their most harmful; n is the highest such level; and only levels above the one already found are told.

Two facts may ask the same thing: once the level of online public services is known, their form is not missing any
more, nor is a number of people once the information is known to hold nothing private or personal. Answers that
contradict each other are not foreseen here; `determine` takes the graver one and says so.
`sector_minimum` and `components` are not missing when left out: there is no other way to say that there are none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
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
            for fact in _pivots(criterion, regime, facts):
                reach[fact] = max(reach.get(fact, 0), criterion.level)
    if regime.uses_risk_level and facts.risk_level is None and (level or 0) < HIGHEST:
        reach["risk_level"] = HIGHEST
    ordered = sorted(reach, key=lambda fact: (-reach[fact], KEYS.index(fact)))
    return tuple(Missing(fact, reach[fact]) for fact in ordered)


def answers_to(fact: str, regime: Regime) -> tuple[Any, ...]:
    """Answers to a fact that make every difference this decree can see."""
    if fact in regime.thresholds:
        return (0, 1, regime.thresholds[fact])
    return ANSWERS.get(fact, FLAG)


def _pivots(criterion: Criterion, regime: Regime, facts: Facts) -> tuple[str, ...]:
    """The unknown facts that can make an open criterion hold."""
    known = tuple(_rounded(fact, getattr(facts, fact), regime) for fact in criterion.needs)
    thresholds = tuple((fact, regime.thresholds[fact]) for fact in criterion.needs if fact in regime.thresholds)
    return _pivots_among(criterion, known, thresholds)


def _rounded(fact: str, value: Any, regime: Regime) -> Any:
    """A count brought down to the answer that stands for it, so that equal questions are asked once."""
    if value is None or fact not in regime.thresholds:
        return value
    return max(answer for answer in answers_to(fact, regime) if answer <= value)


@lru_cache(maxsize=4096)
def _pivots_among(
    criterion: Criterion, known: tuple[Any, ...], thresholds: tuple[tuple[str, int], ...]
) -> tuple[str, ...]:
    limits = dict(thresholds)
    choices = {
        fact: (0, 1, limits[fact]) if fact in limits else ANSWERS.get(fact, FLAG)
        for fact, value in zip(criterion.needs, known, strict=True)
        if value is None
    }
    given = {fact: value for fact, value in zip(criterion.needs, known, strict=True) if value is not None}
    return tuple(fact for fact in choices if _decides(criterion, fact, given, choices))


def _decides(criterion: Criterion, fact: str, given: dict[str, Any], choices: dict[str, tuple[Any, ...]]) -> bool:
    others = {other: values for other, values in choices.items() if other != fact}
    for completion in _completions(others):
        known = {**given, **completion}
        if criterion.holds(Facts(**known)) is None and any(
            criterion.holds(Facts(**known, **{fact: answer})) for answer in choices[fact]
        ):
            return True
    return False


def _completions(choices: dict[str, tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    """Every way to answer these facts, "still unknown" included."""
    names = list(choices)
    for values in product(*((None, *choices[name]) for name in names)):
        yield {name: value for name, value in zip(names, values, strict=True) if value is not None}
