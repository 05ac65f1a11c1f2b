"""Why a step cannot be taken yet: each thing that holds it back, who can remove it, and where."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from classification.models import Dossier
from classification.path import way_to
from classification.services.locking import not_your_duty
from classification.way import Hold, body_named, holds_of
from classification.workflow import STEPS, State, Step
from systems.acting import delegates_for
from systems.authority import may_act, people_acting
from systems.roles import Role
from systems.templatetags.ui import vndate

# Who can remove what a guard says; what is not named here is up to whoever takes the step.
REMOVERS = {
    "decree_has_changed": Role.SECURITY_UNIT,
    "appraiser_not_named": Role.ADMINISTRATOR,
    "appraiser_is_operator": Role.APPROVER,
    "inspector_is_operator": Role.APPROVER,
    "regulation_not_issued": Role.OPERATOR,
    "no_longer_together": Role.OPERATOR,
    "list_decision_missing": Role.SECURITY_UNIT,
}
NOT_THE_SAME_PERSON = ("submitter_is_acting", "reporter_is_acting")


@dataclass(frozen=True, slots=True)
class Remover:
    """Who can remove an obstacle: the duty, the body that holds it (None: nobody was named), people of that body."""

    role: Role
    body: object
    people: list[str]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that holds a step back, in the words of the guard, with its remover."""

    hold: Hold
    remover: Remover | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Everything between a dossier and a step, for one reader; `at` is the state from which the step is taken."""

    step: Step
    role: Role
    mine: bool
    at: State
    obstacles: list[Obstacle]
    reachable: bool = True


def why_not(dossier: Dossier, step: Step, user) -> Why:
    """What comes first, whose duty it is, and what every guard of the step says of the dossier as it stands."""
    way = way_to(step, dossier.state, dossier.route_level)
    at = way[1] if way else next(iter(step.sources))
    roles = step.roles(dossier.route_level, at, dossier.by_council)
    role = next((role for role in roles if may_act(user, role, dossier.system, step.name)), None)
    found = _first(dossier, step, way[0] if way else None)
    if role is None:
        found.append(Obstacle(Hold(not_your_duty(dossier, *roles)), remover(dossier, roles[0], act=step.name)))
    mine = role or roles[0]
    if way:
        for guard, hold in holds_of(dossier, step, user if role else None):
            other = user if guard in NOT_THE_SAME_PERSON else None
            own = REMOVERS.get(guard)
            act = "" if own else step.name
            found.append(Obstacle(hold, remover(dossier, own or mine, act=act, besides=other)))
    return Why(step, mine, role is not None, at, found, way is not None)


def remover(dossier: Dossier, role: Role, act: str = "", besides=None) -> Remover:
    """The body that answers for the dossier's system in this duty, and who acts for it (but for one person).

    Where `act` is a step of the owner, those too who may take it by delegation, each with the document.
    """
    own = people_acting(role, dossier.system)
    people = [person.get_full_name() for person in own if person != besides]
    if role is Role.APPROVER and act:
        people += [
            _("%(who)s (theo ủy quyền %(number)s)") % {"who": person.get_full_name(), "number": delegation.number}
            for person, delegation in delegates_for(dossier.system, act)
            if person != besides
        ]
    return Remover(role, body_named(role, dossier), people)


def _first(dossier: Dossier, step: Step, legs) -> list[Obstacle]:
    """The steps that must be taken before this one, in order; or why there is no way to it any more."""
    state = dossier.get_state_display()
    if legs is None:
        sentence = _("Hồ sơ đang ở trạng thái “%(state)s”, từ đó không còn tới được bước này; phải lập hồ sơ mới.")
        place = (_("Trang hệ thống"), reverse("classification:system", args=[dossier.system_id]))
        return [Obstacle(Hold(sentence % {"state": state}, (place,)), remover(dossier, Role.OPERATOR))]
    found = []
    if legs and legs[0].step.reason_needed and (done := dossier.steps.filter(step=step.name).last()):
        sentence = _("Bước này đã làm ngày %(day)s (%(who)s); làm lại được khi hồ sơ quay về.")
        found.append(Obstacle(Hold(sentence % {"day": vndate(done.on), "who": done.by})))
    for place, leg in enumerate(legs):
        words = _("Trước đó phải có bước “%(step)s”; hồ sơ đang ở trạng thái “%(state)s”.")
        sentence = (words if not place else _("Sau đó phải có bước “%(step)s”.")) % {
            "step": leg.step.label, "state": state,
        }  # fmt: skip
        address = reverse("documents:why", args=[dossier.pk, leg.step.name])
        role = leg.step.roles(dossier.route_level, leg.state, dossier.by_council)[0]
        found.append(
            Obstacle(Hold(sentence, ((_("Bước đó vướng gì?"), address),)), remover(dossier, role, leg.step.name))
        )
    return found


def steps_of(dossier: Dossier) -> list[Step]:
    """The steps that a dossier of this level can have, in the order of the table."""
    level = dossier.route_level or 3
    return [step for step in STEPS.values() if step.by and any(level in held for held in step.sources.values())]
