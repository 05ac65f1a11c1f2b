"""Vì sao tôi chưa làm được? - for any step of the table, from where the dossier stands."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from classification.models import Dossier
from classification.why import steps_of, why_not
from classification.workflow import STEPS, next_step
from documents.why import signature_obstacles


@require_GET
def why(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Each thing that holds the step back, who can remove it, and a link to the place."""
    dossier = get_object_or_404(Dossier.objects.visible_to(request.user).with_parties(), pk=pk)
    row = STEPS.get(step)
    if row is None or not row.by:
        raise Http404
    found = why_not(dossier, row, request.user)
    obstacles = [*found.obstacles, *signature_obstacles(dossier, found, request.user)]
    context = {
        "dossier": dossier, "row": row, "why": found, "obstacles": obstacles, "steps": steps_of(dossier),
        "onward": next_step(dossier.state, dossier.route_level),
    }  # fmt: skip
    return render(request, "documents/why.html", context)
