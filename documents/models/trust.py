"""Whom this installation trusts, as administrators entered it: authorities, revocation lists, hosts to ask."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class TrustedCertificate(models.Model):
    """A certificate of an authority: a trusted root, or one between a root and people. Withdrawn, never deleted."""

    pem = models.TextField()
    fingerprint = models.CharField(max_length=64)
    subject = models.CharField(_("chủ thể"), max_length=300)
    issuer = models.CharField(_("tổ chức cấp"), max_length=300)
    is_root = models.BooleanField(_("gốc"))
    for_people = models.BooleanField(_("chữ ký của người, cơ quan"))
    for_stamps = models.BooleanField(_("dấu thời gian"))
    valid_from = models.DateTimeField(_("có hiệu lực từ"))
    valid_until = models.DateTimeField(_("có hiệu lực đến"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-is_root", "subject", "pk"]
        verbose_name = _("chứng thư tin cậy")
        verbose_name_plural = _("chứng thư tin cậy")
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"], condition=Q(withdrawn_at__isnull=True), name="trusted_once"
            ),
            models.CheckConstraint(condition=Q(for_people=True) | Q(for_stamps=True), name="trusted_for_something"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | (Q(withdrawn_by__isnull=False) & ~Q(withdrawn_because="")),
                name="withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class RevocationList(models.Model):
    """The newest revocation list (CRL) of one authority; a newer one takes its place."""

    issuer = models.CharField(_("tổ chức cấp"), max_length=300)
    issuer_key = models.CharField(max_length=64, unique=True, help_text="SHA-256: name and key of the authority")
    der = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    issued_at = models.DateTimeField(_("phát hành lúc"))
    next_at = models.DateTimeField(_("bản sau trước"))
    entries = models.PositiveIntegerField(_("số chứng thư bị thu hồi"))
    fetched_from = models.CharField(max_length=500, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["issuer", "pk"]
        verbose_name = _("danh sách thu hồi")
        verbose_name_plural = _("danh sách thu hồi")

    def __str__(self) -> str:
        return self.issuer


class RevocationHost(models.Model):
    """A host that may be asked over the network whether certificates were revoked. Without one, nobody is asked."""

    host = models.CharField(_("tên máy"), max_length=253, unique=True, help_text=_("Chỉ tên máy, ví dụ crl.ca.gov.vn"))
    active = models.BooleanField(_("đang dùng"), default=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)

    class Meta:
        ordering = ["host"]
        verbose_name = _("máy được hỏi về thu hồi")
        verbose_name_plural = _("máy được hỏi về thu hồi")

    def __str__(self) -> str:
        return self.host
