"""Recording decisions made on paper before this system: one or thousands, in the same few statements.

Nobody approves anything here. A named person writes down what a paper says; the dossier then stands where the paper
says it stands, and the system counts from the days on the paper.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.decisions import STEPS_TO, Decision, Stage
from classification.errors import StepRefused
from classification.models import (
    Attachment,
    Dossier,
    DossierPart,
    RecordedDecision,
    Standing,
    StatutoryDay,
    StepTaken,
)
from classification.regimes.selector import LawDays, regime_of
from classification.workflow import STEPS, PaperKind
from systems.authority import may_act, why_not_record
from systems.models import InformationSystem, LedgerEntry
from systems.roles import Role

from .files import judge_file, keep_file
from .locking import lock

# Rows of one statement.
BATCH = 500
RECORDING = frozenset(step for steps in STEPS_TO.values() for step in steps)
STANDS = {Stage.PARTLY: Standing.Kind.DEPLOYING, Stage.FULL: Standing.Kind.PROTECTED}


@dataclass(frozen=True, slots=True)
class Scan:
    """The picture of a paper as it was brought: a PDF, or a PNG or JPEG."""

    filename: str
    content: bytes

    @property
    def kind(self) -> str:
        return "file" if self.content.startswith(b"%PDF-") else "image"


@dataclass(eq=False, slots=True)
class Entry:
    """One decision to be stored. `before` is the record that it corrects, with its dossier; None: it is the first.

    `moved`: people took steps here since, so that the dossier stays where it is.
    """

    system: InformationSystem
    decision: Decision
    dossier: Dossier | None = None
    before: RecordedDecision | None = None
    scan: Attachment | None = None
    moved: bool = False
    record: RecordedDecision | None = None
    taken: tuple[StepTaken, ...] = ()


@transaction.atomic
def record_decision(
    *, system: InformationSystem, decision: Decision, by, scan: Scan | None = None, today: datetime.date | None = None
) -> Dossier:
    """Bring in the decision that holds for a system which has none here yet. Returns its dossier, in force.

    Raises PermissionDenied, ValidationError by field, StepRefused where a dossier of the system is in force already.
    """
    today = today or timezone.localdate()
    _require_right(by, system)
    _refuse_faults(decision, today)
    mime = judge_file(scan.filename, scan.content, scan.kind) if scan else ""
    system = InformationSystem.objects.select_for_update(of=("self",)).get(pk=system.pk)
    if held := Dossier.objects.in_force().filter(system=system).first():
        raise StepRefused([already_decided(held)])
    entry = Entry(system, decision)
    try:
        with transaction.atomic():
            store_dossiers([entry], by=by)
    except IntegrityError as twice:
        raise StepRefused([_("Hệ thống này vừa có một quyết định đang có hiệu lực.")]) from twice
    if scan:
        entry.scan = keep_file(dossier=entry.dossier, filename=scan.filename, content=scan.content, mime=mime, by=by)
    store_records([entry], by=by, today=today)
    return Dossier.objects.with_parties().get(pk=entry.dossier.pk)


@transaction.atomic
def correct_record(
    *, dossier: Dossier, decision: Decision, by, scan: Scan | None = None, seen: int | None = None,
    today: datetime.date | None = None,
) -> Dossier:  # fmt: skip
    """Put a newer record in the place of the last one. `seen` is the record that the writer had open.

    Nothing is written where nothing differs. Raises PermissionDenied, ValidationError by field, StepRefused.
    """
    today = today or timezone.localdate()
    _require_right(by, dossier.system)
    _refuse_faults(decision, today)
    mime = judge_file(scan.filename, scan.content, scan.kind) if scan else ""
    dossier = lock(dossier)
    before = dossier.paper
    if before is None or not dossier.is_in_force:
        raise StepRefused([_("Hồ sơ này không phải bản ghi nhận đang có hiệu lực nên không sửa được.")])
    if seen is not None and seen != before.pk:
        raise StepRefused([_("Người khác vừa sửa bản ghi nhận này. Hãy xem bản mới rồi lưu lại.")])
    if decision == before.decision and not scan:
        return dossier
    moved = has_moved_on(dossier.steps.values_list("step", flat=True))
    if moved and (why := why_not_after(before, decision)):
        raise StepRefused([why])
    entry = Entry(dossier.system, decision, dossier, before, before.scan, moved)
    if scan:
        entry.scan = keep_file(dossier=dossier, filename=scan.filename, content=scan.content, mime=mime, by=by)
    store_dossiers([entry], by=by)
    store_records([entry], by=by, today=today)
    return Dossier.objects.with_parties().get(pk=dossier.pk)


def already_decided(dossier: Dossier) -> str:
    """Why a second decision is not recorded: which of two holds is for people to say, by the dossier or a new one."""
    return _(
        "Hệ thống đã có quyết định số %(number)s ngày %(day)s đang có hiệu lực. Ghi sai thì sửa bản ghi nhận ở trang "
        "của hệ thống; cấp độ thay đổi thì lập hồ sơ xác định lại."
    ) % {"number": dossier.decision_number, "day": f"{dossier.decision_on:%d/%m/%Y}"}


def has_moved_on(steps: Iterable[str]) -> bool:
    """Whether people took steps here since the paper was recorded."""
    return not RECORDING.issuperset(steps)


def why_not_after(before: RecordedDecision, decision: Decision) -> str | None:
    """What was done here since rests on the level and the stage of the paper: those no longer change."""
    names = ("level", "stage", "stage_on")
    if all(getattr(before, name) == getattr(decision, name) for name in names):
        return None
    return _(
        "Hồ sơ đã được làm tiếp trên hệ thống nên không sửa cấp độ, tình trạng và ngày triển khai đã ghi nhận nữa; "
        "cấp độ thay đổi thì lập hồ sơ xác định lại."
    )


def _require_right(by, system: InformationSystem) -> None:
    if refusal := why_not_record(by, system.owner):
        raise PermissionDenied(refusal)


def _refuse_faults(decision: Decision, today: datetime.date) -> None:
    if faults := decision.faults(today):
        raise ValidationError({name: [sentence] for name, sentence in faults.items()})


def store_dossiers(entries: Sequence[Entry], *, by) -> None:
    """Bring the dossiers to where the papers say they stand, by the rows of the table; four statements a batch."""
    days = StatutoryDay.objects.law_days()
    for entry in entries:
        entry.dossier = entry.dossier or _new_dossier(entry, by)
        _say(entry, by, days)
    Dossier.objects.bulk_create([entry.dossier for entry in entries if entry.before is None], batch_size=BATCH)
    names = [
        "level",
        "regime",
        "regime_reason",
        "ruleset_version",
        "decision_number",
        "decision_on",
        "state",
        "version",
    ]
    Dossier.objects.bulk_update([entry.dossier for entry in entries if entry.before], names, batch_size=BATCH // 5)
    for entry in entries:
        for taken in entry.taken:
            taken.dossier = entry.dossier


def _new_dossier(entry: Entry, by) -> Dossier:
    return Dossier(system=entry.system, recorded=True, opened_by=by, version=0)


def _say(entry: Entry, by, days: LawDays) -> None:
    """Write the decision onto the dossier and take the rows that lead to its stage."""
    dossier, decision = entry.dossier, entry.decision
    rules, reason = regime_of(entry.system, decision.decided_on, days)
    dossier.regime, dossier.regime_reason, dossier.ruleset_version = rules.code, str(reason), rules.ruleset_version
    dossier.level = decision.level
    dossier.decision_number, dossier.decision_on = decision.number, decision.decided_on
    dossier.version += 1
    if entry.moved:
        return
    rows = []
    for name in STEPS_TO[Stage(decision.stage)]:
        source = dossier.state
        getattr(dossier, name)()
        rows.append(_taken(entry, name, source, dossier.state, by))
    entry.taken = tuple(rows)


def _taken(entry: Entry, name: str, source: str, target: str, by) -> StepTaken:
    decision = entry.decision
    role = Role.SECURITY_UNIT if may_act(by, Role.SECURITY_UNIT, entry.system) else Role.ADMINISTRATOR
    day = decision.decided_on if name == "record" else decision.stage_on
    return StepTaken(step=name, source=source, target=target, by=by, role=role, on=day, note=decision.source)


def store_records(entries: Sequence[Entry], *, by, today: datetime.date) -> None:
    """The records themselves, the journal, the dated facts, the regulation named, one ledger entry each."""
    for entry in entries:
        entry.record = RecordedDecision(
            dossier=entry.dossier, scan=entry.scan, corrects=entry.before, recorded_by=by, **asdict(entry.decision)
        )
        for taken in entry.taken:
            taken.papers = [_paper(entry)] if taken.step == "record" else []
    RecordedDecision.objects.bulk_create([entry.record for entry in entries], batch_size=BATCH)
    StepTaken.objects.bulk_create([taken for entry in entries for taken in entry.taken], batch_size=BATCH)
    _store_standings(entries, by)
    _store_regulations(entries, by)
    LedgerEntry.objects.bulk_create([_told(entry, by) for entry in entries], batch_size=BATCH)


def _paper(entry: Entry) -> dict:
    decision = entry.decision
    return {
        "kind": PaperKind.DECISION_06, "number": decision.number, "issued_on": decision.decided_on.isoformat(),
        "sha256": entry.scan.sha256 if entry.scan else "", "title": "",
    }  # fmt: skip


def _store_standings(entries: Sequence[Entry], by) -> None:
    """The system counts from the days on the paper; what an older record said of them is replaced, never edited."""
    changed = [entry for entry in entries if _counts_otherwise(entry)]
    again = [entry for entry in changed if entry.before]
    for start in range(0, len(again), BATCH):
        batch = again[start : start + BATCH]
        whole, decided = ([entry.dossier for entry in batch if entry.moved is moved] for moved in (False, True))
        old = Q(dossier__in=whole) | Q(dossier__in=decided, kind=Standing.Kind.CLASSIFIED)
        Standing.objects.believed().filter(old).update(replaced_at=timezone.now())
    Standing.objects.bulk_create([fact for entry in changed for fact in _standings(entry, by)], batch_size=BATCH)


def _counts_otherwise(entry: Entry) -> bool:
    names = ("decided_on", "level", "stage", "stage_on")
    before = entry.before
    return before is None or any(getattr(before, name) != getattr(entry.decision, name) for name in names)


def _standings(entry: Entry, by) -> list[Standing]:
    decision = entry.decision
    days = [(Standing.Kind.CLASSIFIED, decision.decided_on)]
    if decision.stage in STANDS and not entry.moved:
        days.append((STANDS[decision.stage], decision.stage_on))
    return [
        Standing(
            system=entry.system, dossier=entry.dossier, kind=kind, level=decision.level, holds_from=day, recorded_by=by
        )
        for kind, day in days
    ]  # fmt: skip


def _store_regulations(entries: Sequence[Entry], by) -> None:
    """The regulation (quy chế) that the paper names stands in its part, where every other dossier has it."""
    named = {entry.dossier.pk: entry for entry in entries if entry.decision.regulation_number}
    again = [pk for pk, entry in named.items() if entry.before]
    kept = {}
    for start in range(0, len(again), BATCH):
        parts = DossierPart.objects.filter(dossier__in=again[start : start + BATCH], key="regulation")
        kept |= {part.dossier_id: part for part in parts}
    new = []
    for pk, entry in named.items():
        part = kept.get(pk) or DossierPart(dossier=entry.dossier, key="regulation", content={}, version=0)
        day = entry.decision.regulation_on
        part.content = part.content | {
            "number": entry.decision.regulation_number, "issued_on": day.isoformat() if day else "",
        }  # fmt: skip
        part.version, part.updated_by, part.updated_at = part.version + 1, by, timezone.now()
        new += [] if part.pk else [part]
    DossierPart.objects.bulk_create(new, batch_size=BATCH)
    names = ["content", "version", "updated_by", "updated_at"]
    DossierPart.objects.bulk_update(list(kept.values()), names, batch_size=BATCH // 5)


def _told(entry: Entry, by) -> LedgerEntry:
    details = {name: value for name, value in asdict(entry.decision).items() if value not in ("", None)}
    for name in ("decided_on", "stage_on", "regulation_on"):
        if name in details:
            details[name] = details[name].isoformat()
    if entry.scan:
        details["sha256"] = entry.scan.sha256
    if entry.before:
        details["corrects"] = entry.before.pk
    return LedgerEntry(
        verb="record", by=by, system=entry.system, about=f"dossier:{entry.dossier.pk}",
        sentence=str(STEPS["record"].label), details=details,
    )  # fmt: skip
