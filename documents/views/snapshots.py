"""The data attached to signed papers: its published form for anyone's tools, that of one paper for who sees it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from documents.models import IssuedDocument
from documents.snapshots import NAME
from documents.snapshots.reading import Data, data_of
from documents.snapshots.schema import published

from .places import home_of


@login_not_required
@require_GET
@cache_control(public=True, max_age=3600)
def form(request, version: int) -> JsonResponse:
    """The published form of one version."""
    found = published(version)
    if found is None:
        raise Http404
    return JsonResponse(
        found, json_dumps_params={"ensure_ascii": False, "indent": 1}, content_type="application/schema+json"
    )


@require_GET
def data(request, pk: int) -> HttpResponse:
    """What an issued paper carries, byte for byte."""
    paper = get_object_or_404(IssuedDocument.objects.visible_to(request.user), pk=pk)
    if not paper.snapshot_sha256:
        raise Http404
    content, found = data_of(paper.read())
    if found is not Data.REGISTERED:
        messages.error(request, _("Dữ liệu trong văn bản này không còn đúng như khi ký; hãy báo người quản trị."))
        return redirect(home_of(paper))
    response = HttpResponse(content, content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{NAME}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
