"""What an organisation set itself: so many per cent of its systems, by a day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from systems.models import Organisation


class Target(models.Model):
    """A target for an organisation and every unit below it that has none of its own."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="targets")
    percent = models.PositiveSmallIntegerField(_("tỷ lệ phải đạt (%)"), default=70)
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    holds_from = models.DateField(_("áp dụng từ"))

    class Meta:
        ordering = ["-holds_from", "-pk"]
        verbose_name = _("mục tiêu")
        verbose_name_plural = _("mục tiêu")
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__range=(1, 100)),
                name="percent_from_1_to_100",
                violation_error_message=_("Tỷ lệ phải từ 1 đến 100 phần trăm."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.percent} %"
