"""Papers made ready for one person to sign one step; thrown away when the dossier moves on."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from classification.models import AnnualReport, Dossier
from classification.workflow import PaperKind
from systems.models import Delegation

from .subjects import of_one_subject


class PreparedSigning(models.Model):
    """What one person is about to sign: the step, its reason, and the version of the dossier it was made from.

    A yearly report or a delegation has no step to take: `step` is the name of its act, the version says how often the
    report went out or the draft was changed.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, null=True, related_name="prepared")
    report = models.ForeignKey(AnnualReport, on_delete=models.PROTECT, null=True, related_name="prepared")
    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, null=True, related_name="prepared")
    step = models.CharField(max_length=30)
    note = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dossier_version = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    made_before = models.JSONField(default=list, help_text=_("SHA-256 của các bản đã lập trước bản này."))
    prepared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "step", "by"], name="one_preparation_a_person_and_step"),
            models.UniqueConstraint(fields=["report", "by"], name="one_preparation_a_person_and_report"),
            models.UniqueConstraint(fields=["delegation", "by"], name="one_preparation_a_person_and_delegation"),
            models.CheckConstraint(condition=of_one_subject(), name="prepared_for_one_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id or self.report_id or self.delegation_id}: {self.step}"


class PreparedPaper(models.Model):
    """One paper of it, rendered and with its signature fields in place, exactly as it will be signed."""

    signing = models.ForeignKey(PreparedSigning, on_delete=models.CASCADE, related_name="papers")
    about = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, null=True, related_name="+",
        help_text=_("Hồ sơ mà văn bản nói về, khi đó là một hồ sơ khác của hồ sơ chung."),
    )  # fmt: skip
    kind = models.CharField(max_length=20, choices=PaperKind)
    title = models.CharField(max_length=400)
    number = models.CharField(max_length=60)
    serial = models.PositiveIntegerField(null=True)
    symbol = models.CharField(max_length=40, blank=True)
    issued_on = models.DateField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    boxes = models.JSONField()
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    snapshot_sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveSmallIntegerField()
    token = models.CharField(max_length=40, unique=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class StartedSignature(models.Model):
    """A signature begun here and finished by a key elsewhere: what has to be the same when its answer comes."""

    paper = models.OneToOneField(PreparedPaper, on_delete=models.CASCADE, related_name="started")
    pdf = models.BinaryField(help_text=_("Tệp có chỗ trống cho chữ ký."))
    digest = models.BinaryField(help_text=_("Mã băm của tệp, trừ chỗ trống."))
    region_start = models.PositiveIntegerField()
    region_end = models.PositiveIntegerField()
    attributes = models.BinaryField(help_text=_("Thuộc tính được ký, DER: chính là dữ liệu mà khóa phải ký."))
    started_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.paper)
