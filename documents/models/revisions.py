"""What was appended to an issued paper: a further signature, a seal, a time-stamp, data that keeps them checkable."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .issued import IssuedDocument


class PaperRevision(models.Model):
    """One state of an issued paper after the first: its bytes begin with the bytes of the state before. Append-only.

    The state that was issued is position 1 and lives in `IssuedDocument` itself; rows here count from 2.
    """

    class Kind(models.TextChoices):
        COSIGNED = "cosigned", _("Ký thêm")
        SEALED = "sealed", _("Đóng dấu của cơ quan")
        EVIDENCE = "evidence", _("Bổ sung dữ liệu kiểm tra chữ ký")
        TIMESTAMPED = "timestamped", _("Bổ sung dấu thời gian")

    document = models.ForeignKey(IssuedDocument, on_delete=models.PROTECT, related_name="revisions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    field = models.CharField(max_length=60, blank=True, help_text=_("Ô chữ ký hoặc dấu thời gian; trống: không có."))
    signer_name = models.CharField(max_length=200, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    file = models.FileField(upload_to="issued/%Y/%m/", max_length=300)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["document", "position"]
        verbose_name = _("bản bổ sung của văn bản")
        verbose_name_plural = _("bản bổ sung của văn bản")
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="one_revision_a_position"),
            models.CheckConstraint(condition=Q(position__gte=2), name="first_state_is_the_issued_one"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}/{self.position}"

    def read(self) -> bytes:
        with self.file.open("rb") as file:
            return file.read()
