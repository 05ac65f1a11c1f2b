"""The owner says who appraises and inspects in the place of a security unit that operates the system itself."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.appraisers import least_council, why_no_arrangement, why_no_seat, why_not_this_unit
from classification.errors import StepRefused
from classification.models import Dossier
from classification.workflow import OPEN
from systems.authority import may_act
from systems.ledger import record
from systems.models import AppraisalArrangement, CouncilMember, InformationSystem, Organisation
from systems.roles import Role

from .files import checked_scan
from .locking import lock

Kind = AppraisalArrangement.Kind


@dataclass(frozen=True, slots=True)
class Scanned:
    """A decision that was taken on paper: number, day, and its scan as a PDF."""

    number: str
    issued_on: object
    filename: str
    content: bytes


@transaction.atomic
def arrange_unit(*, dossier: Dossier, unit: Organisation, by, paper: Scanned | None = None) -> AppraisalArrangement:
    """Give the work to another unit of the owner; without `paper` it is prepared and holds once its decision is signed.

    Raises PermissionDenied, StepRefused (nothing to arrange), ValidationError by field (`unit`, `scan`).
    """
    dossier = _begin(dossier, by)
    if refusal := why_not_this_unit(unit, dossier):
        raise ValidationError({"unit": [refusal]})
    return _arrange(AppraisalArrangement(kind=Kind.UNIT, unit=unit), dossier, by, paper)


@transaction.atomic
def arrange_council(
    *, dossier: Dossier, name: str, members: list[CouncilMember], by, paper: Scanned | None = None
) -> AppraisalArrangement:
    """Set up an independent council; `members` are not stored yet. Otherwise as `arrange_unit`."""
    dossier = _begin(dossier, by)
    if refusal := _why_no_council(dossier):
        raise StepRefused([refusal])
    wrong = least_council(members) + [word for member in members if (word := why_no_seat(member, dossier))]
    if wrong:
        raise ValidationError(wrong)
    arrangement = _arrange(AppraisalArrangement(kind=Kind.COUNCIL, name=name.strip()), dossier, by, None)
    for member in members:
        member.arrangement = arrangement
        member.full_clean(validate_constraints=False)
        member.save()
    return _with_paper(arrangement, dossier, by, paper)


@transaction.atomic
def end_arrangement(*, dossier: Dossier, by) -> None:
    """Give the work back to the security unit, from today. Raises PermissionDenied, StepRefused."""
    dossier = lock(dossier)
    require_owner(dossier, by)
    current = dossier.system.appraising
    if current is None:
        raise StepRefused([_("Hệ thống này không có đơn vị hay hội đồng nào thẩm định thay.")])
    _point(dossier, None, by)
    record(
        verb="end_arrangement", by=by, system=dossier.system, about=f"dossier:{dossier.pk}",
        sentence=str(current), arrangement=current.pk,
    )  # fmt: skip


def require_owner(dossier: Dossier, by) -> Role:
    """Only the owner itself gives this work away. Raises PermissionDenied, in words."""
    if not may_act(by, Role.APPROVER, dossier.system):
        raise PermissionDenied(
            _("Giao thẩm định là việc của người phê duyệt thuộc %(owner)s; bạn không được giao việc đó.")
            % {"owner": dossier.owner}
        )
    return Role.APPROVER


def prepared_arrangement(dossier: Dossier) -> AppraisalArrangement | None:
    """What waits for its decision to be signed."""
    waiting = AppraisalArrangement.objects.filter(system=dossier.system, number="", ended_on__isnull=True)
    return waiting.select_related("unit").prefetch_related("members").first()


def check_decision(*, dossier: Dossier, by) -> Role:
    """Whether this person could sign the decision on what is prepared, now. Raises PermissionDenied, StepRefused."""
    role = require_owner(dossier, by)
    prepared = prepared_arrangement(dossier)
    if prepared is None:
        raise StepRefused([_("Chưa chọn đơn vị hoặc chưa lập hội đồng thẩm định để ra quyết định.")])
    seats = [word for member in prepared.members.all() if (word := why_no_seat(member, dossier))]
    unit = why_not_this_unit(prepared.unit, dossier) if prepared.unit else None
    council = _why_no_council(dossier) if prepared.is_council else None
    if wrong := [word for word in (why_no_arrangement(dossier), unit, council, *seats) if word]:
        raise StepRefused(wrong)
    return role


def decide_arrangement(*, dossier: Dossier, by, papers, **kwargs) -> None:
    """What was prepared holds by the decision just signed. Call it under the dossier's lock."""
    prepared = prepared_arrangement(dossier)
    prepared.number, prepared.issued_on = papers[0].number, papers[0].issued_on
    prepared.save(update_fields=["number", "issued_on"])
    _bring_into_force(prepared, dossier, by)


