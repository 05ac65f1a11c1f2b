"""What an import would do, row by row, before anything is stored: new, changed, unchanged, or what is wrong."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from systems.authority import why_not_change
from systems.following import hold_for_moving
from systems.models import InformationSystem, Organisation
from systems.services import goes_live, not_live_yet

from .co_operators import compare_co_operators, find_co_operators
from .columns import BY_KEY
from .organisations import Directory, Party, PartyUnclear, Proposal
from .outcomes import BAD, CHANGED, NEW, UNCHANGED, FilePlan, refuse_secrets
from .refusals import MAX_NEW_ORGANISATIONS, FileRefused
from .rows import Problem, SystemRow, read_rows
from .tables import Table

RENTED = ("provider", "contract_number", "contract_until")
FIELDS = ("name", "status", "operation_from", "operation_until", "construction_began", "note", *RENTED)


@dataclass(eq=False)
class Outcome:
    """One row and what comes of it. `system` is the stored one with the row's values, or a new one."""

    row: SystemRow
    system: InformationSystem | None = None
    is_new: bool = False
    changed: tuple[str, ...] = ()
    facts_before: dict | None = None
    owner: Party | None = None
    operator: Party | None = None
    status_before: str = ""
    co_operators: list[Organisation] | None = None

    @property
    def verdict(self) -> str:
        if self.row.problems or self.system is None:
            return BAD
        if self.is_new:
            return NEW
        return CHANGED if self.changed else UNCHANGED

    @property
    def is_moved(self) -> bool:
        """Whether a stored system gets another operator."""
        return not self.is_new and "operator" in self.changed

    @property
    def needs(self) -> list[Proposal]:
        """The organisations that must be made first, owner before operator."""
        return list(dict.fromkeys(party for party in (self.owner, self.operator) if isinstance(party, Proposal)))


@dataclass
class Plan(FilePlan):
    """What a sheet of systems would do, with the organisations that it needs and nobody made yet."""

    outcomes: list[Outcome]
    proposals: list[Proposal] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    consequences: list[str] = field(default_factory=list)

    @property
    def to_create(self) -> list[Proposal]:
        """The proposals that nobody refused, parents before children."""
        return [one for one in self.proposals if one.key not in self.refused]


def examine(table: Table, *, by=None, owner: Organisation | None = None, lock: bool = False) -> Plan:
    """Compare the rows with what is stored. `by` None is the trusted command; `owner` is for rows that name none.

    With `lock` (inside a transaction) nobody else changes these owners' systems until its end. Raises FileRefused.
    """
    if owner is None and "owner" not in table.columns:
        raise FileRefused(
            _("Bảng không có cột “%(title)s”: chọn chủ quản cho cả tệp (ở dòng lệnh: --owner MÃ).")
            % {"title": BY_KEY["owner"].title}
        )
    directory = Directory()
    default = directory.by_id[owner.pk] if owner else None
    outcomes = [Outcome(row) for row in read_rows(table, owner_known=default is not None)]
    _find_parties(table, outcomes, directory, default)
    find_co_operators(table, outcomes, directory)
    _name_duplicates(table, outcomes)
    held = hold_for_moving(InformationSystem.objects.filter(owner__in=_owners(outcomes)), lock=lock)
    _compare(table, outcomes, _stored(outcomes, lock))
    _refuse_moves(table, outcomes, held)
    compare_co_operators(table, outcomes)
    if by is not None:
        _ask_authority(table, outcomes, directory, by)
    plan = Plan(table, outcomes, proposals=list(directory.proposals.values()))
    plan.fingerprint = _fingerprint(plan)
    return plan


def settle(plan: Plan, why_not_create: Callable[[Proposal], str | None]) -> None:
    """Decide which organisations may be made; a row that needs another one is a bad row."""
    for proposal in plan.proposals:
        if reason := why_not_create(proposal):
            plan.refused[proposal.key] = reason
    for outcome in plan.outcomes:
        for proposal in outcome.needs:
            if reason := plan.refused.get(proposal.key):
                key = "owner" if proposal is outcome.owner else "operator"
                message = f"{reason} {_('Có phải là “%s”?') % proposal.similar}" if proposal.similar else reason
                title = plan.table.titles.get(key, BY_KEY[key].title)
                problem = Problem(outcome.row.number, title, proposal.name, message, about=proposal.key)
                outcome.row.problems.append(problem)
                break
    if len(plan.to_create) > MAX_NEW_ORGANISATIONS:
        words = {"count": len(plan.to_create), "most": MAX_NEW_ORGANISATIONS}
        raise FileRefused(_("Tệp cần tạo %(count)s đơn vị mới, quá mức %(most)s. Chia thành nhiều tệp.") % words)


def _problem(table: Table, row: SystemRow, key: str, value: str, message: str) -> Problem:
    return Problem(row.number, table.titles.get(key, BY_KEY[key].title), value, message)


def _find_parties(table: Table, outcomes: list[Outcome], directory: Directory, default: Organisation | None) -> None:
    for outcome in outcomes:
        row = outcome.row
        try:
            key, text = "owner", row.parties.get("owner", "")
            outcome.owner = directory.owner(text) if text else default
            if outcome.owner and (text := row.parties.get("operator", "")):
                key = "operator"
                outcome.operator = directory.operator(outcome.owner, text)
        except PartyUnclear as unclear:
            row.problems.append(_problem(table, row, key, text, str(unclear)))
        for proposal in outcome.needs:
            proposal.rows.append(row.number)


