"""The journal of a dossier: each step that was taken."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from classification.workflow import BESIDE, STEPS, State
from systems.roles import Role


class StepTaken(models.Model):
    """One step: from which state to which, by whom in which duty, on which day, with which paper and why."""

    dossier = models.ForeignKey("classification.Dossier", on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=30, choices=[(name, step.label) for name, step in (STEPS | BESIDE).items()])
    source = models.CharField(max_length=30, choices=State)
    target = models.CharField(max_length=30, choices=State)
    round = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="steps_taken")
    role = models.CharField(max_length=20, choices=Role, blank=True)
    delegation = models.ForeignKey("systems.Delegation", on_delete=models.PROTECT, null=True, related_name="steps")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)
    papers = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = _("bước đã làm")

    def __str__(self) -> str:
        return f"{self.step} · {self.by}"

    @property
    def numbers(self) -> list[str]:
        """The numbers of its papers, each once: what goes with a letter bears the letter's number."""
        return list(dict.fromkeys(paper["number"] for paper in self.papers))
