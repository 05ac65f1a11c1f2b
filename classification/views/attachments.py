"""Files of a dossier, for those who may see the dossier."""

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from classification.models import Attachment

from .finding import find_dossier

SHOWN = ("image/png", "image/jpeg")


@require_GET
def attachment(request: HttpRequest, pk: int, attachment: int) -> FileResponse:
    """The file as it was stored: pictures in the page, everything else as a download."""
    return file_response(get_object_or_404(find_dossier(request, pk).attachments, pk=attachment))


def file_response(kept: Attachment) -> FileResponse:
    """A kept file as an answer; whoever calls asked whether the reader may see it."""
    shown = kept.mime in SHOWN
    response = FileResponse(
        kept.file.open("rb"), as_attachment=not shown, filename=kept.filename, content_type=kept.mime
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
