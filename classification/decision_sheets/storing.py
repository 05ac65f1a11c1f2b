"""Storing an examined sheet of decisions in one transaction and a few statements, whatever the number of rows."""

import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from classification.services.recording_many import Entry, store_dossiers, store_records
from systems.importing.outcomes import BAD, CHANGED, NEW
from systems.importing.refusals import FileRefused
from systems.importing.storing import InventoryChanged
from systems.importing.tables import Table
from systems.ledger import record
from systems.models import Organisation

from .examining import Outcome, Plan, examine


def import_decisions(
    *,
    table: Table,
    by,
    today: datetime.date,
    owner: Organisation | None = None,
    only_good: bool = False,
    seen: str | None = None,
    source: str = "",
) -> Plan:
    """Examine and store a file. With a bad row nothing is stored, unless `only_good`; `plan.stored` tells.

    `by` is the person who answers for the record. `seen` is the fingerprint of the plan that the person looked at.
    Nothing at all is written for a file that changes nothing. Raises FileRefused, InventoryChanged.
    """
    try:
        with transaction.atomic():
            plan = examine(table, today=today, by=by, owner=owner, source=source, lock=True)
            if seen is not None and seen != plan.fingerprint:
                raise InventoryChanged
            if only_good or not plan.of(BAD):
                _store(plan, by, source)
                plan.stored = True
            return plan
    except IntegrityError as clash:
        raise FileRefused(
            _("Trong lúc ghi, có người khác vừa ghi quyết định cho cùng hệ thống. Chưa ghi gì; hãy nhập lại.")
        ) from clash


def _store(plan: Plan, by, source: str) -> None:
    new, changed = plan.of(NEW), plan.of(CHANGED)
    if not new and not changed:
        return
    entries = [_entry(outcome) for outcome in new + changed]
    store_dossiers(entries, by=by)
    store_records(entries, by=by)
    record(
        verb="import_decisions",
        by=by,
        sentence=_("Ghi nhận quyết định giấy từ bảng tính: %(new)s mới, %(changed)s sửa.")
        % {"new": len(new), "changed": len(changed)},
        source=source[:200],
        new=len(new),
        changed=len(changed),
    )


def _entry(outcome: Outcome) -> Entry:
    scan = outcome.before.scan if outcome.before else None
    return Entry(outcome.system, outcome.decision, outcome.dossier, outcome.before, scan, outcome.moved)
