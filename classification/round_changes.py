"""What changed from one round of a dossier to the next, in words: old and new side by side, place by place."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from classification.content import ANSWER
from classification.differences import CAME, GONE, SAME, Words, answers, flat, rows, words
from classification.facts_told import fact_title, fact_words
from classification.models import PlanItem
from classification.part_text import value_words
from classification.parts import FILE, IMAGE, PARTS, Part
from classification.plan import Answer
from classification.regimes import regime_for
from systems.templatetags.ui import vndate


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that changed; `pieces` hold both versions, files are numbers of attachments with their names."""

    label: str
    pieces: tuple[Words, ...]
    place: str = ""
    old_file: tuple[str, str] = ()
    new_file: tuple[str, str] = ()

    @property
    def old(self) -> list[Words]:
        return [piece for piece in self.pieces if piece.kind in (SAME, GONE)]

    @property
    def new(self) -> list[Words]:
        return [piece for piece in self.pieces if piece.kind in (SAME, CAME)]


@dataclass(frozen=True, slots=True)
class Section:
    """What changed in one part of the dossier; `anchor` is its place on the page."""

    anchor: str
    title: str
    lines: list[Line] = field(default_factory=list)


def changes(old: Mapping, new: Mapping) -> list[Section]:
    """Sections of what changed, in the order of the dossier; both contents by the names of `Submission`'s fields."""
    sections = [
        Section("level", _("Cấp độ đề xuất"), _level(old, new)),
        Section("facts", _("Dữ kiện"), _facts(old, new)),
        *(Section(f"part-{part.key}", str(part.title), _part(part, old, new)) for part in PARTS),
        Section("plan", _("Phương án"), _plan(old, new)),
        Section("files", _("Tệp mới"), _files(old, new)),
    ]
    return [section for section in sections if section.lines]


def changed_places(sections: list[Section]) -> set[str]:
    """Every place with a change, and the part around it."""
    places = {line.place for section in sections for line in section.lines if line.place}
    return places | {"/".join(place.split("/")[:2]) for place in places}


def _line(label, old: str, new: str, place: str = "") -> Line:
    return Line(str(label), words(old, new), place)


def _level(old: Mapping, new: Mapping) -> list[Line]:
    names = {
        "level": _("Cấp độ"), "determined_level": _("Cấp độ xác định được"), "regime": _("Nghị định áp dụng"),
        "higher_reason": _("Lý do đề xuất cao hơn"),
    }  # fmt: skip
    said = {"regime": lambda code: regime_for(code).short_name}
    changed = answers(old, new, list(names))
    return [
        _line(names[one.name], *(said.get(one.name, str)(value) if value else "" for value in (one.old, one.new)))
        for one in changed
    ]


def _facts(old: Mapping, new: Mapping) -> list[Line]:
    before, after = (
        {path: value for path, value in flat(one["facts"]).items() if path != ("regime",)} for one in (old, new)
    )
    paths = sorted({*before, *after}, key=lambda path: (len(path), path))
    return [
        _line(
            fact_title(one.name),
            *(fact_words(one.name[-1], value) if value is not None else "" for value in (one.old, one.new)),
            f"fact/{one.name[0]}" if len(one.name) == 1 else "",
        )
        for one in answers(before, after, paths)
    ]


def _part(part: Part, old: Mapping, new: Mapping) -> list[Line]:
    before, after = (one["parts"].get(part.key, {}) for one in (old, new))
    lines = []
    for described in part.fields:
        place = f"part/{part.key}/{described.name}"
        if described.kind in (IMAGE, FILE):
            files = [_file(one, content.get(described.name)) for one, content in ((old, before), (new, after))]
            if files[0][2] != files[1][2]:
                pieces = words(files[0][1], files[1][1])
                lines.append(Line(str(described.label), pieces, place, files[0][:2], files[1][:2]))
        elif changed := answers(before, after, [described.name]):
            told = (value_words(described, value) for value in (changed[0].old, changed[0].new))
            lines.append(_line(described.label, *told, place))
    named = {"gone": _("Dòng bỏ"), "came": _("Dòng thêm"), "changed": _("Dòng sửa")}
    lines += [
        _line(named[one.kind], _row(part, one.old), _row(part, one.new), f"part/{part.key}")
        for one in rows(before.get("rows", ()), after.get("rows", ()))
    ]
    return lines


def _row(part: Part, row: Mapping) -> str:
    return "\n".join(f"{column.label}: {row[column.name]}" for column in part.columns if row.get(column.name))


def _file(content: Mapping, number) -> tuple[str, str, str]:
    """(number, name, SHA-256) of a file of this content; empty words where there is none."""
    found = content["files"].get(str(number)) if number else None
    return (str(number), found["filename"], found["sha256"]) if found else ("", "", "")


def _plan(old: Mapping, new: Mapping) -> list[Line]:
    before, after = ({row["code"]: row for row in one["plan"]} for one in (old, new))
    lines = []
    for code in [*after, *(code for code in before if code not in after)]:
        row = after.get(code) or before[code]
        told = (_answer(one[code]) if code in one else "" for one in (before, after))
        if answers(before.get(code, {}), after.get(code, {}), ANSWER):
            lines.append(_line(f"{row['clause']}: {row['text']}", *told, f"plan/{code}"))
    return lines


def _answer(row: Mapping) -> str:
    """The answer to a requirement as lines of label and words."""
    said = dict(row) | {"status": str(dict(Answer.choices).get(row["status"], row["status"]))}
    if said.get("due_on"):
        said["due_on"] = vndate(datetime.date.fromisoformat(said["due_on"]))
    labels = {name: str(PlanItem._meta.get_field(name).verbose_name) for name in ANSWER}
    return "\n".join(f"{labels[name].capitalize()}: {said[name]}" for name in ANSWER if said.get(name))


def _files(old: Mapping, new: Mapping) -> list[Line]:
    """Files that came; one that is no longer used stays with the dossier and with the rounds that sent it."""
    known = {file["sha256"] for file in old["files"].values()}
    return [
        Line(file["filename"], (Words(CAME, file["filename"]),), new_file=(number, file["filename"]))
        for number, file in new["files"].items()
        if file["sha256"] not in known
    ]
