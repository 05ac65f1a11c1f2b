"""A plan in force brought from one standard to the next, and the way back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PlanMigration(models.Model):
    """One dossier's plan brought from one catalogue to another; the old answers stay in the plan, not live.

    `carried`: new code -> {"sources": [[old code, relation], ...], "review": whether somebody must look at it again}.
    `undone_at` says when it was taken back; until then it is the one that holds.
    """

    dossier = models.ForeignKey("classification.Dossier", on_delete=models.PROTECT, related_name="plan_migrations")
    level = models.PositiveSmallIntegerField()
    source_standard = models.CharField(max_length=30)
    source_edition = models.CharField(max_length=64, blank=True)
    target_standard = models.CharField(max_length=30)
    target_edition = models.CharField(max_length=64, blank=True)
    mapping_sha256 = models.CharField(max_length=64)
    carried = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = _("chuyển phương án sang tiêu chuẩn mới")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(undone_at__isnull=True), name="one_migration_holds_a_dossier"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.source_standard} → {self.target_standard}"
