"""What a recorded decision writes: dossier, record, journal, dated facts; few statements, however many decisions.

The service for one decision and the import of thousands store by these same functions.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db.models import Q
from django.utils import timezone

from classification.decisions import STEPS_TO, Decision, Stage
from classification.models import (
    Attachment,
    CatalogueEdition,
    Dossier,
    DossierPart,
    RecordedDecision,
    Standing,
    StatutoryDay,
    StepTaken,
)
from classification.regimes import REGIMES
from classification.regimes.selector import LawDays, regime_of
from classification.workflow import STEPS, PaperKind
from systems.authority import may_act
from systems.models import InformationSystem, LedgerEntry
from systems.roles import Role

# Rows of one statement.
BATCH = 500
STANDS = {Stage.PARTLY: Standing.Kind.DEPLOYING, Stage.FULL: Standing.Kind.PROTECTED}


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


def store_dossiers(entries: Sequence[Entry], *, by) -> None:
    """Bring the dossiers to where the papers say they stand, by the rows of the table; four statements a batch."""
    days = StatutoryDay.objects.law_days()
    today = timezone.localdate()
    used = {code: CatalogueEdition.objects.in_use(rules.catalogue, today) for code, rules in REGIMES.items()}
    for entry in entries:
        entry.dossier = entry.dossier or _new_dossier(entry, by)
        _say(entry, by, days, used)
    Dossier.objects.bulk_create([entry.dossier for entry in entries if entry.before is None], batch_size=BATCH)
    names = [
        "level",
        "regime",
        "regime_reason",
        "ruleset_version",
        "edition",
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


def _say(entry: Entry, by, days: LawDays, used: dict[str, CatalogueEdition | None]) -> None:
    """Write the decision onto the dossier and take the rows that lead to its stage."""
    dossier, decision = entry.dossier, entry.decision
    rules, reason = regime_of(entry.system, decision.decided_on, days)
    if dossier.regime != rules.code:
        dossier.edition = used[rules.code]
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


def store_records(entries: Sequence[Entry], *, by) -> None:
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
