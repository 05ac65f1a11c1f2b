"""The published form of the data attached to signed papers: for anyone's tools, without an account."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from documents.snapshots.schema import schema


@login_not_required
@require_GET
@cache_control(public=True, max_age=3600)
def published(request) -> JsonResponse:
    return JsonResponse(
        schema(), json_dumps_params={"ensure_ascii": False, "indent": 1}, content_type="application/schema+json"
    )
