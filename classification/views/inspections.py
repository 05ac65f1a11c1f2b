"""Kiểm tra, đánh giá: when each system's next assessment is due, and what was found at those that were made."""

import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from classification.addresses import with_changes
from classification.assessing import Severity
from classification.assessment_dates import assessed, due_by, in_order, overdue
from classification.assessment_page import due_of, line
from classification.errors import StepRefused
from classification.forms.dossiers import DossierFilter
from classification.forms.inspections import InspectionForm, IntervalForm, findings_formset, known_clauses
from classification.models import Dossier, Inspection
from classification.services import record_inspection, send_back_for, set_interval
from classification.services.inspections import may_send_back, require_file
from classification.services.withdrawing import may_withdraw, withdraw_inspection
from systems.authority import may_act
from systems.roles import Role

from .finding import status_of

PAGE, SOON = 50, 90
SHELVES = (
    ("", gettext_lazy("Tất cả")),
    ("qua-han", gettext_lazy("Quá hạn")),
    ("sap-toi", gettext_lazy("Trong 90 ngày tới")),
    ("chua-lan-nao", gettext_lazy("Chưa lần nào")),
)


@require_GET
def assessments(request: HttpRequest) -> HttpResponse:
    """Every system with an approved level, the nearest due day first."""
    today = timezone.localdate()
    form = DossierFilter(request.GET, user=request.user)
    every = assessed(form.narrow(Dossier.objects.visible_to(request.user)))
    conditions = _shelves(today)
    chosen = request.GET.get("loc", "")
    chosen = chosen if chosen in conditions else ""
    found = in_order(every.filter(conditions[chosen])).with_parties().defer("facts", "determination")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    tabs = [
        (with_changes(request.GET, loc=key or None, page=None), words, every.filter(conditions[key]).count(),
         key == chosen)
        for key, words in SHELVES
    ]  # fmt: skip
    context = {"form": form, "page": page, "lines": [line(dossier, request.user, today) for dossier in page],
               "tabs": tabs}  # fmt: skip
    return render(request, "classification/assessments.html", context)


def _shelves(today) -> dict[str, Q]:
    soon = due_by(today + datetime.timedelta(days=SOON)) & ~overdue(today)
    return {"": Q(), "qua-han": overdue(today), "sap-toi": soon, "chua-lan-nao": Q(last_assessed__isnull=True)}


@require_GET
def inspection(request: HttpRequest, pk: int) -> HttpResponse:
    """One assessment as it was recorded, what it found and what became of that."""
    return _inspection_page(request, _visible(request, pk))


def _inspection_page(request: HttpRequest, found: Inspection, status: int = 200, **refused) -> HttpResponse:
    dossier = Dossier.objects.with_parties().get(pk=found.dossier_id)
    withdrawn = hasattr(found, "withdrawal")
    serious = any(one.severity == Severity.SERIOUS for one in found.findings.all())
    context = {
        "inspection": found, "dossier": dossier, "findings": list(found.findings.all()),
        "open": set(dossier.open_findings.values_list("pk", flat=True)),
        "may_withdraw": not withdrawn and may_withdraw(request.user, found, dossier),
        "may_send_back": serious and not withdrawn and not found.sent_back and may_send_back(dossier)
        and may_act(request.user, Role.SECURITY_UNIT, dossier.system),
    }  # fmt: skip
    return render(request, "classification/inspection.html", context | refused, status=status)


@require_POST
def inspection_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it was wrongly recorded, and why."""
    found, reason = _visible(request, pk), request.POST.get("reason", "")
    try:
        withdraw_inspection(inspection=found, reason=reason, by=request.user)
    except StepRefused as refused:
        return _inspection_page(request, found, status_of(refused), refusal=str(refused), reason=reason)
    messages.success(request, _("Đã rút lần kiểm tra, đánh giá này; bản ghi vẫn được giữ lại."))
    return redirect("classification:inspection", pk)


@require_POST
def inspection_send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The security unit's decision on serious findings: deploying again, and out of the count from today."""
    found = _visible(request, pk)
    try:
        send_back_for(inspection=found, by=request.user)
    except StepRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã yêu cầu triển khai tiếp; hệ thống không còn được tính từ hôm nay."))
    return redirect("classification:inspection", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def inspection_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down an assessment that was made; the law's say on who made it stands beside the form."""
    dossier = _in_force(request, pk)
    _require_recorder(request, dossier)
    may_back = may_send_back(dossier) and may_act(request.user, Role.SECURITY_UNIT, dossier.system)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = InspectionForm(*given, dossier=dossier, may_send_back=may_back)
    rows = findings_formset(dossier, request.POST if given else None)
    if given and form.is_valid() and rows.is_valid():
        try:
            done = _record(request, dossier, form, rows)
        except StepRefused as refused:
            form.add_error(None, refused.reasons)
            return _form_page(request, dossier, form, rows, status_of(refused))
        except ValidationError as wrong:
            form.add_error("report", wrong.messages)
        else:
            messages.success(request, _("Đã ghi kết quả kiểm tra, đánh giá."))
            return redirect("classification:inspection", done.pk)
    return _form_page(request, dossier, form, rows, 422 if given else 200)


def _record(request: HttpRequest, dossier: Dossier, form: InspectionForm, rows) -> Inspection:
    findings = tuple(row.found for row in rows if row.has_changed() and row.found)
    report = require_file(form.cleaned_data["report"])
    return record_inspection(dossier=dossier, by=request.user, findings=findings, report=report, **form.to_write())


@require_POST
def interval(request: HttpRequest, pk: int) -> HttpResponse:
    """A shorter period for this system, because of its risk."""
    dossier, form = _in_force(request, pk), IntervalForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect("classification:inspection_new", pk)
    try:
        set_interval(system=dossier.system, dossier=dossier, by=request.user, **form.cleaned_data)
    except StepRefused as refused:
        messages.error(request, str(refused))
        return redirect("classification:inspection_new", pk)
    messages.success(request, _("Đã đặt chu kỳ riêng cho hệ thống này."))
    return redirect("classification:system", pk)


def _form_page(request: HttpRequest, dossier: Dossier, form: InspectionForm, rows, status: int = 200) -> HttpResponse:
    context = {
        "dossier": dossier, "system": dossier.system, "form": form, "rows": rows,
        "clauses": list(dict.fromkeys(known_clauses(dossier).values())),
        "due": due_of(dossier), "interval_form": IntervalForm(auto_id="ck_%s"),
        "may_set_interval": may_act(request.user, Role.SECURITY_UNIT, dossier.system),
    }  # fmt: skip
    return render(request, "classification/inspection_new.html", context, status=status)


def _in_force(request: HttpRequest, system: int) -> Dossier:
    """The dossier in force of a system this person may see; 404 where there is none."""
    visible = Dossier.objects.visible_to(request.user).in_force().with_parties()
    return get_object_or_404(visible, system=system)


def _visible(request: HttpRequest, pk: int) -> Inspection:
    found = Inspection.objects.select_related(
        "system", "unit", "report", "recorded_by", "withdrawal__by"
    ).prefetch_related("findings")
    inspection = get_object_or_404(found, pk=pk)
    if not Dossier.objects.visible_to(request.user).filter(pk=inspection.dossier_id).exists():
        raise Http404
    return inspection


def _require_recorder(request: HttpRequest, dossier: Dossier) -> None:
    if not any(may_act(request.user, role, dossier.system) for role in (Role.SECURITY_UNIT, Role.OPERATOR)):
        raise PermissionDenied(_("Kết quả kiểm tra, đánh giá do đơn vị vận hành hoặc đơn vị chuyên trách ghi."))
