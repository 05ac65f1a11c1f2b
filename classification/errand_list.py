"""Every kind of errand there is: the page "Việc của tôi" and the daily digest ask here and nowhere else."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from classification.assessment_errands import assessment_errands, finding_errands
from classification.errands import Errand
from classification.errands_appraisers import to_be_given_away
from classification.errands_delegations import delegations_ending, drafts_to_sign
from classification.errands_hosting import inherited_errands
from classification.errands_seals import to_be_sealed
from classification.escalations import overdue_in_units
from classification.event_errands import event_errands
from classification.kept_levels import kept_errands
from classification.list_errands import list_errands
from classification.owner_reports import owner_report_errands
from classification.renting import contracts_ending
from classification.report_errands import report_errands

Provider = Callable[[object, datetime.date], list[Errand]]
"""(user, today) -> at most `A_KIND` errands of one kind, nearest deadline first. Few statements, never one a row."""

PROVIDERS: tuple[Provider, ...] = (
    kept_errands,
    event_errands,
    assessment_errands,
    finding_errands,
    to_be_given_away,
    delegations_ending,
    drafts_to_sign,
    contracts_ending,
    owner_report_errands,
    list_errands,
    report_errands,
    overdue_in_units,
    inherited_errands,
    to_be_sealed,
)

FURTHER: list[Provider] = []
"""Those of apps above this one, put in while they are loaded (their apps.py)."""


def errands_for(user, today: datetime.date) -> list[Errand]:
    """Every errand of this person, nearest deadline first, those without one last."""
    found = [errand for provider in (*PROVIDERS, *FURTHER) for errand in provider(user, today)]
    return sorted(found, key=lambda errand: (errand.due_on or datetime.date.max, errand.key))
