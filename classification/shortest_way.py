"""The shortest way to the target: the systems nearest to being protected, and what each of them still lacks."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from classification import guards
from classification.models import Dossier, DossierPart, PlanItem
from classification.way import turn_of
from classification.workflow import OFFICIAL, OPEN, TO_BE_DEPLOYED, State, Step, next_step
from systems.models import Operation, Organisation

from .counting import within

NEAREST = [state for state in reversed(OFFICIAL) if state != State.PROTECTED]
"""Nearest to a confirmed plan first; what is protected, ended or superseded is not on the way."""
NAMED = 3
"""So few open requirements are told by the chapters they belong to."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One system on the way: its dossier, what it lacks in sentences, and whose turn it is."""

    dossier: Dossier
    lacks: list[str]
    body: Organisation | None


def nearest(
    *, user, day: datetime.date, organisation: Organisation | None = None, restrict: tuple[str, ...] | None = None
) -> QuerySet[Dossier]:
    """Dossiers this person may see of systems in operation and not protected, nearest first.

    Near is the state, then the number of requirements open, then the deadline. A system whose level is approved is
    told by that dossier, not by the next one on its way.
    """
    decided = Dossier.objects.in_force().filter(system=OuterRef("system"))
    on_the_way = Q(state__in=sorted(TO_BE_DEPLOYED)) | (Q(state__in=sorted(OPEN)) & ~Exists(decided))
    places = [When(state=state, then=Value(place)) for place, state in enumerate(NEAREST)]
    return (
        Dossier.objects.visible_to(user)
        .filter(on_the_way, within(organisation, restrict, "system__"))
        .filter(Exists(Operation.objects.on(day).filter(system=OuterRef("system"))))
        .with_open_requirements()
        .annotate(place=Case(*places, output_field=IntegerField()))
        .order_by("place", "requirements_open", F("due_on").asc(nulls_last=True), "pk")
    )


def stages(found: QuerySet[Dossier]) -> Iterator[Stage]:
    """What each of these dossiers lacks. Two more SQL statements, for the few dossiers of a page."""
    regulation = DossierPart.objects.filter(key="regulation")
    done = PlanItem.objects.done().only("dossier_id", "code")
    found = found.with_parties().prefetch_related(
        Prefetch("plan_items", queryset=done, to_attr="done_items"), Prefetch("parts", queryset=regulation)
    )
    for dossier in found:
        step = next_step(dossier.state, dossier.route_level)
        body = turn_of(dossier, step) if step else None
        yield Stage(dossier, list(_lacks(dossier, step)), body)


def _lacks(dossier: Dossier, step: Step | None) -> Iterator[str]:
    if not dossier.level:
        yield _("Chưa xác định cấp độ.")
        return
    if dossier.state == State.DEPLOYING and dossier.requirements_open:
        yield _open_requirements(dossier)
        return
    if step:
        yield f"{_outcome(dossier, step)}."
    if guards.regulation_not_issued in (step.held_back_by if step else ()) and not dossier.regulation_issued_earlier:
        yield _("Quy chế chưa ban hành, nên chưa phê duyệt được.")
    if dossier.requirements_open and dossier.state != State.AWAITING_INSPECTION:
        yield _("Phương án đã đạt %(done)s / %(all)s yêu cầu.") % {
            "done": dossier.requirements_done,
            "all": dossier.requirements,
        }


def _outcome(dossier: Dossier, step: Step) -> str:
    """What the next step brings forth: its paper by name, without the number of its form, or the act itself."""
    papers = step.papers_for(dossier.route_level, dossier.state)
    return str(papers[0].label).split(" (")[0] if papers and step.name != "submit" else str(step.label)


def _open_requirements(dossier: Dossier) -> str:
    """How many requirements are open, and the first of them by name when they are few."""
    number = dossier.requirements_open
    text = ngettext("%(n)s yêu cầu chưa đạt", "%(n)s yêu cầu chưa đạt", number) % {"n": number}
    if number > NAMED:
        return f"{text}."
    done = {item.code for item in dossier.done_items}
    groups = [found.group for found in dossier.catalogue.requirements_for(dossier.level) if found.code not in done]
    english = get_language() == "en"
    names = dict.fromkeys(group.title_en if english else group.title_vi for group in groups)
    return f"{text}: {'; '.join(names)}."