def _name_duplicates(table: Table, outcomes: list[Outcome]) -> None:
    """A later row with the code of an earlier one says which row that is."""
    seen: dict[tuple, int] = {}
    for outcome in outcomes:
        row = outcome.row
        if not row.code or outcome.owner is None:
            continue
        first = seen.setdefault((id(outcome.owner), row.code.casefold()), row.number)
        if first != row.number:
            message = _("mã này đã dùng ở dòng %(row)s; mỗi hệ thống một mã.") % {"row": first}
            row.problems.append(_problem(table, row, "code", row.code, message))


def _stored(outcomes: list[Outcome], lock: bool) -> dict[tuple[int, str], InformationSystem]:
    """The stored systems of the owners in the file, by owner and code; one query an owner."""
    found: dict[tuple[int, str], InformationSystem] = {}
    for pk in _owners(outcomes):
        systems = InformationSystem.objects.filter(owner_id=pk).order_by("pk")
        if lock:
            Organisation.objects.select_for_update(of=("self",)).get(pk=pk)
            systems = systems.select_for_update(of=("self",))
        for system in systems:
            found.setdefault((pk, system.code.casefold()), system)
            found[pk, f"={system.code}"] = system
    return found


def _owners(outcomes: list[Outcome]) -> list[int]:
    """Those in the file that are stored."""
    return sorted({o.owner.pk for o in outcomes if isinstance(o.owner, Organisation)})


def _refuse_moves(table: Table, outcomes: list[Outcome], held: dict[int, str]) -> None:
    for outcome in outcomes:
        if outcome.is_moved and (reason := held.get(outcome.system.pk)):
            given = outcome.row.parties.get("operator", "")
            outcome.row.problems.append(_problem(table, outcome.row, "operator", given, reason))


def _compare(table: Table, outcomes: list[Outcome], stored: dict) -> None:
    for outcome in outcomes:
        row = outcome.row
        if row.problems or outcome.owner is None or outcome.operator is None:
            continue
        owner_id = getattr(outcome.owner, "pk", None)
        refuse_secrets(table, row, {"code": row.code, **row.fields})
        system = stored.get((owner_id, f"={row.code}")) or stored.get((owner_id, row.code.casefold()))
        if system is None:
            outcome.system, outcome.is_new = InformationSystem(**row.fields, facts=dict(row.facts)), True
        else:
            outcome.system = system
            _write_changes(table, outcome)
        _require_provider(table, outcome)


def _write_changes(table: Table, outcome: Outcome) -> None:
    """Put what the row knows onto the stored system and note what differs; a blank cell takes nothing away."""
    row, system = outcome.row, outcome.system
    outcome.status_before = system.status
    outcome.facts_before = system.facts
    changed = [name for name in FIELDS if name in row.fields and row.fields[name] != getattr(system, name)]
    for name in changed:
        setattr(system, name, row.fields[name])
    if any(system.facts.get(name) != value for name, value in row.facts.items()):
        system.facts = {**system.facts, **row.facts}
        changed.append("facts")
    if getattr(outcome.operator, "pk", None) != system.operator_id:
        changed.append("operator")
    outcome.changed = tuple(sorted(changed))
    start, end = system.operation_from, system.operation_until
    if changed and start and end and end < start:
        words = {"from": f"{start:%d/%m/%Y}", "until": f"{end:%d/%m/%Y}"}
        message = _("hệ thống sẽ vận hành từ %(from)s và ngừng từ %(until)s; ngày ngừng phải sau.") % words
        key = "operation_from" if "operation_from" in row.fields else "operation_until"
        row.problems.append(_problem(table, row, key, "", message))


def _require_provider(table: Table, outcome: Outcome) -> None:
    """A contract of a rented service is somebody's."""
    row, system = outcome.row, outcome.system
    given = next((key for key in RENTED[1:] if key in row.fields), None)
    if given and not system.provider:
        value = row.fields[given]
        shown = value if isinstance(value, str) else f"{value:%d/%m/%Y}"
        message = _("có hợp đồng thuê thì phải ghi bên cung cấp dịch vụ.")
        row.problems.append(_problem(table, row, given, shown, message))


def _ask_authority(table: Table, outcomes: list[Outcome], directory: Directory, by) -> None:
    """Every row is asked for, before and after the change; rows with organisations to be made are asked for those."""
    answers: dict[tuple, str | None] = {}
    for outcome in outcomes:
        if outcome.system and goes_live(outcome.status_before, outcome.system.status):
            outcome.row.problems.append(_problem(table, outcome.row, "status", "", not_live_yet()))
        pairs = [(outcome.owner, outcome.operator)]
        if outcome.system is not None and not outcome.is_new:
            pairs.append((outcome.owner, directory.by_id[outcome.system.operator_id]))
        for owner, operator in pairs:
            if not isinstance(owner, Organisation) or not isinstance(operator, Organisation):
                continue
            pair = (owner.pk, operator.pk)
            if pair not in answers:
                answers[pair] = why_not_change(by, owner=owner, operator=operator)
            if answers[pair]:
                row = outcome.row
                row.problems.append(_problem(table, row, "operator", row.parties.get("operator", ""), answers[pair]))
                break


def _fingerprint(plan: Plan) -> str:
    """What the plan says, in short, so that a changed inventory is noticed between looking and storing."""
    said = [
        (o.row.number, o.verdict, o.changed, getattr(o.system, "pk", None), [p.code for p in o.needs])
        for o in plan.outcomes
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]
