"""Filling the dossiers of the demonstration: parts, diagrams, and the answers of plans, many rows at a time."""

import datetime

from django.utils import timezone

from classification.models import Dossier, PlanItem
from classification.parts import parts_of
from classification.plan import Answer
from classification.services import add_attachment, write_part
from systems.ledger import record

from . import pictures
from .answers import answer, not_applicable
from .clock import DAY, chance
from .texts import architecture, parts_text

# Of a hundred requirements, when a plan is first written.
MET_UP_TO, PARTLY_UP_TO = 74, 88
BEGUN = ("scope", "devices")


def write_contents(dossier: Dossier, by, opened: datetime.date, *, begun_only: bool = False) -> list[str]:
    """Write the parts and draw the diagrams; `begun_only` leaves most of it to be done. Returns the files written."""
    kept = {part.key for part in parts_of(dossier.regime, dossier.level)}
    for key, content in parts_text(dossier, opened).items():
        if key in kept and (key in BEGUN or not begun_only):
            write_part(dossier=dossier, key=key, content=content, by=by)
    if begun_only:
        return []
    drawn = {
        name: add_attachment(dossier=dossier, filename=f"{file}.png", content=draw(dossier), by=by, kind="image")
        for name, file, draw in (
            ("logical", "mo-hinh-lo-gic", pictures.logical),
            ("physical", "mo-hinh-vat-ly", pictures.physical),
        )
    }
    content = {"description": architecture(dossier)} | {name: file.pk for name, file in drawn.items()}
    write_part(dossier=dossier, key="diagrams", content=content, by=by)
    return [file.file.name for file in drawn.values()]


def write_plan(dossier: Dossier, by, opened: datetime.date) -> None:
    """Answer every requirement: most are met, the others have somebody and a day."""
    items = []
    for requirement in dossier.catalogue.requirements_for(dossier.level):
        seed = f"{dossier.system.code} {requirement.code}"
        status = _first_status(requirement, seed)
        done = status in (Answer.MET, Answer.NOT_APPLICABLE)
        day = opened - (12 + chance(seed, 260)) * DAY if done else opened + (75 + chance(seed, 120)) * DAY
        given = answer(requirement, seed=dossier.system.code, status=status, day=day)
        items.append(
            PlanItem(dossier=dossier, code=requirement.code, updated_by=by, updated_at=timezone.now(), **given)
        )
    PlanItem.objects.bulk_create(items)
    _told(dossier, by, items)


def _first_status(requirement, seed: str) -> str:
    reached = chance(seed, 100)
    if reached % 2 and not_applicable(requirement):
        return Answer.NOT_APPLICABLE
    return Answer.MET if reached < MET_UP_TO else Answer.PARTLY if reached < PARTLY_UP_TO else Answer.NOT_MET


def close_requirements(dossier: Dossier, by, *, keep_open: int = 0) -> None:
    """Meet the open requirements, all but `keep_open` of them."""
    still = dossier.plan_items.filter(status__in=[Answer.PARTLY, Answer.NOT_MET], inherited_from__isnull=True)
    ordered = sorted(still, key=lambda item: chance(f"{dossier.system.code} {item.code} last", 10_000))
    known = {requirement.code: requirement for requirement in dossier.catalogue.requirements_for(dossier.level)}
    closed = ordered[keep_open:]
    for item in closed:
        day = timezone.localdate() - (3 + chance(item.code, 20)) * DAY
        _give(item, known[item.code], Answer.MET, day, by)
    PlanItem.objects.bulk_update(closed, _CHANGED)
    _told(dossier, by, closed)


def reopen_requirements(dossier: Dossier, by, *, number: int) -> None:
    """What an inspector found wanting is open again: logs and backups first."""
    known = {requirement.code: requirement for requirement in dossier.catalogue.requirements_for(dossier.level)}
    found = [item for item in dossier.plan_items.filter(status=Answer.MET) if _is_found_wanting(known[item.code])]
    for item in found[:number]:
        _give(item, known[item.code], Answer.PARTLY, timezone.localdate() + 60 * DAY, by)
    PlanItem.objects.bulk_update(found[:number], _CHANGED)
    _told(dossier, by, found[:number])


def place_in(dossier: Dossier, place: str) -> str:
    """The place of a remark in this dossier: "plan" is its first requirement about administration, remote if it can."""
    if place != "plan":
        return place
    found = dossier.catalogue.requirements_for(dossier.level)
    about = [one for word in ("từ xa", "quản trị") for one in found if word in one.text.lower()]
    return f"plan/{(about or found)[0].code}"


_CHANGED = ["status", "how", "reason", "responsible", "due_on", "evidence", "version", "updated_by", "updated_at"]


def _give(item: PlanItem, requirement, status: str, day: datetime.date, by) -> None:
    given = answer(requirement, seed=item.dossier.system.code, status=status, day=day)
    for name, value in given.items():
        setattr(item, name, value)
    item.version, item.updated_by, item.updated_at = item.version + 1, by, timezone.now()


def _is_found_wanting(requirement) -> bool:
    text = requirement.text.lower()
    return "nhật ký" in text or "sao lưu" in text or "khôi phục" in text


def _told(dossier: Dossier, by, items: list[PlanItem]) -> None:
    record(
        verb="answer_requirements", by=by, system=dossier.system, about=f"dossier:{dossier.pk}",
        codes=[item.code for item in items],
    )  # fmt: skip
