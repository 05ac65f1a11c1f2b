"""What becomes of a joint filing when a system of it gets another owner or operator: it leaves, the rest goes on."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from classification.models import Dossier
from classification.way import turn_of
from classification.workflow import STEPS
from systems.following import Change
from systems.ledger import record
from systems.models import InformationSystem

from .joining import store_leads

NAMED = 5
"""So many are named in a sentence about many."""


def hold_filings(systems: QuerySet[InformationSystem], lock: bool) -> dict[int, str]:
    """The holder of the inventory: systems whose joint filing was handed in stay in it until it is back.

    With `lock` no filing of these systems moves until the end of the transaction.
    """
    handed_in = [filing for filing in _filings(systems, lock) if not _is_editable(filing)]
    return {one.system_id: _not_now(filing[0]) for filing in handed_in for one in filing}


def parties_changed(changes: Sequence[Change], by, today: datetime.date) -> list[str]:
    """The follower of the inventory: systems that were given away leave their filings, with all their dossiers hold."""
    moved = {change.system.pk for change in changes if change.moved}
    if not moved:
        return []
    parted = [
        (staying, leaving)
        for filing in _filings(InformationSystem.objects.filter(pk__in=moved), lock=True)
        if _is_editable(filing)
        for staying, leaving in [_divide(filing, moved)]
        if leaving
    ]
    for staying, leaving in parted:
        _part(staying, leaving, by)
    return _sentences(parted)


def _filings(systems: QuerySet[InformationSystem], lock: bool) -> list[list[Dossier]]:
    """The joint filings on their way to a decision that these systems are part of, lead first, as stored."""
    members = Dossier.objects.open().filter(lead__isnull=False)
    roots = members.filter(Q(system__in=systems) | Q(lead__system__in=systems)).values("lead")
    rows = Dossier.objects.open().filter(Q(pk__in=roots) | Q(lead__in=roots)).order_by("pk")
    if lock and not list(rows.select_for_update(of=("self",)).only("pk")):
        return []
    found: dict[int, list[Dossier]] = {}
    for one in rows.with_parties():
        found.setdefault(one.lead_id or one.pk, []).append(one)
    for filing in found.values():
        filing.sort(key=lambda one: (one.lead_id is not None, one.pk))
        for one in filing:
            one.filing = filing
    return [filing for filing in found.values() if len(filing) > 1]


def _is_editable(filing: list[Dossier]) -> bool:
    return all(one.is_editable for one in filing)


def _not_now(lead: Dossier) -> str:
    """Why the parties stay as they are for now, and what to do first."""
    withdrawn = STEPS["withdraw"].open_from(lead.state, lead.route_level)
    words = (
        _(
            "Hệ thống nằm trong hồ sơ chung đang ở trạng thái “%(state)s” nên chưa đổi chủ quản, đơn vị vận hành được. "
            "Rút hồ sơ, nhờ %(body)s trả lại hồ sơ, hoặc chờ quyết định; sau đó hãy đổi."
        )
        if withdrawn
        else _(
            "Hệ thống nằm trong hồ sơ chung đang ở trạng thái “%(state)s” nên chưa đổi chủ quản, đơn vị vận hành được. "
            "Nhờ %(body)s trả lại hồ sơ, hoặc chờ quyết định; sau đó hãy đổi."
        )
    )
    body = turn_of(lead, STEPS["return"]) or lead.owner
    return words % {"state": lead.get_state_display(), "body": body}


def _divide(filing: list[Dossier], moved: set[int]) -> tuple[list[Dossier], list[Dossier]]:
    """Who stays and who leaves: what was given away, unless it went where the others are."""
    kept = next((one for one in filing if one.system_id not in moved), filing[0])
    leaving = [one for one in filing if one.system_id in moved and _parties(one) != _parties(kept)]
    return [one for one in filing if one not in leaving], leaving


def _parties(dossier: Dossier) -> tuple[int, int]:
    return dossier.system.owner_id, dossier.system.operator_id


def _part(staying: list[Dossier], leaving: list[Dossier], by) -> None:
    before = staying[0].leading
    lead = staying[0]
    for one in (*leaving, *staying):
        one.lead = None if one is lead or one in leaving else lead
    store_leads([*leaving, *staying])
    for one in leaving:
        _record("moved_out_of_filing", by, one, before)
    if len(staying) == 1:
        _record("end_filing", by, lead, before)
    elif lead is not before:
        _record("lead_filing", by, lead, before)


def _record(verb: str, by, dossier: Dossier, lead: Dossier) -> None:
    """In the ledger of a system: what happened to its dossier in the filing that `lead` led."""
    record(
        verb=verb, by=by, system=dossier.system, about=f"dossier:{dossier.pk}", lead=lead.pk,
        with_system=lead.system.code,
    )  # fmt: skip


def _sentences(parted: list[tuple[list[Dossier], list[Dossier]]]) -> list[str]:
    """What whoever changed the parties is told of the filings."""
    left = [one.system.name for _staying, leaving in parted for one in leaving]
    if not left:
        return []
    names = ", ".join(left[:NAMED]) + (", …" if len(left) > NAMED else "")
    told = [
        _("Đã tách khỏi hồ sơ chung vì đổi chủ quản, đơn vị vận hành (nội dung đã lập giữ nguyên): %(names)s.")
        % {"names": names}
    ]
    for staying, leaving in parted[:NAMED]:
        words = {"system": staying[0].system.name}
        if len(staying) == 1:
            told.append(_("Hồ sơ của %(system)s nay là hồ sơ riêng.") % words)
        elif leaving[0].leading in leaving:
            told.append(_("Hồ sơ chung còn lại nay do hồ sơ của %(system)s đại diện.") % words)
    return told
