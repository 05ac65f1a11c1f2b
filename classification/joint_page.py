"""What the page of a joint filing shows: its dossiers, and the reader's other drafts with why each fits or does not."""

from __future__ import annotations

from dataclasses import dataclass

from classification.joint import why_no_filing, why_not_together
from classification.models import Dossier
from classification.workflow import EDITABLE
from systems.authority import acts_for, may_act
from systems.roles import Role

SHOWN = 200
"""So many drafts are offered at once, in the order of the systems' codes."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A draft that might be filed together with this one; `reason` says why it cannot, or is empty."""

    dossier: Dossier
    reason: str = ""


def joint_page(dossier: Dossier, user) -> dict:
    """The context: the filing, whether this person may change it and why it cannot be changed, and the candidates."""
    lead, mine = dossier.leading, may_act(user, Role.OPERATOR, dossier.system)
    refusal = why_no_filing(lead)
    writes = mine and refusal is None
    found = candidates(lead, user) if writes else []
    parts = lead.is_joint and all(one.is_editable for one in lead.filing)
    return {
        "dossier": dossier, "lead": lead, "mine": mine, "refusal": refusal, "writes": writes,
        "fitting": [one for one in found if not one.reason], "others": [one for one in found if one.reason],
        "may_part": parts and may_act(user, Role.OPERATOR, lead.system),
        "may_go": parts and mine and dossier.is_led,
    }  # fmt: skip


def drafts(lead: Dossier, user):
    """Drafts of systems that this person operates, without those already in this filing."""
    return (
        Dossier.objects.visible_to(user)
        .filter(acts_for(user, Role.OPERATOR, prefix="system__"), state__in=sorted(EDITABLE))
        .exclude(pk__in=[one.pk for one in lead.filing])
    )


def candidates(lead: Dossier, user) -> list[Candidate]:
    found = list(drafts(lead, user).with_parties().with_filing().order_by("system__code")[:SHOWN])
    for one in found:
        if not one.members_on_the_way and not one.led_by:
            one.filing = [one]  # nothing to ask of the database
    return [Candidate(one, why_not_together(lead, one) or "") for one in found]
