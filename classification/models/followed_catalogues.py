"""Which catalogue the live plan of a dossier answers, and when it may be answered."""

from django.db import models

from classification.regimes import REGIMES
from classification.workflow import PLAN_EDITABLE, PLAN_MOVABLE, State

from .assessments import InspectionFinding
from .catalogues import catalogue_of


class FollowsACatalogue(models.Model):
    """`standard` "" is the one that the decree names (`rules`); no `edition` the one that came with the product."""

    standard = models.CharField(max_length=30, blank=True)
    edition = models.ForeignKey(
        "classification.CatalogueEdition", on_delete=models.PROTECT, null=True, to_field="sha256",
        related_name="dossiers",
    )  # fmt: skip

    class Meta:
        abstract = True

    @property
    def plan_moved(self) -> bool:
        """Whether the live plan follows another standard than the one that the decree names."""
        return bool(self.standard) and self.standard != self.rules.catalogue

    @property
    def is_plan_movable(self) -> bool:
        return self.state in PLAN_MOVABLE

    @property
    def plan_rules(self):
        """The decree that names the standard which the live plan follows."""
        followed = (rules for rules in REGIMES.values() if rules.catalogue == self.standard)
        return next(followed, self.rules) if self.plan_moved else self.rules

    @property
    def catalogue(self):
        """What the live plan answers, in the edition it was opened with or moved to."""
        return catalogue_of(self.standard or self.rules.catalogue, self.edition_id)

    @property
    def is_plan_editable(self) -> bool:
        """While proposed and deployed; later one deployed on paper, brought to another standard or found wanting."""
        if self.state in PLAN_EDITABLE or (self.recorded and self.state == State.PROTECTED):
            return True
        return self.is_plan_movable and (self.plan_moved or self.open_findings.exists())

    @property
    def open_findings(self):
        """Findings of inspections whose requirement is not met again yet (InspectionFinding)."""
        return InspectionFinding.objects.open_of(self)
