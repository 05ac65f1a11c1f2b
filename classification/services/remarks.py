"""Remarks: drafted and sent by the body that appraises or approves, answered by the operator, settled."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from classification.errors import StepRefused
from classification.models import Dossier, Remark, RemarkAnswer
from classification.places import place_words, read_place
from classification.workflow import STEPS
from systems.authority import body_for, holds, may_act
from systems.ledger import record
from systems.roles import Role

from .locking import lock, require_editable, require_role, require_version

LONGEST = 4000
_STATE = Remark.State


def may_remark(dossier: Dossier, by) -> Role | None:
    """The duty in which this person may pin remarks now, None where they may not: who can hand it back can say why."""
    row = STEPS["return"]
    if not row.open_from(dossier.state, dossier.route_level) or row.obstacles(dossier, by):
        return None
    roles = row.roles(dossier.route_level, dossier.state, dossier.by_council)
    return next((role for role in roles if may_act(by, role, dossier.system, row.name)), None)


@transaction.atomic
def write_remark(*, dossier: Dossier, place: str, text: str, by) -> Remark:
    """Pin a remark; it stays a draft of its body until the return or the refusal is signed.

    Raises StepRefused (state, place, words), PermissionDenied.
    """
    dossier = lock(dossier)
    role = _hold(dossier, by)
    where, text = _where(dossier, place), _words(text)
    remark = Remark.objects.create(
        dossier=dossier, round=dossier.round, place=place, where=where, text=text, role=role,
        body=body_for(role, dossier.system), by=by,
    )  # fmt: skip
    _record("write_remark", by, dossier, remark)
    return remark


@transaction.atomic
def change_remark(*, remark: Remark, place: str, text: str, by, seen: int | None = None) -> Remark:
    """Other words or another place for a draft of one's own body. Raises StepRefused, PermissionDenied."""
    dossier, remark = _own_draft(remark, by)
    require_version(remark.version, seen)
    remark.where, remark.place, remark.text = _where(dossier, place), place, _words(text)
    remark.version += 1
    remark.save()
    _record("change_remark", by, dossier, remark)
    return remark


@transaction.atomic
def remove_remark(*, remark: Remark, by) -> None:
    """Drop a draft that was never sent; the ledger keeps that there was one. Raises StepRefused, PermissionDenied."""
    dossier, remark = _own_draft(remark, by)
    _record("remove_remark", by, dossier, remark)
    remark.delete()


@transaction.atomic
def answer_remark(*, remark: Remark, text: str, by, seen: int | None = None) -> Remark:
    """The operator says what was done about a remark; may be written anew until the dossier is handed in again.

    Raises StepRefused (state, stale page, no words), PermissionDenied.
    """
    dossier = lock(remark.dossier)
    require_role(dossier, by, Role.OPERATOR)
    require_editable(dossier, dossier.is_editable)
    remark = Remark.objects.sent().select_for_update().get(pk=remark.pk)
    require_version(remark.version, seen)
    if remark.state == _STATE.SETTLED:
        raise StepRefused([_("Ý kiến này đã được ghi là đã xong.")])
    RemarkAnswer.objects.update_or_create(
        remark=remark, round=remark.asked_in, defaults={"text": _words(text), "by": by}
    )
    remark.state, remark.version = _STATE.ANSWERED, remark.version + 1
    remark.save()
    _record("answer_remark", by, dossier, remark)
    return remark


@transaction.atomic
def settle_remark(*, remark: Remark, by, settled: bool = True, seen: int | None = None) -> Remark:
    """Whoever appraises or approves now finds that a remark is done with, or (`settled` False) that it is not yet.

    Raises StepRefused, PermissionDenied.
    """
    dossier = lock(remark.dossier)
    _hold(dossier, by)
    remark = Remark.objects.sent().select_for_update().get(pk=remark.pk)
    require_version(remark.version, seen)
    answered = remark.answers.filter(round=remark.asked_in).exists()
    remark.state = _STATE.SETTLED if settled else _STATE.ANSWERED if answered else _STATE.OPEN
    remark.settled_by, remark.settled_at = (by, timezone.now()) if settled else (None, None)
    remark.version += 1
    remark.save()
    _record("settle_remark" if settled else "unsettle_remark", by, dossier, remark)
    return remark