def _begin(dossier: Dossier, by) -> Dossier:
    dossier = lock(dossier)
    require_owner(dossier, by)
    if refusal := why_no_arrangement(dossier):
        raise StepRefused([refusal])
    return dossier


def _why_no_council(dossier: Dossier) -> str | None:
    """A council belongs to one system, and would part it from those with which it is filed."""
    if not dossier.is_joint:
        return None
    return _("Hội đồng lập riêng cho một hệ thống: hãy tách hồ sơ này khỏi hồ sơ chung trước, khi chưa trình.")


def _arrange(arrangement: AppraisalArrangement, dossier: Dossier, by, paper) -> AppraisalArrangement:
    """In the place of what was prepared before and never decided."""
    AppraisalArrangement.objects.filter(system=dossier.system, number="", ended_on__isnull=True).delete()
    arrangement.system, arrangement.recorded_by = dossier.system, by
    arrangement.full_clean(validate_constraints=False)
    arrangement.save(force_insert=True)
    return _with_paper(arrangement, dossier, by, paper)


def _with_paper(arrangement: AppraisalArrangement, dossier: Dossier, by, paper: Scanned | None) -> AppraisalArrangement:
    if paper is None:
        return arrangement
    if paper.issued_on > timezone.localdate():
        raise ValidationError({"issued_on": [_("Ngày này chưa tới. Chọn một ngày không sau hôm nay.")]})
    try:
        arrangement.scan_name, arrangement.scan_sha256 = checked_scan(paper.filename, paper.content)
    except ValidationError as refused:
        raise ValidationError({"scan": refused.messages}) from refused
    arrangement.number, arrangement.issued_on = paper.number.strip(), paper.issued_on
    arrangement.scan.save(f"{arrangement.scan_sha256}.pdf", ContentFile(paper.content), save=False)
    arrangement.save()
    _bring_into_force(arrangement, dossier, by)
    return arrangement


def _bring_into_force(arrangement: AppraisalArrangement, dossier: Dossier, by) -> None:
    _point(dossier, arrangement, by)
    record(
        verb="arrange_appraisal", by=by, system=dossier.system, about=f"dossier:{dossier.pk}",
        sentence=str(arrangement), arrangement=arrangement.pk, kind=arrangement.kind, number=arrangement.number,
        members=[member.line for member in arrangement.members.all()], scan=arrangement.scan_sha256,
    )  # fmt: skip


def _point(dossier: Dossier, arrangement: AppraisalArrangement | None, by) -> None:
    """From now on this arrangement holds for the system, and for its dossier that is on its way."""
    system = InformationSystem.objects.select_for_update(of=("self",)).get(pk=dossier.system_id)
    if system.appraising_id:
        AppraisalArrangement.objects.filter(pk=system.appraising_id).update(ended_on=timezone.localdate())
    InformationSystem.objects.filter(pk=system.pk).update(appraising=arrangement)
    dossier.system.appraising = arrangement
    body = dossier.owner.security_unit
    if arrangement:
        body = arrangement.unit or dossier.owner
    Dossier.objects.filter(
        system=system, state__in=sorted(OPEN), appraising_body__isnull=False
    ).update(appraising_body=body)  # fmt: skip
