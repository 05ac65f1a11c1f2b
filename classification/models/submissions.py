"""What was sent: the frozen content of each round of a dossier."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Submission(models.Model):
    """One round (lần trình): everything the dossier said at the moment it was handed in. Written once.

    `parts`: part key -> content; `files`: number of the attachment -> {"filename", "mime", "size", "sha256"};
    `plan`: the answered requirements in the order of the standard, each with its clause and words as they read then;
    `answers`: what the operator answered to the remarks of the round before; `papers`: the signed papers by kind,
    number, day and SHA-256. `digest` is the SHA-256 of all of this. A trigger of the database refuses every change.
    """

    dossier = models.ForeignKey("classification.Dossier", on_delete=models.PROTECT, related_name="submissions")
    round = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    regime = models.CharField(max_length=12)
    ruleset_version = models.CharField(max_length=30, blank=True)
    catalogue = models.CharField(max_length=30)
    catalogue_version = models.CharField(max_length=64)
    level = models.PositiveSmallIntegerField()
    determined_level = models.PositiveSmallIntegerField(null=True)
    higher_reason = models.TextField(blank=True)
    regime_reason = models.CharField(max_length=500, blank=True)
    letter_number = models.CharField(max_length=60, blank=True)
    facts = models.JSONField()
    determination = models.JSONField()
    parts = models.JSONField()
    files = models.JSONField()
    plan = models.JSONField()
    answers = models.JSONField(default=list)
    papers = models.JSONField(default=list)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["dossier", "round"]
        verbose_name = verbose_name_plural = _("nội dung đã trình")
        constraints = [models.UniqueConstraint(fields=["dossier", "round"], name="one_submission_a_round")]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.round}"
