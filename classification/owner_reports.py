"""Approvals at levels 1-2 of which the owner has not been told yet (NĐ 85/2016 Đ14.3.a; NĐ 331/2026 Đ18.1, 20.3.a)."""

import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from classification.errands import A_KIND, Errand
from classification.models import Dossier, StepTaken
from classification.workflow import BESIDE
from systems.authority import acts_for, may_act
from systems.roles import Role
from systems.templatetags.ui import vndate

ROW = BESIDE["report_to_owner"]


def untold() -> QuerySet[Dossier]:
    """Dossiers that a security unit approved here and whose report is still to come, as the journal has it.

    Where a council appraised, the owner itself approved and knows.
    """
    taken = StepTaken.objects.filter(dossier=OuterRef("pk"))
    levels = sorted(set().union(*ROW.sources.values()))
    return Dossier.objects.filter(
        Exists(taken.filter(step="approve", role=Role.SECURITY_UNIT)),
        ~Exists(taken.filter(step=ROW.name)),
        state__in=sorted(ROW.sources),
        level__in=levels,
    )


def owner_report_due(dossier: Dossier, user) -> bool:
    """Whether this reader should still report this approval to the owner."""
    return may_act(user, Role.SECURITY_UNIT, dossier.system) and untold().filter(pk=dossier.pk).exists()


def owner_report_errands(user, today: datetime.date) -> list[Errand]:
    """One errand for each such approval, the oldest decision first; the law gives no number of days."""
    found = untold().filter(acts_for(user, Role.SECURITY_UNIT, prefix="system__"))
    found = found.select_related("system__owner").defer("facts", "determination").order_by("decision_on", "pk")
    return [
        Errand(
            key=f"owner-report:{dossier.pk}",
            title=_("Báo cáo chủ quản: %(system)s") % {"system": dossier.system.name},
            sentence=_("Đã phê duyệt ngày %(day)s; %(owner)s chưa nhận được báo cáo.")
            % {"day": vndate(dossier.decision_on), "owner": dossier.system.owner},
            button=_("Lập báo cáo"),
            url=reverse("classification:owner_report", args=[dossier.pk]),
            level=dossier.level,
        )
        for dossier in found[:A_KIND]
    ]
