"""The errand of an owner's approver: a system whose security unit operates it waits for somebody else to appraise."""

from __future__ import annotations

import datetime

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from classification.errands import A_KIND, Errand
from classification.models import Dossier
from classification.workflow import OPEN, State
from systems.authority import acts_for
from systems.bodies import operated_by_its_security_unit
from systems.roles import Role

WAITING = OPEN | {State.AWAITING_INSPECTION}


def to_be_given_away(user, today: datetime.date) -> list[Errand]:
    """Dossiers on their way whose appraiser would be the operator itself, and nobody was named instead."""
    found = (
        Dossier.objects.filter(acts_for(user, Role.APPROVER, prefix="system__"), state__in=sorted(WAITING))
        .filter(operated_by_its_security_unit("system__"), system__appraising__isnull=True)
        .with_parties()
        .defer("facts", "determination")
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )
    return [_errand(dossier) for dossier in found[:A_KIND]]


def _errand(dossier: Dossier) -> Errand:
    return Errand(
        key=f"give-appraisal-away:{dossier.system_id}",
        title=_("Giao thẩm định: %(system)s") % {"system": dossier.system.name},
        sentence=_("%(unit)s vận hành hệ thống này nên không tự thẩm định.") % {"unit": dossier.owner.security_unit},
        button=_("Giao"),
        url=reverse("classification:appraiser", args=[dossier.pk]),
        level=dossier.level,
    )
