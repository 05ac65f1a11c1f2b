"""What pages say of a system's assessments: the next due day, its rule, the last one."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from classification.assessment_dates import assessed, assessment_due
from classification.deadlines import Unit, days_left
from classification.models import AssessmentPeriod, Dossier, Inspection
from systems.authority import may_act
from systems.roles import Role


@dataclass(frozen=True, slots=True)
class Due:
    """`days` until the due day, negative once it has passed. `shorter`: the system has a period of its own."""

    day: datetime.date
    days: int
    months: int
    last: datetime.date | None
    source: str
    shorter: bool


@dataclass(frozen=True, slots=True)
class Line:
    dossier: Dossier
    due: Due
    may_record: bool


def line(dossier: Dossier, user, today: datetime.date) -> Line:
    """A row of the list, of a dossier of `assessed`."""
    may = any(may_act(user, role, dossier.system) for role in (Role.SECURITY_UNIT, Role.OPERATOR))
    return Line(dossier, _due(dossier, today, ""), may)


def due_of(dossier: Dossier) -> Due | None:
    """For one dossier in force; None where no period is set for its level."""
    found = assessed(Dossier.objects.filter(pk=dossier.pk)).first()
    if found is None:
        return None
    period = AssessmentPeriod.objects.filter(regime=dossier.regime, level=dossier.level).first()
    return _due(found, timezone.localdate(), period.source if period else "")


def assessments_of(dossier: Dossier | None) -> dict:
    """What the page of a system says: the next due day and every assessment ever recorded."""
    if dossier is None:
        return {}
    made = Inspection.objects.filter(system=dossier.system_id).select_related("withdrawal").prefetch_related("findings")
    return {"assessment": due_of(dossier), "inspections": list(made)}


def _due(dossier: Dossier, today: datetime.date, source: str) -> Due:
    day = assessment_due(dossier)
    left = days_left(day, today, Unit.CALENDAR)
    return Due(
        day, -left.amount if left.overdue else left.amount, dossier.every_months, dossier.last_assessed, source,
        shorter=dossier.every_months != dossier.usual_months,
    )  # fmt: skip
