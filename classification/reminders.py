"""The daily letter of one person: what is overdue and what falls due within three working days, with links."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from classification import tasks
from classification.calendars import working_day_after
from classification.errand_list import errands_for
from systems.models import User
from systems.templatetags.ui import NBSP, deadline_words, vndate

AHEAD = 3
"""Working days before the due day from which a person is reminded."""
ENTRIES = 40
"""So many of each kind stand in one letter; the page shows them all."""

COLLEAGUES = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One reminder: what to do, on what, how late, where."""

    title: str
    subject: str
    due: str
    url: str
    due_on: datetime.date


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and text in the person's language, and how many reminders it holds."""

    subject: str
    text: str
    entries: int


def letter_for(person, today: datetime.date) -> Letter | None:
    """What this person should be reminded of today; None where nothing is near or past its day."""
    with override(person.language):
        until = working_day_after(today, AHEAD)
        entries = sorted(_entries(person, today, until), key=lambda entry: entry.due_on)
        late = [entry for entry in entries if entry.due_on < today]
        soon = [entry for entry in entries if entry.due_on >= today]
        if not entries:
            return None
        context = {
            "person": person, "today": vndate(today), "late": late, "soon": soon,
            "page": settings.SITE_URL + reverse("classification:my_work"),
            "choice": settings.SITE_URL + reverse("classification:reminders"),
        }  # fmt: skip
        text = render_to_string("classification/mail/reminders.txt", context).replace(NBSP, " ").strip() + "\n"
        return Letter(_subject(late, soon), text, len(entries))


def _entries(person, today: datetime.date, until: datetime.date) -> list[Entry]:
    waiting = tasks.waiting(person).filter(due_on__lte=until)[:ENTRIES]
    found = [_of_task(tasks.task(dossier, today)) for dossier in waiting]
    errands = [errand for errand in errands_for(person, today) if errand.due_on and errand.due_on <= until]
    found += [_of_errand(errand, today) for errand in errands[:ENTRIES]]
    return found + _left_by_colleagues(person, today, {errand.key for errand in errands})


def _left_by_colleagues(head, today: datetime.date, known: set[str]) -> list[Entry]:
    """What people of the units this person heads left overdue beside their dossiers, each thing once."""
    found = []
    colleagues = User.objects.filter(organisation__head=head, is_active=True).exclude(pk=head.pk)
    for colleague in colleagues.order_by("pk")[:COLLEAGUES]:
        for errand in errands_for(colleague, today):
            if errand.due_on and errand.due_on < today and errand.key not in known:
                known.add(errand.key)
                entry = _of_errand(errand, today)
                found.append(replace(entry, title=f"{colleague}: {entry.title}"))
    return found[:ENTRIES]


def _of_task(task: tasks.Task) -> Entry:
    dossier = task.dossier
    due = _due(task.days, dossier.due_unit, dossier.due_on)
    return Entry(task.title, str(dossier.system), due, settings.SITE_URL + task.url, dossier.due_on)


def _of_errand(errand, today: datetime.date) -> Entry:
    due = _due(errand.days(today), errand.due_unit, errand.due_on)
    return Entry(errand.title, errand.sentence, due, settings.SITE_URL + errand.url, errand.due_on)


def _due(days: int | None, unit: str, day: datetime.date) -> str:
    return _("%(left)s (hạn %(day)s)") % {"left": deadline_words(days, unit), "day": vndate(day)}


def _subject(late: list[Entry], soon: list[Entry]) -> str:
    parts = []
    if late:
        parts.append(ngettext("%(n)s việc quá hạn", "%(n)s việc quá hạn", len(late)) % {"n": len(late)})
    if soon:
        parts.append(ngettext("%(n)s việc sắp đến hạn", "%(n)s việc sắp đến hạn", len(soon)) % {"n": len(soon)})
    return _("Hồ sơ cấp độ: %(what)s") % {"what": ", ".join(parts)}
