"""Ways to ask for dossiers."""

from django.db import models

from classification.workflow import IN_FORCE, OPEN
from systems.authority import seen_by


class DossierQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Dossiers of the systems this person answers for or watches; every page of a dossier starts here."""
        return self.filter(seen_by(user, prefix="system__"))

    def open(self):
        """On their way to a decision."""
        return self.filter(state__in=sorted(OPEN))

    def in_force(self):
        return self.filter(state__in=sorted(IN_FORCE))

    def with_parties(self):
        return self.select_related("system__owner__security_unit", "system__operator", "appraising_body")
