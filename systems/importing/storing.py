"""Storing an examined file in one transaction and a few statements, whatever the number of rows.

What is written is the same as `services.register_system` and `change_system` write one by one.
"""

import datetime
from collections.abc import Callable, Iterator
from itertools import islice

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from systems.following import Change, follow
from systems.history import remains
from systems.ledger import record
from systems.models import InformationSystem, LedgerEntry, Operation, Organisation, Placement
from systems.services import CHANGEABLE, days_of_operation, earlier_placement
from systems.wording import search_form

from .co_operators import write_co_operators
from .examining import Outcome, Plan, examine, settle
from .organisations import Proposal
from .outcomes import BAD, CHANGED, NEW
from .refusals import FileRefused
from .tables import Table

# Rows of one statement.
BATCH = 500


class InventoryChanged(Exception):
    """Between looking and storing somebody changed what the file would do."""


def import_systems(
    *,
    table: Table,
    by,
    on: datetime.date,
    why_not_create: Callable[[Proposal], str | None],
    owner: Organisation | None = None,
    only_good: bool = False,
    seen: str | None = None,
    source: str = "",
) -> Plan:
    """Examine and store a file. With a bad row nothing is stored, unless `only_good`; `plan.stored` tells.

    `by` None is the trusted command. `seen` is the fingerprint of the plan that the person looked at. Nothing at all is
    written for a file that changes nothing. Raises FileRefused, InventoryChanged.
    """
    try:
        with transaction.atomic():
            plan = examine(table, by=by, owner=owner, lock=True)
            if seen is not None and seen != plan.fingerprint:
                raise InventoryChanged
            settle(plan, why_not_create)
            if only_good or not plan.of(BAD):
                _store(plan, by, on, source)
                plan.stored = True
            return plan
    except IntegrityError as clash:
        raise FileRefused(
            _("Trong lúc ghi, có người khác vừa ghi cùng hệ thống hoặc đơn vị. Chưa ghi gì; hãy nhập lại.")
        ) from clash


def _store(plan: Plan, by, on: datetime.date, source: str) -> None:
    new, changed = plan.of(NEW), plan.of(CHANGED)
    if not new and not changed:
        return
    made = _make_organisations(plan, new + changed, by)
    for outcome in new + changed:
        outcome.system.owner = _party(outcome.owner, made)
        outcome.system.operator = _party(outcome.operator, made)
        outcome.system.tidy()
    entries = _register(new, by, on) + _change(changed, by, on)
    write_co_operators(new + changed)
    changes = [Change(each.system, each.facts_before, moved=each.is_moved) for each in new + changed]
    plan.consequences = follow(changes, by=by, on=on)
    LedgerEntry.objects.bulk_create(entries, batch_size=BATCH)
    record(
        verb="import_systems",
        by=by,
        sentence=_("Nhập danh mục: %(new)s hệ thống mới, %(changed)s hệ thống thay đổi, %(made)s đơn vị mới.")
        % {"new": len(new), "changed": len(changed), "made": len(made)},
        source=source[:200],
        new=len(new),
        changed=len(changed),
        organisations=sorted(organisation.code for organisation in made.values()),
    )


def _party(party, made: dict[str, Organisation]) -> Organisation:
    return made[party.key] if isinstance(party, Proposal) else party


def _make_organisations(plan: Plan, stored: list[Outcome], by) -> dict[str, Organisation]:
    """Make the organisations that the stored rows need, and no others; owners come before their units."""
    needed = {proposal.key for outcome in stored for proposal in outcome.needs}
    made: dict[str, Organisation] = {}
    for proposal in plan.proposals:
        if proposal.key not in needed:
            continue
        new = Organisation(code=proposal.code, name=proposal.name, kind=proposal.kind)
        new.name_search = search_form(new.name)
        new.clean_fields(exclude=["path", "depth", "numchild"])
        if proposal.parent is None:
            new = Organisation.objects.add_root(instance=new)
        else:
            parent = Organisation.objects.get(pk=_party(proposal.parent, made).pk)
            new = Organisation.objects.add_child(parent, instance=new)
        record(verb="add_organisation", by=by, about=f"organisation:{new.pk}", code=new.code, name=new.name)
        made[proposal.key] = new
    return made


