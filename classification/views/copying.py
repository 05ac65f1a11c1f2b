"""Copying answers from the plan of another system: choose it, see what would be written, write it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from classification.errors import StepRefused
from classification.models import Dossier
from classification.plan_copying import compare, sources
from classification.services import copy_answers
from classification.services.locking import require_editable, require_role
from systems.roles import Role

from .finding import find_dossier, status_of

PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """`q` searches plans, `tu` names the one to compare with; POST copies the ticked requirements."""
    dossier = find_dossier(request, pk)
    require_role(dossier, request.user, Role.OPERATOR)
    if not dossier.level:
        return redirect("classification:plan", dossier.pk)
    if not dossier.is_plan_editable:
        return _closed(request, dossier)
    source = _source(request, dossier)
    if request.method == "POST" and source:
        return _copy(request, dossier, source)
    return _page(request, dossier, source)


def _source(request: HttpRequest, dossier: Dossier) -> Dossier | None:
    chosen = request.POST.get("tu") or request.GET.get("tu", "")
    if not (chosen.isdecimal() and len(chosen) < 19):
        return None
    return get_object_or_404(sources(dossier, request.user), pk=chosen)


def _copy(request: HttpRequest, dossier: Dossier, source: Dossier) -> HttpResponse:
    try:
        count = copy_answers(
            dossier=dossier, source=source, codes=request.POST.getlist("code"), by=request.user,
            seen=request.POST.get("seen", ""),
        )  # fmt: skip
    except StepRefused as refused:
        return _page(request, dossier, source, status_of(refused), refusals=refused.reasons)
    sentence = _("Đã chép %(count)s câu trả lời từ %(code)s. Hãy xem lại từng câu rồi lưu.")
    messages.success(request, sentence % {"count": count, "code": source.system.code})
    response = redirect("classification:plan", dossier.pk)
    response["Location"] += "?loc=cho-xem-lai"
    return response


def _page(request: HttpRequest, dossier: Dossier, source: Dossier | None, status: int = 200, **more) -> HttpResponse:
    words = request.GET.get("q", "")[:100]
    context = {"dossier": dossier, "source": source, "words": words, "here": "plan"} | more
    if source:
        ticked = set(request.POST.getlist("code")) if request.method == "POST" else None
        context |= {"comparison": compare(dossier, source), "ticked": ticked}
    else:
        found = sources(dossier, request.user, words)
        context["page"] = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "classification/plan_copy.html", context, status=status)


def _closed(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """A plan that nobody writes now is led back to, with the reason."""
    try:
        require_editable(dossier, dossier.is_plan_editable)
    except StepRefused as refused:
        messages.warning(request, " ".join(refused.reasons))
    return redirect("classification:plan", dossier.pk)
