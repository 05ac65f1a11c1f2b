"""Documents that came in from bodies without accounts here (văn bản đến), and what they decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from classification.paper_kinds import INCOMING, PaperKind
from classification.workflow import STEPS


class ListVerdict(models.TextChoices):
    """What a decision on the Prime Minister's list says of the system."""

    LISTED = "listed", _("Đưa hệ thống vào Danh mục")
    UNLISTED = "unlisted", _("Đưa hệ thống ra khỏi Danh mục")


class IncomingDocument(models.Model):
    """One document as a named person recorded it. Append-only.

    `verdict` is the step that it takes ("accept", "return", "appraise", "refuse") or a `ListVerdict`; the scan is a
    file of the dossier, known by its SHA-256.
    """

    dossier = models.ForeignKey("classification.Dossier", on_delete=models.PROTECT, related_name="incoming")
    round = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.label) for kind in PaperKind if kind in INCOMING])
    verdict = models.CharField(max_length=20)
    number = models.CharField(_("số, ký hiệu"), max_length=60)
    issued_on = models.DateField(_("ngày"))
    body = models.CharField(_("cơ quan ban hành"), max_length=200)
    says = models.TextField(_("nội dung"), blank=True)
    scan = models.OneToOneField("classification.Attachment", on_delete=models.PROTECT, related_name="incoming_document")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = _("văn bản đến")
        constraints = [
            models.CheckConstraint(condition=~Q(number="") & ~Q(body=""), name="came_in_with_a_number_and_a_body"),
            models.CheckConstraint(condition=Q(kind__in=sorted(INCOMING)), name="came_in_from_outside"),
            models.UniqueConstraint(fields=["dossier", "kind", "number", "issued_on"], name="came_in_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.body})"

    @property
    def title(self) -> str:
        return f"{self.get_kind_display()} ({self.body})"

    @property
    def verdict_label(self) -> str:
        return str(STEPS[self.verdict].label if self.verdict in STEPS else ListVerdict(self.verdict).label)
