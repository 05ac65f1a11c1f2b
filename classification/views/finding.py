"""How the pages of a dossier find it, and the answer to a page that is out of date."""

from django.shortcuts import get_object_or_404

from classification.errors import OutOfDate
from classification.models import Dossier


def find_dossier(request, pk: int) -> Dossier:
    """The dossier with its parties, if this person may see it; 404 for a stranger."""
    return get_object_or_404(Dossier.objects.visible_to(request.user).with_parties(), pk=pk)


def status_of(refused) -> int:
    """409 for a stale page, 422 for any other refusal."""
    return 409 if isinstance(refused, OutOfDate) else 422
