"""Where a system stood on which days: a level approved, a plan being deployed, a plan confirmed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from systems.models import DatedFact, InformationSystem


class Standing(DatedFact):
    class Kind(models.TextChoices):
        CLASSIFIED = "classified", _("Đã được phê duyệt cấp độ")
        DEPLOYING = "deploying", _("Đang triển khai phương án")
        PROTECTED = "protected", _("Đã triển khai đầy đủ phương án")

    system = models.ForeignKey(InformationSystem, on_delete=models.PROTECT, related_name="standings")
    dossier = models.ForeignKey("classification.Dossier", on_delete=models.PROTECT, related_name="standings")
    kind = models.CharField(max_length=12, choices=Kind)
    level = models.PositiveSmallIntegerField()

    class Meta(DatedFact.Meta):
        verbose_name = verbose_name_plural = _("mốc tính tiến độ")
        constraints = [
            *DatedFact.Meta.constraints,
            models.CheckConstraint(condition=Q(level__range=(1, 5)), name="standing_has_a_level"),
        ]
        indexes = [models.Index(fields=["system", "kind", "holds_from"])]

    def __str__(self) -> str:
        return f"{self.system_id}: {self.kind} {self.holds_from} - {self.holds_until or ''}"
