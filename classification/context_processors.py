"""What the frame of every page needs to know of dossiers: how many wait for the reader."""

from functools import cache

from django.http import HttpRequest

from classification.models import Dossier


def waiting_count(request: HttpRequest) -> dict:
    """`waiting_count`, asked of the database only when a page shows it; a page that knows it sets it on the request."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    known = getattr(request, "waiting_count", None)
    count = Dossier.objects.waiting_for(user).count
    return {"waiting_count": cache(lambda: count() if known is None else known)}
