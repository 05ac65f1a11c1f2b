"""What becomes of a plan's answers under the next standard: carried over, to be reviewed, new. Pure.

The rules are those that the mapping's file states: an answer is carried whole only from a requirement that means the
same; from a stricter or partly matching one "met" becomes "partly met"; what was not met pulls the result down.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .catalogue import Requirement
from .catalogue_mapping import Link, Relation, Remark
from .catalogue_mapping import Mapping as Between
from .plan import Answer

LONGEST_NAME = 200


class Outcome(TextChoices):
    CARRIED = "carried", _("Chuyển nguyên")
    REVIEW = "review", _("Cần xem lại")
    NEW = "new", _("Yêu cầu mới")


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it is written: the fields of a plan item. `host` is the system that it is inherited from."""

    status: str
    how: str = ""
    reason: str = ""
    responsible: str = ""
    due_on: datetime.date | None = None
    evidence: str = ""
    host: str = ""

    @property
    def status_word(self) -> str:
        return Answer(self.status).label


@dataclass(frozen=True, slots=True)
class Source:
    """One old requirement behind a new one, with its answer (None: it was never answered)."""

    requirement: Requirement
    relation: Relation
    answer: Given | None


@dataclass(frozen=True, slots=True)
class Carried:
    """One requirement of the next standard: what it gets (`answer`, None: nothing) and from where."""

    requirement: Requirement
    outcome: Outcome
    sources: tuple[Source, ...]
    answer: Given | None


@dataclass(frozen=True, slots=True)
class Dropped:
    """An old requirement that nothing in the next standard takes up."""

    requirement: Requirement
    answer: Given | None
    remark: Remark


@dataclass(frozen=True, slots=True)
class Carrying:
    """The whole of it; `rows` in the order of the next standard."""

    rows: tuple[Carried, ...]
    dropped: tuple[Dropped, ...]

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome is outcome for row in self.rows)

    @property
    def fingerprint(self) -> str:
        """Changes with every answer: what was looked at is what is written."""
        told = [(row.requirement.code, row.outcome, row.answer and asdict(row.answer)) for row in self.rows]
        return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()


def carry(
    *, old: Iterable[Requirement], new: Iterable[Requirement], between: Between, level: int, items: Mapping[str, object]
) -> Carrying:
    """`items` are the old answers by code (counts_as, how, reason, responsible, due_on, evidence, inherited_from)."""
    known = {requirement.code: requirement for requirement in old}
    given = {code: _given(items[code]) for code in known if code in items}
    links, complete = between.links(level), between.complete(level)
    rows, used = [], set()
    for requirement in new:
        sources = tuple(
            Source(known[link.code], link.relation, given.get(link.code))
            for link in _behind(links.get(requirement.code, ()), complete.get(requirement.code, ()))
            if link.code in known
        )
        used.update(source.requirement.code for source in sources)
        rows.append(_carried(requirement, sources, complete.get(requirement.code, ())))
    dropped = (Dropped(gone, given.get(code), between.remark(code)) for code, gone in known.items() if code not in used)
    return Carrying(tuple(rows), tuple(dropped))


def _behind(links: tuple[Link, ...], complete: Iterable[frozenset[str]]) -> list[Link]:
    """Every old requirement that bears on a new one: those linked to it, and the other members of a complete set."""
    linked = {link.code for link in links}
    members = sorted(frozenset().union(*complete) - linked)
    return [*links, *(Link(code, Relation.PARTIAL) for code in members)]


def _given(item) -> Given:
    """What an answer is worth today; one that hangs on its host says on which."""
    host = str(item.inherited_from) if item.inherited_from else ""
    how = f"Kế thừa từ {host}. {item.how}".strip() if host else item.how
    return Given(item.counts_as, how, item.reason, item.responsible, item.due_on, item.evidence, host)


def _carried(requirement: Requirement, sources: tuple[Source, ...], complete: Iterable[frozenset[str]]) -> Carried:
    answered = [source for source in sources if source.answer]
    if not answered:
        return Carried(requirement, Outcome.NEW, sources, None)
    met = {source.requirement.code for source in answered if source.answer.status == Answer.MET}
    if whole := next((wanted for wanted in complete if wanted <= met), None):
        answered = [source for source in answered if source.requirement.code in whole]
        return Carried(requirement, _looked_at(Outcome.CARRIED, answered), sources, _written(Answer.MET, answered))
    status, outcome = _judged(sources)
    outcome = _looked_at(outcome, answered)
    return Carried(requirement, outcome, sources, _written(status, answered) if status else None)


def _looked_at(outcome: Outcome, sources: list[Source]) -> Outcome:
    """What is inherited is written down as it counts today: somebody decides whether to inherit it again."""
    return Outcome.REVIEW if any(source.answer.host for source in sources) else outcome


def _judged(sources: tuple[Source, ...]) -> tuple[Answer | None, Outcome]:
    """The status that these sources give, and whether somebody must look at it again."""
    same = [source for source in sources if source.relation is Relation.SAME]
    if same and all(source.answer and source.answer.status == Answer.NOT_APPLICABLE for source in same):
        return Answer.NOT_APPLICABLE, Outcome.REVIEW
    asked = [source for source in sources if not (source.answer and source.answer.status == Answer.NOT_APPLICABLE)]
    if not asked:
        return None, Outcome.REVIEW
    worth = [_worth(source, alone=bool(same)) for source in asked]
    if all(value is Answer.MET for value in worth):
        return Answer.MET, Outcome.CARRIED
    if all(value is Answer.NOT_MET for value in worth):
        return Answer.NOT_MET, Outcome.CARRIED if same else Outcome.REVIEW
    straight = len(asked) == 1 and asked[0].relation is Relation.SAME
    return Answer.PARTLY, Outcome.CARRIED if straight else Outcome.REVIEW


def _worth(source: Source, *, alone: bool) -> Answer:
    """What one source says of the new requirement. Beside one that means the same (`alone`) it only pulls down."""
    status = Answer(source.answer.status) if source.answer else Answer.NOT_MET
    if status is Answer.MET and source.relation is not Relation.SAME and not alone:
        return Answer.PARTLY
    return status


def _written(status: Answer, sources: list[Source]) -> Given:
    """The words of the sources, each under its clause where there are several; no day that has already gone by as a
    promise: what was met and is now met in part gets a new one from whoever reviews it."""
    told = [source for source in sources if source.answer]
    open_days = [
        s.answer.due_on for s in told if s.answer.due_on and s.answer.status in (Answer.PARTLY, Answer.NOT_MET)
    ]
    days = [source.answer.due_on for source in told if source.answer.due_on]
    day = max(days, default=None) if status in (Answer.MET, Answer.NOT_APPLICABLE) else min(open_days, default=None)
    names = list(dict.fromkeys(source.answer.responsible for source in told if source.answer.responsible))
    return Given(
        status=status,
        how=_joined(told, "how"),
        reason=_joined(told, "reason") if status is Answer.NOT_APPLICABLE else "",
        responsible="; ".join(names)[:LONGEST_NAME],
        due_on=day,
        evidence=_joined(told, "evidence"),
    )


def _joined(sources: list[Source], name: str) -> str:
    told = [(source.requirement.clause, getattr(source.answer, name)) for source in sources]
    told = [(clause, words) for clause, words in told if words]
    if len({words for _clause, words in told}) <= 1:
        return told[0][1] if told else ""
    return "\n".join(f"{clause}: {words}" for clause, words in told)
