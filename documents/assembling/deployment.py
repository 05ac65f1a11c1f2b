"""The report of a deployed plan and the minutes of its inspection."""

import datetime
from collections import Counter

from django.utils import timezone

from classification.catalogue import Group
from classification.models import Dossier
from classification.plan import Answer
from documents.content import (
    DeployedGroup,
    DeployedItem,
    DeploymentReport,
    Finding,
    InspectionMinutes,
    RequirementStatus,
    Side,
)

from .capacity import speaker
from .explanation import STATUSES
from .frame import Order, decision_cited, frame, subject


def deployment_report(dossier: Dossier, order: Order) -> DeploymentReport:
    return DeploymentReport(
        **frame(dossier, order, copies=("Như trên", dossier.owner.name)),
        addressee=dossier.appraiser_name,
        sender=order.issuer.name,
        decision=decision_cited(dossier),
        subject=subject(dossier),
        reported_on=order.day,
        groups=_groups(dossier, order.day),
        organisation_note=order.details.get("organisation_note", ""),
        difficulties=order.details.get("difficulties", ""),
    )


def inspection_minutes(dossier: Dossier, order: Order) -> InspectionMinutes:
    started, ended = (_moment(order, name) for name in ("started_at", "ended_at"))
    inspectors = (f"{order.by.full_name}, {order.by.title}".strip(", "), *_lines(order, "inspectors"))
    return InspectionMinutes(
        **frame(dossier, order, copies=(dossier.owner.name, dossier.operator.name)),
        subject=subject(dossier),
        decision=decision_cited(dossier),
        started_at=started,
        ended_at=ended,
        place=order.details.get("place") or dossier.operator.name,
        sides=(
            Side(name=speaker(dossier, order), members=inspectors),
            Side(name=dossier.operator.name, members=_lines(order, "operators") or (_reporter(dossier),)),
        ),
        chair=order.by.full_name,
        findings=_findings(dossier, order.day),
        operator_comment=order.details.get("operator_comment", ""),
        conclusions=_lines(order, "conclusions"),
        fully_deployed=True,
    )


def _groups(dossier: Dossier, on: datetime.date) -> tuple[DeployedGroup, ...]:
    """The groups of the standard with their answers as of the day of the paper."""
    items = {item.code: item for item in dossier.plan_items.all()}
    areas = dossier.catalogue.groups_for(dossier.level)
    times = Counter(found.group for area in areas for found in area.groups)
    return tuple(
        DeployedGroup(
            title=_title(found.group, area.title_vi if times[found.group] > 1 else ""),
            items=tuple(_deployed(wanted, items.get(wanted.code), on) for wanted in found.requirements),
        )
        for area in areas
        for found in area.groups
    )


def _title(group: Group, area: str) -> str:
    """A group with requirements of both kinds stands twice on a paper; `area` tells them apart."""
    title = f"{group.clause} {group.title_vi}".strip()
    return f"{title} ({area[:1].lower()}{area[1:]})" if area else title


def _clauses(dossier: Dossier) -> list[str]:
    return [found.group.clause for area in dossier.catalogue.groups_for(dossier.level) for found in area.groups]


def _deployed(wanted, item, on: datetime.date) -> DeployedItem:
    met = item and item.status == Answer.MET and item.due_on
    return DeployedItem(
        code=wanted.clause,
        text=wanted.text,
        status=STATUSES[item.status] if item else RequirementStatus.UNANSWERED,
        done_on=item.due_on if met and item.due_on <= on else None,  # a day ahead is a plan, not a fact
        evidence=item.evidence if item else "",
        justification=item.reason if item else "",
    )


def _findings(dossier: Dossier, on: datetime.date) -> tuple[Finding, ...]:
    """One finding for each group of the standard: how many of its requirements are done."""
    found = []
    for group, clause in zip(_groups(dossier, on), _clauses(dossier), strict=True):
        done = sum(item.status in (RequirementStatus.MET, RequirementStatus.NOT_APPLICABLE) for item in group.items)
        found.append(
            Finding(
                text=group.title,
                ground=f"Mục {clause}" if clause else dossier.plan_rules.standard,
                passed=done == len(group.items),
                note=f"{done}/{len(group.items)} yêu cầu",
            )
        )
    return tuple(found)


def _reporter(dossier: Dossier) -> str:
    step = dossier.steps.filter(step="report_deployed").select_related("by").last()
    return f"{step.by.full_name}, {step.by.title}".strip(", ") if step else dossier.operator.representative


def _moment(order: Order, name: str) -> datetime.datetime:
    written = order.details.get(name)
    if written:
        return datetime.datetime.fromisoformat(written)
    hour = {"started_at": 8, "ended_at": 11}[name]
    return datetime.datetime.combine(order.day, datetime.time(hour), tzinfo=timezone.get_default_timezone())


def _lines(order: Order, name: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in order.details.get(name, "").splitlines() if line.strip())
