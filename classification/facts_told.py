"""The facts of a system in words: each question with its answer, for those who only read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from classification.fact_labels import label
from classification.questions import SECTIONS, questions_of
from systems.templatetags.ui import number

YES_NO = {True: gettext_lazy("Có"), False: gettext_lazy("Không")}


@dataclass(frozen=True, slots=True)
class Told:
    """One question with its answer in words; `place` is where a remark on it is pinned."""

    words: str
    answer: str
    place: str


def told(facts: Mapping, regime: str) -> list[tuple[str, list[Told]]]:
    """Section titles with the questions of the decree; unknown is told as unknown. Components follow by their names."""
    sections = []
    for section in SECTIONS:
        asked = [question for question in section.questions if regime in question.regimes]
        sections.append((section.title, [_told(question, facts) for question in asked]))
    for place, component in enumerate(facts.get("components") or (), 1):
        known = [q for q in questions_of(regime) if component.get(q.fact) not in (None, "", [])]
        title = _("Hệ thống thành phần: %(name)s") % {"name": component.get("name") or place}
        sections.append((title, [Told(str(q.words), fact_words(q.fact, component[q.fact]), "") for q in known]))
    if sector := facts.get("sector_minimum"):
        words = _("Văn bản của ngành đặt cấp độ tối thiểu")
        sections[-1][1].append(Told(words, f"{sector.get('level')}: {sector.get('basis')}", ""))
    return sections


def _told(question, facts: Mapping) -> Told:
    return Told(str(question.words), fact_words(question.fact, facts.get(question.fact)), f"fact/{question.fact}")


def fact_words(fact: str, value) -> str:
    """The value of a fact as people say it."""
    question = QUESTIONS.get(fact)
    if value in (None, "", []):
        return _("Chưa biết")
    if isinstance(value, bool):
        return str(YES_NO[value])
    if isinstance(value, int) and not (question and question.choices):
        return number(value)
    if isinstance(value, Mapping):
        return ", ".join(str(one) for one in value.values())
    words = {key: str(word) for key, word, _hint in (question.choices if question else ())}
    values = value if isinstance(value, list) else [value]
    return ", ".join(words.get(str(one), str(one)) for one in values)


def fact_title(path: tuple) -> str:
    """What a fact at this path (differences.flat) is called, with the component it belongs to."""
    *inner, fact = path
    question = QUESTIONS.get(fact)
    title = str(question.words) if question else {"name": _("Tên")}.get(fact) or str(label(fact)).capitalize()
    names = [name for name in inner if name != "components"]
    return f"{' / '.join(names)}: {title}" if names else title


QUESTIONS = {question.fact: question for section in SECTIONS for question in section.questions}
