"""Xem thử: the papers of a dossier as they would look now, read page by page by everybody who may see the dossier."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from classification.errors import StepRefused
from classification.outline import outline
from classification.views.finding import find_dossier
from documents.page_images import page_image, page_sizes
from documents.services.previewing import Draft, draft_pdf, drafts_of

from .papers import pdf_answer


def _find(request: HttpRequest, pk: int, key: str) -> Draft:
    found = drafts_of(find_dossier(request, pk), request.user)
    draft = next((one for one in found if one.key == key), None)
    if draft is None:
        raise Http404
    return draft


@require_GET
def previews(request: HttpRequest, pk: int) -> HttpResponse:
    """Which drafts can be made now, from which body each would come, and what is still missing for the others."""
    dossier = find_dossier(request, pk)
    context = {
        "dossier": dossier, "drafts": drafts_of(dossier, request.user), "outline": outline(dossier), "here": "preview",
    }  # fmt: skip
    return render(request, "documents/previews.html", context)


@require_GET
@cache_control(private=True, no_store=True)
def preview(request: HttpRequest, pk: int, draft: str) -> HttpResponse:
    """One draft as pictures of its pages; a sentence where it cannot be made."""
    dossier, found = find_dossier(request, pk), _find(request, pk, draft)
    context = {"dossier": dossier, "draft": found}
    try:
        printed = draft_pdf(found)
    except StepRefused as refused:
        return render(request, "documents/preview.html", context | {"reasons": refused.reasons}, status=422)
    return render(request, "documents/preview.html", context | {"pages": page_sizes(printed.pdf)})


@require_GET
@cache_control(private=True, no_store=True)
def page(request: HttpRequest, pk: int, draft: str, page: int) -> HttpResponse:
    """One page of a draft as a picture."""
    try:
        printed = draft_pdf(_find(request, pk, draft))
    except StepRefused as refused:
        raise Http404 from refused
    if not 1 <= page <= printed.pages:
        raise Http404
    return HttpResponse(page_image(printed.pdf, page - 1), content_type="image/png")


@require_GET
def file(request: HttpRequest, pk: int, draft: str) -> HttpResponse:
    """The draft as a PDF to take away."""
    found = _find(request, pk, draft)
    try:
        return pdf_answer(draft_pdf(found).pdf, f"du-thao-{found.kind}-{found.about.system.code}.pdf")
    except StepRefused as refused:
        context = {"dossier": find_dossier(request, pk), "draft": found, "reasons": refused.reasons}
        return render(request, "documents/preview.html", context, status=422)
