"""Inheriting from the system this one stands in: see what the host meets, choose, declare."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from classification.errors import StepRefused
from classification.inheriting import offer
from classification.models import Dossier
from classification.services import inherit_requirements
from classification.services.locking import require_editable, require_role
from systems.roles import Role

from .finding import find_dossier, status_of


@require_http_methods(["GET", "HEAD", "POST"])
def inherit(request: HttpRequest, pk: int) -> HttpResponse:
    """What could be inherited, infrastructure ticked at first; POST declares the ticked requirements."""
    dossier = find_dossier(request, pk)
    require_role(dossier, request.user, Role.OPERATOR)
    codes = request.POST.getlist("code")
    try:
        require_editable(dossier, dossier.is_plan_editable)
        if request.method == "POST":
            if not codes:
                raise StepRefused([_("Hãy đánh dấu ít nhất một yêu cầu.")])
            count = inherit_requirements(dossier=dossier, codes=codes, by=request.user)
            messages.success(request, _("Đã ghi kế thừa %(count)s yêu cầu.") % {"count": count})
            return redirect("classification:plan", dossier.pk)
    except StepRefused as refused:
        return _page(request, dossier, status_of(refused), refusals=refused.reasons, ticked=set(codes))
    return _page(request, dossier)


def _page(request: HttpRequest, dossier: Dossier, status: int = 200, **more) -> HttpResponse:
    context = {"dossier": dossier, "offer": offer(dossier), "here": "plan", "ticked": None} | more
    return render(request, "classification/plan_inherit.html", context, status=status)
