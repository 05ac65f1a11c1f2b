"""The answer to one requirement of a dossier's plan."""

from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from classification.plan import Answer

from .plan_querysets import PlanItemQuerySet


class PlanItem(models.Model):
    """How one requirement is met: in what state, how, by whom, by when, proved by what.

    Only answered requirements have a row. `code` is the requirement's stable code in the dossier's catalogue; an answer
    to a requirement that the live plan does not ask (any more) is kept and not `live`: lists do not count it. An answer
    `copied_from` the plan of another system says so for good, and `needs_review` until somebody saves it here. One
    `inherited_from` the host is worth what the host's is at this moment: stored as not met, read with `counts_as`.
    """

    dossier = models.ForeignKey("classification.Dossier", on_delete=models.PROTECT, related_name="plan_items")
    code = models.CharField(max_length=60)
    status = models.CharField(_("tình trạng"), max_length=16, choices=Answer)
    how = models.TextField(_("cách thực hiện"), blank=True)
    reason = models.TextField(_("lý do không áp dụng"), blank=True)
    responsible = models.CharField(_("người, đơn vị thực hiện"), max_length=200, blank=True)
    due_on = models.DateField(_("ngày hoàn thành"), null=True, blank=True)
    evidence = models.TextField(_("minh chứng"), blank=True)
    live = models.BooleanField(default=True)
    copied_from = models.ForeignKey(
        "classification.Dossier", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    copied_on = models.DateField(null=True, blank=True)
    needs_review = models.BooleanField(default=False)
    inherited_from = models.ForeignKey(
        "systems.InformationSystem", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "code"], name="each_requirement_once"),
            models.CheckConstraint(condition=Q(status__in=Answer.values), name="known_answer"),
            models.CheckConstraint(
                condition=~Q(status=Answer.NOT_APPLICABLE) | ~Q(reason=""),
                name="not_applicable_has_a_reason",
                violation_error_message=_("Yêu cầu không áp dụng phải có lý do."),
            ),
            models.CheckConstraint(
                condition=Q(copied_from__isnull=True, copied_on__isnull=True)
                | Q(copied_from__isnull=False, copied_on__isnull=False),
                name="copied_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(inherited_from__isnull=True) | Q(status=Answer.NOT_MET),
                name="inherited_is_stored_as_not_met",
            ),
        ]
        # Lists count the answers of many plans from the index alone.
        indexes = [
            models.Index(fields=["dossier", "live", "status"], name="plan_answers"),
            models.Index(fields=["dossier"], condition=Q(inherited_from__isnull=False), name="plan_inherited"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.status}"

    @cached_property
    def host_meets(self) -> bool:
        """Whether the host meets it now; lists ask with `with_hosts` once for all."""
        return type(self).objects.filter(pk=self.pk).inherited(met=True).exists()

    @property
    def counts_as(self) -> str:
        """The answer that this one is worth now, a value of Answer."""
        if self.inherited_from_id is None:
            return self.status
        return str(Answer.MET if self.host_meets else Answer.NOT_MET)
