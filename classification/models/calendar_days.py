"""Days off and days worked that the Government's yearly decisions moved, as an administrator entered them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CalendarDay(models.Model):
    """One exception (ngày nghỉ hoán đổi, ngày làm bù) to the holidays that the Labour Code gives by itself.

    Nothing is deleted: a row entered by mistake becomes USUAL and changes nothing.
    """

    class Kind(models.TextChoices):
        OFF = "off", _("Nghỉ")
        WORKED = "worked", _("Làm việc")
        USUAL = "usual", _("Như lịch thường (bỏ dòng này)")

    day = models.DateField(
        _("ngày"),
        unique=True,
        error_messages={"unique": _("Ngày này đã có trong bảng: hãy sửa dòng đang có.")},
    )
    kind = models.CharField(_("nghỉ hay làm việc"), max_length=6, choices=Kind)
    document = models.CharField(
        _("văn bản, lý do"), max_length=300, help_text=_("Số, ngày và cơ quan ban hành; nghỉ hoán đổi hay làm bù.")
    )
    source = models.CharField(
        _("nguồn"), max_length=300, blank=True, help_text=_("Nơi đã đọc: địa chỉ trang, số công báo.")
    )

    class Meta:
        ordering = ["-day"]
        verbose_name = _("ngày nghỉ, ngày làm bù")
        verbose_name_plural = _("ngày nghỉ, ngày làm bù")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["off", "worked", "usual"]), name="known_kind_of_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}: {self.get_kind_display()}"
