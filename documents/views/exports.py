"""Taking dossiers out: one at once, many as a job with a page that can be left and come back to."""

import datetime
from urllib.parse import quote

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from classification.errors import StepRefused
from classification.models import Dossier
from documents.exporting import Damaged
from documents.exporting.many import left_out_of
from documents.exporting.names import safe_name
from documents.forms.exports import ExportFilter
from documents.models import DossierExport
from documents.services.exporting import (
    JOB,
    ask_for_export,
    cancel_export,
    export_dossier,
    fetch_export,
    why_not_fetch,
)
from systems.jobs.waiting import failed_words

SHOWN = 20
LEFT_OUT_SHOWN = 50
"""Exports on the list, and dossiers left out on the page of one."""


@require_POST
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The archive of one dossier, made now."""
    dossier = get_object_or_404(Dossier.objects.visible_to(request.user).with_parties(), pk=pk)
    try:
        archive = export_dossier(dossier=dossier, by=request.user)
    except Damaged as why:
        messages.error(request, _("Chưa xuất được hồ sơ. %(why)s Hãy báo người quản trị.") % {"why": why})
        return redirect("classification:dossier", pk)
    return _download(archive, f"{dossier.system.code} {dossier.system.name} {timezone.localdate().isoformat()}")


@require_http_methods(["GET", "HEAD", "POST"])
def exports(request: HttpRequest) -> HttpResponse:
    """What this person asked for, and the form of a new export; the filter stands in the address until it is sent."""
    form = ExportFilter(request.POST if request.method == "POST" else request.GET, user=request.user)
    found = form.narrow(Dossier.objects.visible_to(request.user))
    if request.method == "POST":
        try:
            export = ask_for_export(dossiers=found, words=form.in_words(), by=request.user)
            return redirect("documents:export", export.pk)
        except StepRefused as refused:
            return _list(request, form, found, refused.reasons, 422)
    return _list(request, form, found)


@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """How far one export has come; while it runs, htmx asks for the middle of the page again and again."""
    found = get_object_or_404(request.user.exports, pk=pk)
    counts = found.counts()
    context = {
        "export": found,
        "counts": counts,
        "settled": found.total - counts["waiting"],
        "left_out": left_out_of(found, LEFT_OUT_SHOWN) if counts["left_out"] else [],
        "broken": failed_words(kind=JOB, prefix=f"{JOB}:{pk}:") if found.is_running else "",
        "refusal": why_not_fetch(found, request.user) if found.is_done else None,
    }
    return render(request, "documents/_export.html" if request.htmx else "documents/export.html", context)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop it."""
    if cancel_export(export=get_object_or_404(request.user.exports, pk=pk), by=request.user):
        messages.success(request, _("Đã hủy lần xuất; không còn tệp nào được giữ lại."))
    else:
        messages.warning(request, _("Lần xuất này đã kết thúc, không còn gì để hủy."))
    return redirect("documents:export", pk)


@require_POST
def fetch(request: HttpRequest, pk: int) -> FileResponse:
    """The result, to the person who asked for it and may still see all that is in it."""
    found = get_object_or_404(request.user.exports, pk=pk)
    asked = timezone.localtime(found.created_at)
    return _download(fetch_export(export=found, by=request.user), f"{_('Hồ sơ cấp độ')} {asked:%Y-%m-%d %H%M}")


def _list(request: HttpRequest, form: ExportFilter, found, refusals=(), status: int = 200) -> HttpResponse:
    waiting_since = timezone.now() - datetime.timedelta(days=60)
    context = {
        "form": form,
        "count": found.count(),
        "refusals": refusals,
        "exports": request.user.exports.filter(created_at__gt=waiting_since)[:SHOWN],
        "running": DossierExport.State.RUNNING,
    }
    return render(request, "documents/exports.html", context, status=status)


def _download(file, words: str) -> FileResponse:
    response = FileResponse(file, content_type="application/zip")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(safe_name(words, '.zip'))}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
