"""When a new or upgraded system was put into operation, after its plan was deployed."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from systems.models import InformationSystem


class GoingLive(models.Model):
    """Putting into operation (đưa vào vận hành): the deployed dossier, and the assessment of security conditions."""

    system = models.ForeignKey(InformationSystem, on_delete=models.PROTECT, related_name="going_live")
    dossier = models.ForeignKey("classification.Dossier", on_delete=models.PROTECT, null=True, related_name="+")
    on = models.DateField(_("ngày đưa vào vận hành"))
    assessment_number = models.CharField(_("số văn bản đánh giá điều kiện"), max_length=60, blank=True)
    assessment_on = models.DateField(_("ngày đánh giá điều kiện"), null=True)
    assessor = models.CharField(_("đơn vị đánh giá"), max_length=300, blank=True)
    correction = models.TextField(_("lý do sửa"), blank=True, help_text=_("Hệ thống đã vận hành từ trước, ghi nhầm."))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = _("đưa vào vận hành")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(dossier__isnull=False) | ~models.Q(correction=""),
                name="live_by_a_dossier_or_corrected",
            )
        ]

    def __str__(self) -> str:
        return f"{self.system}: {self.on}"
