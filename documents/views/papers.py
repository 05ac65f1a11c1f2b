"""The files themselves: what is about to be signed, page by page, and what was issued."""

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from documents.models import IssuedDocument
from documents.page_images import page_image

from .places import place_of


@require_GET
def prepared(request, paper, **where):
    """The exact bytes that will be signed, to the person who will sign them."""
    found = place_of(request, where).paper(request.user, paper)
    return pdf_answer(bytes(found.pdf), f"{found.kind}.pdf")


@require_GET
@cache_control(private=True, max_age=3600)
def prepared_page(request, paper, page, **where):
    """One page of it as a picture, so that the paper is read where it is signed."""
    found = place_of(request, where).paper(request.user, paper)
    if not 1 <= page <= found.pages:
        raise Http404
    return HttpResponse(page_image(bytes(found.pdf), page - 1), content_type="image/png")


@require_GET
def document(request, pk):
    """An issued paper, byte for byte as it was signed."""
    issued = get_object_or_404(IssuedDocument.objects.visible_to(request.user), pk=pk)
    return pdf_answer(issued.read(), f"{issued.kind}-{issued.number}.pdf".replace("/", "-"))


def pdf_answer(content: bytes, filename: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(filename)}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
