"""Pages for what went wrong, in sentences."""

from django.shortcuts import render


def csrf_failure(request, reason=""):
    """A form that was open too long, or was sent from another site; nothing was stored."""
    return render(request, "403_csrf.html", status=403)
