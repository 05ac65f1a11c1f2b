"""Wanting a time-stamp over the newest state of a paper: one row a paper, one background job a turn."""

from datetime import datetime

from django.utils import timezone

from documents.models import IssuedDocument, Preservation, RevocationHost, RevocationList, TimestampServer
from systems.jobs import enqueue

JOB = "papers.preserve"


def want_stamp(*, document: IssuedDocument, reason: str, due_at: datetime | None = None) -> Preservation:
    """Have the paper's newest state stamped soon, or from `due_at`. Call it in the transaction that made this state.

    The act never waits for it. Where nobody could be asked the row alone stays; the daily job comes back to it.
    """
    row, fresh = Preservation.objects.select_for_update().get_or_create(document=document, defaults={"reason": reason})
    if not fresh:
        row.turn += 1
        row.reason, row.since, row.tries, row.tried_at, row.error, row.done_at = (
            reason,
            timezone.now(),
            0,
            None,
            "",
            None,
        )
        row.save()
    if anybody_to_ask():
        put_in_queue(row, due_at)
    return row


def put_in_queue(row: Preservation, due_at: datetime | None = None) -> None:
    """The job of this turn, once."""
    paper = row.document
    subject = f"{paper.title} {paper.number}"
    enqueue(JOB, subject=subject, key=key_of(row), due_at=due_at, paper=paper.pk, turn=row.turn)


def key_of(row: Preservation) -> str:
    return f"{JOB}:{row.document_id}:{row.turn}"


def anybody_to_ask() -> bool:
    """Whether there is a time-stamp server, or anything that tells of revocation."""
    return (
        TimestampServer.objects.filter(active=True).exists()
        or RevocationHost.objects.filter(active=True).exists()
        or RevocationList.objects.exists()
    )
