"""The yearly report on security of systems: what the law asks and when, who made which, what stays a promise."""

from __future__ import annotations

import datetime
import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from classification.regimes import REGIMES
from classification.regimes.base import Step
from systems.reporting import reports_seen_by
from systems.roles import Role

from .law import Dated, DatedQuerySet

REPORTERS = (Role.OPERATOR, Role.SECURITY_UNIT, Role.APPROVER)
"""Who reports: operators and the security unit to the owner, the owner to the ministry that watches over all."""


SHAPE = re.compile(r"^(0[1-9]|[12]\d|3[01])/(0[1-9]|1[0-2])\Z")


def _day(label, help_text=""):
    shape = RegexValidator(SHAPE, _("Ghi ngày và tháng, ví dụ 20/12."))
    return models.CharField(label, max_length=5, validators=[shape], help_text=help_text)


class ReportRule(Dated):
    """What the law asks of the yearly report while this applies: the days as day/month, the receiver, the form."""

    closes = _day(_("chốt số liệu ngày"), _("Kỳ báo cáo gồm một năm tới hết ngày này."))
    units_before = _day(_("đơn vị gửi chủ quản trước ngày"))
    owners_before = _day(_("chủ quản gửi trước ngày"))
    receiver = models.CharField(_("chủ quản gửi tới"), max_length=250)
    form = models.CharField(
        _("số mẫu"), max_length=2, blank=True, help_text=_("Trống: văn bản không có mẫu, không lập báo cáo ở đây.")
    )
    note = models.TextField(_("điều chưa chắc chắn"), blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["-since"]
        verbose_name = verbose_name_plural = _("thời hạn báo cáo hằng năm")

    def __str__(self) -> str:
        return self.source

    def alike(self) -> Q:
        return Q()

    def clean(self):
        super().clean()
        if self.form and self.form not in _forms():
            raise ValidationError({"form": _("Không có mẫu báo cáo mang số đó.")})
        days = [self.closes, self.units_before, self.owners_before]
        if all(map(SHAPE.match, days)) and [_key(day) for day in days] != sorted(_key(day) for day in days):
            raise ValidationError(_("Ba ngày phải theo thứ tự: chốt số liệu, đơn vị gửi, chủ quản gửi."))

    def closing(self, year: int) -> datetime.date:
        """The last day whose figures belong to the report of that year."""
        return _on(self.closes, year)

    def opening(self, year: int) -> datetime.date:
        """The first day of that report's period."""
        return _on(self.closes, year - 1) + datetime.timedelta(1)

    def due(self, year: int, role: str) -> datetime.date:
        """The last day in time: the law says "before", so the day before the one it names. No day off moves it."""
        named = self.owners_before if role == Role.APPROVER else self.units_before
        return _on(named, year) - datetime.timedelta(1)


def _forms() -> set[str]:
    return {form.number for rules in REGIMES.values() for form in rules.forms if form.step == Step.REPORT}


def _key(text: str) -> tuple[int, int]:
    day, month = text.split("/")
    return int(month), int(day)


def _on(text: str, year: int) -> datetime.date:
    month, day = _key(text)
    while True:  # 29/02 in a year without it is the last day of February
        try:
            return datetime.date(year, month, day)
        except ValueError:
            day -= 1


class AnnualReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Reports of the bodies this person answers for, serves or watches; every page of a report starts here."""
        return self.filter(reports_seen_by(user))

    def with_sending(self):
        """Adds `sent_on` and `sent_number` of the newest sending; None where nothing was sent."""
        sent = ReportSending.objects.filter(report=OuterRef("pk")).order_by("-version")
        return self.annotate(
            sent_on=Subquery(sent.values("sent_on")[:1]), sent_number=Subquery(sent.values("number")[:1])
        )


class AnnualReport(models.Model):
    """The report of a body for a year, in one duty. It is the thing that is prepared; what went out are sendings.

    `organisation` is whose systems it tells of; the security unit reports on the systems of the owner that it serves.
    """

    organisation = models.ForeignKey("systems.Organisation", on_delete=models.PROTECT, related_name="annual_reports")
    role = models.CharField(_("với tư cách"), max_length=20, choices=[(role.value, role.label) for role in REPORTERS])
    year = models.PositiveSmallIntegerField(_("năm"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = AnnualReportQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "organisation__path", "role"]
        verbose_name = verbose_name_plural = _("báo cáo hằng năm")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "role", "year"], name="one_report_a_year_and_duty"),
            models.CheckConstraint(condition=Q(role__in=[role.value for role in REPORTERS]), name="known_reporter"),
        ]

    def __str__(self) -> str:
        return f"{self.year} · {self.organisation}"

    @property
    def issuer(self):
        """The body whose paper it is."""
        return self.organisation.security_unit if self.role == Role.SECURITY_UNIT else self.organisation

    @property
    def round(self) -> int:
        """How often it went out."""
        return self.sendings.aggregate(last=Max("version"))["last"] or 0


class ReportSending(models.Model):
    """Once that the report went out: signed here (`sha256`), or by another way, with number and day. Append-only.

    A later version corrects the earlier ones and says why.
    """

    report = models.ForeignKey(AnnualReport, on_delete=models.PROTECT, related_name="sendings")
    version = models.PositiveSmallIntegerField()
    number = models.CharField(_("số, ký hiệu"), max_length=60)
    sent_on = models.DateField(_("ngày"))
    figures_on = models.DateField(_("số liệu đến hết ngày"))
    sha256 = models.CharField(max_length=64, blank=True)
    reason = models.TextField(_("lý do báo cáo lại"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["report", "version"]
        verbose_name = verbose_name_plural = _("lần gửi báo cáo")
        constraints = [
            models.UniqueConstraint(fields=["report", "version"], name="one_sending_a_version"),
            models.CheckConstraint(condition=~Q(number=""), name="sending_has_a_number"),
            models.CheckConstraint(condition=Q(version=1) | ~Q(reason=""), name="correction_says_why"),
            models.CheckConstraint(condition=Q(figures_on__lt=F("sent_on")), name="sent_after_the_figures_closed"),
        ]

    def __str__(self) -> str:
        return self.number


class Expectation(models.Model):
    """When those who answer for a system expect its approval and its full deployment (Mẫu số 08, columns 9 and 11)."""

    system = models.OneToOneField("systems.InformationSystem", on_delete=models.PROTECT, related_name="expectation")
    approved_by_day = models.DateField(_("dự kiến phê duyệt"), null=True, blank=True)
    deployed_by_day = models.DateField(_("dự kiến triển khai đầy đủ"), null=True, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = _("thời điểm dự kiến")
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by_day__isnull=True)
                | Q(deployed_by_day__isnull=True)
                | Q(deployed_by_day__gte=F("approved_by_day")),
                name="deployed_after_approved",
                violation_error_message=_("Triển khai đầy đủ không thể trước khi được phê duyệt."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.system_id}: {self.approved_by_day or ''} {self.deployed_by_day or ''}"
