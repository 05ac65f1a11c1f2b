"""The keys with which people sign and bodies seal: locked files, attached devices, or a certificate alone."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from systems.models import Organisation


class HeldKey(models.Model):
    """A certificate and where its private key is. No secret that opens the key is ever stored."""

    class Way(models.TextChoices):
        FILE = "file", _("Tệp khóa (.p12, .pfx) giữ ở đây")
        TOKEN = "token", _("Thiết bị khóa gắn với máy chủ")
        AWAY = "away", _("Khóa ở nơi khác, ở đây chỉ có chứng thư số")

    way = models.CharField(_("nơi giữ khóa"), max_length=10, choices=Way, default=Way.FILE)
    pkcs12 = models.BinaryField(default=bytes, blank=True, help_text=_("Tệp như đã tải lên, khóa bằng mật khẩu."))
    module = models.CharField(_("thư viện PKCS#11"), max_length=300, blank=True)
    token_label = models.CharField(_("nhãn thiết bị"), max_length=100, blank=True)
    key_label = models.CharField(_("nhãn khóa"), max_length=100, blank=True)
    certificate = models.TextField(help_text="PEM")
    chain = models.TextField(blank=True, help_text=_("Chứng thư của các tổ chức cấp, PEM; chỉ khi tệp khóa không có."))
    fingerprint = models.CharField(max_length=64)
    subject = models.CharField(_("chủ thể"), max_length=300)
    issuer = models.CharField(_("tổ chức cấp"), max_length=300)
    valid_from = models.DateTimeField(_("có hiệu lực từ"))
    valid_until = models.DateTimeField(_("có hiệu lực đến"))
    added_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-added_at"]

    def __str__(self) -> str:
        return self.subject


def where_the_key_is() -> Q:
    """A file holds the key, a device does, or neither does: never two of them."""
    way, file, device = HeldKey.Way, ~Q(pkcs12=b""), ~Q(module="") & ~Q(token_label="") & ~Q(key_label="")
    return (
        (Q(way=way.FILE) & file & Q(module=""))
        | (Q(way=way.TOKEN) & ~file & device)
        | (Q(way=way.AWAY) & ~file & Q(module=""))
    )


class SigningKey(HeldKey):
    """How a person signs: with a file only they can open, a device whose PIN only they know, or away from here."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="signing_keys")

    class Meta(HeldKey.Meta):
        verbose_name = _("khóa ký")
        verbose_name_plural = _("khóa ký")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(retired_at__isnull=True), name="one_key_in_use_a_person"
            ),
            models.UniqueConstraint(
                fields=["fingerprint"], condition=Q(retired_at__isnull=True), name="a_key_has_one_person"
            ),
            models.CheckConstraint(condition=where_the_key_is(), name="a_key_is_in_one_place"),
        ]


class SealKey(HeldKey):
    """The seal (con dấu) of a body as a key, kept by its clerk, and the red picture of it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="seals")
    image = models.BinaryField(default=bytes, blank=True, help_text=_("Hình con dấu, PNG nền trong suốt."))
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(HeldKey.Meta):
        verbose_name = _("con dấu")
        verbose_name_plural = _("con dấu")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(retired_at__isnull=True), name="one_seal_in_use_a_body"
            ),
            models.UniqueConstraint(
                fields=["fingerprint"], condition=Q(retired_at__isnull=True), name="a_seal_has_one_body"
            ),
            models.CheckConstraint(condition=where_the_key_is(), name="a_seal_is_in_one_place"),
            models.CheckConstraint(condition=~Q(way=HeldKey.Way.AWAY), name="a_seal_is_kept_here"),
        ]


class SignatureImage(models.Model):
    """A person's handwritten signature as a picture, put where they sign."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="signature_image")
    png = models.BinaryField()
    added_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("hình chữ ký")
        verbose_name_plural = _("hình chữ ký")

    def __str__(self) -> str:
        return str(self.user)
