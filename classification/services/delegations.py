"""An owner delegates its rights by a document with a scope and a term, and may end that early."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errors import OutOfDate, StepRefused
from systems.authority import delegations, duties, holds
from systems.ledger import record
from systems.models import Delegation, InformationSystem, Organisation, User
from systems.roles import Role

from .appraisers import Scanned
from .files import checked_scan


@transaction.atomic
def delegate(
    *, owner: Organisation, by, paper: Scanned, unit: Organisation | None = None, person: User | None = None,
    systems: list[InformationSystem] | None = None, **values,
) -> Delegation:  # fmt: skip
    """Record a delegation by its document. `systems` None: every system of the owner; `values`: kind, decides,
    forwards, responsibilities, holds_from, holds_until (fields of Delegation).

    Raises PermissionDenied, ValidationError by field.
    """
    require_giver(owner, by)
    delegation = Delegation(
        owner=owner, unit=unit, person=person, every_system=systems is None, recorded_by=by,
        number=paper.number.strip(), issued_on=paper.issued_on, **values,
    )  # fmt: skip
    if wrong := wrong_terms(delegation, systems or []):
        raise ValidationError(wrong)
    try:
        delegation.scan_name, delegation.scan_sha256 = checked_scan(paper.filename, paper.content)
    except ValidationError as refused:
        raise ValidationError({"scan": refused.messages}) from refused
    delegation.full_clean(exclude=["scan", "ended_by"])
    delegation.scan.save(f"{delegation.scan_sha256}.pdf", ContentFile(paper.content), save=False)
    delegation.save(force_insert=True)
    delegation.systems.set(systems or [])
    record(
        verb="delegate", by=by, about=f"organisation:{owner.pk}", sentence=str(delegation), delegation=delegation.pk,
        holds_from=delegation.holds_from.isoformat(), holds_until=delegation.holds_until.isoformat(),
        systems=[system.code for system in systems or ()], scan=delegation.scan_sha256,
    )  # fmt: skip
    return delegation


@transaction.atomic
def end_delegation(*, delegation: Delegation, by, reason: str) -> Delegation:
    """End it from today: today it no longer counts. Raises PermissionDenied, StepRefused."""
    delegation = Delegation.objects.select_for_update(of=("self",)).select_related("owner").get(pk=delegation.pk)
    require_giver(delegation.owner, by)
    today = timezone.localdate()
    if delegation.is_draft:
        raise StepRefused([_("Ủy quyền này chưa được ký; hãy bỏ bản thảo.")])
    if delegation.ended_on or delegation.holds_until < today:
        raise OutOfDate([_("Ủy quyền này đã hết hiệu lực từ trước.")])
    if not reason.strip():
        raise StepRefused([_("Phải ghi rõ lý do.")])
    delegation.ended_on, delegation.ended_by, delegation.end_reason = today, by, reason.strip()
    delegation.save(update_fields=["ended_on", "ended_by", "end_reason"])
    record(
        verb="end_delegation", by=by, about=f"organisation:{delegation.owner_id}", sentence=str(delegation),
        delegation=delegation.pk, reason=reason.strip(),
    )  # fmt: skip
    return delegation


def require_giver(owner: Organisation, by) -> None:
    """Only who approves for the owner itself delegates; who has the right by delegation cannot hand it on."""
    if holds(by, Role.APPROVER, owner):
        return
    if any(held.owner_id == owner.pk for held in delegations(by)):
        raise PermissionDenied(
            _("Quyền này bạn được %(owner)s ủy quyền, và người được ủy quyền không được ủy quyền lại.")
            % {"owner": owner}
        )
    raise PermissionDenied(
        _("Ủy quyền là việc của người phê duyệt thuộc %(owner)s; bạn không được giao việc đó.") % {"owner": owner}
    )


def wrong_terms(delegation: Delegation, systems: list[InformationSystem]) -> dict[str, list[str]]:
    """What does not fit, by field."""
    owner, wrong = delegation.owner, {}
    if delegation.unit and not _below(delegation.unit, owner):
        wrong["unit"] = [_("Chỉ ủy quyền được cho đơn vị thuộc %(owner)s.") % {"owner": owner}]
    if delegation.person and (sentence := _why_not_person(delegation)):
        wrong["person"] = [sentence]
    if not delegation.every_system and not systems:
        wrong["systems"] = [_("Ghi ít nhất một hệ thống, hoặc chọn mọi hệ thống.")]
    if foreign := [system.code for system in systems if system.owner_id != owner.pk]:
        wrong["systems"] = [_("Không phải hệ thống của %(owner)s: %(codes)s.") % {
            "owner": owner, "codes": ", ".join(foreign),
        }]  # fmt: skip
    return wrong | _wrong_days(delegation)


def _wrong_days(delegation: Delegation) -> dict[str, list[str]]:
    """A draft is written as if it were signed today."""
    wrong, today = {}, timezone.localdate()
    issued_on = delegation.issued_on or today
    holds_from = delegation.holds_from or issued_on
    if issued_on > today:
        wrong["issued_on"] = [_("Ngày này chưa tới. Chọn một ngày không sau hôm nay.")]
    elif holds_from < issued_on:
        wrong["holds_from"] = [_("Thời hạn không thể bắt đầu trước ngày của văn bản ủy quyền.")]
    if delegation.holds_until < max(today, holds_from):
        wrong["holds_until"] = [_("Ngày cuối của thời hạn phải từ hôm nay, từ ngày đầu trở đi.")]
    return wrong


def _why_not_person(delegation: Delegation) -> str | None:
    person, owner, unit = delegation.person, delegation.owner, delegation.unit
    if not person.is_active:
        return _("Tài khoản của %(name)s đã bị khóa.") % {"name": person}
    home = person.organisation
    if home is None or not home.path.startswith(owner.path):
        return _("%(name)s không phải người của %(owner)s hay đơn vị thuộc đó.") % {"name": person, "owner": owner}
    if unit and not home.path.startswith(unit.path):
        return _("%(name)s không phải người của %(unit)s.") % {"name": person, "unit": unit}
    return None


def _below(unit: Organisation, owner: Organisation) -> bool:
    inside = unit.path.startswith(owner.path) and unit.pk != owner.pk
    return inside and unit.kind != Organisation.Kind.GROUP


def giveable(user) -> list[Organisation]:
    """The owners for which this person may delegate: where they approve and something is owned."""
    places = Organisation.objects.under(duties(user).get(Role.APPROVER, ()))
    return list(places.filter(Exists(InformationSystem.objects.filter(owner=OuterRef("pk")))))
