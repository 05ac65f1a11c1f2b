"""When the security unit decided itself which decree a dossier follows."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from classification.regimes import regime_for


class RegimeChange(models.Model):
    """The decree was changed (or kept: source and target alike) by the security unit, with a written reason.

    `set_aside` are the answers that belonged to the catalogue of the old decree, code -> fields; changing back
    brings them back.
    """

    dossier = models.ForeignKey("classification.Dossier", on_delete=models.PROTECT, related_name="regime_changes")
    source = models.CharField(max_length=12)
    target = models.CharField(max_length=12)
    reason = models.TextField(_("lý do"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    set_aside = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = _("chọn nghị định áp dụng")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="regime_changed_for_a_reason")]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.source} → {self.target}"

    @property
    def source_name(self) -> str:
        return regime_for(self.source).short_name

    @property
    def target_name(self) -> str:
        return regime_for(self.target).short_name
