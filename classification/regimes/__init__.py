"""The decrees by code. A new decree is a new file beside these and one more entry here. Pure."""

from .base import Regime
from .nd85_2016 import ND85_2016
from .nd331_2026 import ND331_2026

REGIMES: dict[str, Regime] = {regime.code: regime for regime in (ND85_2016, ND331_2026)}


def regime_for(code: str) -> Regime:
    """The decree of that code; KeyError for a code that is not in `REGIMES`."""
    return REGIMES[code]
