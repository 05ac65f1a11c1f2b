"""The rounds of a dossier: one as it was sent, and what changed from the one before."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from classification.remark_board import board
from classification.round_changes import changed_places
from classification.round_page import changes_between, sent_round

from .finding import find_dossier


@require_GET
def sent(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One round exactly as it was handed in, for everybody who sees the dossier."""
    dossier = find_dossier(request, pk)
    submission = get_object_or_404(dossier.submissions.select_related("by", "dossier"), round=number)
    context = sent_round(submission) | {
        "dossier": dossier, "submission": submission, "number": number,
        "rounds": list(dossier.submissions.values_list("round", flat=True)),
    }  # fmt: skip
    return render(request, "classification/round.html", context)


@require_GET
def changes(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What is different from the round before, with the remarks it answers."""
    dossier = find_dossier(request, pk)
    found = changes_between(dossier, number)
    if found is None:
        raise Http404
    before, newer, sections = found
    places, pinned = changed_places(sections), board(dossier, request.user)
    answered = [(one, one["place"] in places) for one in newer["answers"]]
    context = {
        "dossier": dossier, "before": before, "number": number, "sections": sections, "answered": answered,
        "being_edited": number > dossier.round, "board": pinned,
    }  # fmt: skip
    return render(request, "classification/round_changes.html", context)
