"""What a sheet of decisions would do, row by row, before anything is stored: new, changed, unchanged, or wrong."""

import datetime
import hashlib
import json
from dataclasses import asdict, dataclass, fields, replace

from django.utils.translation import gettext as _

from classification.decisions import Decision, Stage
from classification.models import Dossier, RecordedDecision
from classification.services.recording import already_decided, has_moved_on, why_not_after
from systems.authority import why_not_record
from systems.importing.organisations import Directory, PartyUnclear
from systems.importing.outcomes import BAD, CHANGED, NEW, UNCHANGED, FilePlan, refuse_secrets
from systems.importing.refusals import FileRefused
from systems.importing.rows import Problem, SystemRow, read_cells
from systems.importing.tables import Table
from systems.importing.words import word_key
from systems.models import InformationSystem, Organisation

COLUMN_OF = {"number": "decision_number"}
"""Fields of a decision whose column has another key."""


@dataclass(eq=False)
class Outcome:
    """One row and what comes of it: `decision` of `system`; `before` is the record that it would correct."""

    row: SystemRow
    owner: Organisation | None = None
    system: InformationSystem | None = None
    decision: Decision | None = None
    dossier: Dossier | None = None
    before: RecordedDecision | None = None
    moved: bool = False

    @property
    def verdict(self) -> str:
        if self.row.problems or self.decision is None:
            return BAD
        if self.before is None:
            return NEW
        return UNCHANGED if self.before.decision == self.decision else CHANGED

    @property
    def changed(self) -> list[str]:
        """The fields in which the row differs from the record, by name."""
        if self.before is None or self.decision is None:
            return []
        old, new = asdict(self.before.decision), asdict(self.decision)
        return [name for name in new if new[name] != old[name]]


@dataclass
class Plan(FilePlan):
    """What a sheet of decisions would do."""

    outcomes: list[Outcome]


def examine(
    table: Table, *, today: datetime.date, by=None, owner: Organisation | None = None, source: str = "",
    lock: bool = False,
) -> Plan:  # fmt: skip
    """Compare the rows with what is recorded. `by` None asks no authority; `owner` is for rows that name none.

    `source` stands for rows that name none. With `lock` (inside a transaction) nobody else decides about these owners'
    systems until its end. Raises FileRefused.
    """
    if owner is None and "owner" not in table.columns:
        words = _("Bảng không có cột “%(title)s”: chọn chủ quản cho cả tệp (ở dòng lệnh: --owner MÃ).")
        raise FileRefused(words % {"title": table.title("owner")})
    required = [*table.layout.required] + ([] if owner else ["owner"])
    outcomes = [Outcome(row) for row in read_cells(table, required)]
    for outcome in outcomes:
        refuse_secrets(table, outcome.row, outcome.row.fields)
    directory = Directory()
    _find_owners(table, outcomes, directory, directory.by_id[owner.pk] if owner else None)
    if by is not None:
        _ask_authority(table, outcomes, by)
    _find_systems(table, outcomes, lock)
    _find_decisions(outcomes)
    for outcome in outcomes:
        _decide(table, outcome, today, source)
    plan = Plan(table, outcomes)
    plan.fingerprint = _fingerprint(plan)
    return plan


def _blame(table: Table, outcome: Outcome, key: str, value: str, message: str) -> None:
    outcome.row.problems.append(Problem(outcome.row.number, table.title(key), value, message))


def _find_owners(table: Table, outcomes: list[Outcome], directory: Directory, default: Organisation | None) -> None:
    for outcome in outcomes:
        text = outcome.row.parties.get("owner", "")
        try:
            found = directory.owner(text) if text else default
        except PartyUnclear as unclear:
            _blame(table, outcome, "owner", text, str(unclear))
            continue
        if found is None or isinstance(found, Organisation):
            outcome.owner = found
        else:
            near = _("Có phải là “%s”?") % found.similar if found.similar else _("Ghi đúng tên hoặc mã của chủ quản.")
            _blame(table, outcome, "owner", text, f"{_('không có chủ quản này trong danh mục tổ chức.')} {near}")


def _find_systems(table: Table, outcomes: list[Outcome], lock: bool) -> None:
    """The system of each row, by owner and code; one query an owner."""
    found: dict[tuple[int, str], InformationSystem] = {}
    owners = {outcome.owner.pk: outcome.owner for outcome in outcomes if outcome.owner}
    for _pk, owner in sorted(owners.items()):
        systems = InformationSystem.objects.filter(owner=owner).defer("facts", "note").order_by("pk")
        if lock:
            Organisation.objects.select_for_update(of=("self",)).get(pk=owner.pk)
            systems = systems.select_for_update(of=("self",))
        for system in systems:
            system.owner = owner
            found.setdefault((owner.pk, system.code.casefold()), system)
            found[owner.pk, f"={system.code}"] = system
    seen: dict[int, int] = {}
    for outcome in outcomes:
        code = outcome.row.code
        if outcome.owner is None or not code:
            continue
        key = outcome.owner.pk
        outcome.system = found.get((key, f"={code}")) or found.get((key, code.casefold()))
        _look_at_system(table, outcome, seen)


