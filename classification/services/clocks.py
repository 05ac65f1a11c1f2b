"""Starting and stopping the clock of the law on a dossier."""

import datetime

from classification.deadlines import Limit, Unit, due_date
from classification.models import Dossier
from classification.regimes.base import Step


def start_clock(dossier: Dossier, clock: str, today: datetime.date) -> None:
    """Set the day by which the next body must act; a step that starts no clock stops the one that ran."""
    limit = dossier.rules.time_limit(Step(clock), dossier.level) if clock else None
    if limit is None or limit.amount is None:
        dossier.due_on, dossier.due_rule, dossier.due_unit = None, "", ""
        return
    unit = Unit(limit.unit.removesuffix("_days"))
    dossier.due_on = due_date(today, Limit(limit.amount, unit))
    dossier.due_rule, dossier.due_unit = dossier.rules.cite(limit.clause) if limit.clause else "", unit
