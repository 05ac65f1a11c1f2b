"""Ways to ask for answers: an inherited one counts as the host's does at this moment."""

from django.db import models
from django.db.models import Case, Exists, ExpressionWrapper, F, OuterRef, Q, Value, When

from classification.plan import DONE, SHARED_UP_TO, Answer
from classification.regimes import REGIMES
from classification.workflow import IN_FORCE
from systems.hosting import DEEPEST
from systems.models import InformationSystem


def followed_standard(prefix: str = "") -> Case:
    """The standard that the live plan of a dossier follows; `prefix` leads to the dossier (`dossier__`)."""
    named = [When(**{f"{prefix}regime": code}, then=Value(regime.catalogue)) for code, regime in REGIMES.items()]
    own = When(~Q(**{f"{prefix}standard": ""}), then=F(f"{prefix}standard"))
    return Case(own, *named, default=Value(""), output_field=models.CharField())


class PlanItemQuerySet(models.QuerySet):
    def with_hosts(self):
        """Adds `host_meets`: whether the host's answer that this one is inherited from is met now."""
        meets = ExpressionWrapper(self._met_by_host(), output_field=models.BooleanField())
        return self._following().annotate(host_meets=meets)

    def done(self):
        """Leaves nothing to do: met, justified as not applicable, or inherited from a host that meets it."""
        return self._following().filter(Q(status__in=sorted(DONE)) | self._met_by_host(), live=True)

    def inherited(self, *, met: bool):
        """Inherited from a host that meets the requirement now, or does not (any more)."""
        found = self._following().filter(inherited_from__isnull=False, live=True)
        return found.filter(self._met_by_host() if met else ~self._met_by_host())

    def _following(self):
        """Adds the standard that the plan follows, which host and tenant must share."""
        return self.alias(follows=followed_standard("dossier__"))

    def _met_by_host(self, deeper: int = DEEPEST - 1) -> Q:
        return Q(inherited_from__isnull=False, dossier__level__lte=SHARED_UP_TO) & Q(self._there(deeper))

    def _there(self, deeper: int) -> Exists:
        """The host's answer to the requirement of the row outside; hosts inherit in turn, no chain is any deeper.

        The system still stands in that host, the host runs, and its dossier in force answers the same requirement of
        the same catalogue, at this level or a higher one, as met.
        """
        there = (
            self.model._base_manager.alias(follows=followed_standard("dossier__"))
            .filter(
                live=True,
                code=OuterRef("code"),
                follows=OuterRef("follows"),
                dossier__system=OuterRef("inherited_from"),
                dossier__system__tenants=OuterRef("dossier__system"),
                dossier__state__in=sorted(IN_FORCE),
                dossier__level__gte=OuterRef("dossier__level"),
            )
            .exclude(dossier__system__status=InformationSystem.Status.CLOSED)
            .order_by()
        )
        own = Q(status=Answer.MET)
        if deeper:
            own |= self._met_by_host(deeper - 1)
        return Exists(there.filter(own))
