"""What an inspector found, requirement by requirement."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from classification.plan import Checked


class RequirementCheck(models.Model):
    """One look at one requirement (kết quả kiểm tra). Added, never changed: the newest one of a requirement counts."""

    dossier = models.ForeignKey("classification.Dossier", on_delete=models.PROTECT, related_name="requirement_checks")
    code = models.CharField(max_length=60)
    result = models.CharField(_("kết quả kiểm tra"), max_length=10, choices=Checked)
    note = models.TextField(_("ghi nhận"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = _("kết quả kiểm tra từng yêu cầu")
        constraints = [
            models.CheckConstraint(condition=Q(result__in=Checked.values), name="known_check_result"),
            models.CheckConstraint(
                condition=~Q(result=Checked.FAILED) | ~Q(note=""),
                name="a_failure_says_what_is_wrong",
                violation_error_message=_("Kết quả chưa đạt phải ghi rõ điều chưa đạt."),
            ),
        ]
        indexes = [models.Index(fields=["dossier", "code"])]

    def __str__(self) -> str:
        return f"{self.code}: {self.result}"