def _register(outcomes: list[Outcome], by, on: datetime.date) -> list[LedgerEntry]:
    systems = [outcome.system for outcome in outcomes]
    InformationSystem.objects.bulk_create(systems, batch_size=BATCH)
    Placement.objects.bulk_create(
        [_placement(system, min(system.operation_from or on, on), by) for system in systems], batch_size=BATCH
    )
    _state_operations(systems, by, on)
    return [
        LedgerEntry(verb="register_system", by=by, system=system, details={"code": system.code}) for system in systems
    ]


def _change(outcomes: list[Outcome], by, on: datetime.date) -> list[LedgerEntry]:
    systems = [outcome.system for outcome in outcomes]
    InformationSystem.objects.bulk_create(
        systems,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*CHANGEABLE, "search_text", "on_paper"],
    )
    moved = [outcome.system for outcome in outcomes if outcome.is_moved]
    _end_facts(Placement, moved, on, by)
    Placement.objects.bulk_create([_placement(system, on, by) for system in moved], batch_size=BATCH)
    days = {"status", "operation_from", "operation_until"}
    redated = [outcome.system for outcome in outcomes if days & set(outcome.changed)]
    counted = {fact.system_id: fact.holds_from for fact in _first_facts(Operation, redated)}
    _end_facts(Operation, redated, datetime.date.min, by)
    _state_operations(redated, by, on, counted)
    _reach_back(redated, by)
    return [
        LedgerEntry(verb="change_system", by=by, system=outcome.system, details={"changed": list(outcome.changed)})
        for outcome in outcomes
    ]


def _placement(system: InformationSystem, start: datetime.date, by) -> Placement:
    return Placement(system=system, owner=system.owner, operator=system.operator, holds_from=start, recorded_by=by)


def _state_operations(systems: list[InformationSystem], by, on: datetime.date, counted: dict | None = None) -> None:
    """`counted`: system id -> the day since which we counted it, which stays where no first day is on record."""
    first = counted or {}
    facts = [
        Operation(system=system, holds_from=days[0], holds_until=days[1], recorded_by=by)
        for system in systems
        if (days := days_of_operation(system, min(on, first.get(system.pk, on))))
    ]
    Operation.objects.bulk_create(facts, batch_size=BATCH)


def _reach_back(systems: list[InformationSystem], by) -> None:
    by_id = {system.pk: system for system in systems}
    firsts = _first_facts(Placement, systems)
    earlier = [earlier_placement(by_id[first.system_id], first, by) for first in firsts]
    Placement.objects.bulk_create([fact for fact in earlier if fact], batch_size=BATCH)


def _first_facts(model, systems: list[InformationSystem]) -> list:
    """The earliest fact that we believe of each system that has one."""
    found = {}
    for batch in _batches(systems):
        # The earliest comes last and stays.
        for fact in model.objects.believed().filter(system__in=batch).order_by("-holds_from"):
            found[fact.system_id] = fact
    return list(found.values())


def _end_facts(model, systems: list[InformationSystem], start: datetime.date, by) -> None:
    """What was believed of the days from `start` on is replaced, for many systems at once, as `clear_days` does."""
    now = timezone.now()
    for batch in _batches(systems):
        believed = model.objects.believed().filter(system__in=batch)
        old = [fact for fact in believed.select_for_update() if fact.holds_until is None or fact.holds_until > start]
        model.objects.filter(pk__in=[fact.pk for fact in old]).update(replaced_at=now)
        model.objects.bulk_create([part for fact in old for part in remains(fact, start, None, now, by)])


def _batches(systems: list) -> Iterator[list]:
    rest = iter(systems)
    while batch := list(islice(rest, BATCH)):
        yield batch
