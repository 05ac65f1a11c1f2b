"""The level that facts give today, told in few words. Pure: facts in, a row of `NeededLevel` out; nothing is stored."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

from classification.contradictions import contradictions_in
from classification.determination import Determination, determine
from classification.facts import Facts, FactsError, parse_facts
from classification.regimes.base import Regime


@dataclass(frozen=True, slots=True)
class Need:
    """What facts give under one decree; facts that cannot be read give nothing."""

    regime: str
    ruleset_version: str
    level: int | None = None
    could_become: int | None = None
    grounds: list[dict] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    contradictions: list[str] = field(default_factory=list)


def need_of(facts: dict, rules: Regime) -> Need:
    """The level that these facts give under this decree, what it rests on, and what could still raise it."""
    known = read(facts)
    if known is None:
        return Need(rules.code, rules.ruleset_version)
    result = determine(known, rules)
    open_questions = [missing for _pointer, missing in result.open_questions()]
    highest = max((missing.could_become for missing in open_questions), default=None)
    return Need(
        rules.code,
        rules.ruleset_version,
        result.level,
        highest,
        _grounds(result, rules),
        list(dict.fromkeys(missing.fact for missing in open_questions)),
        contradictions_in(known),
    )


def read(facts: dict) -> Facts | None:
    """The facts, or None where they cannot be read any more."""
    try:
        return parse_facts({key: value for key, value in facts.items() if key != "regime"})
    except FactsError:
        return None


def version_of(facts: dict) -> int:
    """A number that changes with the facts, for finding stale pages."""
    return zlib.crc32(repr(sorted(facts.items(), key=str)).encode()) % 2_000_000_000


def _grounds(result: Determination, rules: Regime) -> list[dict]:
    """Criteria and floors of the level itself, each with its clause."""
    met = [(rules.cite(one.clause), one.reason) for one in result.criteria if one.level == result.level]
    # The sentence of a floor names its clause or the text of the sector itself.
    held = [("", one.sentence) for one in result.floors if one.level == result.level]
    return [{"clause": clause, "reason": reason} for clause, reason in met + held]