def to_be_sent(dossier: Dossier, role: Role | str) -> list[Remark]:
    """What a return or refusal by this duty says: its drafts, and what was asked before and is still not settled."""
    standing = dossier.remarks.unsettled().order_by("pk")
    return [remark for remark in standing if remark.state != _STATE.DRAFT or remark.role == role]


def send_remarks(dossier: Dossier, *, source: str, step: str, today: datetime.date, papers) -> list[Remark]:
    """Part of a return or refusal from `source`: drafts become words that stand, unsettled remarks are asked again."""
    role = STEPS[step].roles(dossier.route_level, source, dossier.by_council)[0]
    sent = to_be_sent(dossier, role)
    for remark in sent:
        if remark.state == _STATE.DRAFT:
            remark.sent_on, remark.notice = today, papers[0].number if papers else ""
        remark.state, remark.asked_in, remark.version = _STATE.OPEN, dossier.round, remark.version + 1
        remark.save()
    return sent


def remarks_as_reason(dossier: Dossier, step: str) -> str:
    """What this step will send, by places: the reason in the journal where nothing else was written, else empty."""
    if step not in ("return", "refuse"):
        return ""
    role = STEPS[step].roles(dossier.route_level, dossier.state, dossier.by_council)[0]
    places = list(dict.fromkeys(remark.where for remark in to_be_sent(dossier, role)))
    with translation.override("vi"):  # the journal reads as the paper does
        return _("Ý kiến về: %(places)s.") % {"places": "; ".join(places)} if places else ""


def reason_of_remarks(dossier: Dossier, step: str) -> str:
    """`remarks_as_reason` of everything that moves with this dossier; where that is several systems, by system."""
    said = [(one, remarks_as_reason(one, step)) for one in dossier.filing]
    return "\n".join(f"{one.system.name}: {words}" if dossier.is_joint else words for one, words in said if words)


def is_own(remark: Remark, dossier: Dossier, by) -> bool:
    """Whether this person acts for the body that wrote it: by its duty, in its council, or as its delegate."""
    role = Role(remark.role)
    if holds(by, role, remark.body):
        return True
    return remark.body == body_for(role, dossier.system) and may_act(by, role, dossier.system, "return")


def _hold(dossier: Dossier, by) -> Role:
    """The duty in which this person asks for changes now. Raises PermissionDenied, StepRefused."""
    row = STEPS["return"]
    roles = row.roles(dossier.route_level, dossier.state, dossier.by_council)
    role = require_role(dossier, by, *roles, act=row.name)
    require_editable(dossier, row.open_from(dossier.state, dossier.route_level))
    if reasons := row.obstacles(dossier, by):
        raise StepRefused(reasons)
    return role


def _own_draft(remark: Remark, by) -> tuple[Dossier, Remark]:
    """The draft under the lock of its dossier, for a person of the body that wrote it."""
    dossier = lock(remark.dossier)
    remark = Remark.objects.select_related("body").filter(pk=remark.pk).first()
    if remark is None:
        raise StepRefused([_("Ý kiến này đã được bỏ.")])
    if not is_own(remark, dossier, by):
        raise PermissionDenied(
            _("Ý kiến nháp này của %(body)s; chỉ đơn vị đó sửa hoặc bỏ được.") % {"body": remark.body}
        )
    if remark.state != _STATE.DRAFT:
        raise StepRefused([_("Ý kiến đã gửi thì giữ nguyên lời; hãy ghi ý kiến mới.")])
    return dossier, remark


def _where(dossier: Dossier, place: str) -> str:
    try:
        read_place(place, dossier.regime, dossier.level, dossier.catalogue)
    except ValueError as strange:
        raise StepRefused([_("Hồ sơ này không có vị trí đó. Hãy chọn một vị trí trong danh sách.")]) from strange
    with translation.override("vi"):  # it goes into a Vietnamese paper, whatever language its writer reads
        return place_words(place, dossier.regime, dossier.level, dossier.catalogue)


def _words(text: str) -> str:
    text = text.strip()
    if not text:
        raise StepRefused([_("Hãy viết nội dung.")])
    if len(text) > LONGEST:
        raise StepRefused([_("Dài quá %(n)s ký tự: hãy viết gọn, hoặc tách thành nhiều ý kiến.") % {"n": LONGEST}])
    return text


def _record(verb: str, by, dossier: Dossier, remark: Remark) -> None:
    record(
        verb=verb, by=by, system=dossier.system, about=f"dossier:{dossier.pk}", remark=remark.pk, place=remark.place,
        round=dossier.round,
    )  # fmt: skip
