"""Evidence of a requirement: handing in files, and taking them out again."""

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from classification.errors import StepRefused
from classification.forms.evidence import EvidenceForm
from classification.forms.plans import AnswerForm
from classification.models import Dossier, EvidenceFile
from classification.proofs import proofs_of
from classification.services import add_evidence, take_evidence
from classification.services.locking import require_role
from systems.roles import Role

from .finding import find_dossier
from .plan_context import context_of, opened_context, table_of


@require_POST
def add(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Keep the files: the panel anew for htmx, else the page of the requirement."""
    dossier = find_dossier(request, pk)
    require_role(dossier, request.user, Role.OPERATOR)
    form = EvidenceForm(request.POST, request.FILES, proofs=proofs_of(dossier, code).get(code, []))
    if not form.is_valid():
        return _panel(request, dossier, code, 422, evidence_form=form)
    try:
        add_evidence(dossier=dossier, code=code, by=request.user, **form.to_write())
    except StepRefused as refused:
        form.add_error(None, refused.reasons)
    except ValidationError as wrong:
        for name, sentences in wrong.message_dict.items():
            form.add_error(name if name in form.fields else None, sentences)
    if form.errors:
        return _panel(request, dossier, code, 422, evidence_form=form)
    if request.htmx:
        return _panel(request, find_dossier(request, pk), code)
    table = table_of(dossier, request.GET)
    return redirect(f"{table.find(code).url}?{table.query}#minh-chung")


@require_GET
def download(request: HttpRequest, pk: int, file: int) -> FileResponse:
    """The file as it was kept, never shown in a page; who took it is written down first."""
    kept = get_object_or_404(
        EvidenceFile.objects.select_related("version__evidence__dossier__system"),
        version__evidence__dossier=find_dossier(request, pk),
        pk=file,
    )
    take_evidence(file=kept, by=request.user)
    response = FileResponse(kept.file.open("rb"), as_attachment=True, filename=kept.filename, content_type=kept.mime)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _panel(request: HttpRequest, dossier: Dossier, code: str, status: int = 200, **forms) -> HttpResponse:
    """The evidence of one requirement: alone for htmx, on its page otherwise."""
    table = table_of(dossier, request.GET) if dossier.level else None
    row = table.find(code) if table else None
    if row is None:
        raise Http404
    context = context_of(request, dossier, table, row) | opened_context(dossier, row, **forms)
    if request.htmx:
        return render(request, "classification/evidence_added.html", context, status=status)
    return render(request, "classification/plan_item.html", context | {"form": AnswerForm.of(row.item)}, status=status)
