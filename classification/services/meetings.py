"""The meeting of an appraisal council: its minutes are signed here, or come as a scan, before the council speaks."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errors import StepRefused
from classification.models import Attachment, CouncilMeeting, Dossier
from systems.authority import may_act
from systems.ledger import record
from systems.roles import Role

from .files import checked_scan
from .locking import lock


def check_minutes(*, dossier: Dossier, by) -> Role:
    """Whether this person could sign or record the minutes now. Raises PermissionDenied, StepRefused."""
    if not dossier.by_council:
        raise StepRefused([_("Hồ sơ này không do hội đồng thẩm định nên không có biên bản họp hội đồng.")])
    if not may_act(by, Role.SECURITY_UNIT, dossier.system):
        raise PermissionDenied(
            _("Biên bản họp do chủ tịch hoặc thư ký của “%(council)s” lập; bạn không có vị trí đó.")
            % {"council": dossier.appraiser_name}
        )
    if not dossier.awaits_council:
        raise StepRefused(
            [_("Biên bản họp chỉ lập khi hồ sơ đang chờ hội đồng kết luận hoặc cho ý kiến chuyên môn.")]
        )  # fmt: skip
    return Role.SECURITY_UNIT


def keep_minutes(*, dossier: Dossier, by, papers, details: dict, **kwargs) -> None:
    """The minutes just signed. Call it under the dossier's lock."""
    started = details.get("started_at")
    held_on = datetime.datetime.fromisoformat(started).date() if started else papers[0].issued_on
    _keep(dossier, by, CouncilMeeting(held_on=held_on, number=papers[0].number))


@transaction.atomic
def record_minutes(*, dossier: Dossier, held_on: datetime.date, number: str, filename: str, content: bytes, by) -> None:
    """Minutes written on paper: their day and scan, and a number where they have one.

    Raises PermissionDenied, StepRefused, ValidationError by field (`held_on`, `scan`).
    """
    dossier = lock(dossier)
    check_minutes(dossier=dossier, by=by)
    if held_on > timezone.localdate():
        raise ValidationError({"held_on": [_("Ngày này chưa tới. Chọn một ngày không sau hôm nay.")]})
    try:
        name, sha256 = checked_scan(filename, content)
    except ValidationError as refused:
        raise ValidationError({"scan": refused.messages}) from refused
    scan = Attachment(
        dossier=dossier, filename=name, mime="application/pdf", size=len(content), sha256=sha256, uploaded_by=by
    )
    scan.file.save(f"{sha256}.pdf", ContentFile(content), save=False)
    scan.save(force_insert=True)
    _keep(dossier, by, CouncilMeeting(held_on=held_on, number=number.strip(), scan=scan))


def _keep(dossier: Dossier, by, meeting: CouncilMeeting) -> None:
    meeting.dossier, meeting.round, meeting.recorded_by = dossier, dossier.round, by
    meeting.full_clean()
    meeting.save(force_insert=True)
    record(
        verb="council_meeting", by=by, system=dossier.system, about=f"dossier:{dossier.pk}",
        round=dossier.round, held_on=meeting.held_on.isoformat(), number=meeting.number,
    )  # fmt: skip
