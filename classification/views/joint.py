"""The page of a joint filing: put drafts together, take one out, dissolve it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from classification.errors import StepRefused
from classification.forms.joint import JoinForm
from classification.joint_page import drafts, joint_page
from classification.models import Dossier
from classification.services import dissolve, join, leave
from systems.authority import may_act
from systems.roles import Role

from .finding import find_dossier, status_of


@require_http_methods(["GET", "HEAD", "POST"])
def joint(request: HttpRequest, pk: int) -> HttpResponse:
    """Which dossiers are filed together, and which others could be; POST puts the ticked ones to them."""
    dossier = find_dossier(request, pk)
    if request.method != "POST":
        return _page(request, dossier)
    form = JoinForm(request.POST, drafts=drafts(dossier.leading, request.user))
    if not form.is_valid():
        return _page(request, dossier, 422, [error for errors in form.errors.values() for error in errors])
    try:
        lead = join(
            lead=dossier, dossiers=list(form.cleaned_data["dossiers"]), by=request.user, seen=form.cleaned_data["seen"]
        )
    except StepRefused as refused:
        return _page(request, find_dossier(request, pk), status_of(refused), refused.reasons)
    messages.success(request, _("Hồ sơ chung nay gồm %(n)s hệ thống.") % {"n": len(lead.filing)})
    return redirect("classification:joint", lead.pk)


@require_POST
def joint_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Take this dossier out of its joint filing."""
    return _part(request, pk, leave, _("Đã tách hồ sơ của %(system)s khỏi hồ sơ chung."))


@require_POST
def joint_dissolve(request: HttpRequest, pk: int) -> HttpResponse:
    """End the joint filing that this dossier leads."""
    return _part(request, pk, dissolve, _("Đã giải thể hồ sơ chung; mỗi hệ thống nay có hồ sơ riêng."))


def _part(request: HttpRequest, pk: int, act, done: str) -> HttpResponse:
    dossier = find_dossier(request, pk)
    back = dossier.leading.pk if may_act(request.user, Role.OPERATOR, dossier.leading.system) else pk
    try:
        act(dossier=dossier, by=request.user)
    except StepRefused as refused:
        return _page(request, find_dossier(request, pk), status_of(refused), refused.reasons)
    messages.success(request, done % {"system": dossier.system.name})
    return redirect("classification:joint", back)


def _page(request: HttpRequest, dossier: Dossier, status: int = 200, refusals=()) -> HttpResponse:
    context = joint_page(dossier, request.user) | {"refusals": refusals}
    return render(request, "classification/joint.html", context, status=status)
