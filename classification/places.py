"""Where in a dossier a remark is pinned: the whole, a part, a field of a part, a fact, a requirement of the plan. Pure.

A place is written as a short text ("part/scope/scale", "fact/users", "plan/risk-01", "whole"), so that it can stand in
an address, in a form and in the database alike.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from classification.catalogue import Catalogue, load
from classification.fact_labels import label
from classification.parts import Field, parts_of
from classification.questions import questions_of
from classification.regimes import regime_for

WHOLE, PART, FACT, PLAN = "whole", "part", "fact", "plan"
LONGEST = 90
"""Letters of a requirement's text that a place shows; the clause before it names the requirement exactly."""


@dataclass(frozen=True, slots=True)
class Place:
    """`key` is the part, the fact or the requirement's code; `field` a field or a column of the part."""

    kind: str
    key: str = ""
    field: str = ""

    def __str__(self) -> str:
        return "/".join(word for word in (self.kind, self.key, self.field) if word)


def read_place(text: str, regime: str, level: int | None, catalogue: Catalogue | None = None) -> Place:
    """The place that this text names in a dossier under this decree. Raises ValueError where there is no such place.

    `catalogue` is the edition that the plan answers; None is the one that came with the product.
    """
    place = Place(*(text.split("/", 2) if text else ("",)))
    if _words(place, regime, level, catalogue) is None:
        raise ValueError(text)
    return place


def place_words(text: str, regime: str, level: int | None, catalogue: Catalogue | None = None) -> str:
    """The place as people call it; empty where the dossier no longer has it."""
    return _words(Place(*text.split("/", 2)), regime, level, catalogue) or ""


def place_choices(
    regime: str, level: int | None, catalogue: Catalogue | None = None
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every place of a dossier, grouped as a list of choices shows them: (group, [(place, words)])."""
    groups = [(_("Hồ sơ"), [(WHOLE, _("Toàn bộ hồ sơ"))])]
    for part in parts_of(regime, level):
        inner = [(f"{PART}/{part.key}/{field.name}", _field_words(part.key, field)) for field in _fields(part)]
        groups.append((str(part.title), [(f"{PART}/{part.key}", _("Cả phần này")), *inner]))
    facts = [(f"{FACT}/{question.fact}", str(question.words)) for question in questions_of(regime)]
    groups.append((_("Dữ kiện và cấp độ đề xuất"), facts))
    for area in (catalogue or _bundled(regime)).groups_for(level) if level else ():
        for group in area.groups:
            found = [(f"{PLAN}/{one.code}", _requirement_words(one)) for one in group.requirements]
            groups.append((f"{area.title_vi}: {group.group.title_vi}", found))
    return groups


def _words(place: Place, regime: str, level: int | None, catalogue: Catalogue | None) -> str | None:
    match place:
        case Place("whole", "", ""):
            return _("Toàn bộ hồ sơ")
        case Place("part", key, name):
            part = next((part for part in parts_of(regime, level) if part.key == key), None)
            field = next((field for field in _fields(part) if field.name == name), None) if part else None
            if part is None or (name and field is None):
                return None
            return f"{part.title} ({_inside(_field_words(key, field))})" if field else str(part.title)
        case Place("fact", fact, ""):
            question = next((question for question in questions_of(regime) if question.fact == fact), None)
            return _("Dữ kiện: %(fact)s") % {"fact": label(fact)} if question else None
        case Place("plan", code, ""):
            found = (catalogue or _bundled(regime)).requirements_for(level) if level else ()
            requirement = next((one for one in found if one.code == code), None)
            return (
                _("Phương án, %(requirement)s") % {"requirement": _requirement_words(requirement)}
                if requirement
                else None
            )
    return None


def _fields(part) -> tuple[Field, ...]:
    return (*part.fields, *part.columns)


def _field_words(key: str, field: Field) -> str:
    """The two parties have the same fields, so their field says whose it is."""
    whose = {"owner": _("chủ quản"), "operator": _("đơn vị vận hành")}.get(field.name.split("_")[0], "")
    return f"{field.label}, {whose}" if key == "parties" and whose else str(field.label)


def _inside(words: str) -> str:
    """The words as they go on inside a sentence; an abbreviation keeps its capitals."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def _requirement_words(requirement) -> str:
    text = requirement.text.rstrip(" .;")
    cut = text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + "…"
    return f"{requirement.clause}: {cut}"


def _bundled(regime: str) -> Catalogue:
    return load(regime_for(regime).catalogue)
