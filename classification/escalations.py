"""What a unit left overdue, for the person at its head."""

from __future__ import annotations

import datetime

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from classification.errands import A_KIND, Errand
from classification.models import Dossier
from classification.way import next_label, turn_of
from classification.workflow import STEPS, next_step
from systems.models import Organisation
from systems.models.organisations import below
from systems.roles import Role

BODIES = {Role.OPERATOR: "system__operator__", Role.SECURITY_UNIT: "system__owner__security_unit__"}
OWNER = "system__owner__"


def overdue_in_units(user, today: datetime.date) -> list[Errand]:
    """Overdue dossiers whose next step is a matter of the units this person heads, and not the person's own to take.

    A unit without a head is a matter of the nearest head above it. Only what the person may see at all.
    """
    places = tuple(Organisation.objects.filter(head=user.pk).values_list("path", flat=True))
    if not places:
        return []
    late = (
        Dossier.objects.visible_to(user)
        .not_led()
        .filter(due_on__lt=today)
        .filter(_in_their_hands(places))
        .exclude(pk__in=Dossier.objects.waiting_for(user).values("pk"))
        .with_parties()
        .defer("facts", "determination")
        .order_by("due_on", "pk")
    )
    return [_errand(dossier) for dossier in late[:A_KIND]]


def _in_their_hands(places: tuple[str, ...]) -> Q:
    """Dossiers whose next step is for a body at or below these places, without a nearer head of its own."""
    condition = Q(pk__in=[])
    for step in STEPS.values():
        for state, levels in step.sources.items() if step.by and not step.reason_needed else ():
            for level in sorted(levels):
                body = BODIES.get(step.roles(level, state)[0], OWNER)
                condition |= Q(state=state, level=level) & _headed(places, body)
    return condition


def _headed(places: tuple[str, ...], body: str) -> Q:
    condition = Q(pk__in=[])
    for place in places:
        nearer = (
            Organisation.objects.filter(head__isnull=False, path__startswith=place)
            .exclude(path=place)
            .annotate(of=ExpressionWrapper(OuterRef(f"{body}path"), output_field=CharField()))
            .filter(of__startswith=F("path"))
        )
        condition |= below([place], body) & ~Q(Exists(nearer))
    return condition


def _errand(dossier: Dossier) -> Errand:
    step = next_step(dossier.state, dossier.route_level)
    unit = turn_of(dossier, step) if step else dossier.operator
    return Errand(
        key=f"escalation:{dossier.pk}:{dossier.due_on}",
        title=_("Quá hạn ở %(unit)s") % {"unit": unit},
        sentence=_("%(system)s: %(step)s.") % {"system": dossier.system, "step": next_label(dossier).lower()},
        button=_("Xem hồ sơ"),
        url=reverse("classification:dossier", args=[dossier.pk]),
        level=dossier.level,
        due_on=dossier.due_on,
        due_unit=dossier.due_unit,
    )
