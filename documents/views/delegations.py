"""The draft of a delegation as it would be printed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from classification.errors import StepRefused
from documents.services.delegating import draft_pdf

from .desks import DESKS
from .papers import pdf_answer


@require_GET
def draft_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision as a PDF, across every page of which it says that it is a draft."""
    found = DESKS["uy-quyen"].find(request, pk)
    try:
        return pdf_answer(draft_pdf(found, by=request.user).pdf, "du-thao-uy-quyen.pdf")
    except StepRefused as refused:
        messages.error(request, " ".join([_("Chưa in được bản dự thảo."), *refused.reasons]))
        return redirect("classification:delegation", pk)
