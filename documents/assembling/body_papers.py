"""A paper that a body signs outside of any dossier: who asks for it, where it is verified."""

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.urls import reverse

from documents.content import Verification
from systems.models import Organisation, User


@dataclass(frozen=True)
class BodyOrder:
    """The paper asked for: who signs, its number and day; `reason`: why an earlier one is corrected."""

    by: User
    issuer: Organisation
    serial: int | None
    symbol: str
    day: date
    token: str
    reason: str = ""
    details: dict = field(default_factory=dict)


def verified_at(token: str) -> Verification | None:
    """Where anybody checks it; a draft has no such place."""
    if not token:
        return None
    return Verification(address=settings.PUBLIC_URL + reverse("documents:verify_token", args=[token]), code=token)
