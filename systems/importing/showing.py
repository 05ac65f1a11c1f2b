"""Outcomes as the preview shows them: words instead of field names."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from systems.models import InformationSystem

from .examining import Outcome
from .outcomes import BAD, CHANGED, NEW, UNCHANGED
from .rows import Problem


@dataclass(frozen=True)
class ShownRow:
    number: int
    code: str
    name: str
    operator: str
    new_operator: bool
    tone: str
    word: str
    changed: str
    problems: list[Problem]


def shown_rows(outcomes) -> list[ShownRow]:
    return [_shown(outcome) for outcome in outcomes]


def _shown(outcome: Outcome) -> ShownRow:
    tone, word = verdict_words(outcome.verdict)
    operator = outcome.operator.name if outcome.operator else outcome.row.parties.get("operator", "")
    return ShownRow(
        number=outcome.row.number,
        code=outcome.row.code,
        name=outcome.row.name,
        operator=operator,
        new_operator=outcome.operator in outcome.needs,
        tone=tone,
        word=word,
        changed=", ".join(field_words(name) for name in outcome.changed),
        problems=outcome.row.problems,
    )


def verdict_words(verdict: str) -> tuple[str, str]:
    """Tone and word of what comes of a row."""
    return {
        NEW: ("good", _("Mới")),
        CHANGED: ("warn", _("Thay đổi")),
        BAD: ("bad", _("Sai")),
    }.get(verdict, ("mute", _("Giữ nguyên")))


def field_words(name: str) -> str:
    """What a field is called on screen."""
    return str(InformationSystem._meta.get_field(name).verbose_name)


def summary(counts: dict[str, int]) -> str:
    """A file in one sentence, without what there is none of."""
    words = {NEW: _("%s mới"), CHANGED: _("%s thay đổi"), UNCHANGED: _("%s giữ nguyên"), BAD: _("%s sai")}
    parts = [words[verdict] % _number(counts[verdict]) for verdict in words if counts[verdict]]
    return _("%(rows)s dòng: %(parts)s.") % {"rows": _number(counts["rows"]), "parts": ", ".join(parts)}


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")
