"""What the yearly report says of one system on a day, and where each column of its line comes from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef

from classification.assessing import Occasion, months_later
from classification.counting_stages import DECIDED, DONE, NOTHING, RANKS
from classification.models import (
    AssessmentInterval,
    AssessmentPeriod,
    Dossier,
    DossierPart,
    Inspection,
    PlanItem,
    RecordedDecision,
    Standing,
    StepTaken,
)
from classification.plan import DONE as ANSWERED
from classification.workflow import DECIDED as DECIDED_WORD
from classification.workflow import ENDED, IN_FORCE
from systems.models import InformationSystem, Organisation
from systems.roles import Role

WORDS = {rank: state.official for state, rank in RANKS.items()} | {DECIDED: DECIDED_WORD, DONE: DECIDED_WORD}
"""Rank of a stage -> the word of column 6. Nothing for a system without a dossier: the form has no word for it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A decision by its number, day and body, as far as they are known."""

    number: str
    day: datetime.date | None = None
    body: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision in force on the day: its dossier, its level, the document (`body` empty: the owner decided)."""

    dossier: int
    level: int
    regime: str
    document: Document


@dataclass(frozen=True, slots=True)
class Assessed:
    """Which assessments column 12 may name."""

    before_use: bool = False
    periodic: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Columns 2 to 12. `deployment` is a rank, 0 to 2; `word` is a lazy word of the form or empty."""

    system: InformationSystem
    owner: Organisation
    operator: Organisation
    level: int | None
    word: str
    decision: Document | None
    regulation: Document | None
    approval_expected: datetime.date | None
    deployment: int
    deployment_expected: datetime.date | None
    before_use: bool
    periodic: bool
    is_approved: bool
    has_type: bool
    has_dossier: bool


@dataclass(frozen=True, slots=True)
class Sources:
    """What was asked of the database for all lines at once."""

    decided: dict[int, Decided]
    drafts: dict[int, Dossier]
    regulations: dict[int, Document]
    planned: dict[int, datetime.date]
    assessments: dict[int, Assessed]
    expectations: dict
    deploying: frozenset[int]

    def line(self, row, rank: int) -> Line:
        """The line of one system; `rank` is how far it had come."""
        key, approved, full = row.system_id, rank >= DECIDED, rank == DONE
        decided, draft = self.decided.get(key) if approved else None, self.drafts.get(key)
        dossier = decided.dossier if decided else draft.pk if draft else None
        expected, made = self.expectations.get(key), self.assessments.get(key, Assessed())
        planned = self.planned.get(decided.dossier) if decided else None
        return Line(
            system=row.system,
            owner=row.owner,
            operator=row.operator,
            level=decided.level if decided else draft.level if draft else None,
            word=WORDS.get(rank, ""),
            decision=_with_body(decided.document, row.owner) if decided else None,
            regulation=self.regulations.get(dossier),
            approval_expected=None if approved or expected is None else expected.approved_by_day,
            deployment=2 if full else int(approved and key in self.deploying),
            deployment_expected=None if full else (expected and expected.deployed_by_day) or planned,
            before_use=made.before_use,
            periodic=made.periodic,
            is_approved=approved,
            has_type=approved or bool(row.system.facts.get("system_type") or (draft and draft.kind_of_system)),
            has_dossier=rank != NOTHING,
        )


def _with_body(document: Document, owner: Organisation) -> Document:
    return document if document.body else Document(document.number, document.day, owner.name)


def decisions_on(systems: list[int], day: datetime.date) -> dict[int, Decided]:
    """System -> the decision by which its level holds on the day. Three SQL statements."""
    held = Standing.objects.on(day).filter(system__in=systems, kind=Standing.Kind.CLASSIFIED)
    held = list(held.select_related("dossier__appraising_body").defer("dossier__facts", "dossier__determination"))
    dossiers = [standing.dossier_id for standing in held]
    paper = {
        record.dossier_id: record for record in RecordedDecision.objects.filter(dossier__in=dossiers, corrected_by=None)
    }
    roles = dict(StepTaken.objects.filter(dossier__in=dossiers, step="approve").values_list("dossier", "role"))
    found = {}
    for standing in held:
        dossier, record = standing.dossier, paper.get(standing.dossier_id)
        unit = dossier.appraising_body if roles.get(dossier.pk) == Role.SECURITY_UNIT else None
        document = (
            Document(record.number, record.decided_on, record.body)
            if record
            else Document(dossier.decision_number, dossier.decision_on, unit.name if unit else "")
        )
        found[standing.system_id] = Decided(dossier.pk, standing.level, dossier.regime, document)
    return found


def drafts_on(systems: list[int], day: datetime.date) -> dict[int, Dossier]:
    """System -> the dossier that was on its way to a decision on the day, with `kind_of_system` as its facts say."""
    steps = StepTaken.objects.filter(dossier=OuterRef("pk"), on__lte=day)
    found = (
        Dossier.objects.filter(system__in=systems, opened_at__date__lte=day)
        .exclude(Exists(steps.filter(target__in=sorted(ENDED | IN_FORCE))))
        .exclude(recorded=True)
        .only("pk", "system_id", "level", "facts")
        .order_by("pk")
    )
    drafts = {}
    for dossier in found:
        dossier.kind_of_system = dossier.facts.get("system_type")
        drafts[dossier.system_id] = dossier
    return drafts


def regulations_of(dossiers: list[int]) -> dict[int, Document]:
    """Dossier -> the decision that issued the security regulation, where one is named."""
    found = {}
    for record in RecordedDecision.objects.filter(dossier__in=dossiers, corrected_by=None):
        if record.regulation_number:
            found[record.dossier_id] = Document(record.regulation_number, record.regulation_on)
    for part in DossierPart.objects.filter(dossier__in=dossiers, key="regulation"):
        if number := part.content.get("number"):
            day = part.content.get("issued_on")
            issued = datetime.date.fromisoformat(day) if day else None
            found[part.dossier_id] = Document(number, issued, part.content.get("issuer") or "")
    return found


def planned_days(dossiers: list[int]) -> dict[int, datetime.date]:
    """Dossier -> the last day that its plan promises for a requirement still open."""
    promised = PlanItem.objects.filter(dossier__in=dossiers, live=True, due_on__isnull=False)
    last = promised.exclude(status__in=sorted(ANSWERED)).order_by().values("dossier").annotate(day=Max("due_on"))
    return dict(last.values_list("dossier", "day"))


def assessments_on(systems: list[int], day: datetime.date) -> dict[int, Assessed]:
    """System -> the assessments that count: one before use, and a periodic one whose period has not run out."""
    periods = {(row.regime, row.level): row.months for row in AssessmentPeriod.objects.all()}
    own = dict(AssessmentInterval.objects.filter(system__in=systems).values_list("system", "months"))
    made = Inspection.objects.standing().filter(system__in=systems, counts=True, ended_on__lte=day)
    made = made.order_by("ended_on")
    found: dict[int, Assessed] = {}
    for one in made.select_related("dossier").only("system_id", "occasion", "ended_on", "level", "dossier__regime"):
        known = found.get(one.system_id, Assessed())
        usual = periods.get((one.dossier.regime, one.level))
        months = min(filter(None, (usual, own.get(one.system_id))), default=12)
        valid = one.occasion == Occasion.PERIODIC and months_later(one.ended_on, months) >= day
        found[one.system_id] = Assessed(
            before_use=known.before_use or one.occasion == Occasion.BEFORE_USE,
            periodic=known.periodic or valid,
        )
    return found
