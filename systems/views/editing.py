"""Registering a system, changing its particulars, taking it out of operation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from systems.authority import may_import, systems_visible_to, why_not_change
from systems.forms.editing import ChangeForm, CloseForm, SuccessionForm, SystemForm
from systems.models import InformationSystem
from systems.services import change_system, close_system, register_system
from systems.succession import record_succession

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
def new(request: HttpRequest) -> HttpResponse:
    """Add a system; what it is and which level it has is told in its dossier."""
    if not may_import(request.user):
        raise PermissionDenied(_("Bạn không được giao đăng ký hệ thống vào danh mục."))
    form = SystemForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        system = _try(form, register_system, by=request.user, on=timezone.localdate(), **form.cleaned_data)
        if system:
            messages.success(request, _("Đã thêm hệ thống vào danh mục. Việc tiếp theo: lập hồ sơ."))
            return redirect("classification:system", system.pk)
    return render(request, "systems/form.html", {"form": form}, status=422 if form.errors else 200)


@get_or_post
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change or correct; only the fields that were changed on this page are written."""
    system = _changeable(request, pk)
    today = timezone.localdate()
    form = ChangeForm(request.POST or None, user=request.user, system=system, today=today)
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        if changed := _try(form, change_system, system=system, by=request.user, on=on, **form.changes):
            messages.success(request, _("Đã lưu.") if form.changes else _("Không có gì thay đổi."))
            for sentence in changed.consequences:
                messages.warning(request, sentence)
            return redirect(_asked_from(request) or reverse("classification:system", args=[pk]))
    return render(request, "systems/form.html", {"form": form, "system": system}, status=422 if form.errors else 200)


@get_or_post
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it out of operation from a day on; it stays in the inventory with everything known of it."""
    system = _changeable(request, pk)
    if system.status == InformationSystem.Status.CLOSED:
        messages.info(request, _("Hệ thống này đã ngừng vận hành từ trước."))
        return redirect("classification:system", pk)
    form = CloseForm(request.POST or None, system=system, today=timezone.localdate())
    ready = request.method == "POST" and form.is_valid()
    if ready and _try(form, close_system, system=system, by=request.user, on=form.cleaned_data["on"]):
        messages.success(request, _("Đã ghi ngày ngừng vận hành. Số liệu của những ngày trước giữ nguyên."))
        return redirect("classification:system", pk)
    return render(request, "systems/close.html", {"form": form, "system": system}, status=422 if form.errors else 200)


@get_or_post
def succession(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that this system was split from another one or merged; who approved a level hears of it."""
    system, today = _changeable(request, pk), timezone.localdate()
    known = systems_visible_to(request.user).exclude(pk=pk).order_by("code")
    form = SuccessionForm(request.POST or None, known=known, today=today)
    ready = request.method == "POST" and form.is_valid()
    if ready and _try(form, record_succession, system=system, by=request.user, **form.cleaned_data):
        messages.success(request, _("Đã ghi việc tách, gộp hệ thống."))
        return redirect("classification:system", pk)
    status = 422 if form.errors else 200
    return render(request, "systems/succession.html", {"form": form, "system": system}, status=status)


def _asked_from(request: HttpRequest) -> str:
    """The page of this site (`ve`) that sent the writer here and waits for them; empty where there is none."""
    back = request.GET.get("ve", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else ""


def _changeable(request: HttpRequest, pk: int) -> InformationSystem:
    """The system, if this person may see it (else 404) and may change it (else 403)."""
    visible = systems_visible_to(request.user).select_related("owner__security_unit", "operator")
    system = get_object_or_404(visible, pk=pk)
    if refusal := why_not_change(request.user, owner=system.owner, operator=system.operator):
        raise PermissionDenied(refusal)
    return system


def _try(form, service, **values) -> InformationSystem | None:
    """What the service stored; None when it refused, with its sentences in the form."""
    try:
        return service(**values)
    except ValidationError as refused:
        form.refuse(refused)
    except PermissionDenied as refused:
        form.add_error(None, str(refused))
    return None
