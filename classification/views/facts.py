"""Determining the level: the questions, the result beside them at every answer, saving."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from classification.errors import StepRefused
from classification.facts import FactsError
from classification.findings import stored
from classification.forms.answers import Answers
from classification.models import Dossier
from classification.remark_board import board
from classification.services import write_facts
from classification.services.locking import require_role
from systems.authority import may_act
from systems.roles import Role

from .facts_page import facts_context
from .finding import find_dossier, status_of


@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions as answered so far; POST stores the answers and the proposed level."""
    dossier = find_dossier(request, pk)
    if request.method == "POST":
        return _save(request, dossier)
    if dossier.is_editable and may_act(request.user, Role.OPERATOR, dossier.system):
        return _page(request, dossier, Answers.stored(dossier))
    return render(
        request,
        "classification/facts_read.html",
        facts_context(dossier, None, stored(dossier), board(dossier, request.user)),
    )


@require_POST
def facts_result(request: HttpRequest, pk: int) -> HttpResponse:
    """What these answers give; nothing is stored. The panel for htmx, else the whole page with what was typed."""
    dossier = find_dossier(request, pk)
    require_role(dossier, request.user, Role.OPERATOR)
    answers = Answers.given(dossier, request.POST)
    if not request.htmx:
        return _page(request, dossier, answers)
    context = facts_context(dossier, answers, answers.findings(), board(dossier, request.user))
    context["rearranged"] = request.POST.get("shown_for", "") != context["system_type"]
    return render(request, "classification/facts_result.html", context)


def _save(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    require_role(dossier, request.user, Role.OPERATOR)
    answers = Answers.given(dossier, request.POST)
    if not answers.is_valid():
        return _page(request, dossier, answers, 422)
    try:
        dossier = write_facts(dossier=dossier, by=request.user, **answers.to_write())
    except FactsError as wrong:
        answers.blame(wrong)
        return _page(request, dossier, answers, 422)
    except StepRefused as refused:
        return _refused(request, find_dossier(request, dossier.pk), answers, refused)
    level = _("cấp độ %(level)s") % {"level": dossier.level} if dossier.level else _("chưa xác định được cấp độ")
    messages.success(request, _("Đã lưu dữ kiện: %(level)s.") % {"level": level})
    return redirect("classification:facts" if "stay" in request.POST else "classification:dossier", dossier.pk)


def _refused(request: HttpRequest, dossier: Dossier, answers: Answers, refused: StepRefused) -> HttpResponse:
    """Said beside the proposed level; a stale page learns the newest version, so that saving again is a choice."""
    if status_of(refused) == 409:
        answers.form.add_error(None, refused.reasons)
        answers.seen = dossier.version
    else:
        answers.form.add_error("proposed_level", refused.reasons)
    return _page(request, dossier, answers, status_of(refused))


def _page(request: HttpRequest, dossier: Dossier, answers: Answers, status: int = 200) -> HttpResponse:
    context = facts_context(dossier, answers, answers.findings(), board(dossier, request.user))
    return render(request, "classification/facts.html", context, status=status)
