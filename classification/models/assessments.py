"""Assessments of a system's security: how often they are due, those that were made, and what they found."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from classification.assessing import Box, Doer, Kind, Occasion, Severity
from classification.regimes import REGIMES

from .plan_items import PlanItem


class AssessmentPeriod(models.Model):
    """So many months at most between two assessments at a level under a decree: data, because NĐ 331/2026 sets none."""

    regime = models.CharField(
        _("nghị định"), max_length=12, choices=[(code, rules.short_name) for code, rules in REGIMES.items()]
    )
    level = models.PositiveSmallIntegerField(_("cấp độ"))
    months = models.PositiveSmallIntegerField(_("chu kỳ (tháng)"))
    source = models.CharField(_("căn cứ"), max_length=300)
    note = models.TextField(_("điều chưa chắc chắn"), blank=True)

    class Meta:
        ordering = ["regime", "level"]
        verbose_name = verbose_name_plural = _("chu kỳ kiểm tra, đánh giá")
        constraints = [
            models.UniqueConstraint(fields=["regime", "level"], name="one_period_a_level_of_a_decree"),
            models.CheckConstraint(condition=Q(level__range=(1, 5)), name="period_of_a_level"),
            models.CheckConstraint(
                condition=Q(months__range=(1, 60)), name="period_from_1_to_60_months",
                violation_error_message=_("Chu kỳ từ 1 đến 60 tháng."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_regime_display()} · {self.level}: {self.months}"


class AssessmentInterval(models.Model):
    """A shorter period for one system because of its risk, as its security unit decided."""

    system = models.OneToOneField(
        "systems.InformationSystem", on_delete=models.PROTECT, related_name="assessment_interval"
    )
    months = models.PositiveSmallIntegerField(_("chu kỳ (tháng)"))
    reason = models.TextField(_("lý do"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = _("chu kỳ riêng của hệ thống")
        constraints = [
            models.CheckConstraint(condition=Q(months__range=(1, 60)), name="interval_from_1_to_60_months"),
            models.CheckConstraint(condition=~Q(reason=""), name="interval_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.system_id}: {self.months}"


class InspectionQuerySet(models.QuerySet):
    def standing(self):
        """Not withdrawn as wrongly recorded."""
        return self.filter(withdrawal__isnull=True)


class Inspection(models.Model):
    """One assessment as it was made. `counts`: it stands for the duty of its period; `remarks` say why not.

    What the law said is kept as it was judged on the day of recording: a later list or decree does not change it.
    """

    dossier = models.ForeignKey("classification.Dossier", on_delete=models.PROTECT, related_name="inspections")
    system = models.ForeignKey("systems.InformationSystem", on_delete=models.PROTECT, related_name="inspections")
    kind = models.CharField(_("nội dung"), max_length=15, choices=Kind)
    box = models.CharField(_("cách thử nghiệm"), max_length=6, choices=Box, blank=True)
    occasion = models.CharField(_("dịp"), max_length=12, choices=Occasion)
    started_on = models.DateField(_("từ ngày"))
    ended_on = models.DateField(_("đến ngày"))
    doer = models.CharField(_("ai thực hiện"), max_length=8, choices=Doer)
    unit = models.ForeignKey("systems.Organisation", on_delete=models.PROTECT, null=True, related_name="+")
    doer_name = models.CharField(_("tên tổ chức thực hiện"), max_length=250)
    doer_document = models.CharField(_("giấy phép, văn bản chỉ định"), max_length=200, blank=True)
    report_number = models.CharField(_("số báo cáo"), max_length=60)
    report_on = models.DateField(_("ngày báo cáo"))
    report = models.ForeignKey("classification.Attachment", on_delete=models.PROTECT, null=True, related_name="+")
    summary = models.TextField(_("kết luận"), blank=True)
    level = models.PositiveSmallIntegerField()
    counts = models.BooleanField()
    remarks = models.JSONField(default=list)
    sent_back = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ["-ended_on", "-pk"]
        verbose_name = verbose_name_plural = _("lần kiểm tra, đánh giá")
        indexes = [models.Index(fields=["system", "counts", "ended_on"], name="last_assessment")]
        constraints = [
            models.CheckConstraint(condition=Q(ended_on__gte=F("started_on")), name="inspection_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(doer=Doer.OWN, unit__isnull=False) | (~Q(doer=Doer.OWN) & Q(unit__isnull=True)),
                name="own_assessment_names_its_unit",
            ),
            models.CheckConstraint(
                condition=~Q(doer=Doer.EXPERT) | ~Q(doer_document=""), name="expert_assessment_names_its_licence"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.system_id}: {self.kind} {self.ended_on}"


class InspectionWithdrawal(models.Model):
    """Said of an assessment that was wrongly recorded: it never stood. The record, and what it reopened, stay.

    Append-only, as the assessment itself: one that was withdrawn by mistake is recorded anew.
    """

    inspection = models.OneToOneField(Inspection, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField(_("lý do"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = _("lần kiểm tra đã rút")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_says_why")]

    def __str__(self) -> str:
        return f"{self.inspection_id}: {self.reason[:60]}"


class InspectionFindingQuerySet(models.QuerySet):
    def open(self):
        """Those whose requirement is asked and not met again yet; a finding about no requirement is only read.

        What was found by an assessment that was withdrawn is read too, and nothing more.
        """
        answers = PlanItem.objects.filter(dossier=OuterRef("inspection__dossier"), code=OuterRef("code"), live=True)
        return (
            self.exclude(code="")
            .filter(inspection__withdrawal__isnull=True)
            .filter(Exists(answers), ~Exists(answers.done()))
        )

    def open_of(self, dossier):
        return self.open().filter(inspection__dossier=dossier)


class InspectionFinding(models.Model):
    """One thing found wanting. `before` is the answer that it changed, `status` what the requirement became."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    code = models.CharField(max_length=60, blank=True)
    clause = models.CharField(max_length=200, blank=True)
    severity = models.CharField(_("mức độ"), max_length=8, choices=Severity)
    words = models.TextField(_("phát hiện"))
    status = models.CharField(max_length=16, blank=True)
    before = models.JSONField(default=dict)

    objects = InspectionFindingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = _("phát hiện khi kiểm tra")
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="finding_says_what")]

    def __str__(self) -> str:
        return f"{self.inspection_id}: {self.code} {self.severity}"
