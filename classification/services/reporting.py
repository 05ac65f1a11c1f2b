"""The report to the owner that follows an approval at levels 1-2, where it went out on paper (NĐ 331/2026 Đ18.1)."""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.models import Dossier
from classification.paper_kinds import PaperKind
from systems.wording import tidy

from .steps import PaperReference, take_step


def record_owner_report(
    *, dossier: Dossier, number: str, sent_on: datetime.date, by, seen: int | None = None
) -> Dossier:
    """Write down number and day of a report that was sent outside this system.

    Raises ValidationError by field name, StepRefused, PermissionDenied.
    """
    wrong = {}
    if not tidy(number):
        wrong["number"] = _("Ghi số, ký hiệu của văn bản.")
    if sent_on > timezone.localdate():
        wrong["sent_on"] = _("Ngày của văn bản không thể sau hôm nay.")
    elif dossier.decision_on and sent_on < dossier.decision_on:
        wrong["sent_on"] = _("Báo cáo không thể có ngày trước quyết định phê duyệt, %(day)s.") % {
            "day": f"{dossier.decision_on:%d/%m/%Y}"
        }
    if wrong:
        raise ValidationError(wrong)
    title = str(PaperKind.OWNER_REPORT.label)
    paper = PaperReference(PaperKind.OWNER_REPORT, tidy(number)[:60], sent_on, "", title)
    return take_step(dossier=dossier, name="report_to_owner", by=by, papers=(paper,), seen=seen)
