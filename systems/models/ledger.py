"""What happened, who did it, when: written once, never changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .inventory import InformationSystem


class LedgerEntry(models.Model):
    """One act (việc đã ghi). `about` names what is beside the system, such as `dossier:12`; `details` is plain JSON."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    system = models.ForeignKey(InformationSystem, on_delete=models.PROTECT, null=True, related_name="ledger")
    about = models.CharField(max_length=60, blank=True)
    sentence = models.CharField(max_length=500, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("việc đã ghi")
        verbose_name_plural = _("sổ ghi việc")
        indexes = [models.Index(fields=["system", "-at"]), models.Index(fields=["about", "-at"])]

    def __str__(self) -> str:
        return f"{self.verb} · {self.by or ''}"
