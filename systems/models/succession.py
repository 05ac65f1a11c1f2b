"""When a system was split from another one, or merged into it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .inventory import InformationSystem


class Succession(models.Model):
    """`system` was made of `former`, by a split (tách) or a merger (gộp), on a day, for a reason. Never changed."""

    class Kind(models.TextChoices):
        SPLIT = "split", _("Tách từ hệ thống khác")
        MERGED = "merged", _("Gộp từ hệ thống khác")

    system = models.ForeignKey(InformationSystem, on_delete=models.PROTECT, related_name="made_of")
    former = models.ForeignKey(InformationSystem, on_delete=models.PROTECT, related_name="became")
    kind = models.CharField(_("cách"), max_length=8, choices=Kind)
    on = models.DateField(_("ngày"))
    reason = models.TextField(_("lý do"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = verbose_name_plural = _("tách, gộp hệ thống")
        constraints = [
            models.UniqueConstraint(fields=["system", "former"], name="made_of_another_once"),
            models.CheckConstraint(condition=~Q(system=F("former")), name="not_made_of_itself"),
            models.CheckConstraint(condition=Q(kind__in=["split", "merged"]), name="known_succession"),
            models.CheckConstraint(condition=~Q(reason=""), name="made_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.former} → {self.system}"
