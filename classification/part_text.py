"""A part of a dossier as it is read: labels with their words, tables with their rows, pictures and files by name."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from classification.models import Dossier
from classification.parts import CHOICE, DATE, FILE, IMAGE, Part
from systems.templatetags.ui import vndate


@dataclass(frozen=True, slots=True)
class Line:
    """One answer: its label with either words or a file (Attachment)."""

    label: str
    words: str = ""
    file: object = None
    is_image: bool = False
    heading: str = ""


@dataclass(frozen=True, slots=True)
class PartText:
    """A part in words. `missing` names what a complete part would still need."""

    part: Part
    lines: list[Line]
    columns: list[str]
    rows: list[list[tuple[str, str]]]
    """Each cell with the label of its column, which a phone shows before it."""
    missing: list[str]


def part_text(part: Part, dossier: Dossier, files: dict | None = None) -> PartText:
    """The part of this dossier in words; `files` (number -> Attachment) saves asking for them once a part."""
    content = dossier.contents.get(part.key, {})
    if files is None:
        wanted = [field for field in part.fields if field.kind in (IMAGE, FILE)]
        files = {file.pk: file for file in dossier.attachments.all()} if wanted else {}
    lines = [_line(field, content.get(field.name), files, part) for field in part.fields]
    rows = [[(column.label, row.get(column.name, "")) for column in part.columns] for row in content.get("rows", ())]
    return PartText(part, lines, [column.label for column in part.columns], rows, part.missing(content))


def all_parts(parts: tuple[Part, ...], dossier: Dossier) -> list[PartText]:
    """Every part in words, with one question to the database for all files."""
    files = {file.pk: file for file in dossier.attachments.all()}
    return [part_text(part, dossier, files) for part in parts]


def _line(field, value, files: dict, part: Part) -> Line:
    headings = {"owner": _("Chủ quản"), "operator": _("Đơn vị vận hành")} if part.key == "parties" else {}
    heading = headings.get(field.name.split("_")[0], "")
    if field.kind in (IMAGE, FILE):
        return Line(field.label, "", files.get(value), field.kind == IMAGE, heading)
    if field.kind == DATE and value:
        value = vndate(datetime.date.fromisoformat(value))
    if field.kind == CHOICE:
        value = str(dict(field.choices).get(value, ""))
    return Line(field.label, str(value or ""), heading=heading)
