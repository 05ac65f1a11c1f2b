"""The answers of a plan as papers tell them: what is inherited is told with the host and the day."""

import datetime
from dataclasses import dataclass

from classification.models import Dossier, PlanItem
from classification.plan import Answer
from documents.typography import date_in_words


@dataclass(frozen=True, slots=True)
class Told:
    """One answer on the day of a paper. `inheritance`: a sentence about the host, or empty."""

    item: PlanItem
    inheritance: str = ""

    def __getattr__(self, name: str):
        return getattr(self.item, name)

    @property
    def told(self) -> str:
        """How it is met; for what does not apply, why. What the host meets is told of the host alone."""
        own = self.item.reason or self.item.how
        if self.inheritance and self.item.counts_as == Answer.MET:
            return self.inheritance
        return " ".join(said for said in (self.inheritance, own) if said)


def answers_on(dossier: Dossier, day: datetime.date) -> dict[str, Told]:
    """Requirement code -> its answer as it counts now, told as of `day`. Two statements."""
    items = list(dossier.plan_items.with_hosts().select_related("inherited_from"))
    hosts = {item.inherited_from_id for item in items if item.inherited_from_id}
    decided = {held.system_id: held for held in Dossier.objects.in_force().filter(system__in=hosts)} if hosts else {}
    return {item.code: Told(item, _inheritance(item, decided.get(item.inherited_from_id), day)) for item in items}


def _inheritance(item: PlanItem, source: Dossier | None, day: datetime.date) -> str:
    if item.inherited_from_id is None:
        return ""
    host = f"{item.inherited_from.name} ({item.inherited_from.code})"
    if item.counts_as != Answer.MET:
        return f"Kế thừa từ {host}; đến {date_in_words(day)} không còn đạt."
    by = f" theo hồ sơ được phê duyệt tại Quyết định số {source.decision_number}" if source else ""
    return f"Kế thừa từ {host}: đạt tính đến {date_in_words(day)}{by}."
