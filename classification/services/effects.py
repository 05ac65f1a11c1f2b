"""What follows from a step besides the new state: frozen facts, decisions, and since when a system counts.

Each effect gets the locked dossier after the transition, the state it came from, who acts, the day, and the papers.
"""

import datetime

from django.utils.translation import gettext as _

from classification.content import answers_given
from classification.determination import determine
from classification.errors import StepRefused
from classification.facts import parse_facts
from classification.hosting import statement
from classification.models import Dossier, DossierPart, Standing, StepTaken
from classification.workflow import State
from systems.authority import body_for
from systems.history import clear_days, state_fact
from systems.ledger import record
from systems.roles import Role

from .clocks import stop_clocks
from .needs import refresh_needs
from .remarks import send_remarks
from .rounds import freeze_round


def submitted(dossier: Dossier, *, by, today: datetime.date, papers, **kwargs) -> None:
    """A new round: the level is determined once more, the appraising body is named, and all that is sent is kept."""
    result = determine(parse_facts(dossier.facts), dossier.rules)
    if result.level is not None and dossier.level < result.level:
        raise StepRefused([_("Dữ kiện hiện cho cấp độ %(level)s: hãy xác định lại cấp độ.") % {"level": result.level}])
    dossier.determination = result.to_json()
    dossier.determined_level = result.level
    answered = answers_given(dossier)
    dossier.round += 1
    dossier.appraising_body = body_for(Role.SECURITY_UNIT, dossier.system)
    _keep_hosting(dossier, by)
    freeze_round(dossier, answered=answered, by=by, today=today, papers=papers)


def _keep_hosting(dossier: Dossier, by) -> None:
    """From now on the dossier says where the system stood when it was handed in, whatever the inventory says later."""
    stated = statement(dossier.system)
    if not stated:
        return
    part, _new = DossierPart.objects.get_or_create(dossier=dossier, key="hosting", defaults={"updated_by": by})
    part.content = part.content | stated
    part.save(update_fields=["content"])


def handed_back(dossier: Dossier, *, source, step: str, today: datetime.date, papers, **kwargs) -> None:
    """The remarks go with the paper and stand from now on."""
    send_remarks(dossier, source=source, step=step, today=today, papers=papers)


def approved(dossier: Dossier, *, by, today: datetime.date, papers, **kwargs) -> None:
    """The level holds from the day of the decision; the system's older dossier, if one was in force, is superseded."""
    decision = papers[0]
    dossier.decision_number, dossier.decision_on = decision.number, decision.issued_on
    for older in Dossier.objects.in_force().filter(system=dossier.system).exclude(pk=dossier.pk):
        supersede(older, by, decision.issued_on, by_dossier=dossier.pk)
    _stand(dossier, Standing.Kind.CLASSIFIED, decision.issued_on, by)
    system = dossier.system
    system.facts = {key: value for key, value in dossier.facts.items() if key != "regime"}
    system.save(update_fields=["facts"])
    refresh_needs([system], today)


def supersede(older: Dossier, by, day: datetime.date, **why) -> None:
    """A newer decision holds from this day; `why` goes into the ledger. Call it under the dossier's lock."""
    source = older.state
    older.supersede()
    older.version += 1
    stop_clocks(older, day, by_step="supersede")
    older.save()
    for kind in (Standing.Kind.PROTECTED, Standing.Kind.DEPLOYING):
        clear_days(Standing, about={"system": older.system, "kind": kind}, start=day, end=None, by=by)
    StepTaken.objects.create(
        dossier=older, step="supersede", source=source, target=older.state, round=older.round, by=by, on=day
    )
    record(verb="supersede", by=by, system=older.system, about=f"dossier:{older.pk}", source=source, **why)


def deploying(dossier: Dossier, *, by, today: datetime.date, source, **kwargs) -> None:
    """From today the plan is being deployed; a plan sent back after confirmation leaves the count from today."""
    if source == State.PROTECTED:
        about = {"system": dossier.system, "kind": Standing.Kind.PROTECTED}
        clear_days(Standing, about=about, start=today, end=None, by=by)
    if source != State.AWAITING_INSPECTION:
        _stand(dossier, Standing.Kind.DEPLOYING, today, by)


def protected(dossier: Dossier, *, by, today: datetime.date, **kwargs) -> None:
    """From today the system counts as protected."""
    about = {"system": dossier.system, "kind": Standing.Kind.DEPLOYING}
    clear_days(Standing, about=about, start=today, end=None, by=by)
    _stand(dossier, Standing.Kind.PROTECTED, today, by)


def _stand(dossier: Dossier, kind: str, day: datetime.date, by) -> None:
    fact = Standing(
        system=dossier.system, dossier=dossier, kind=kind, level=dossier.level, holds_from=day, recorded_by=by
    )
    state_fact(fact, about={"system": dossier.system, "kind": kind})


EFFECTS = {
    "submit": submitted,
    "return": handed_back,
    "refuse": handed_back,
    "approve": approved,
    "deploy": deploying,
    "send_back": deploying,
    "confirm": protected,
}
