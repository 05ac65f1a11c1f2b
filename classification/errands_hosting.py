"""Errands of what is inherited: a host no longer meets it, so neither does the system that stands in it."""

from __future__ import annotations

import datetime

from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from classification.errands import A_KIND, Errand
from classification.models import Dossier, PlanItem
from classification.workflow import IN_FORCE, OPEN, State
from systems.authority import acts_for
from systems.roles import Role


def inherited_errands(user, today: datetime.date) -> list[Errand]:
    """For the operator of each system whose host fell behind; for the inspector, where it counts as protected."""
    mine = _fallen(acts_for(user, Role.OPERATOR, prefix="system__"), IN_FORCE | OPEN)
    inspected = _fallen(acts_for(user, Role.SECURITY_UNIT, prefix="system__"), {State.PROTECTED})
    return ([_to_operate(dossier) for dossier in mine] + [_to_inspect(dossier) for dossier in inspected])[:A_KIND]


def _fallen(whose, states) -> list[Dossier]:
    items = PlanItem.objects.filter(dossier=OuterRef("pk")).inherited(met=False).order_by()
    number = items.values("dossier").annotate(number=Count("pk")).values("number")
    found = Dossier.objects.filter(whose, state__in=sorted(states)).annotate(fallen=Subquery(number))
    return list(found.filter(fallen__gt=0).with_parties().defer("facts", "determination").order_by("pk")[:A_KIND])


def _to_operate(dossier: Dossier) -> Errand:
    return Errand(
        key=f"inherited:{dossier.pk}",
        title=_("Yêu cầu kế thừa không còn đạt: %(system)s") % {"system": dossier.system},
        sentence=_sentence(dossier), button=_("Xem các yêu cầu"), url=_url(dossier), level=dossier.level,
    )  # fmt: skip


def _to_inspect(dossier: Dossier) -> Errand:
    return Errand(
        key=f"inherited-inspect:{dossier.pk}",
        title=_("Xem xét yêu cầu triển khai tiếp: %(system)s") % {"system": dossier.system},
        sentence=_sentence(dossier), button=_("Xem các yêu cầu"), url=_url(dossier), level=dossier.level,
    )  # fmt: skip


def _sentence(dossier: Dossier) -> str:
    text = ngettext(
        "%(n)s yêu cầu kế thừa từ nơi đặt (%(host)s) không còn đạt nên được tính là chưa đạt.",
        "%(n)s yêu cầu kế thừa từ nơi đặt (%(host)s) không còn đạt nên được tính là chưa đạt.",
        dossier.fallen,
    )
    return text % {"n": dossier.fallen, "host": dossier.system.hosted_by or _("không còn ghi")}


def _url(dossier: Dossier) -> str:
    return reverse("classification:plan", args=[dossier.pk]) + "?loc=ke-thua-khong-dat"
