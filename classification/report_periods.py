"""Which yearly report is on hand on a day, for whom, and until when: asked of the rules that an administrator keeps."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from classification.models import REPORTERS, AnnualReport, ReportRule, ReportSending
from systems.authority import duties
from systems.models import InformationSystem, Organisation
from systems.models.organisations import below
from systems.roles import Role

PREPARING = datetime.timedelta(days=14)
"""So long before the figures close a report is on hand."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A body that reports for a year in one duty; `report` once somebody opened it."""

    organisation: Organisation
    role: Role
    year: int
    rule: ReportRule
    report: AnnualReport | None = None

    @property
    def due_on(self) -> datetime.date:
        return self.rule.due(self.year, self.role)

    @property
    def sent_on(self) -> datetime.date | None:
        return getattr(self.report, "sent_on", None)

    @property
    def receiver(self) -> str:
        """Who gets it; an operator's report goes to the owners of its systems."""
        return self.rule.receiver if self.role == Role.APPROVER else ""


def rule_of(year: int, rules=None) -> ReportRule | None:
    """The rule in whose time the figures of that year close; `rules` where they were read before."""
    for rule in ReportRule.objects.all() if rules is None else rules:
        closing = rule.closing(year)
        if rule.since <= closing and (rule.until is None or closing <= rule.until):
            return rule
    return None


def year_on_hand(today: datetime.date, rules=None) -> int:
    """The year whose report is made now: from a fortnight before its figures close until the next one's turn."""
    rule = rule_of(today.year, rules)
    return today.year if rule and today >= rule.closing(today.year) - PREPARING else today.year - 1


def years_with_a_form(today: datetime.date) -> list[int]:
    """Years whose report follows a form, the newest first, up to the one whose period runs on this day."""
    rules = list(ReportRule.objects.all())
    now = rule_of(today.year, rules)
    latest = today.year + 1 if now and today > now.closing(today.year) else today.year
    first = min((rule.since.year for rule in rules if rule.form), default=latest + 1)
    return [year for year in range(latest, first - 1, -1) if (rule := rule_of(year, rules)) and rule.form]


def bodies(user, role: Role) -> QuerySet[Organisation]:
    """The organisations on whose systems this person's bodies report in this duty.

    Owners of systems in operation, and operators that are not their own owner: such a body reports as owner.
    """
    paths = duties(user).get(role, ())
    running = InformationSystem.objects.filter(status=InformationSystem.Status.OPERATING)
    if role == Role.OPERATOR:
        operated = running.filter(operator=OuterRef("pk")).exclude(owner=F("operator"))
        return Organisation.objects.filter(below(paths), Exists(operated))
    place = "security_unit__" if role == Role.SECURITY_UNIT else ""
    return Organisation.objects.filter(below(paths, place), Exists(running.filter(owner=OuterRef("pk"))))


def duties_of(user, year: int, *, unsent: bool = False, most: int | None = None, rules=None) -> list[Duty]:
    """The reports that this person's bodies owe for a year, with what was done about them."""
    held = [role for role in REPORTERS if role in duties(user)]
    rule = rule_of(year, rules) if held else None
    if rule is None or not rule.form:
        return []
    found = []
    for role in held:
        asked = bodies(user, role)
        if unsent:
            sent = ReportSending.objects.filter(report__role=role, report__year=year)
            asked = asked.filter(~Exists(sent.filter(report__organisation=OuterRef("pk"))))
        found += _duties(asked[:most], role, year, rule)
    return found


def prepared_by(user, year: int) -> list[Duty]:
    """The reports of the owners whose security unit this person acts for: it fills them in, the owner signs."""
    rule = rule_of(year) if Role.SECURITY_UNIT in duties(user) else None
    if rule is None or not rule.form:
        return []
    return _duties(bodies(user, Role.SECURITY_UNIT), Role.APPROVER, year, rule)


def _duties(organisations: QuerySet[Organisation], role: Role, year: int, rule: ReportRule) -> list[Duty]:
    rows = list(organisations.select_related("security_unit"))
    known = AnnualReport.objects.filter(role=role, year=year, organisation__in=rows).with_sending()
    opened = {report.organisation_id: report for report in known}
    return [Duty(one, role, year, rule, opened.get(one.pk)) for one in rows]


def reading(user, year: int) -> QuerySet[AnnualReport]:
    """Reports of that year that this person reads without owing or preparing them."""
    own = Q(role=Role.APPROVER, organisation__in=bodies(user, Role.SECURITY_UNIT))
    for role in REPORTERS:
        own |= Q(role=role, organisation__in=bodies(user, role))
    found = AnnualReport.objects.visible_to(user).filter(year=year).exclude(own)
    return found.with_sending().select_related("organisation__security_unit")
