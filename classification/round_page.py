"""A round as it is read: the frozen content in words, part by part, exactly as it was sent."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from classification.catalogue import AREAS
from classification.content import content_of, content_sent
from classification.facts_told import told
from classification.models import Dossier, Submission
from classification.part_text import Line, PartText, text_of
from classification.parts import BY_KEY, Part, parts_of
from classification.plan import DONE, Answer
from classification.plan_table import TONES
from classification.regimes import regime_for
from classification.round_changes import Section, changes


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """One answered requirement as it was sent."""

    row: dict
    tone: str
    word: str


@dataclass(frozen=True, slots=True)
class SentGroup:
    """A chapter of the standard with the answers that were sent."""

    title: str
    rows: list[SentAnswer]
    done: int


def sent_round(submission: Submission) -> dict:
    """The context of the page of one round."""
    dossier = submission.dossier
    files = {str(file.pk): file for file in dossier.attachments.all()}
    kept = {number: files[number] for number in submission.files if number in files}
    return {
        "rules": regime_for(submission.regime),
        "texts": _parts(submission, {int(number): file for number, file in kept.items()}),
        "told": told(submission.facts, submission.regime),
        "areas": _plan(submission),
        "files": [(kept.get(number), file) for number, file in submission.files.items()],
        "documents": {one.kind: one for one in _signed(submission)},
        "asked": list(dossier.remarks.sent().filter(round=submission.round).select_related("body")),
    }


def _signed(submission: Submission):
    """The papers of that submission, those of the whole joint filing too."""
    return submission.dossier.signed_papers.filter(sha256__in=[paper["sha256"] for paper in submission.papers])


def _parts(submission: Submission, files: dict) -> list[PartText]:
    """The parts of the decree in their order, then whatever else was sent under a name that is no longer known."""
    described = list(parts_of(submission.regime, submission.level))
    described += [
        BY_KEY.get(key) or Part(key, key, "") for key in submission.parts if key not in {p.key for p in described}
    ]
    return [_whole(part, submission.parts.get(part.key, {}), files) for part in described]


def _whole(part: Part, content: dict, files: dict) -> PartText:
    text = text_of(part, content, files)
    named = {field.name for field in part.fields} | {"rows"}
    text.lines.extend(Line(name, str(value)) for name, value in content.items() if name not in named and value)
    return text


def _plan(submission: Submission) -> list[tuple[str, list[SentGroup]]]:
    """The answers by area and group, in the order in which they were sent."""
    areas = []
    for kind, title, _english in AREAS:
        own = [row for row in submission.plan if row["kind"] == kind]
        groups = [
            _group(name, [SentAnswer(row, *_told(row)) for row in rows])
            for name, rows in groupby(own, key=lambda row: row["group"])
        ]
        if groups:
            areas.append((title, groups))
    return areas


def _group(title: str, rows: list[SentAnswer]) -> SentGroup:
    return SentGroup(title, rows, sum(one.row["status"] in DONE for one in rows))


def _told(row: dict) -> tuple[str, str]:
    status = row["status"] if row["status"] in Answer.values else ""
    return TONES[status][0], str(TONES[status][1])


def changes_between(dossier: Dossier, number: int) -> tuple[Submission, dict, list[Section]] | None:
    """(the round before, the newer content, what changed); the round after the last one is the dossier being edited.

    None where one of the two was not kept.
    """
    kept = {one.round: one for one in dossier.submissions.filter(round__in=[number - 1, number])}
    before, after = kept.get(number - 1), kept.get(number)
    if before is None or (after is None and not (dossier.is_editable and number == dossier.round + 1)):
        return None
    newer = content_sent(after) if after else content_of(dossier)
    return before, newer, changes(content_sent(before), newer)
