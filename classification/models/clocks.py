"""The clocks of the law on a dossier: each with its rule, its start, its due day and its end."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from classification.deadlines import Unit
from classification.regimes.base import Step


class Clock(models.Model):
    """One period that the law gives somebody (thời hạn). It runs until `stopped_on`; `stopped_by` names the step.

    The rule, the amount and the due day are those of the day it began: a calendar or decree that changes later moves
    no clock that runs.
    """

    NAMES = {
        Step.CHECK_VALIDITY: _("Trả lời hồ sơ hợp lệ"),
        Step.GIVE_OPINION: _("Cho ý kiến chuyên môn"),
        Step.APPRAISE: _("Thẩm định"),
        Step.APPROVE: _("Phê duyệt"),
    }

    dossier = models.ForeignKey("classification.Dossier", on_delete=models.PROTECT, related_name="clocks")
    kind = models.CharField(max_length=20)
    started_on = models.DateField()
    amount = models.PositiveSmallIntegerField()
    due_unit = models.CharField(max_length=10)
    due_on = models.DateField()
    stopped_on = models.DateField(null=True)
    stopped_by = models.CharField(max_length=30, blank=True)
    rule = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = _("thời hạn")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "kind"], condition=Q(stopped_on__isnull=True), name="one_running_clock_a_kind"
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("started_on")), name="due_after_it_started"),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True) | Q(stopped_on__gte=F("started_on")),
                name="stopped_after_it_started",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.started_on} - {self.due_on}"

    @property
    def name(self) -> str:
        return str(self.NAMES.get(self.kind, self.kind))

    @property
    def unit(self) -> Unit:
        return Unit(self.due_unit)

    @property
    def late(self) -> bool:
        """Whether it ended after its due day."""
        return self.stopped_on is not None and self.stopped_on > self.due_on
