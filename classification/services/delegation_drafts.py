"""A delegation that is made here: drafted, changed, thrown away, and put in force by the decision that was signed."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errors import OutOfDate, StepRefused
from systems.ledger import record
from systems.models import Delegation, InformationSystem, Organisation

from .delegations import require_giver, wrong_terms


@transaction.atomic
def draft_delegation(
    *, owner: Organisation, by, systems: list[InformationSystem] | None = None, **values
) -> Delegation:
    """Begin a delegation that will be signed here. `systems` None: every system of the owner; `values`: unit, person,
    kind, decides, forwards, responsibilities, holds_from (None: the day of signing), holds_until.

    Raises PermissionDenied, ValidationError by field.
    """
    require_giver(owner, by)
    draft = Delegation(owner=owner, recorded_by=by)
    _write(draft, systems, values)
    _note("draft_delegation", draft, by)
    return draft


@transaction.atomic
def revise_draft(
    *, delegation: Delegation, by, seen: int, systems: list[InformationSystem] | None = None, **values
) -> Delegation:
    """Write other terms into a draft. `seen`: its revision when the writer looked. Raises as above, and OutOfDate."""
    draft = _held(delegation, by)
    if seen != draft.revision:
        raise OutOfDate([_("Bản thảo vừa được người khác sửa; hãy xem lại rồi sửa tiếp.")])
    draft.revision += 1
    _write(draft, systems, values)
    _note("revise_delegation", draft, by, revision=draft.revision)
    return draft


@transaction.atomic
def drop_draft(*, delegation: Delegation, by) -> None:
    """Throw a draft away, with what was prepared of it for signing. Raises PermissionDenied, OutOfDate."""
    draft = _held(delegation, by)
    _note("drop_delegation", draft, by)
    draft.delete()


def check_draft(*, delegation: Delegation, by) -> None:
    """Whether this person could sign it today. Raises PermissionDenied, StepRefused, OutOfDate."""
    require_giver(delegation.owner, by)
    if not delegation.is_draft:
        raise OutOfDate([_("Ủy quyền này đã được ký.")])
    if wrong := wrong_terms(delegation, list(delegation.systems.all())):
        raise StepRefused([sentence for sentences in wrong.values() for sentence in sentences])


@transaction.atomic
def put_in_force(
    *, delegation: Delegation, by, number: str, issued_on: datetime.date, sha256: str, seen: int
) -> Delegation:
    """The decision was signed: the draft becomes the delegation it describes. Raises as `check_draft`."""
    draft = _held(delegation, by)
    check_draft(delegation=draft, by=by)
    if seen != draft.revision:
        raise OutOfDate([_("Bản thảo đã thay đổi sau khi lập văn bản; hãy xem bản mới rồi ký.")])
    draft.number, draft.issued_on = number, issued_on
    draft.holds_from = draft.holds_from or issued_on
    draft.recorded_by = by
    draft.save(update_fields=["number", "issued_on", "holds_from", "recorded_by"])
    _note("delegate", draft, by, sha256=sha256)
    return draft


def _held(delegation: Delegation, by) -> Delegation:
    """The row, locked, as long as it is a draft."""
    held = Delegation.objects.select_for_update(of=("self",)).select_related("owner").filter(pk=delegation.pk).first()
    if held is None:
        raise OutOfDate([_("Bản thảo này đã bị bỏ.")])
    require_giver(held.owner, by)
    if not held.is_draft:
        raise OutOfDate([_("Ủy quyền này đã được ký.")])
    return held


def _write(draft: Delegation, systems: list[InformationSystem] | None, values: dict) -> None:
    for name, value in values.items():
        setattr(draft, name, value)
    draft.every_system = systems is None
    if wrong := wrong_terms(draft, systems or []):
        raise ValidationError(wrong)
    draft.full_clean(exclude=["scan", "ended_by", "holds_from"])
    draft.save()
    draft.systems.set(systems or [])


def _note(verb: str, delegation: Delegation, by, **more) -> None:
    holds_from = delegation.holds_from or timezone.localdate()
    record(
        verb=verb, by=by, about=f"organisation:{delegation.owner_id}", sentence=str(delegation),
        delegation=delegation.pk, holds_from=holds_from.isoformat(), holds_until=delegation.holds_until.isoformat(),
        systems=[*delegation.systems.order_by("code").values_list("code", flat=True)], **more,
    )  # fmt: skip
