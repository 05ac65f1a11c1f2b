"""Every day: renewing time-stamps before they run out, trying again what failed, taking in what nobody stamped yet."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.models import IssuedDocument, Preservation, TimestampServer
from systems.jobs.bell import ring
from systems.jobs.queueing import try_again
from systems.ledger import record
from systems.models import Job

from .stamps_wanted import anybody_to_ask, key_of, put_in_queue, want_stamp

Reason = Preservation.Reason
HOURS = 16
"""Over so many hours a day's papers are spread, so that a slow server leaves the workers time for other things."""
HOPE = timedelta(days=60)
"""So long after the stamp data that was missing is asked for again."""
UNLIKE = timedelta(days=30)
END, UNLIKE_AT_THE_END = timedelta(days=7), timedelta(days=2)


@transaction.atomic
def look_after(*, now: datetime | None = None) -> str:
    """A sentence on how many papers were put in the queue, and why."""
    now = now or timezone.now()
    if not anybody_to_ask():
        return _("Chưa khai báo máy chủ cấp dấu thời gian hay nguồn thu hồi nào: không có gì để làm.")
    slots = _slots()
    counts = {
        "renewed": _renew(now, slots) if TimestampServer.objects.filter(active=True).exists() else 0,
        "revived": _revive(slots),
        "adopted": _adopt(slots),
        "filled": _fill_gaps(now, slots),
    }
    return (
        _("Gia hạn %(renewed)s, bổ sung dữ liệu %(filled)s, làm lại %(revived)s, nhận thêm %(adopted)s văn bản.")
        % counts
    )


def due_for_renewal(now: datetime):
    """Papers whose newest time-stamp soon proves nothing more: its certificate runs out, or its algorithm has aged."""
    aged = Q(pk__in=[])
    for name in settings.TIMESTAMP_AGED_ALGORITHMS:
        aged |= Q(stamped_with__icontains=name)
    soon = Q(stamped_until__lte=now + timedelta(days=settings.TIMESTAMP_RENEW_DAYS))
    # A server whose own certificate is short, or whose algorithms are old, gives no better stamp the next day.
    useful = Q(stamped_at__lte=now - UNLIKE) | Q(stamped_at__lte=now - UNLIKE_AT_THE_END, stamped_until__lte=now + END)
    return Preservation.objects.filter(soon | aged, useful, done_at__isnull=False)


def _slots() -> list[datetime]:
    """The moments that are left today for papers of the past, the last one first."""
    now, pause = timezone.now(), settings.TIMESTAMP_PAUSE
    return [now + timedelta(seconds=n * pause) for n in range(HOURS * 3600 // pause)][::-1]


def _renew(now: datetime, slots: list[datetime]) -> int:
    rows = due_for_renewal(now).select_related("document").order_by("stamped_until")[: len(slots)]
    for row in rows:
        want_stamp(document=row.document, reason=Reason.RENEWAL, due_at=slots.pop())
    return len(rows)


def _revive(slots: list[datetime]) -> int:
    """What waits and has no living job: it failed for good, or nobody could be asked when it was wanted."""
    number = 0
    for row in Preservation.objects.filter(done_at__isnull=True).select_related("document")[: len(slots)]:
        if _run_soon(row, by=None, due_at=slots[-1]):
            slots.pop()
            number += 1
    return number


def _adopt(slots: list[datetime]) -> int:
    """Papers from before this was kept, newest first."""
    papers = IssuedDocument.objects.filter(preservation__isnull=True, replaced_by__isnull=True).defer("content")
    found = papers.order_by("-pk")[: len(slots)]
    for paper in found:
        want_stamp(document=paper, reason=Reason.ISSUED, due_at=slots.pop())
    return len(found)


def _fill_gaps(now: datetime, slots: list[datetime]) -> int:
    gaps = Preservation.objects.exclude(gap="").filter(done_at__isnull=False, stamped_at__gte=now - HOPE)
    rows = gaps.select_related("document").order_by("done_at")[: len(slots)]
    for row in rows:
        want_stamp(document=row.document, reason=Reason.EVIDENCE, due_at=slots.pop())
    return len(rows)


@transaction.atomic
def try_now(*, document: IssuedDocument, by) -> bool:
    """Somebody wants the stamp tried at once. False when nothing is waiting any more."""
    row = Preservation.objects.select_for_update().filter(document=document, done_at__isnull=True).first()
    if row is None:
        return False
    job = Job.objects.filter(key=key_of(row)).first()
    if job is not None and job.state == Job.State.WAITING:
        Job.objects.filter(pk=job.pk, state=Job.State.WAITING).update(due_at=timezone.now())
        transaction.on_commit(ring)
    else:
        _run_soon(row, by=by)
    record(verb="stamp_again", by=by, system=document.system, about=f"document:{document.pk}")
    return True


def _run_soon(row: Preservation, *, by, due_at: datetime | None = None) -> bool:
    """Give a waiting paper a living job; False where it has one."""
    job = Job.objects.filter(key=key_of(row)).first()
    if job is None:
        put_in_queue(row, due_at)
    elif job.state == Job.State.FAILED:
        try_again(job=job, by=by)
    elif job.state == Job.State.DONE:  # nobody could be asked then
        row.turn += 1
        row.save(update_fields=["turn"])
        put_in_queue(row, due_at)
    else:
        return False
    return True
