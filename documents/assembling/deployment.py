"""The report of a deployed plan and the minutes of its inspection."""

import datetime
from collections import Counter

from django.utils import timezone

from classification.catalogue import Group
from classification.models import Dossier
from classification.plan import Answer, Checked
from documents.content import (
    CheckedItem,
    DeployedGroup,
    DeployedItem,
    DeploymentReport,
    Finding,
    InspectionMinutes,
    RequirementStatus,
    Side,
    Signer,
)
from systems.authority import people_acting
from systems.roles import Role

from .answers import answers_on
from .capacity import speaker
from .explanation import STATUSES
from .frame import Order, decision_cited, frame, subject
from .proofs import proofs_in_words

# Papers speak Vietnamese, whatever language the signer reads the pages in.
RESULTS = {Checked.PASSED: "Đạt", Checked.FAILED: "Chưa đạt", Checked.UNCHECKED: "Không kiểm tra"}
BLANK = "…"
"""Where a draft has nobody's name yet."""


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
    inspectors = (f"{order.by.full_name}, {order.by.title}".strip(", ") or BLANK, *_lines(order, "inspectors"))
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
        chair=order.by.full_name or BLANK,
        findings=_findings(dossier, order.day),
        checked=_checked(dossier),
        operator_comment=order.details.get("operator_comment", ""),
        conclusions=_lines(order, "conclusions"),
        fully_deployed=True,
        operator_signer=_for_the_operator(dossier, order),
    )


def _for_the_operator(dossier: Dossier, order: Order) -> Signer | None:
    """A place for whoever signs for the operator; none where nobody else acts for it here."""
    others = [one for one in people_acting(Role.OPERATOR, dossier.system) if one.pk != order.by.pk]
    return Signer(name="", title="Đại diện đơn vị vận hành") if others else None


def _groups(dossier: Dossier, on: datetime.date) -> tuple[DeployedGroup, ...]:
    """The groups of the standard with their answers as of the day of the paper."""
    items, proofs = answers_on(dossier, on), proofs_in_words(dossier)
    areas = dossier.catalogue.groups_for(dossier.level)
    times = Counter(found.group for area in areas for found in area.groups)
    return tuple(
        DeployedGroup(
            title=_title(found.group, area.title_vi if times[found.group] > 1 else ""),
            items=tuple(
                _deployed(wanted, items.get(wanted.code), on, proofs.get(wanted.code, ()))
                for wanted in found.requirements
            ),
        )
        for area in areas
        for found in area.groups
    )


def _title(group: Group, area: str) -> str:
    """A group with requirements of both kinds stands twice on a paper; `area` tells them apart."""
    title = f"{group.clause} {group.title_vi}".strip()
    return f"{title} ({area[:1].lower()}{area[1:]})" if area else title


def _asked(dossier: Dossier) -> list:
    """The groups of the standard at this level, in the order in which `_groups` gives their answers."""
    return [found for area in dossier.catalogue.groups_for(dossier.level) for found in area.groups]


def _deployed(wanted, item, on: datetime.date, proofs: tuple) -> DeployedItem:
    met = item and item.status == Answer.MET and item.due_on
    return DeployedItem(
        code=wanted.clause,
        text=wanted.text,
        status=STATUSES[item.counts_as] if item else RequirementStatus.UNANSWERED,
        done_on=item.due_on if met and item.due_on <= on else None,  # a day ahead is a plan, not a fact
        evidence="; ".join(said for said in (item.inheritance, item.evidence) if said) if item else "",
        justification=item.reason if item else "",
        proofs=proofs,
    )


def _findings(dossier: Dossier, on: datetime.date) -> tuple[Finding, ...]:
    """One finding for each group of the standard: how many of its requirements are done, how many were looked at."""
    found, checks = [], dossier.checks
    for group, asked in zip(_groups(dossier, on), _asked(dossier), strict=True):
        done = sum(item.status in (RequirementStatus.MET, RequirementStatus.NOT_APPLICABLE) for item in group.items)
        results = [checks[each.code].result for each in asked.requirements if each.code in checks]
        looked, wanting = len(results) - results.count(Checked.UNCHECKED), results.count(Checked.FAILED)
        seen = f"; kiểm tra {looked}, đạt {looked - wanting}" if looked else ""
        found.append(
            Finding(
                text=group.title,
                ground=f"Mục {asked.group.clause}" if asked.group.clause else dossier.plan_rules.standard,
                passed=done == len(group.items) and not wanting,
                note=f"{done}/{len(group.items)} yêu cầu{seen}",
            )
        )
    return tuple(found)


def _checked(dossier: Dossier) -> tuple[CheckedItem, ...]:
    """Every requirement that somebody looked at one by one, in the order of the standard."""
    return tuple(
        CheckedItem(
            code=asked.clause,
            text=asked.text,
            result=RESULTS[Checked(finding.result)],
            note=finding.note,
            by=finding.by.full_name,
            on=timezone.localdate(finding.at),
        )
        for group in _asked(dossier)
        for asked in group.requirements
        if (finding := dossier.checks.get(asked.code))
    )


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
