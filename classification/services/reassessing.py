"""What follows when facts change: the needed level anew, and for an approved system each trigger as an event."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.utils.translation import gettext as _

from classification.models import Dossier, Event
from classification.needing import Need, need_of, read
from classification.regimes import regime_for
from classification.triggers import Found, Trigger, triggers_in
from systems.following import Change
from systems.models import LedgerEntry

from .needs import BATCH, batches, refresh_needs

NAMED = 5
"""So many systems are named in a sentence about many."""


def facts_changed(changes: Sequence[Change], by, today: datetime.date) -> list[str]:
    """The follower of the inventory: sentences about approved systems whose level must be looked at again."""
    raised: list[Event] = []
    for batch in batches(changes):
        needs = refresh_needs([change.system for change in batch], today)
        told = [change for change in batch if change.before is not None and change.before != change.system.facts]
        raised += _events(told, needs, by, today) if told else []
    Event.objects.bulk_create(raised, batch_size=BATCH)
    LedgerEntry.objects.bulk_create([_told(event, by) for event in raised], batch_size=BATCH)
    return _sentences(raised)


def _events(changes: list[Change], needs: dict[int, Need], by, today: datetime.date) -> list[Event]:
    systems = [change.system for change in changes]
    held = Dossier.objects.in_force().filter(system__in=systems).values_list("system", "level")
    levels = dict(held)
    waiting = Event.objects.filter(system__in=systems, automatic=True, answer="")
    known = set(waiting.values_list("system", "trigger"))
    return [
        event
        for change in changes
        if change.system.pk in levels
        for event in _of(change, needs[change.system.pk], levels[change.system.pk], by, today)
        if (event.system_id, event.trigger) not in known
    ]


def _of(change: Change, need: Need, approved: int, by, today: datetime.date) -> list[Event]:
    before, after = read(change.before), read(change.system.facts)
    if before is None or after is None:
        return []
    found = triggers_in(before, after, need.regime)
    earlier = need_of(change.before, regime_for(need.regime)).level
    if need.level and need.level != earlier and need.level != approved:
        found.insert(0, Found(Trigger.LEVEL, level_words(approved, need.level, need.grounds)))
    return [
        Event(
            system=change.system, trigger=one.trigger, regime=need.regime, happened_on=today, what=one.what,
            automatic=True, level_before=approved, level_after=need.level, recorded_by=by,
        )
        for one in found
    ]  # fmt: skip


def level_words(approved: int, needed: int, grounds: list[dict]) -> str:
    """The old level, the new one, and the clause that makes the difference."""
    clauses = ", ".join(dict.fromkeys(ground["clause"] for ground in grounds if ground["clause"]))
    words = {"old": approved, "new": needed, "clause": clauses or _("xem căn cứ")}
    return _("Cấp độ đang có hiệu lực là %(old)s; dữ kiện nay cho cấp độ %(new)s (%(clause)s).") % words


def _told(event: Event, by) -> LedgerEntry:
    details = {"trigger": event.trigger, "before": event.level_before, "after": event.level_after}
    return LedgerEntry(
        verb="raise_event", by=by, system=event.system, about=f"dossier-event:{event.pk}", sentence=event.what[:500],
        details=details,
    )  # fmt: skip


def _sentences(raised: list[Event]) -> list[str]:
    systems = list({event.system_id: event.system for event in raised}.values())
    if not systems:
        return []
    if len(systems) == 1:
        told = [_("%(what)s Căn cứ: %(clause)s.") % {"what": event.what, "clause": event.clause} for event in raised]
        return [*told, _("Đơn vị vận hành và đơn vị chuyên trách đã được giao việc xem lại cấp độ.")]
    names = ", ".join(system.code for system in systems[:NAMED]) + (", …" if len(systems) > NAMED else "")
    words = _("%(n)s hệ thống đã được phê duyệt có thay đổi phải xem lại cấp độ: %(names)s.")
    return [words % {"n": len(systems), "names": names}]
