"""What a dossier knows of its plan besides the answers: what was copied into it, what an inspector found."""

from functools import cached_property

from classification.hosting import falls_short
from classification.plan import Checked
from classification.workflow import UNDER_INSPECTION
from systems.hosting import Separation


class Inspected:
    """Mixed into Dossier."""

    @property
    def is_under_inspection(self) -> bool:
        return self.state in UNDER_INSPECTION

    @cached_property
    def checks(self) -> dict:
        """Requirement code -> the newest finding about it, with who found it."""
        if not self.pk:
            return {}
        return {found.code: found for found in self.requirement_checks.select_related("by").order_by("pk")}

    @property
    def found_wanting(self) -> list[str]:
        """Clauses of the requirements whose newest finding is unfavourable, in the order of the standard."""
        failed = {code for code, found in self.checks.items() if found.result == Checked.FAILED}
        if not failed or not self.level:
            return []
        return [asked.clause for asked in self.catalogue.requirements_for(self.level) if asked.code in failed]

    @cached_property
    def inherited_fallen(self) -> int:
        """How many answers are inherited from a host that does not meet them now."""
        return self.plan_items.inherited(met=False).count() if self.pk else 0

    @property
    def separation_lacking(self) -> Separation | None:
        """The separation from other systems that its level asks for and that nobody states; None where all is well."""
        stated = self.contents.get("hosting", {})
        return falls_short(stated, self.regime, self.level, critical=self.is_raised_by_list)

    @cached_property
    def copied_unreviewed(self) -> int:
        """How many answers were copied from another system and not looked at since."""
        return self.plan_items.filter(needs_review=True).count() if self.pk else 0
