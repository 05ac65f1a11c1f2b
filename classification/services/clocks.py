"""Starting and stopping the clock of the law on a dossier."""

import datetime

from django.db.models import Value
from django.db.models.functions import Greatest

from classification.calendars import due_date
from classification.deadlines import Limit, Unit
from classification.models import Clock, Dossier
from classification.regimes.base import Step


def start_clock(dossier: Dossier, clock: str, today: datetime.date, *, by_step: str = "") -> None:
    """Set the day by which the next body must act; a step that starts no clock stops the one that ran.

    `clock` is a value of regimes.base.Step or empty; `by_step` is the step of the table that was taken. The caller
    saves the dossier.
    """
    stop_clocks(dossier, today, by_step=by_step)
    limit = dossier.rules.time_limit(Step(clock), dossier.route_level) if clock else None
    if limit is None or limit.amount is None:
        return
    unit = Unit(limit.unit.removesuffix("_days"))
    rule = dossier.rules.cite(limit.clause) if limit.clause else ""
    running = Clock.objects.create(
        dossier=dossier, kind=clock, started_on=today, amount=limit.amount, due_unit=unit, rule=rule,
        due_on=due_date(today, Limit(limit.amount, unit)),
    )  # fmt: skip
    dossier.due_on, dossier.due_rule, dossier.due_unit = running.due_on, running.rule, running.due_unit


def stop_clocks(dossier: Dossier, day: datetime.date, *, by_step: str = "") -> None:
    """End whatever runs on the dossier. The caller saves the dossier."""
    # A document recorded today may bear an earlier day than the clock it ends.
    ended = Greatest("started_on", Value(day))
    dossier.clocks.filter(stopped_on__isnull=True).update(stopped_on=ended, stopped_by=by_step)
    dossier.due_on, dossier.due_rule, dossier.due_unit = None, "", ""
