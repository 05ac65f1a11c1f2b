"""When each system's next assessment is due, asked of the database: any list costs the same few statements.

It is due so many months after the last one that counts, or after the decision where none was made yet. Comparing goes
by month first and then by day, so that lists sort and filter exactly as the days shown.
"""

from __future__ import annotations

import datetime

from django.db.models import Case, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, ExtractDay, ExtractMonth, ExtractYear, Least

from classification.assessing import is_last_of_month, month_index, months_later
from classification.models import AssessmentInterval, AssessmentPeriod, Dossier, Inspection
from systems.models import InformationSystem


def assessed(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Of these dossiers those in force of systems not closed, with `every_months`, `last_assessed`, `counted_from`.

    `due_month` and `due_day` order them by the day on which they are due; `assessment_due` gives that day.
    """
    counting = Inspection.objects.standing().filter(system=OuterRef("system"), counts=True).order_by()
    last = counting.values("system").annotate(last=Max("ended_on")).values("last")
    own = AssessmentInterval.objects.filter(system=OuterRef("system")).values("months")
    periods = AssessmentPeriod.objects.all()
    rows = [When(regime=row.regime, level=row.level, then=Value(row.months)) for row in periods]
    usual = Case(*rows, default=Value(None), output_field=IntegerField())
    return (
        dossiers.in_force()
        .exclude(system__status=InformationSystem.Status.CLOSED)
        .annotate(usual_months=usual, last_assessed=Subquery(last), own_months=Subquery(own[:1]))
        .annotate(
            every_months=Least(Coalesce(F("own_months"), F("usual_months")), F("usual_months")),
            counted_from=Coalesce("last_assessed", "decision_on"),
        )
        .filter(every_months__isnull=False)
        .annotate(
            due_month=ExtractYear("counted_from") * 12 + ExtractMonth("counted_from") - 1 + F("every_months"),
            due_day=ExtractDay("counted_from"),
        )
    )


def in_order(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Those of `assessed`, the nearest due day first."""
    return dossiers.order_by("due_month", "due_day", "pk")


def due_by(day: datetime.date) -> Q:
    """A condition on `assessed`: due on that day or before."""
    index = month_index(day)
    this_month = Q(due_month=index) if is_last_of_month(day) else Q(due_month=index, due_day__lte=day.day)
    return Q(due_month__lt=index) | this_month


def overdue(today: datetime.date) -> Q:
    return due_by(today - datetime.timedelta(1))


def assessment_due(dossier: Dossier) -> datetime.date:
    """The day on which the next assessment of a dossier of `assessed` is due."""
    return months_later(dossier.counted_from, dossier.every_months)
