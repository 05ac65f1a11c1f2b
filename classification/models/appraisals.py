"""What the appraising body finds, item by item, in one round of a dossier."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from classification.appraisal import Manner


class Appraisal(models.Model):
    """An appraisal being written; signing Mẫu 04 ends it. `verdicts`: item key -> {"verdict", "comment"}."""

    dossier = models.ForeignKey("classification.Dossier", on_delete=models.PROTECT, related_name="appraisals")
    round = models.PositiveSmallIntegerField()
    verdicts = models.JSONField(default=dict)
    manner = models.CharField(_("hình thức thẩm định"), max_length=10, choices=Manner, default=Manner.WRITING)
    partners = models.TextField(_("đơn vị phối hợp"), blank=True)
    partner_opinions = models.TextField(_("tổng hợp ý kiến phối hợp"), blank=True)
    other_remarks = models.TextField(_("ý kiến khác"), blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "round"], name="one_appraisal_a_round")]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.round}"
