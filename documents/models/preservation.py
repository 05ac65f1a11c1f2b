"""What keeps issued papers provable for long: servers that give time-stamps, what each paper waits for, its signers."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.outbound import NoAnswer, address_of

from .issued import IssuedDocument
from .trust import TrustedCertificate


def web_address(url: str) -> None:
    """Only what the one door to other machines would ask."""
    try:
        address_of(url)
    except NoAnswer as why:
        raise ValidationError(_("Địa chỉ bắt đầu bằng http:// hoặc https://.")) from why


class TimestampServer(models.Model):
    """A time-stamping authority (RFC 3161). Asked in this order; without one in use, no request leaves the house."""

    name = models.CharField(_("tên"), max_length=100, unique=True)
    url = models.CharField(
        _("địa chỉ"), max_length=300, validators=[web_address], help_text=_("Chỉ http:// hoặc https://.")
    )
    place = models.PositiveSmallIntegerField(_("thứ tự"), default=1, help_text=_("Máy chủ số nhỏ được hỏi trước."))
    seconds = models.PositiveSmallIntegerField(
        _("chờ tối đa, giây"), default=180, help_text=_("Có máy chủ trả lời sau hơn hai phút. Từ 1 đến 300.")
    )
    root = models.ForeignKey(
        TrustedCertificate, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("gốc tin cậy"),
        limit_choices_to={"is_root": True, "for_stamps": True, "withdrawn_at": None},
        help_text=_("Trống: gốc nào được tin cậy cho dấu thời gian cũng được."),
    )  # fmt: skip
    active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        ordering = ["place", "pk"]
        verbose_name = _("máy chủ cấp dấu thời gian")
        verbose_name_plural = _("máy chủ cấp dấu thời gian")
        constraints = [
            models.CheckConstraint(
                condition=Q(url__startswith="http://") | Q(url__startswith="https://"),
                name="asked_over_http",
                violation_error_message=_("Địa chỉ bắt đầu bằng http:// hoặc https://."),
            ),
            models.CheckConstraint(
                condition=Q(seconds__gte=1, seconds__lte=300),
                name="seconds_within_reason",
                violation_error_message=_("Thời gian chờ từ 1 đến 300 giây."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Preservation(models.Model):
    """One row a paper: whether its newest state still waits for a time-stamp, how that went, until when the last holds.

    `turn` counts how often something was wanted; the background job of a turn does nothing once another began.
    """

    class Reason(models.TextChoices):
        ISSUED = "issued", _("Mới ký")
        COSIGNED = "cosigned", _("Mới ký thêm")
        SEALED = "sealed", _("Mới đóng dấu")
        RENEWAL = "renewal", _("Gia hạn dấu thời gian sắp hết giá trị")
        EVIDENCE = "evidence", _("Bổ sung dữ liệu thu hồi")

    document = models.OneToOneField(IssuedDocument, on_delete=models.PROTECT, related_name="preservation")
    reason = models.CharField(max_length=10, choices=Reason)
    turn = models.PositiveSmallIntegerField(default=1)
    since = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    stamped_at = models.DateTimeField(null=True)
    stamped_by = models.CharField(max_length=200, blank=True)
    stamped_until = models.DateTimeField(null=True, help_text="the newest time-stamp's certificate runs out")
    stamped_with = models.CharField(max_length=100, blank=True, help_text="algorithms of the newest time-stamp")
    gap = models.TextField(blank=True, help_text="what validation data could not be had")

    class Meta:
        ordering = ["since", "pk"]
        verbose_name = _("dấu thời gian của văn bản")
        verbose_name_plural = _("dấu thời gian của văn bản")
        indexes = [
            models.Index(fields=["since"], condition=Q(done_at__isnull=True), name="papers_waiting_for_a_stamp"),
            models.Index(fields=["stamped_until"], name="stamps_by_their_end"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}/{self.turn}"


class SignatureCheck(models.Model):
    """A signature on an issued paper, its certificate, and whether that was found to be revoked before it signed."""

    document = models.ForeignKey(IssuedDocument, on_delete=models.PROTECT, related_name="signature_checks")
    field = models.CharField(max_length=60)
    signer_name = models.CharField(max_length=200)
    issuer_key = models.CharField(max_length=64, db_index=True, help_text="as in RevocationList; empty: unknown")
    serial = models.CharField(max_length=64, help_text="hex")
    signed_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, help_text="last time an authority's answer was at hand")
    revoked_at = models.DateTimeField(null=True)
    found_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    settled_note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["document", "pk"]
        verbose_name = _("kiểm tra chứng thư của chữ ký")
        verbose_name_plural = _("kiểm tra chứng thư của chữ ký")
        constraints = [
            models.UniqueConstraint(fields=["document", "field"], name="one_check_a_signature"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | (Q(settled_by__isnull=False) & ~Q(settled_note="")),
                name="settled_in_words",
            ),
        ]
        indexes = [
            models.Index(
                fields=["found_at"], condition=Q(revoked_at__lte=F("signed_at")), name="signed_after_revocation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.field}"
