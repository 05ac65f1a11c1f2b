"""Copying answers from the plan of another system: which plans there are, and what a copy would write."""

import hashlib
import json
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from classification.catalogue import Requirement
from classification.models import Dossier, PlanItem
from classification.workflow import IN_FORCE, OPEN
from systems.wording import search_form

COPIED = ("status", "how", "reason", "responsible")
"""What of an answer says as much about another system; days and evidence are each system's own."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One requirement as it is answered here (None: not yet) and in the other plan."""

    requirement: Requirement
    here: PlanItem | None
    there: PlanItem

    @property
    def code(self) -> str:
        return self.requirement.code

    @property
    def fills(self) -> bool:
        return self.here is None

    @property
    def differs(self) -> bool:
        """An answer inherited here is another one, whatever it is worth today."""
        if self.here is None:
            return False
        same = all(getattr(self.here, name) == getattr(self.there, name) for name in COPIED)
        return not same or self.here.inherited_from_id is not None


@dataclass(frozen=True, slots=True)
class Comparison:
    """This plan beside another: what a copy could fill or overwrite, and how many answers are the same already."""

    source: Dossier
    pairs: tuple[Pair, ...]
    same: int
    fingerprint: str

    @property
    def filling(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair.fills]

    @property
    def overwriting(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair.differs]


def sources(dossier: Dossier, user, words: str = "") -> QuerySet[Dossier]:
    """Plans of other systems that this person may see, under the same catalogue; words in the system's name or code."""
    found = (
        Dossier.objects.visible_to(user)
        .like(dossier)
        .filter(state__in=sorted(IN_FORCE | OPEN), level__isnull=False)
        .exclude(system=dossier.system_id)
        .with_parties()
        .with_open_requirements()
        .defer("facts", "determination")
    )
    for word in search_form(words).split():
        found = found.filter(Q(system__search_text__contains=word) | Q(system__operator__name_search__contains=word))
    return found.filter(Exists(PlanItem.objects.filter(dossier=OuterRef("pk")))).order_by("system__code", "pk")


def compare(dossier: Dossier, source: Dossier) -> Comparison:
    """What of the other plan could be copied into this one: requirements of this level that are answered there.

    What the other system inherits from its host are not its own words and is left out.
    """
    here = {item.code: item for item in dossier.plan_items.with_hosts()}
    there = {item.code: item for item in source.plan_items.filter(inherited_from__isnull=True)}
    asked = dossier.catalogue.requirements_for(dossier.level) if dossier.level else ()
    pairs = [Pair(each, here.get(each.code), there[each.code]) for each in asked if each.code in there]
    changing = tuple(pair for pair in pairs if pair.fills or pair.differs)
    return Comparison(source, changing, len(pairs) - len(changing), _fingerprint(here, there))


def _fingerprint(here: dict, there: dict) -> str:
    """Changes when anybody changes an answer in either plan."""
    versions = [sorted((code, item.version) for code, item in items.items()) for items in (here, there)]
    return hashlib.sha256(json.dumps(versions).encode()).hexdigest()[:32]
