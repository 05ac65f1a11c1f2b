"""Determining an approved level again: a new dossier that starts from the old one, and what is carried over."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.catalogue_mapping import Mapping, load_mapping
from classification.errors import StepRefused
from classification.models import Attachment, Dossier, DossierPart, Event, PlanItem
from classification.parts import FILE, IMAGE, parts_of
from classification.plan_carrying import Outcome, carry
from classification.plan_origins import origins
from systems.ledger import record
from systems.models import InformationSystem

from .drafting import open_dossier

# Determined and assessed anew, never carried: the day of a risk assessment (NĐ 331/2026 Đ10.2).
NOT_CARRIED = {"risk": ("assessed_on",)}


@transaction.atomic
def open_redetermination(*, system: InformationSystem, by, today: datetime.date | None = None) -> Dossier:
    """Begin the dossier that determines an approved level again, from the one in force, and answer the open events.

    A dossier that is being drafted already takes the events instead. Raises StepRefused (nothing in force; a dossier
    further on its way), PermissionDenied.
    """
    held = Dossier.objects.in_force().filter(system=system).with_parties().first()
    if held is None:
        raise StepRefused([_("Hệ thống chưa có cấp độ được phê duyệt để xác định lại.")])
    drafted = Dossier.objects.open().filter(system=system).first()
    if drafted and drafted.is_editable and Event.objects.unanswered().filter(system=system).exists():
        answer_by_dossier(drafted, by)
        return drafted
    dossier = open_dossier(system=system, by=by, today=today)
    dossier.redetermines = held
    dossier.save(update_fields=["redetermines"])
    carried = _carry(held, dossier, by)
    answer_by_dossier(dossier, by)
    record(
        verb="redetermine", by=by, system=system, about=f"dossier:{dossier.pk}", from_dossier=held.pk, **carried
    )  # fmt: skip
    return Dossier.objects.with_parties().get(pk=dossier.pk)


def answer_by_dossier(dossier: Dossier, by) -> None:
    """Every open event of the system is answered by this dossier; it opens again should the dossier come to nothing."""
    Event.objects.filter(pk__in=Event.objects.unanswered().filter(system=dossier.system).values("pk")).update(
        answer=Event.Answer.DOSSIER, dossier=dossier, answered_by=by, answered_at=timezone.now()
    )


def _carry(old: Dossier, new: Dossier, by) -> dict[str, int]:
    """Parts with their files, and the plan's answers as far as they answer the new one. Returns how many."""
    files = _carry_files(old, new, by)
    wanted = {part.key: part for part in parts_of(new.regime, new.level or old.level)}
    written = {part.key: part for part in new.parts.all()}
    parts = []
    for part in old.parts.all():
        if part.key not in wanted:
            continue
        described = wanted[part.key]
        pointers = {field.name for field in described.fields if field.kind in (IMAGE, FILE)}
        content = {
            name: files.get(value) if name in pointers else value
            for name, value in part.content.items()
            if name not in NOT_CARRIED.get(part.key, ())
        }
        mine = written.get(part.key) or DossierPart(dossier=new, key=part.key, version=0)
        mine.content, mine.version, mine.updated_by = mine.content | content, mine.version + 1, by
        mine.save()
        parts.append(mine)
    return {"parts": len(parts), "attachments": len(files), "answers": _carry_answers(old, new, by)}


def _carry_files(old: Dossier, new: Dossier, by) -> dict[int, int]:
    """The same bytes under the same hash, known to the new dossier too. Old number -> new number."""
    kept = list(old.attachments.order_by("pk"))
    copies = [
        Attachment(
            dossier=new, filename=one.filename, mime=one.mime, size=one.size, sha256=one.sha256, file=one.file.name,
            uploaded_by=by,
        )
        for one in kept
    ]  # fmt: skip
    Attachment.objects.bulk_create(copies)
    return {one.pk: copy.pk for one, copy in zip(kept, copies, strict=True)}


def _carry_answers(old: Dossier, new: Dossier, by) -> int:
    """Under the same standard as they are; from the older to the next one by the mapping, looked at again where the
    mapping says so. Between other standards nothing is taken for an answer."""
    followed, between = old.standard or old.rules.catalogue, load_mapping()
    if followed == new.rules.catalogue:
        copies = _same_answers(old, new, by)
    elif (followed, new.rules.catalogue) == (between.source, between.target):
        copies = _mapped_answers(old, new, by, between)
    else:
        return 0
    PlanItem.objects.bulk_create(copies)
    return len(copies)


def _same_answers(old: Dossier, new: Dossier, by) -> list[PlanItem]:
    codes = {requirement.code for requirement in new.catalogue.requirements_for(new.level or old.level)}
    names = ("status", "how", "reason", "responsible", "due_on", "inherited_from_id", "evidence")
    unsure = {code for code, origin in origins(old).items() if origin.review}
    return [
        PlanItem(
            dossier=new, code=item.code, updated_by=by,
            needs_review=item.needs_review or (item.code in unsure and item.version == 1),
            **{name: getattr(item, name) for name in names},
        )
        for item in old.plan_items.filter(live=True)
        if item.code in codes
    ]  # fmt: skip


def _mapped_answers(old: Dossier, new: Dossier, by, between: Mapping) -> list[PlanItem]:
    kept = PlanItem.objects.with_hosts().filter(dossier=old, live=True).select_related("inherited_from")
    level = new.level or old.level
    carrying = carry(
        old=old.catalogue.requirements_for(old.level), new=new.catalogue.requirements_for(level), between=between,
        level=level, items={item.code: item for item in kept},
    )  # fmt: skip
    names = ("status", "how", "reason", "responsible", "due_on", "evidence")
    return [
        PlanItem(
            dossier=new, code=row.requirement.code, updated_by=by, needs_review=row.outcome is Outcome.REVIEW,
            **{name: getattr(row.answer, name) for name in names},
        )
        for row in carrying.rows
        if row.answer
    ]  # fmt: skip
