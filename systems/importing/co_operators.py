"""The units that operate a system beside its lead: found by name, compared with those stored, and written."""

from django.utils.translation import gettext as _

from systems.models import InformationSystem

from .organisations import Directory, PartyUnclear
from .rows import Problem
from .tables import Table

LINKS = InformationSystem.co_operators.through
BATCH = 500


def find_co_operators(table: Table, outcomes, directory: Directory) -> None:
    """Units must be there already: a name nobody knows is a bad row, not a new unit."""
    for outcome in outcomes:
        if outcome.row.co_operators is None or outcome.owner is None:
            continue
        found = {}
        for name in outcome.row.co_operators:
            try:
                unit = directory.known(outcome.owner, name)
            except PartyUnclear as unclear:
                _refuse(table, outcome, name, str(unclear))
                continue
            if unit is None:
                _refuse(table, outcome, name, _("chưa có đơn vị này trong cây tổ chức; thêm đơn vị rồi nhập lại."))
            elif unit is outcome.operator:
                _refuse(table, outcome, name, _("đã là đơn vị đầu mối vận hành: bỏ ở cột này."))
            else:
                found[unit.pk] = unit
        outcome.co_operators = list(found.values())


def compare_co_operators(table: Table, outcomes) -> None:
    """Name the change; a blank cell leaves the stored ones, as long as the new lead is none of them."""
    known = [o for o in outcomes if o.system is not None and not o.is_new]
    stored: dict[int, set[int]] = {}
    for start in range(0, len(known), BATCH):
        batch = [outcome.system.pk for outcome in known[start : start + BATCH]]
        for system, unit in LINKS.objects.filter(informationsystem__in=batch).values_list(
            "informationsystem", "organisation"
        ):
            stored.setdefault(system, set()).add(unit)
    for outcome in known:
        held = stored.get(outcome.system.pk, set())
        if outcome.co_operators is None:
            if getattr(outcome.operator, "pk", None) in held:
                name = outcome.row.parties.get("operator", "")
                message = _("đang là đơn vị cùng vận hành: ghi lại cột “%(title)s”.") % {
                    "title": table.title("co_operators")
                }
                outcome.row.problems.append(Problem(outcome.row.number, table.title("operator"), name, message))
        elif {unit.pk for unit in outcome.co_operators} != held:
            outcome.changed = tuple(sorted({*outcome.changed, "co_operators"}))


def write_co_operators(outcomes) -> None:
    """Store those of the rows that name some, for many systems at once."""
    said = [outcome for outcome in outcomes if outcome.co_operators is not None]
    for start in range(0, len(said), BATCH):
        batch = said[start : start + BATCH]
        LINKS.objects.filter(informationsystem__in=[outcome.system.pk for outcome in batch]).delete()
        LINKS.objects.bulk_create(
            LINKS(informationsystem=outcome.system, organisation=unit)
            for outcome in batch
            for unit in outcome.co_operators
        )


def _refuse(table: Table, outcome, name: str, message: str) -> None:
    outcome.row.problems.append(Problem(outcome.row.number, table.title("co_operators"), name, message))
