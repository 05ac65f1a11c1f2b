"""Decisions on paper that were brought in: each record of one, by whom, from where; never changed, only corrected."""

from dataclasses import fields

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from classification.decisions import Decision, Stage


class RecordedDecision(models.Model):
    """What a paper says of the level of a system. A correction is a newer row that names the row it corrects."""

    dossier = models.ForeignKey("classification.Dossier", on_delete=models.PROTECT, related_name="records")
    number = models.CharField(_("số, ký hiệu quyết định"), max_length=60)
    decided_on = models.DateField(_("ngày quyết định"))
    body = models.CharField(_("cơ quan phê duyệt"), max_length=250)
    level = models.PositiveSmallIntegerField(_("cấp độ"))
    stage = models.CharField(_("tình trạng triển khai"), max_length=10, choices=Stage)
    stage_on = models.DateField(_("từ ngày"), null=True, blank=True)
    minutes_number = models.CharField(_("số biên bản kiểm tra"), max_length=60, blank=True)
    regulation_number = models.CharField(_("số, ký hiệu quy chế"), max_length=60, blank=True)
    regulation_on = models.DateField(_("ngày ban hành quy chế"), null=True, blank=True)
    source = models.CharField(_("nguồn"), max_length=300)
    scan = models.ForeignKey("classification.Attachment", on_delete=models.PROTECT, null=True, related_name="+")
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = _("quyết định ghi nhận từ giấy")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(corrects__isnull=True), name="one_first_record_a_dossier"
            ),
            models.CheckConstraint(condition=~Q(number="") & ~Q(source=""), name="record_has_number_and_source"),
            models.CheckConstraint(condition=Q(level__range=(1, 5)), name="record_has_a_level"),
            models.CheckConstraint(
                condition=Q(stage=Stage.NONE, stage_on__isnull=True, minutes_number="")
                | (
                    Q(stage__in=[Stage.PARTLY, Stage.FULL], stage_on__isnull=False)
                    & Q(stage_on__gte=models.F("decided_on"))
                ),
                name="record_stage_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.decided_on})"

    @property
    def decision(self) -> Decision:
        return Decision(**{field.name: getattr(self, field.name) for field in fields(Decision)})
