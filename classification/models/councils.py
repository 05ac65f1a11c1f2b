"""The meetings of an appraisal council on a dossier, as their minutes record them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CouncilMeeting(models.Model):
    """One meeting (phiên họp) in one round. Its minutes were signed here (`number`), or came as a scan."""

    dossier = models.ForeignKey("classification.Dossier", on_delete=models.PROTECT, related_name="meetings")
    round = models.PositiveSmallIntegerField()
    held_on = models.DateField(_("ngày họp"))
    number = models.CharField(_("số biên bản"), max_length=60, blank=True)
    scan = models.ForeignKey(
        "classification.Attachment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = _("phiên họp hội đồng thẩm định")
        constraints = [
            models.CheckConstraint(condition=~Q(number="") | Q(scan__isnull=False), name="minutes_signed_or_scanned"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.held_on}"
