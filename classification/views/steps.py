"""Taking a step that needs no paper; steps with paper are taken by signing it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from classification.errors import StepRefused
from classification.forms.steps import StepForm
from classification.services import take_step
from classification.workflow import STEPS

from .dossiers import dossier_page
from .finding import find_dossier, status_of


@require_POST
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take the step and show the dossier where it stands now; a refusal is said on the page, nothing is changed."""
    if step not in STEPS:
        raise Http404
    dossier, form = find_dossier(request, pk), StepForm(request.POST)
    if not form.is_valid():
        reasons = [error for errors in form.errors.values() for error in errors]
        return dossier_page(
            request, dossier, 422, refusals=reasons, refused_step=step, note=request.POST.get("note", "")
        )
    given = form.cleaned_data
    try:
        dossier = take_step(dossier=dossier, name=step, by=request.user, note=given["note"], seen=given["seen"])
    except StepRefused as refused:
        dossier = find_dossier(request, pk)
        more = {"refusals": refused.reasons, "refused_step": step, "note": given["note"]}
        # A script swaps in 422 alone: the page as it stands now, with the sentence on top.
        return dossier_page(request, dossier, 422 if request.htmx else status_of(refused), **more)
    messages.success(request, _("Đã ghi: %(step)s.") % {"step": STEPS[step].label})
    return redirect("classification:dossier", dossier.pk)
