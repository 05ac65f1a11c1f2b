"""What people do to the inventory: register, change, close a system. Nothing is ever deleted."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from .authority import why_not_change, why_not_hand_over
from .following import Change, follow, hold_for_moving
from .history import clear_days, state_fact
from .hosting import FIELDS as HOSTING
from .hosting_chain import hold_chain, why_not_hosted
from .ledger import record
from .models import InformationSystem, Operation, Placement, User

CHANGEABLE = (
    "code", "name", "owner", "operator", "status", "operation_from", "operation_until", "construction_began",
    "facts", "note", "provider", "contract_number", "contract_until", *HOSTING,
)  # fmt: skip
PARTIES = frozenset({"owner", "operator"})


@transaction.atomic
def register_system(*, by, on: datetime.date, trusted: bool = False, co_operators=(), **values) -> InformationSystem:
    """Add a system to the inventory; it belongs to its unit from the day it began to run, else from `on` (today).

    `values` are fields of InformationSystem. `trusted` is for commands run by the machine's administrator.
    Raises PermissionDenied, ValidationError.
    """
    system = InformationSystem(**values)
    _check(system, by, trusted)
    system.save(force_insert=True)
    _set_co_operators(system, co_operators)
    _state_placement(system, min(system.operation_from or on, on), by)
    _state_operation(system, by, on)
    record(verb="register_system", by=by, system=system, code=system.code)
    system.consequences = follow([Change(system, None)], by=by, on=on)
    return system


@transaction.atomic
def change_system(
    *,
    system: InformationSystem,
    by,
    on: datetime.date,
    trusted: bool = False,
    cleared: bool = False,
    co_operators=None,
    **values,
) -> InformationSystem:
    """Change or correct a system; a new unit holds from `on`, new days of operation replace the old ones altogether.

    `cleared`: whoever calls has seen to what the law asks before a system built anew may run.
    Returns the stored system; its `consequences` are sentences about what follows from the change. Writes nothing when
    nothing differs. Raises PermissionDenied, ValidationError.
    """
    held = hold_for_moving(InformationSystem.objects.filter(pk=system.pk)) if PARTIES & values.keys() else {}
    if values.get("hosted_by"):
        hold_chain(system, values["hosted_by"])
    system = InformationSystem.objects.select_for_update(of=("self",)).get(pk=system.pk)
    system.consequences = []
    before = {name: getattr(system, name) for name in CHANGEABLE}
    if not trusted and (refusal := why_not_change(by, owner=system.owner, operator=system.operator)):
        raise PermissionDenied(refusal)
    for name, value in values.items():
        setattr(system, name, value)
    if not trusted and system.owner != before["owner"] and (refusal := why_not_hand_over(by, before["owner"])):
        raise PermissionDenied(refusal)
    _check(system, by, trusted)
    if not (trusted or cleared) and goes_live(before["status"], system.status):
        raise ValidationError({"status": not_live_yet()})
    changed = sorted(name for name in CHANGEABLE if getattr(system, name) != before[name])
    moved = sorted(PARTIES.intersection(changed))
    if moved and system.pk in held:
        raise ValidationError({moved[0]: held[system.pk]})
    if _set_co_operators(system, co_operators):
        changed.append("co_operators")
    if not changed:
        return system
    system.save()
    if moved:
        _state_placement(system, on, by)
    if {"status", "operation_from", "operation_until"} & set(changed):
        _state_operation(system, by, on)
        _reach_back(system, by)
    record(verb="change_system", by=by, system=system, changed=changed)
    system.consequences = follow([Change(system, before["facts"], moved=bool(moved))], by=by, on=on)
    return system


def close_system(*, system: InformationSystem, by, on: datetime.date) -> InformationSystem:
    """Take a system out of operation from this day on (ngừng vận hành); everything known of it stays."""
    return change_system(system=system, by=by, on=on, status=InformationSystem.Status.CLOSED, operation_until=on)


def goes_live(before: str, after: str) -> bool:
    """Whether a system that was being built would run now: an act of its own (NĐ 331/2026 Đ30.6)."""
    return (before, after) == (InformationSystem.Status.BUILDING, InformationSystem.Status.OPERATING)


def not_live_yet() -> str:
    return _(
        "Hệ thống đang xây dựng chỉ được đưa vào vận hành khi phương án đã triển khai đầy đủ: dùng “Đưa vào vận hành” "
        "ở trang của hệ thống."
    )


def _set_co_operators(system: InformationSystem, units) -> bool:
    """Write who operates beside the lead; None leaves them. Whether anything changed. The lead is not one of them."""
    if units is None:
        units = system.co_operators.all()
    wanted = {unit.pk for unit in units}
    if system.operator_id in wanted:
        raise ValidationError(
            {"co_operators": [_("%(unit)s là đơn vị đầu mối rồi: bỏ đơn vị này ở đây.") % {"unit": system.operator}]}
        )
    if wanted == set(system.co_operators.values_list("pk", flat=True)):
        return False
    system.co_operators.set(wanted)
    return True


def _check(system: InformationSystem, by, trusted: bool) -> None:
    system.tidy()
    if not trusted and (refusal := why_not_change(by, owner=system.owner, operator=system.operator)):
        raise PermissionDenied(refusal)
    system.full_clean(exclude=["facts"])
    if refusal := why_not_hosted(system):
        raise ValidationError({"hosted_by": refusal})


def _state_placement(system: InformationSystem, start: datetime.date, by) -> None:
    fact = Placement(system=system, owner=system.owner, operator=system.operator, holds_from=start, recorded_by=by)
    state_fact(fact, about={"system": system})


def _reach_back(system: InformationSystem, by) -> None:
    first = Placement.objects.believed().filter(system=system).order_by("holds_from").first()
    if first and (earlier := earlier_placement(system, first, by)):
        state_fact(earlier, about={"system": system})


def earlier_placement(system: InformationSystem, first: Placement, by) -> Placement | None:
    """A system found to run earlier than we knew belonged, as far as anybody knows, to the first unit on record.

    `first` is the system's first placement that we believe; the fact is not stored. None: it reaches back far enough.
    """
    if system.operation_from is None or system.operation_from >= first.holds_from:
        return None
    return Placement(
        system=system, owner=first.owner, operator=first.operator, recorded_by=by,
        holds_from=system.operation_from, holds_until=first.holds_from,
    )  # fmt: skip


def _state_operation(system: InformationSystem, by, on: datetime.date) -> None:
    """Write the days of operation that follow from the system's record, in place of those believed so far.

    Where no first day is on record, the day since which we counted it stays: closing a system must not empty its past.
    """
    counted = Operation.objects.believed().filter(system=system).aggregate(first=Min("holds_from"))["first"]
    on = min(on, counted) if counted else on
    clear_days(Operation, about={"system": system}, start=datetime.date.min, end=None, by=by)
    if days := days_of_operation(system, on):
        Operation.objects.create(system=system, holds_from=days[0], holds_until=days[1], recorded_by=by)


def days_of_operation(system: InformationSystem, known_on: datetime.date) -> tuple | None:
    """From which day until (and without) which day a system runs; None where no day is certain.

    Closed on no known day: no day. Running since nobody knows when: from the day on which we were told so (`known_on`),
    because a system must not leave the count for want of a date.
    """
    start, end = system.operation_from or known_on, system.operation_until
    closed = system.status != InformationSystem.Status.OPERATING
    if system.status == InformationSystem.Status.BUILDING or (closed and end is None):
        return None
    return (start, end) if end is None or end > start else None


@transaction.atomic
def choose_letters(*, by: User, wanted: bool, language: str) -> None:
    """Whether this person gets the daily letter of reminders, and in which language."""
    User.objects.filter(pk=by.pk).update(digest=wanted, language=language)
    record(verb="choose_letters", by=by, about=f"user:{by.pk}", wanted=wanted, language=language)
