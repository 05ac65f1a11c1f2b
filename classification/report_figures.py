"""The figures of the yearly report: the counters of the progress page, and one line for each of the systems counted.

What is counted comes from `counting` and `counting_stages` as of the day; a line says the same of one system.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from classification.counting import count
from classification.counting_stages import DECIDED, DRAFTING, EXAMINED, positions_on, rank_of, reached, stages_on
from classification.models import Expectation, Standing
from classification.report_lines import (
    Line,
    Sources,
    assessments_on,
    decisions_on,
    drafts_on,
    planned_days,
    regulations_of,
)
from systems.models import Organisation


@dataclass(frozen=True, slots=True)
class Figures:
    """Part 1 of Mẫu số 08 with the lines of part 3. `expected_on`: by when all are approved, where each has a day."""

    day: datetime.date
    managed: int
    typed: int
    with_dossier: int
    appraised: int
    approved: int
    assessed: int
    expected_on: datetime.date | None
    undated: int
    lines: tuple[Line, ...]


def figures(organisation: Organisation, day: datetime.date) -> Figures:
    """The report of an organisation's systems as they stood on a day. A fixed number of SQL statements."""
    totals = count(organisation=organisation, day=day)
    got = reached(stages_on(organisation=organisation, day=day))
    lines = _lines(organisation, day)
    undecided = [line for line in lines if not line.is_approved]
    days = [line.approval_expected for line in undecided if line.approval_expected]
    undated = len(undecided) - len(days)
    return Figures(
        day=day,
        managed=totals.total,
        typed=sum(line.has_type for line in lines),
        with_dossier=got[DRAFTING],
        appraised=got[EXAMINED],
        approved=got[DECIDED],
        assessed=sum(line.is_approved and line.periodic for line in lines),
        expected_on=max(days) if days and not undated else None,
        undated=undated,
        lines=tuple(lines),
    )


def _lines(organisation: Organisation, day: datetime.date) -> list[Line]:
    found = positions_on(organisation=organisation, day=day).select_related("system", "owner", "operator")
    rows = list(found.order_by("owner__path", "operator__path", "system__code"))
    systems = [row.system_id for row in rows]
    decided = decisions_on(systems, day)
    drafts = drafts_on(systems, day)
    known = Sources(
        decided=decided,
        drafts=drafts,
        regulations=regulations_of([*(one.dossier for one in decided.values()), *(one.pk for one in drafts.values())]),
        planned=planned_days([one.dossier for one in decided.values()]),
        assessments=assessments_on(systems, day),
        expectations={row.system_id: row for row in Expectation.objects.filter(system__in=systems)},
        deploying=frozenset(
            Standing.objects.on(day)
            .filter(system__in=systems, kind=Standing.Kind.DEPLOYING)
            .values_list("system", flat=True)
        ),
    )
    return [known.line(row, rank_of(_values(row))) for row in rows]


def _values(row) -> dict:
    return {name: getattr(row, name) for name in ("undecided", "has_dossier", "is_classified", "is_protected")}
