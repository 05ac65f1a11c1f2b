"""What people wrote into a dossier, and the files they added."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from classification.parts import BY_KEY


class DossierPart(models.Model):
    """One part's content as JSON (its shape stands in classification/parts.py). `version` finds stale pages."""

    dossier = models.ForeignKey("classification.Dossier", on_delete=models.PROTECT, related_name="parts")
    key = models.CharField(max_length=20, choices=[(key, part.title) for key, part in BY_KEY.items()])
    content = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "key"], name="each_part_once")]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.key}"


class Attachment(models.Model):
    """A file of a dossier, kept under its SHA-256; never changed, a newer file is a new row."""

    dossier = models.ForeignKey("classification.Dossier", on_delete=models.PROTECT, related_name="attachments")
    filename = models.CharField(_("tên tệp"), max_length=200)
    mime = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="attachments/%Y/%m/", max_length=300)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.filename
