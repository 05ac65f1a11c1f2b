"""What happened to an approved system that may change its level, and how it was answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from classification.regimes import regime_for
from classification.triggers import Trigger, clause_of, risk_assessment_needed
from classification.workflow import State
from systems.models import InformationSystem

WITHOUT_DECISION = (State.WITHDRAWN, State.REFUSED)
"""A dossier that ended so answers nothing: what it was opened for is open again."""
UNANSWERED = Q(answer="") | Q(answer="dossier", dossier__state__in=WITHOUT_DECISION)


class EventQuerySet(models.QuerySet):
    def unanswered(self):
        return self.filter(UNANSWERED)


class Event(models.Model):
    """One event (sự kiện). Automatic ones come from changed facts, the others are told by a named person."""

    class Answer(models.TextChoices):
        DOSSIER = "dossier", _("Lập hồ sơ xác định lại")
        NO_CHANGE = "no_change", _("Không làm thay đổi cấp độ")

    system = models.ForeignKey(InformationSystem, on_delete=models.PROTECT, related_name="events")
    trigger = models.CharField(_("loại sự kiện"), max_length=12, choices=Trigger)
    regime = models.CharField(max_length=12)
    happened_on = models.DateField(_("ngày xảy ra"))
    what = models.TextField(_("nội dung"))
    document = models.CharField(_("văn bản"), max_length=300, blank=True)
    automatic = models.BooleanField(default=False)
    level_before = models.PositiveSmallIntegerField(null=True)
    level_after = models.PositiveSmallIntegerField(null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    dossier = models.ForeignKey(
        "classification.Dossier", on_delete=models.PROTECT, null=True, related_name="answered_events"
    )
    reason = models.TextField(_("lý do"), blank=True)
    risk_assessed_on = models.DateField(_("ngày đánh giá rủi ro"), null=True, blank=True)
    risk_document = models.CharField(_("số, ký hiệu báo cáo đánh giá rủi ro"), max_length=200, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = _("sự kiện")
        indexes = [models.Index(fields=["system", "answer"])]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "trigger"], condition=Q(automatic=True, answer=""), name="one_open_automatic_event"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, dossier__isnull=True)
                | Q(answer="dossier", answered_at__isnull=False, dossier__isnull=False)
                | (Q(answer="no_change", answered_at__isnull=False, dossier__isnull=True) & ~Q(reason="")),
                name="event_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.system_id}: {self.trigger} {self.happened_on}"

    @property
    def clause(self) -> str:
        """The clauses that ask for the new look, with their decree."""
        return regime_for(self.regime).cite(clause_of(self.trigger, self.regime))

    @property
    def risk_assessment_needed(self) -> bool:
        return risk_assessment_needed(self.trigger, self.regime)

    @property
    def is_open(self) -> bool:
        if self.answer == self.Answer.DOSSIER:
            return self.dossier.state in WITHOUT_DECISION
        return not self.answer
