"""What the facts of a system give today, kept beside it so that lists need not determine anything."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from systems.models import InformationSystem


class NeededLevel(models.Model):
    """The level that the facts of one system give under the decree of today; written whenever the facts change.

    `grounds`: what that level rests on, [{"clause", "reason"}]; `could_become`: the highest level that a fact nobody
    knows could lead to (None: none above); `unknown`: those facts by name; `contradictions`: keys of contradictions.py.
    """

    system = models.OneToOneField(InformationSystem, on_delete=models.PROTECT, related_name="needed")
    regime = models.CharField(max_length=12)
    ruleset_version = models.CharField(max_length=30)
    level = models.PositiveSmallIntegerField(_("cấp độ theo dữ kiện"), null=True)
    could_become = models.PositiveSmallIntegerField(null=True)
    grounds = models.JSONField(default=list)
    unknown = models.JSONField(default=list)
    contradictions = models.JSONField(default=list)
    contradicted = models.BooleanField(default=False)
    computed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = _("cấp độ theo dữ kiện")
        constraints = [
            models.CheckConstraint(condition=Q(level__isnull=True) | Q(level__range=(1, 5)), name="needed_level_1_to_5")
        ]
        indexes = [models.Index(fields=["level"]), models.Index(fields=["contradicted"])]

    def __str__(self) -> str:
        return f"{self.system_id}: {self.level or '-'}"
