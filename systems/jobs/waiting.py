"""What a page that waits for a job may tell its reader: that it failed, in words."""

from systems.models import Job


def failed_words(*, kind: str, prefix: str) -> str:
    """Why the newest job of this kind, whose key begins so, failed; empty where it did not."""
    newest = Job.objects.filter(kind=kind, key__startswith=prefix).order_by("-pk").first()
    return newest.error if newest and newest.state == Job.State.FAILED else ""
