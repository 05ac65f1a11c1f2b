"""The keys with which people sign, each locked by its person's passphrase."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SigningKey(models.Model):
    """A PKCS#12 file as its person brought it: encrypted, useless without the passphrase, which is never stored."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="signing_keys")
    pkcs12 = models.BinaryField()
    certificate = models.TextField(help_text="PEM")
    fingerprint = models.CharField(max_length=64)
    subject = models.CharField(_("chủ thể"), max_length=300)
    issuer = models.CharField(_("tổ chức cấp"), max_length=300)
    valid_from = models.DateTimeField(_("có hiệu lực từ"))
    valid_until = models.DateTimeField(_("có hiệu lực đến"))
    added_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-added_at"]
        verbose_name = _("khóa ký")
        verbose_name_plural = _("khóa ký")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(retired_at__isnull=True), name="one_key_in_use_a_person"
            ),
            models.UniqueConstraint(
                fields=["fingerprint"], condition=Q(retired_at__isnull=True), name="a_key_has_one_person"
            ),
        ]

    def __str__(self) -> str:
        return self.subject
