"""OSCAL files out and in: catalogues and levels for administrators, a plan for who sees the dossier, answers back."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from classification.errors import StepRefused
from classification.forms.oscal import FIELDS, PlanFileForm
from classification.models import CatalogueEdition, Dossier
from classification.oscal.catalogs import to_catalog
from classification.oscal.files import bytes_of, plain_name
from classification.oscal.plans import to_plan
from classification.oscal.plans_back import Reading, read_plan
from classification.oscal.profiles import file_name, to_profile
from classification.oscal.words import NotOscal, to_bytes
from classification.plan import Answer
from classification.services.locking import require_editable, require_role
from classification.services.oscal import fingerprint, import_plan
from systems.administration import administers
from systems.roles import Role

from .finding import find_dossier, status_of


@require_GET
def catalogue(request: HttpRequest, standard: str) -> HttpResponse:
    """The catalogue in use as an OSCAL catalog; with ?cap-do=3 the profile of a level."""
    if not administers(request.user):
        raise PermissionDenied(_("Trang này dành cho người quản trị."))
    content = bytes_of(standard, CatalogueEdition.objects)
    level = request.GET.get("cap-do", "")
    if content is None or (level and level not in ("1", "2", "3", "4", "5")):
        raise Http404
    document = to_profile(standard, content, int(level)) if level else to_catalog(standard, content)
    return _download(document, file_name(standard, int(level) if level else None))


@require_GET
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan of a dossier as an OSCAL system security plan."""
    dossier = find_dossier(request, pk)
    try:
        return _download(to_plan(dossier), f"{plain_name(dossier.system.code)}-phuong-an-{pk}.json")
    except NotOscal as why:
        messages.warning(request, str(why))
        return redirect("classification:plan", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_in(request: HttpRequest, pk: int) -> HttpResponse:
    """A file is looked at first; the second POST, with what was seen, stores it."""
    dossier = find_dossier(request, pk)
    require_role(dossier, request.user, Role.OPERATOR)
    try:
        require_editable(dossier, dossier.is_plan_editable)
        if request.method != "POST":
            return _page(request, dossier, PlanFileForm())
        form = PlanFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return _page(request, dossier, form, status=422)
        content = form.cleaned_data["content"]
        if not form.cleaned_data["seen"]:
            return _looked_at(request, dossier, form, content)
        reading = import_plan(dossier=dossier, content=content, by=request.user, seen=form.cleaned_data["seen"])
    except StepRefused as refused:
        return _page(request, dossier, PlanFileForm(), reasons=refused.reasons, status=status_of(refused))
    messages.success(request, _("Đã ghi %(n)s câu trả lời từ tệp OSCAL.") % {"n": len(reading.changes)})
    return redirect("classification:plan", pk)


def _looked_at(request: HttpRequest, dossier: Dossier, form: forms.Form, content: bytes) -> HttpResponse:
    """The dry run."""
    try:
        reading = read_plan(content, dossier)
    except NotOscal as why:
        return _page(request, dossier, form, reasons=[str(why)], status=422)
    if reading.refusals:
        return _page(request, dossier, form, reasons=reading.refusals, status=422)
    return _page(request, dossier, PlanFileForm(), reading=reading, content=content.decode())


def _page(request, dossier, form, *, reading: Reading | None = None, content="", reasons=(), status=200):
    context = {
        "dossier": dossier, "form": form, "reading": reading, "content": content, "reasons": reasons,
        "seen": fingerprint(reading) if reading else "", "rows": _rows(reading) if reading else (),
    }  # fmt: skip
    return render(request, "classification/plan_oscal.html", context, status=status)


def _rows(reading: Reading) -> list[tuple]:
    """(change, [(field in words, now, then)]) for the table."""
    return [
        (change, [(FIELDS[name], _said(name, now), _said(name, then)) for name, now, then in change.pairs])
        for change in reading.changes
    ]


def _said(name: str, value: str) -> str:
    return str(Answer(value).label) if name == "status" and value else value


def _download(document: dict, name: str) -> HttpResponse:
    return HttpResponse(
        to_bytes(document),
        content_type="application/json",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
