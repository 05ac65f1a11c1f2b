"""Pages of dossiers: the list, one dossier with its way and its next step, and opening a new one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from classification import way
from classification.calendars import time_left
from classification.clock_list import clock_list
from classification.errors import StepRefused
from classification.forms.dossiers import DossierFilter
from classification.models import Dossier
from classification.outline import outline
from classification.owner_reports import owner_report_due
from classification.remark_board import board
from classification.services import open_dossier as open_new
from classification.services.redetermining import open_redetermination
from systems.authority import systems_visible_to

from .finding import find_dossier

PAGE = 50


@require_POST
def open_dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a dossier and go on to the level; where one is under way already, go there."""
    system = get_object_or_404(systems_visible_to(request.user).select_related("owner", "operator"), pk=pk)
    begin = open_redetermination if Dossier.objects.in_force().filter(system=system).exists() else open_new
    try:
        dossier = begin(system=system, by=request.user)
    except StepRefused as refused:
        messages.warning(request, " ".join(refused.reasons))
        under_way = Dossier.objects.visible_to(request.user).filter(system=system).open().first()
        return redirect("classification:dossier", under_way.pk) if under_way else redirect("classification:dossiers")
    messages.success(request, _("Đã mở hồ sơ. Việc đầu tiên: xác định cấp độ."))
    return redirect("classification:facts", dossier.pk)


@require_GET
def dossiers(request: HttpRequest) -> HttpResponse:
    """Every dossier that the reader may see, filtered by what stands in the address."""
    form = DossierFilter(request.GET, user=request.user)
    found = form.narrow(Dossier.objects.visible_to(request.user).with_parties())
    page = Paginator(found.order_by("-pk"), PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    rows = [(dossier, time_left(dossier, today), way.next_label(dossier)) for dossier in page]
    return render(request, "classification/dossiers.html", {"form": form, "page": page, "rows": rows})


@require_GET
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """One dossier: the way, the parts, the papers, the next step and what holds it back."""
    return dossier_page(request, find_dossier(request, pk))


def dossier_page(request: HttpRequest, found: Dossier, status: int = 200, **more) -> HttpResponse:
    """The page of a dossier; `more` may hold `refusals` (sentences), `refused_step` and its `note`."""
    taken, pinned = list(found.steps.select_related("by", "delegation")), board(found, request.user)
    ahead, aside = way.options(found, request.user)
    today = timezone.localdate()
    context = {
        "dossier": found, "taken": taken, "stations": way.stations(found, taken), "outline": outline(found, pinned),
        "here": "overview", "board": pinned, "rounds": set(found.submissions.values_list("round", flat=True)),
        "ahead": ahead, "aside": aside, "days": time_left(found, today),
        "returned": way.last_return(taken), "ending": taken[-1] if found.is_ended and taken else None,
        "papers": _papers(found), "clocks": clock_list(found, today),
        "owner_report_due": owner_report_due(found, request.user),
        "incoming": list(found.incoming.select_related("recorded_by", "scan").order_by("-pk")),
    }  # fmt: skip
    return render(request, "classification/dossier.html", context | more, status=status)


def _papers(found: Dossier) -> list:
    """Signed papers, newest first, without their bytes and frozen content."""
    papers = found.documents.with_seals().select_related("signer", "issuer")
    return list(papers.defer("content").order_by("-pk"))