def _look_at_system(table: Table, outcome: Outcome, seen: dict[int, int]) -> None:
    row, system = outcome.row, outcome.system
    if system is None:
        words = _("chủ quản này không có hệ thống mang mã đó; nhập danh mục hệ thống trước, hoặc sửa mã.")
        _blame(table, outcome, "code", row.code, words)
        return
    if row.name and word_key(row.name) != word_key(system.name):
        words = _("mã này là của “%(name)s”; sửa mã, hoặc để trống ô tên nếu đúng là hệ thống đó.")
        _blame(table, outcome, "name", row.name, words % {"name": system.name})
    first = seen.setdefault(system.pk, row.number)
    if first != row.number:
        words = _("hệ thống này đã có ở dòng %(row)s; chỉ ghi quyết định đang có hiệu lực, mỗi hệ thống một dòng.")
        _blame(table, outcome, "code", row.code, words % {"row": first})


def _find_decisions(outcomes: list[Outcome]) -> None:
    """The dossier in force of each system, its newest record, and whether people went on from there; three queries."""
    owners = {outcome.owner.pk for outcome in outcomes if outcome.system}
    held = {
        dossier.system_id: dossier
        for dossier in Dossier.objects.in_force()
        .filter(system__owner__in=owners)
        .defer("facts", "determination", "higher_reason")
    }
    records = RecordedDecision.objects.filter(dossier__system__owner__in=owners, corrected_by=None)
    records = records.select_related("scan")
    newest = {record.dossier_id: record for record in records}
    steps: dict[int, list[str]] = {}
    model = Dossier.steps.rel.related_model
    taken = model.objects.filter(dossier__recorded=True, dossier__system__owner__in=owners)
    for dossier, step in taken.values_list("dossier", "step"):
        steps.setdefault(dossier, []).append(step)
    for outcome in outcomes:
        if outcome.system and (dossier := held.get(outcome.system.pk)):
            dossier.system = outcome.system
            outcome.dossier, outcome.before = dossier, newest.get(dossier.pk)
            outcome.moved = has_moved_on(steps.get(dossier.pk, ()))


def _decide(table: Table, outcome: Outcome, today: datetime.date, source: str) -> None:
    """The decision that the row tells, over what is recorded: a blank cell takes nothing away."""
    row, system = outcome.row, outcome.system
    if row.problems or system is None:
        return
    given = {
        item.name: row.fields[key]
        for item in fields(Decision)
        if (key := COLUMN_OF.get(item.name, item.name)) in row.fields
    }
    if outcome.dossier and not _same(outcome, given):
        _blame(table, outcome, "decision_number", given["number"], _as_message(already_decided(outcome.dossier)))
        return
    if outcome.before:
        decision = replace(outcome.before.decision, **given | {"number": outcome.before.number})
    else:
        decision = Decision(**{"body": system.owner.name, "source": source} | given)
    if decision.stage == Stage.NONE and outcome.before and "stage" in given:
        decision = replace(decision, stage_on=given.get("stage_on"), minutes_number=given.get("minutes_number", ""))
    for name, sentence in decision.faults(today).items():
        _blame(table, outcome, COLUMN_OF.get(name, name), _shown(getattr(decision, name)), _as_message(sentence))
    if outcome.before and outcome.moved and (why := why_not_after(outcome.before, decision)):
        _blame(table, outcome, "level", "", _as_message(why))
    outcome.decision = decision


def _same(outcome: Outcome, given: dict) -> bool:
    """Whether the row speaks of the very decision that is on record."""
    before = outcome.before
    return (
        before is not None
        and word_key(before.number) == word_key(given["number"])
        and before.decided_on == given["decided_on"]
    )


def _as_message(sentence: str) -> str:
    """A sentence as it stands after a colon."""
    return sentence[:1].lower() + sentence[1:]


def _shown(value) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, datetime.date) else str(value or "")


def _ask_authority(table: Table, outcomes: list[Outcome], by) -> None:
    """Of an owner for whom this person does not answer nothing is looked up, and so nothing is told."""
    answers: dict[int, str | None] = {}
    for outcome in outcomes:
        if outcome.owner is None:
            continue
        key = outcome.owner.pk
        if key not in answers:
            answers[key] = why_not_record(by, outcome.owner)
        if answers[key]:
            _blame(table, outcome, "owner", outcome.row.parties.get("owner", ""), _as_message(answers[key]))
            outcome.owner = None


def _fingerprint(plan: Plan) -> str:
    """What the plan says, in short, so that a changed inventory is noticed between looking and storing."""
    said = [
        (o.row.number, o.verdict, o.changed, getattr(o.system, "pk", None), getattr(o.before, "pk", None))
        for o in plan.outcomes
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]
