"""What the page of a system says: its dossiers, its level and why, what comes next, papers and history."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.assessment_page import assessments_of
from classification.calendars import time_left
from classification.deadlines import Unit
from classification.ledger_words import told
from classification.models import Dossier, Event, NeededLevel
from classification.renting import who_operates
from classification.successions import succession_warnings
from classification.tasks import task, waiting
from classification.way import turn_of
from classification.workflow import DEPLOYMENT_RANKS, State, next_step
from systems.authority import may_act, seen_by, systems_visible_to, why_not_change, why_not_record
from systems.models import InformationSystem
from systems.roles import Role

HISTORY = 20
TENANTS = 30


def about(system: InformationSystem, user, *, page=None) -> dict:
    """The context of the page, as far as this person may see it: administrators see no dossiers."""
    dossiers = _dossiers(system, user)
    decided = next((dossier for dossier in dossiers if dossier.is_in_force), None)
    current = next((dossier for dossier in dossiers if not dossier.is_in_force and not dossier.is_ended), None)
    sees_dossiers = _sees_dossiers(system, user)
    entries = system.ledger.select_related("by")
    if not sees_dossiers:
        entries = entries.filter(about="")
    needed = NeededLevel.objects.filter(system=system).first() if sees_dossiers else None
    history = Paginator(entries, HISTORY).get_page(page)
    operates = may_act(user, Role.OPERATOR, system)
    return {
        **assessments_of(decided),
        "may_record": operates or may_act(user, Role.SECURITY_UNIT, system),
        "system": system,
        "co_operators": list(system.co_operators.all()),
        "rented": who_operates(system, timezone.localdate()),
        "dossiers": dossiers,
        "decided": decided,
        "current": current,
        "shown": decided or current,
        "deployment": DEPLOYMENT_RANKS.get(decided.state, 0) if decided else 0,
        "papers": _papers(dossiers),
        "sees_dossiers": sees_dossiers,
        "may_open": operates and system.status != InformationSystem.Status.CLOSED and not system.on_paper,
        "warnings": succession_warnings(system),
        "made_of": list(system.made_of.select_related("former")),
        "held": decided,
        "needed": needed,
        "must_redetermine": bool(decided and not current and needed and (needed.level or 0) > decided.level),
        "open_events": Event.objects.unanswered().filter(system=system).count() if sees_dossiers else 0,
        "record_words": _record_words(system, user, decided),
        "may_change": why_not_change(user, owner=system.owner, operator=system.operator) is None,
        "next": _next(current or decided, user),
        "history": [(entry, told(entry)) for entry in history],
        "page": history,
    } | _hosting(system, user)


def _hosting(system: InformationSystem, user) -> dict:
    """What stands in it, as far as this person may see, and whether the host's own page is open to them."""
    visible = systems_visible_to(user)
    tenants = visible.filter(hosted_by=system).order_by("code")
    return {
        "sees_host": bool(system.hosted_by_id) and visible.filter(pk=system.hosted_by_id).exists(),
        "tenants": list(tenants[:TENANTS]),
        "tenants_count": tenants.count(),
    }


def _dossiers(system: InformationSystem, user) -> list[Dossier]:
    papers = Dossier.documents.rel.related_model.objects.select_related("issuer", "replaced_by").defer(
        "content", "replaced_by__content"
    )
    return list(
        Dossier.objects.visible_to(user)
        .filter(system=system)
        .with_parties()
        .prefetch_related(
            *(Prefetch(name, queryset=papers.order_by("-pk")) for name in ("documents", "joint_documents"))
        )
        .order_by("-pk")
    )


def _papers(dossiers: list[Dossier]) -> list:
    """Signed papers about these dossiers, newest dossier and newest paper first."""
    return [
        paper
        for dossier in dossiers
        for paper in sorted([*dossier.documents.all(), *dossier.joint_documents.all()], key=lambda one: -one.pk)
    ]


def _record_words(system: InformationSystem, user, decided: Dossier | None) -> str:
    """What recording a decision on paper is called for this system; empty where this person may not, or need not."""
    if why_not_record(user, system.owner) or (decided and not decided.recorded):
        return ""
    return _("Sửa bản ghi nhận") if decided else _("Ghi nhận quyết định giấy")


def _sees_dossiers(system: InformationSystem, user) -> bool:
    """Who acts for one of the bodies, sits in the council or audits sees the dossiers; an administrator does not."""
    acts = any(may_act(user, role, system) for role in Role if role is not Role.ADMINISTRATOR)
    return acts or InformationSystem.objects.filter(seen_by(user), pk=system.pk).exists()


def _next(dossier: Dossier | None, user) -> dict | None:
    """The next step of a dossier: who takes it, until when, and its `task` where it is this person's."""
    if dossier is None or dossier.state == State.PROTECTED:
        return None
    step = next_step(dossier.state, dossier.route_level)
    if step is None:
        return None
    today = timezone.localdate()
    mine = waiting(user).filter(pk=dossier.pk).first()
    papers = step.papers_for(dossier.route_level, dossier.state)
    return {
        "step": step,
        "dossier": dossier,
        "body": turn_of(dossier, step),
        "mine": mine is not None,
        "task": task(mine, today) if mine else None,
        "papers": ", ".join(str(kind.label) for kind in papers),
        "days": time_left(dossier, today),
        "calendar": dossier.due_unit == Unit.CALENDAR,
    }
