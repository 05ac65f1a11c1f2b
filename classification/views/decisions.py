"""Recording a decision made on paper about one system, and putting such a record right."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from classification.errors import StepRefused
from classification.forms.decisions import DecisionForm
from classification.models import Dossier
from classification.services.recording import already_decided, correct_record, may_replace, record_decision
from systems.authority import systems_visible_to, why_not_record
from systems.models import InformationSystem

from .attachments import file_response


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a first record, of the correction of the one that holds, or (`moi=1`) of a newer decision."""
    system, held = _recordable(request, pk)
    replaced = held if held and request.GET.get("moi") and may_replace(held) else None
    held = None if replaced else held
    before = held.paper if held else None
    if held and before is None:
        return _page(request, system, None, None, refusal=already_decided(held), status=422 if request.POST else 200)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DecisionForm(*given, system=system, before=before)
    if form.is_bound and form.is_valid() and (dossier := _store(request, form, system, held, replaced)):
        corrected = held and dossier.version != held.version
        done = _("Đã sửa bản ghi nhận; bản trước được giữ lại.") if corrected else _("Không có gì thay đổi.")
        messages.success(request, done if held else _("Đã ghi nhận quyết định. Hệ thống được tính từ ngày trên giấy."))
        return redirect("classification:system", pk)
    return _page(request, system, held, form, replaced=replaced, status=422 if form.is_bound else 200)


@require_GET
def scan(request: HttpRequest, pk: int) -> FileResponse:
    """The scan of the decision on record, for whoever may see or record it."""
    system = get_object_or_404(systems_visible_to(request.user).select_related("owner__security_unit"), pk=pk)
    visible = Dossier.objects.visible_to(request.user).filter(system=system).exists()
    if not visible and why_not_record(request.user, system.owner):
        raise Http404
    held = Dossier.objects.filter(system=system, recorded=True).first()
    if held is None or held.paper.scan is None:
        raise Http404
    return file_response(held.paper.scan)


def _recordable(request: HttpRequest, pk: int) -> tuple[InformationSystem, Dossier | None]:
    """The system (404 for whoever may not see it, 403 for whoever may not record) and its dossier in force."""
    visible = systems_visible_to(request.user).select_related("owner__security_unit", "operator")
    system = get_object_or_404(visible, pk=pk)
    if refusal := why_not_record(request.user, system.owner):
        raise PermissionDenied(refusal)
    return system, Dossier.objects.in_force().filter(system=system).with_parties().first()


def _store(request: HttpRequest, form: DecisionForm, system: InformationSystem, held, replaced) -> Dossier | None:
    """What the service stored; None when it refused, with its sentences in the form."""
    given = {"decision": form.decision, "by": request.user, "scan": form.file}
    try:
        if held is None:
            return record_decision(system=system, instead_of=replaced, **given)
        return correct_record(dossier=held, seen=form.cleaned_data["seen"], **given)
    except StepRefused as refused:
        form.add_error(None, refused.reasons)
    except ValidationError as refused:
        if hasattr(refused, "error_dict"):
            form.refuse(refused)
        else:
            form.add_error("scan", refused.messages)
    return None


def _page(request, system, held, form, *, replaced=None, refusal: str = "", status: int = 200) -> HttpResponse:
    records = held.records.select_related("recorded_by", "scan").order_by("-pk") if held else ()
    context = {
        "system": system, "held": held, "form": form, "refusal": refusal, "records": records, "replaced": replaced,
        "may_replace": held and may_replace(held),
    }  # fmt: skip
    return render(request, "classification/record_decision.html", context, status=status)
