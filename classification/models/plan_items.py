"""The answer to one requirement of a dossier's plan."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from classification.plan import Answer


class PlanItem(models.Model):
    """How one requirement is met: in what state, how, by whom, by when, proved by what.

    Only answered requirements have a row. `code` is the requirement's stable code in the dossier's catalogue; an answer
    to a requirement that the live plan does not ask (any more) is kept and not `live`: lists do not count it.
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
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "code"], name="each_requirement_once"),
            models.CheckConstraint(condition=Q(status__in=Answer.values), name="known_answer"),
            models.CheckConstraint(
                condition=~Q(status=Answer.NOT_APPLICABLE) | ~Q(reason=""),
                name="not_applicable_has_a_reason",
                violation_error_message=_("Yêu cầu không áp dụng phải có lý do."),
            ),
        ]
        # Lists count the answers of many plans from the index alone.
        indexes = [models.Index(fields=["dossier", "live", "status"], name="plan_answers")]

    def __str__(self) -> str:
        return f"{self.code}: {self.status}"
