"""Answering the requirements of a plan, one or many at once."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errors import OutOfDate, StepRefused
from classification.models import Dossier, PlanItem
from classification.plan import Answer
from systems.ledger import record
from systems.roles import Role

from .locking import lock, require_editable, require_on_screen, require_role, require_version

MOST_NAMED = 10
"""Clauses named in one sentence."""
STORED = (
    "status", "how", "reason", "responsible", "due_on", "evidence", "copied_from", "copied_on", "needs_review",
    "inherited_from", "version", "updated_by", "updated_at",
)  # fmt: skip


@transaction.atomic
def answer_requirement(*, dossier: Dossier, code: str, by, seen: int | None = None, **answer) -> PlanItem:
    """Store the answer to one requirement. `answer`: status, how, reason, responsible, due_on, evidence.

    `seen` is the version the writer had open (0: not answered yet).
    Raises StepRefused, PermissionDenied, ValidationError.
    """
    dossier = hold_plan(dossier, by)
    require_codes(dossier, [code])
    item = PlanItem.objects.filter(dossier=dossier, code=code).first()
    require_version(item.version if item else 0, seen)
    item = item or PlanItem(dossier=dossier, code=code, version=0)
    apply_answer(item, answer, by)
    item.save()
    record(
        verb="answer_requirement",
        by=by,
        system=dossier.system,
        about=f"dossier:{dossier.pk}",
        code=code,
        status=item.status,
    )
    return item


@transaction.atomic
def answer_requirements(
    *, dossier: Dossier, codes: list[str], by, seen: dict[str, int] | None = None, status: str = "",
    responsible: str = "", due_on: datetime.date | None = None, how: str = "", reason: str = "",
    reviewed: bool = False,
) -> int:  # fmt: skip
    """Give many requirements the same answer; what is left empty stays as it was in each.

    `seen`: code -> the version the writer had open (0: not answered yet). `reviewed` alone says of answers copied from
    elsewhere that somebody has looked at them. Returns how many changed.
    Raises StepRefused, PermissionDenied, ValidationError.
    """
    dossier = hold_plan(dossier, by)
    require_codes(dossier, codes)
    words = {"status": status, "responsible": responsible, "due_on": due_on, "how": how, "reason": reason}
    given = {name: value for name, value in words.items() if value}
    if not given and not reviewed:
        raise StepRefused([_("Chưa chọn điều gì để ghi cho các yêu cầu này.")])
    known = {item.code: item for item in PlanItem.objects.filter(dossier=dossier, code__in=codes)}
    _require_seen(dossier, known, codes, seen)
    items = [known.get(code) or PlanItem(dossier=dossier, code=code, version=0) for code in dict.fromkeys(codes)]
    if not status and any(not item.status for item in items):
        raise StepRefused([_("Có yêu cầu chưa có tình trạng: hãy chọn tình trạng cho các yêu cầu này.")])
    for item in items:
        apply_answer(item, given, by, seen=bool(status or reviewed))
    store_items(items)
    record(
        verb="answer_requirements", by=by, system=dossier.system, about=f"dossier:{dossier.pk}", codes=codes, **{
            name: str(value) for name, value in given.items()
        }, **({"reviewed": True} if reviewed else {}),
    )  # fmt: skip
    return len(items)


def hold_plan(dossier: Dossier, by) -> Dossier:
    """The dossier locked, if this person may write its plan now. Raises StepRefused, PermissionDenied."""
    dossier = lock(dossier)
    require_role(dossier, by, Role.OPERATOR)
    require_editable(dossier, dossier.is_plan_editable)
    require_on_screen(dossier)
    return dossier


def require_codes(dossier: Dossier, codes: list[str]) -> None:
    """Raises StepRefused unless the plan of this dossier asks every one of these requirements, and at least one."""
    if not dossier.level:
        raise StepRefused([_("Hãy xác định cấp độ trước: yêu cầu của phương án tùy theo cấp độ.")])
    known = {requirement.code for requirement in dossier.catalogue.requirements_for(dossier.level)}
    if not codes or (strange := [code for code in codes if code not in known]):
        what = ", ".join(strange) if codes else "-"
        raise StepRefused([_("Phương án của hồ sơ này không có yêu cầu %(codes)s.") % {"codes": what}])


def _require_seen(dossier: Dossier, known: dict[str, PlanItem], codes: list[str], seen: dict[str, int] | None) -> None:
    """Refuse to overwrite answers that the writer never saw, and name them."""
    stored = {code: known[code].version if code in known else 0 for code in codes}
    changed = {code for code in codes if seen is not None and stored[code] != seen.get(code)}
    if changed:
        clauses = [one.clause for one in dossier.catalogue.requirements_for(dossier.level) if one.code in changed]
        named = ", ".join(clauses[:MOST_NAMED]) + (", …" if len(clauses) > MOST_NAMED else "")
        words = _(
            "Người khác vừa sửa trong số các yêu cầu đã chọn: %(clauses)s. Chưa ghi gì; hãy xem bản mới rồi ghi lại."
        )
        raise OutOfDate([words % {"clauses": named}])


def apply_answer(item: PlanItem, answer: dict, by, *, seen: bool = True) -> None:
    """`seen`: somebody looked at the answer itself, so that a copied one is theirs from now on."""
    for name, value in answer.items():
        setattr(item, name, value)
    if answer.get("status"):
        item.inherited_from = None
    if item.status != Answer.NOT_APPLICABLE:
        item.reason = ""
    item.needs_review = item.needs_review and not seen
    item.version += 1
    item.updated_by, item.updated_at = by, timezone.now()
    item.clean_fields(exclude=["dossier", "updated_by", "copied_from", "inherited_from"])
    if item.status == Answer.NOT_APPLICABLE and not item.reason:
        raise ValidationError({"reason": _("Yêu cầu không áp dụng phải có lý do.")})


def store_items(items: list[PlanItem]) -> None:
    """Two statements, however many items: the plan of a level has up to 300 requirements."""
    PlanItem.objects.bulk_create([item for item in items if not item.pk])
    PlanItem.objects.bulk_update([item for item in items if item.pk], STORED)
