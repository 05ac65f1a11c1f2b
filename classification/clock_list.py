"""The clocks of one dossier as people read them: what ran, by which rule, from when until when, and how it ended."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from classification import calendars
from classification.deadlines import Unit
from classification.models import Clock, Dossier
from classification.workflow import STEPS


@dataclass(frozen=True, slots=True)
class Line:
    """One clock: `days` left while it runs (negative: overdue), `ending` in words once it stopped."""

    clock: Clock
    length: str
    days: int | None
    ending: str
    provisional: bool


def clock_list(dossier: Dossier, today: datetime.date) -> list[Line]:
    """Every clock of the dossier, the newest first."""
    return [_line(clock, today) for clock in dossier.clocks.order_by("-pk")]


def _line(clock: Clock, today: datetime.date) -> Line:
    runs = clock.stopped_on is None
    return Line(
        clock,
        length_of(clock.amount, clock.unit),
        calendars.time_left(clock, today) if runs else None,
        "" if runs else _ending(clock),
        runs and not calendars.is_settled(clock.due_on),
    )


def length_of(amount: int, unit: Unit) -> str:
    if unit is Unit.WORKING:
        return ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", amount) % {"n": amount}
    return ngettext("%(n)s ngày", "%(n)s ngày", amount) % {"n": amount}


def _ending(clock: Clock) -> str:
    step = STEPS[clock.stopped_by].label if clock.stopped_by in STEPS else _("Kết thúc")
    return _("%(step)s, quá hạn") % {"step": step} if clock.late else _("%(step)s, đúng hạn") % {"step": step}
