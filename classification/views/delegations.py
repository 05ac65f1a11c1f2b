"""Ủy quyền: the delegations of an owner, recording one, ending one early."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from classification.errors import StepRefused
from classification.forms.delegations import DelegationForm, EndForm, suggested_people
from classification.models import Dossier
from classification.services.delegations import delegate, end_delegation, giveable, require_giver
from systems.authority import delegations, delegations_visible_to, holds
from systems.models import Delegation, Organisation
from systems.roles import Role

from .finding import status_of

PAGE = 50
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Every delegation this person may know of, those that hold today first."""
    today = timezone.localdate()
    found = delegations_visible_to(request.user).select_related("owner", "unit", "person")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "rows": [(one, standing_of(one, today)) for one in page],
        "owners": giveable(request.user), "today": today,
    }  # fmt: skip
    return render(request, "classification/delegations.html", context)


@get_or_post
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Record a delegation of this owner by its document."""
    owner = get_object_or_404(owners_of(request), code=code)
    require_giver(owner, request.user)
    form = DelegationForm(request.POST or None, request.FILES or None, owner=owner)
    if request.method == "POST" and form.is_valid():
        try:
            delegation = delegate(owner=owner, by=request.user, **form.to_write())
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Đã ghi ủy quyền."))
            return redirect("classification:delegation", delegation.pk)
    context = {"owner": owner, "form": form, "people": list(suggested_people(owner))}
    return render(request, "classification/delegation_new.html", context, status=422 if form.errors else 200)


@get_or_post
def delegation(request: HttpRequest, pk: int) -> HttpResponse:
    """One delegation with what was done under it; POST ends it early, with a reason."""
    found = found_delegation(request, pk)
    form, status = EndForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        require_giver(found.owner, request.user)
        status = 422
        if form.is_valid():
            try:
                end_delegation(delegation=found, by=request.user, reason=form.cleaned_data["reason"])
            except StepRefused as refused:
                form.add_error(None, refused.reasons)
                status = status_of(refused)
            else:
                messages.success(request, _("Đã chấm dứt ủy quyền: từ hôm nay không ai dùng quyền này."))
                return redirect("classification:delegation", pk)
    today = timezone.localdate()
    context = {
        "delegation": found, "form": form, "standing": standing_of(found, today),
        "systems": list(found.systems.order_by("code")[:PAGE]), "systems_count": found.systems.count(),
        "papers": list(found.documents.order_by("-pk")) if not found.is_draft else [],
        "steps": list(_steps(found, request.user)[:PAGE]),
        "may_sign": found.is_draft and holds(request.user, Role.APPROVER, found.owner),
        "may_end": holds(request.user, Role.APPROVER, found.owner) and not found.ended_on
        and not found.is_draft and found.holds_until >= today,
    }  # fmt: skip
    return render(request, "classification/delegation.html", context, status=status)


@require_GET
def scan(request: HttpRequest, pk: int) -> FileResponse:
    """The scanned document, as a download."""
    found = found_delegation(request, pk)
    if not found.scan:
        raise Http404
    answer = FileResponse(found.scan.open("rb"), as_attachment=True, filename=found.scan_name)
    answer["X-Content-Type-Options"], answer["Cache-Control"] = "nosniff", "private, no-store"
    return answer


def _steps(delegation: Delegation, user):
    """What was done under it, newest first, in the dossiers that this person may see."""
    seen = delegation.steps.filter(dossier__in=Dossier.objects.visible_to(user))
    return seen.select_related("dossier__system", "by").order_by("-pk")


def found_delegation(request: HttpRequest, pk: int) -> Delegation:
    visible = delegations_visible_to(request.user)
    return get_object_or_404(visible.select_related("owner", "unit", "person__organisation", "ended_by"), pk=pk)


def owners_of(request: HttpRequest):
    """Owners this person approves for, and those that delegated to them: the latter are told that they may not."""
    mine = {owner.pk for owner in giveable(request.user)} | {held.owner_id for held in delegations(request.user)}
    if not mine:
        raise PermissionDenied(_("Ủy quyền là việc của người phê duyệt thuộc chủ quản; bạn không được giao việc đó."))
    return Organisation.objects.filter(pk__in=mine)


def standing_of(delegation: Delegation, today) -> tuple[str, str]:
    """(tone, word) of a delegation today."""
    if delegation.is_draft:
        return "warn", _("bản thảo, chưa ký")
    if delegation.ended_on:
        return "mute", _("đã chấm dứt")
    if today < delegation.holds_from:
        return "mute", _("chưa tới hạn")
    if today > delegation.holds_until:
        return "mute", _("đã hết hạn")
    return "good", _("đang có hiệu lực")
