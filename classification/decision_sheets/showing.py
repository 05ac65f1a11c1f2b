"""Outcomes of a sheet of decisions as the preview shows them."""

from dataclasses import dataclass

from classification.models import RecordedDecision
from systems.importing.rows import Problem
from systems.importing.showing import verdict_words

from .examining import Outcome


@dataclass(frozen=True)
class ShownRow:
    number: int
    code: str
    name: str
    level: int | None
    decision: str
    stage: str
    tone: str
    word: str
    changed: str
    gaps: list[str]
    problems: list[Problem]


def shown_rows(outcomes) -> list[ShownRow]:
    return [_shown(outcome) for outcome in outcomes]


def _shown(outcome: Outcome) -> ShownRow:
    tone, word = verdict_words(outcome.verdict)
    decision, row = outcome.decision, outcome.row
    scanned = bool(outcome.before and outcome.before.scan)
    return ShownRow(
        number=row.number,
        code=row.code,
        name=outcome.system.name if outcome.system else row.name,
        level=decision.level if decision else row.fields.get("level"),
        decision=decision.titled if decision else row.fields.get("decision_number", ""),
        stage=_stage(decision) if decision else "",
        tone=tone,
        word=word,
        changed=", ".join(field_words(name) for name in outcome.changed),
        gaps=decision.gaps(scanned=scanned) if decision and not row.problems else [],
        problems=row.problems,
    )


def _stage(decision) -> str:
    words = str(RecordedDecision(stage=decision.stage).get_stage_display())
    return f"{words}, {decision.stage_on:%d/%m/%Y}" if decision.stage_on else words


def field_words(name: str) -> str:
    """What a field of a record is called on screen."""
    return str(RecordedDecision._meta.get_field(name).verbose_name)
