"""The inventory with the state of dossiers beside each system: what the list shows, filters and sorts by."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.db.models.functions import Coalesce, Length, Substr
from django.utils.translation import gettext as _

from classification.calendars import time_left
from classification.counting_stages import DECIDED, DONE, NOTHING, RANKS, STAGES
from classification.workflow import DECIDED as DECIDED_WORD
from classification.workflow import DEPLOYMENT_RANKS, IN_FORCE, OPEN, TO_BE_DEPLOYED, State
from systems.authority import systems_visible_to
from systems.models import InformationSystem, Organisation
from systems.models.organisations import below
from systems.wording import search_form

SORTS = {
    "ma": ("code", "pk"),
    "ten": ("plain_name", "code"),
    "don-vi": ("operator__path", "code"),
    "cap-do": (F("level").asc(nulls_last=True), "code"),
    "han": (F("due_on").asc(nulls_last=True), "code"),
}
"""Words in the address -> columns; a minus before the word turns the order round."""


def inventory(user) -> QuerySet[InformationSystem]:
    """Systems this person may see, each with its dossier in force (`decided_…`) and the one on its way (`current_…`).

    At most one of each exists, so the two joins never double a row. `level` is the approved one, else the proposed.
    """
    return (
        systems_visible_to(user)
        .annotate(
            decided=FilteredRelation("dossiers", condition=Q(dossiers__state__in=sorted(IN_FORCE))),
            current=FilteredRelation("dossiers", condition=Q(dossiers__state__in=sorted(OPEN))),
        )
        .annotate(
            decided_pk=F("decided__pk"),
            decided_state=F("decided__state"),
            decision_number=F("decided__decision_number"),
            decided_on_paper=F("decided__recorded"),
            current_pk=F("current__pk"),
            current_state=F("current__state"),
            level=Coalesce("decided__level", "current__level"),
            due_on=Coalesce("current__due_on", "decided__due_on"),
            due_unit=Coalesce("current__due_unit", "decided__due_unit"),
            plain_name=Substr("search_text", Length("code") + 2),
        )
        .select_related("operator", "owner")
    )


def narrowed(
    found: QuerySet,
    *,
    words: str = "",
    level: str = "",
    stage: str = "",
    status: str = "",
    unit: Organisation | None = None,
) -> QuerySet:
    """Systems that match: words in name, code or unit; level "1" to "5" or "0" for none; a key of STAGES; a status."""
    for word in search_form(words).split():
        found = found.filter(Q(search_text__contains=word) | Q(operator__name_search__contains=word))
    if level:
        found = found.filter(level=int(level)) if level != "0" else found.filter(level__isnull=True)
    if stage:
        found = found.filter(_at(stage))
    if status:
        found = found.filter(status=status)
    if unit:
        found = found.filter(below([unit.path], "operator__") | below([unit.path], "owner__"))
    return found


def ordered(found: QuerySet, by: str) -> QuerySet:
    """In the order that `by` names, by code where it names none."""
    columns = SORTS.get(by.removeprefix("-"), SORTS["ma"])
    if not by.startswith("-"):
        return found.order_by(*columns)
    first, *rest = columns
    return found.order_by(F(first).desc() if isinstance(first, str) else _backwards(first), *rest)


def _backwards(column):
    return column.expression.desc(nulls_last=True)


def _at(stage: str) -> Q:
    rank = [key for key, _words, _name in STAGES].index(stage)
    if rank == NOTHING:
        return Q(decided_pk__isnull=True, current_pk__isnull=True)
    if rank == DONE:
        return Q(decided_state=State.PROTECTED)
    if rank == DECIDED:
        return Q(decided_state__in=sorted(TO_BE_DEPLOYED))
    states = sorted(state for state, held in RANKS.items() if held == rank)
    return Q(decided_pk__isnull=True, current_state__in=states)


@dataclass(frozen=True, slots=True)
class Line:
    """One system as the list tells it. `word` is an official word of Mẫu 08 or empty; `deployment` a rank 0 to 2."""

    system: InformationSystem
    word: str
    fine: str
    deployment: int
    people: int | None
    days: int | None


def line(system: InformationSystem, today) -> Line:
    """The words for a row of `inventory`."""
    word, fine = _standing(system)
    facts = system.facts
    people = max((facts.get(key) or 0 for key in ("users", "basic_data_subjects")), default=0) or None
    rank = DEPLOYMENT_RANKS.get(system.decided_state, 0)
    return Line(system, str(word), str(fine), rank, people, time_left(system, today))


def _standing(system: InformationSystem) -> tuple[str, str]:
    if not system.decided_pk:
        state = State(system.current_state) if system.current_pk else None
        return (state.official, state.label) if state else ("", "")
    fine = system.decision_number
    if system.decided_on_paper:
        fine = _("%(number)s (ghi nhận từ giấy)") % {"number": fine}
    if system.current_pk:
        fine = _("%(number)s; hồ sơ mới: %(state)s") % {
            "number": fine, "state": str(State(system.current_state).label).lower(),
        }  # fmt: skip
    return DECIDED_WORD, fine
