"""From the JSON that somebody hands over to the level: reads, chooses the decree, determines. Pure; stores nothing.

The one entry of the command and of the API, so that both answer alike.
"""

from datetime import date
from typing import Any

from .determination import Determination, determine
from .facts import Facts, FactsError, parse_facts
from .facts_reading import BadValue, decode_json
from .regimes import regime_for
from .regimes.selector import choose_regime, is_a_reading

MAX_BYTES = 5 * 1024 * 1024


def classify_text(raw: bytes, *, today: date) -> dict[str, Any]:
    """The answer to facts written as JSON in UTF-8. Raises `FactsError`; faults of the text itself stand at path ""."""
    if len(raw) > MAX_BYTES:
        raise _refused(f"Dữ liệu lớn hơn {MAX_BYTES // 1024 // 1024} MB. Hãy chia thành nhiều tệp.")
    try:
        given = decode_json(raw)
    except BadValue as bad:
        raise _refused(str(bad)) from None
    return classify(parse_facts(given), today=today).to_json()


def classify(facts: Facts, *, today: date) -> Determination:
    """The level under the decree that the facts name, or the one that applies on their `as_of` (default: today)."""
    if facts.regime is not None:
        return determine(facts, regime_for(facts.regime))
    regime, reason = choose_regime(facts.as_of or today, facts.construction_began)
    determination = determine(facts, regime)
    return determination.with_warnings(reason) if is_a_reading(reason) else determination


def refusal(error: FactsError) -> dict[str, Any]:
    """What is printed instead of a level."""
    return {"errors": error.errors}


def _refused(message: str) -> FactsError:
    return FactsError([{"path": "", "message": message}])
