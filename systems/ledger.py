"""The one way to write down what happened."""

from .models import InformationSystem, LedgerEntry


def record(*, verb: str, by, system: InformationSystem | None = None, about: str = "", sentence: str = "", **details):
    """Add one entry. Call it inside the transaction of the act; `details` must be plain JSON values."""
    return LedgerEntry.objects.create(
        verb=verb, by=by, system=system, about=about, sentence=sentence[:500], details=details
    )
