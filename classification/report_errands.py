"""The yearly report as an errand: for who signs it, from a fortnight before its figures close until it went out."""

from __future__ import annotations

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from classification.errands import A_KIND, Errand
from classification.models import ReportRule
from classification.report_periods import Duty, duties_of, year_on_hand
from systems.roles import Role
from systems.templatetags.ui import vndate


def report_errands(user, today: datetime.date) -> list[Errand]:
    """The reports that this person's bodies still owe for the year on hand."""
    rules = list(ReportRule.objects.all())
    owed = duties_of(user, year_on_hand(today, rules), unsent=True, most=A_KIND, rules=rules)
    return [_errand(duty, today) for duty in owed][:A_KIND]


def _errand(duty: Duty, today: datetime.date) -> Errand:
    closes, named = duty.rule.closing(duty.year), {"year": duty.year, "body": duty.organisation}
    sentence = _("Số liệu chốt hết ngày %(day)s. %(to)s. Căn cứ: %(source)s.") % {
        "day": vndate(closes), "to": receiver_words(duty), "source": duty.rule.source,
    }  # fmt: skip
    return Errand(
        key=f"annual-report:{duty.organisation.pk}:{duty.role}:{duty.year}",
        title=_("Báo cáo năm %(year)s (Mẫu số 08): %(body)s") % named,
        sentence=sentence,
        button=_("Lập báo cáo") if today > closes else _("Chuẩn bị"),
        url=reverse("documents:report", args=[duty.report.pk])
        if duty.report
        else reverse("documents:reports") + f"?nam={duty.year}",
        due_on=duty.due_on,
    )


def receiver_words(duty: Duty) -> str:
    """To whom, before which day, as the law has it."""
    day = duty.due_on + datetime.timedelta(1)
    if duty.role == Role.APPROVER:
        return _("Chủ quản gửi %(body)s trước ngày %(day)s") % {"body": duty.receiver, "day": vndate(day)}
    if duty.role == Role.SECURITY_UNIT:
        return _("Đơn vị chuyên trách gửi chủ quản trước ngày %(day)s") % {"day": vndate(day)}
    return _("Đơn vị vận hành gửi chủ quản trước ngày %(day)s") % {"day": vndate(day)}
