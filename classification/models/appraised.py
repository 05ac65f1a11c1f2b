"""Who appraises and inspects a dossier's system, and who operates it."""

from functools import cached_property

from classification.workflow import STEPS
from systems.authority import body_for
from systems.bodies import one_body
from systems.models import Organisation
from systems.roles import Role

OPINION = STEPS["give_opinion"]


class Appraised:
    """What a dossier says of these bodies; it has `system`, `owner`, `operator`, `appraising_body`, `meetings`."""

    @property
    def security_unit(self) -> Organisation | None:
        """The body that appraises at levels 1-3 and inspects: named at submission, until then as the owner named it."""
        return self.appraising_body or body_for(Role.SECURITY_UNIT, self.system)

    @property
    def appraiser_name(self) -> str:
        """Who appraises and inspects today, as papers and pages name it: the security unit, or who stands in for it."""
        return str(self.system.appraising or self.owner.security_unit or "")

    @cached_property
    def operators(self) -> list[Organisation]:
        """Everyone who operates the system, the lead first."""
        return [self.operator, *self.system.co_operators.all()]

    @property
    def by_council(self) -> bool:
        return bool(self.system.appraising_id) and self.system.appraising.is_council

    @property
    def appraiser_operates(self) -> bool:
        """Whether whoever appraises and inspects today is one body with the operator."""
        unit = self.system.appraising.unit if self.system.appraising_id else self.owner.security_unit
        return any(one_body(unit, operator, owner=self.owner) for operator in self.operators)

    @property
    def awaits_council(self) -> bool:
        """Whether a council speaks next: it gives the opinion of levels 4-5, or concludes where nobody outside does."""
        if not self.by_council:
            return False
        gives_opinion = self.route_level is not None and OPINION.open_from(self.state, self.route_level)
        return gives_opinion or (self.is_under_appraisal and not self.is_appraised_outside)

    @property
    def council_has_met(self) -> bool:
        return bool(self.pk) and self.meetings.filter(round=self.round).exists()
