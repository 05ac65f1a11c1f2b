"""A part of a dossier as it is read: labels with their words, tables with their rows, pictures and files by name."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from classification.models import Dossier
from classification.parts import CHOICE, DATE, FILE, IMAGE, TOLD, Field, Part
from systems.templatetags.ui import vndate


@dataclass(frozen=True, slots=True)
class Line:
    """One answer: its label with either words or a file (Attachment). `place` is where a remark on it is pinned."""

    label: str
    words: str = ""
    file: object = None
    is_image: bool = False
    heading: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class PartText:
    """A part in words. `missing` names what a complete part would still need; `place` is where remarks are pinned."""

    part: Part
    lines: list[Line]
    columns: list[str]
    rows: list[list[tuple[str, str]]]
    """Each cell with the label of its column, which a phone shows before it."""
    missing: list[str]

    @property
    def place(self) -> str:
        return f"part/{self.part.key}"


def part_text(part: Part, dossier: Dossier, files: dict | None = None) -> PartText:
    """The part of this dossier in words; `files` (number -> Attachment) saves asking for them once a part."""
    if files is None:
        wanted = [field for field in part.fields if field.kind in (IMAGE, FILE)]
        files = {file.pk: file for file in dossier.attachments.all()} if wanted else {}
    return text_of(part, dossier.contents.get(part.key, {}), files)


def text_of(part: Part, content: Mapping, files: Mapping) -> PartText:
    """This content of the part in words; `files` by number."""
    lines = [_line(field, content.get(field.name), files, part) for field in part.fields]
    rows = [[(column.label, row.get(column.name, "")) for column in part.columns] for row in content.get("rows", ())]
    return PartText(part, lines, [column.label for column in part.columns], rows, part.missing(content))


def told_text(part: Part, dossier: Dossier) -> list[Line]:
    """What this part says without asking anybody: words of the inventory."""
    content = dossier.contents.get(part.key, {})
    return [_line(field, content.get(field.name), {}, part) for field in part.fields if field.kind == TOLD]


def all_parts(parts: tuple[Part, ...], dossier: Dossier) -> list[PartText]:
    """Every part in words, with one question to the database for all files."""
    files = {file.pk: file for file in dossier.attachments.all()}
    return [part_text(part, dossier, files) for part in parts]


def value_words(field: Field, value) -> str:
    """The value of a field as it is read: days and choices in words."""
    if field.kind == DATE and value:
        return vndate(datetime.date.fromisoformat(value))
    if field.kind == CHOICE or (field.kind == TOLD and field.choices):
        return str(dict(field.choices).get(value, ""))
    return str(value or "")


def _line(field: Field, value, files: Mapping, part: Part) -> Line:
    headings = {"owner": _("Chủ quản"), "operator": _("Đơn vị vận hành")} if part.key == "parties" else {}
    heading, place = headings.get(field.name.split("_")[0], ""), f"part/{part.key}/{field.name}"
    if field.kind in (IMAGE, FILE):
        return Line(field.label, "", files.get(value), field.kind == IMAGE, heading, place)
    return Line(field.label, value_words(field, value), heading=heading, place=place)
