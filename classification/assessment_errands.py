"""Assessments that fall due, and serious findings that wait for the security unit's decision, as errands."""

from __future__ import annotations

import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from classification.assessing import Severity
from classification.assessment_dates import assessed, assessment_due, due_by, in_order
from classification.errands import A_KIND, Errand
from classification.models import Dossier, InspectionFinding
from classification.workflow import STEPS, State
from systems.authority import acts_for
from systems.roles import Role
from systems.templatetags.ui import vndate

AHEAD = datetime.timedelta(days=30)


def assessment_errands(user, today: datetime.date) -> list[Errand]:
    """Systems whose assessment is due within a month or overdue, for who operates them and for the security unit."""
    mine = acts_for(user, Role.OPERATOR, prefix="system__") | acts_for(user, Role.SECURITY_UNIT, prefix="system__")
    due = in_order(assessed(Dossier.objects.filter(mine)).filter(due_by(today + AHEAD)))
    return [_due(dossier) for dossier in due.select_related("system").defer("facts", "determination")[:A_KIND]]


def _due(dossier: Dossier) -> Errand:
    day = assessment_due(dossier)
    last = (
        _("Lần gần nhất: %(day)s.") % {"day": vndate(dossier.last_assessed)}
        if dossier.last_assessed
        else _("Chưa lần nào từ khi phê duyệt.")
    )
    return Errand(
        key=f"assessment:{dossier.system_id}:{day:%Y-%m-%d}", title=_("Kiểm tra, đánh giá %(system)s") % {
            "system": dossier.system.name
        },
        sentence=_("Định kỳ %(months)s tháng một lần. %(last)s") % {"months": dossier.every_months, "last": last},
        button=_("Ghi kết quả"), url=reverse("classification:inspection_new", args=[dossier.system_id]),
        level=dossier.level, due_on=day,
    )  # fmt: skip


def finding_errands(user, today: datetime.date) -> list[Errand]:
    """Serious findings of confirmed systems that are still open: the security unit decides whether to send back."""
    back = Q(inspection__dossier__state__in=sorted(set(STEPS["send_back"].sources) & {State.PROTECTED}))
    mine = acts_for(user, Role.SECURITY_UNIT, prefix="inspection__system__")
    serious = InspectionFinding.objects.open().filter(back & mine, severity=Severity.SERIOUS)
    found = serious.select_related("inspection__system", "inspection__dossier").order_by("pk")[:A_KIND]
    return [
        Errand(
            key=f"finding:{one.pk}", title=_("Phát hiện nghiêm trọng ở %(system)s") % {
                "system": one.inspection.system.name
            },
            sentence=one.words[:200], button=_("Xem và quyết định"), level=one.inspection.level,
            url=reverse("classification:inspection", args=[one.inspection_id]),
        )
        for one in found
    ]  # fmt: skip
