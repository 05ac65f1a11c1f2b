"""What a dossier knows of its way besides the level: sphere, criteria of Điều 16, the list, the outside appraiser."""

import datetime
from functools import cached_property

from django.db import models
from django.db.models import Case, F, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from classification import route
from classification.paper_kinds import PaperKind
from classification.regimes import REGIMES
from classification.regimes.base import Authority
from classification.regimes.base import Sphere as RegimeSphere
from classification.route import LISTED_FROM, OUTSIDE_FROM, TOP, Sphere

WITH_CRITERIA = sorted(code for code, regime in REGIMES.items() if route.critical_criteria(regime))
ROUTE_LEVEL = Case(
    When(on_list=True, level__gte=LISTED_FROM, regime__in=WITH_CRITERIA, then=Value(TOP)),
    default=F("level"),
    output_field=models.PositiveSmallIntegerField(null=True),
)
"""`Dossier.route_level` as the database works it out."""


class Routed(models.Model):
    """Fields and readings of the way. `critical_answers`: {code: {"answer", "wording"}}, in the words it was asked."""

    sphere = models.CharField(max_length=20, choices=Sphere, blank=True)
    critical_answers = models.JSONField(default=dict, blank=True)
    critical_reason = models.TextField(blank=True)
    on_list = models.BooleanField(default=False)

    class Meta:
        abstract = True

    @property
    def route_level(self) -> int | None:
        """The level whose way the dossier goes (NĐ 331/2026 Đ20.4); requirements and plan stay those of `level`."""
        return route.route_level(self.rules, self.level, self.on_list)

    @property
    def is_raised_by_list(self) -> bool:
        return self.route_level != self.level

    @property
    def is_appraised_outside(self) -> bool:
        return (self.route_level or 0) >= OUTSIDE_FROM

    @property
    def asks_criteria(self) -> bool:
        return route.asks_criteria(self.rules, self.level)

    @property
    def criteria_met(self) -> list[route.Criterion]:
        return route.criteria_met(self.critical_answers) if self.asks_criteria else []

    @property
    def criteria_open(self) -> list[route.Criterion]:
        return route.criteria_open(self.critical_answers) if self.asks_criteria else []

    @property
    def route_questions_open(self) -> list[str]:
        """What must be said of the way before a dossier of levels 4-5 goes out; empty at other levels."""
        if not self.is_appraised_outside:
            return []
        asked = [] if self.sphere else [_("lĩnh vực của hệ thống")]
        if self.level == OUTSIDE_FROM and self.criteria_open and not self.on_list:
            asked.append(_("tiêu chí hệ thống quan trọng về an ninh quốc gia (Điều 16)"))
        return asked

    def authority(self, on: datetime.date | None = None) -> Authority:
        """Who appraises and approves on this way, on that day (today)."""
        sphere = RegimeSphere(self.sphere or RegimeSphere.GENERAL)
        return self.rules.authority_for(self.route_level, on=on or timezone.localdate(), sphere=sphere)

    @property
    def outside_appraiser(self) -> str:
        """The body outside that appraises, by name; empty below level 4."""
        return self.rules.body_name(self.authority().appraiser) if self.is_appraised_outside else ""

    @property
    def list_name(self) -> str:
        """The Prime Minister's list in the words of the decree."""
        return f"Danh mục {self.rules.terms.critical_system}"

    @cached_property
    def list_decision(self):
        """The newest decision of the Prime Minister on this system, in whichever dossier it was recorded; or None."""
        kind = self.incoming.model.objects.filter(kind=PaperKind.LIST_IN) if self.pk else None
        return kind.filter(dossier__system=self.system_id).last() if kind is not None else None

    @cached_property
    def owner_report(self):
        """The report to the owner as the journal has it (levels 1-2), or None."""
        return self.steps.filter(step="report_to_owner").last() if self.pk else None
