"""Evidence (minh chứng): files that prove an answer, kept in versions; added, never replaced."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Evidence(models.Model):
    """One proof of one requirement in one dossier, such as "Biên bản thử khôi phục"; its files stand in versions."""

    dossier = models.ForeignKey("classification.Dossier", on_delete=models.PROTECT, related_name="evidence")
    code = models.CharField(max_length=60)
    title = models.CharField(_("tên minh chứng"), max_length=200)

    class Meta:
        ordering = ["code", "pk"]
        verbose_name = verbose_name_plural = _("minh chứng")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "code", "title"],
                name="one_evidence_a_title",
                violation_error_message=_("Yêu cầu này đã có minh chứng tên đó."),
            ),
            models.CheckConstraint(condition=~Q(title=""), name="evidence_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def newest(self):
        """The version that counts today; needs the versions prefetched, oldest first."""
        return list(self.versions.all())[-1]


class EvidenceVersion(models.Model):
    """What was handed in at one time: number 1, 2, ... of its evidence."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    note = models.TextField(_("ghi chú"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "number"], name="each_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="versions_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} v{self.number}"


class EvidenceFile(models.Model):
    """One file of a version, kept under its SHA-256."""

    version = models.ForeignKey(EvidenceVersion, on_delete=models.PROTECT, related_name="files")
    filename = models.CharField(_("tên tệp"), max_length=200)
    mime = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="evidence/%Y/%m/", max_length=300)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["version", "sha256"], name="each_file_once_a_version")]

    def __str__(self) -> str:
        return self.filename

    @property
    def short_sha256(self) -> str:
        """Enough of the hash to compare by eye."""
        return self.sha256[:12]
