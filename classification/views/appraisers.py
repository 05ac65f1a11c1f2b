"""Who appraises a dossier: told to everyone, given away by the owner; and where a council keeps its minutes."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from classification.appraisers import clause_of, security_unit_operates, why_no_arrangement
from classification.errors import StepRefused
from classification.forms.appraisers import (
    CouncilForm,
    MinutesForm,
    UnitForm,
    members_formset,
    members_of,
    suggested_people,
)
from classification.models import Dossier
from classification.outline import outline
from classification.services import arrange_council, arrange_unit, end_arrangement, record_minutes
from classification.services.appraisers import prepared_arrangement, require_owner
from classification.services.meetings import check_minutes
from systems.authority import may_act
from systems.models import AppraisalArrangement
from systems.roles import Role

from .finding import find_dossier, status_of

KINDS = ("don-vi", "hoi-dong")


@require_http_methods(["GET", "HEAD", "POST"])
def appraiser(request: HttpRequest, pk: int) -> HttpResponse:
    """For everyone who sees the dossier: who appraises and why. For the owner's approver: the form; POST gives away."""
    dossier = find_dossier(request, pk)
    kind = request.GET.get("loai") if request.GET.get("loai") in KINDS else _kind_of(dossier)
    if request.method == "POST":
        require_owner(dossier, request.user)
        return _arrange(request, dossier, kind)
    return _page(request, dossier, kind)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to the security unit."""
    dossier = find_dossier(request, pk)
    try:
        end_arrangement(dossier=dossier, by=request.user)
    except StepRefused as refused:
        messages.warning(request, " ".join(refused.reasons))
    else:
        messages.success(request, _("Đã trả việc thẩm định về đơn vị chuyên trách."))
    return redirect("classification:appraiser", pk)


@require_POST
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Minutes of the council that were written on paper."""
    dossier, form = find_dossier(request, pk), MinutesForm(request.POST, request.FILES)
    try:
        check_minutes(dossier=dossier, by=request.user)
        if form.is_valid():
            given = form.cleaned_data
            record_minutes(
                dossier=dossier, held_on=given["held_on"], number=given["number"], filename=given["scan"].name,
                content=given["scan"].read(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Đã ghi biên bản. Hội đồng có thể kết luận hoặc cho ý kiến."))
            return redirect("classification:appraisal" if dossier.is_under_appraisal else "classification:dossier", pk)
    except ValidationError as wrong:
        form.refuse(wrong)
    except StepRefused as refused:
        messages.warning(request, " ".join(refused.reasons))
        return redirect("classification:appraiser", pk)
    return _page(request, dossier, _kind_of(dossier), 422, minutes_form=form)


@require_GET
def scan(request: HttpRequest, pk: int, arrangement: int) -> FileResponse:
    """The scan of a decision that was taken on paper, as a download."""
    dossier = find_dossier(request, pk)
    kept = get_object_or_404(dossier.system.arrangements.exclude(scan=""), pk=arrangement)
    answer = FileResponse(kept.scan.open("rb"), as_attachment=True, filename=kept.scan_name)
    answer["X-Content-Type-Options"], answer["Cache-Control"] = "nosniff", "private, no-store"
    return answer


def _kind_of(dossier: Dossier) -> str:
    chosen = prepared_arrangement(dossier) or dossier.system.appraising
    return KINDS[bool(chosen and chosen.is_council)]


def _arrange(request: HttpRequest, dossier: Dossier, kind: str) -> HttpResponse:
    council = kind == "hoi-dong"
    form = (
        CouncilForm(request.POST, request.FILES)
        if council
        else UnitForm(request.POST, request.FILES, dossier=dossier)
    )  # fmt: skip
    rows = members_formset(data=request.POST) if council else None
    status = 422
    if all([form.is_valid(), rows is None or rows.is_valid()]):
        try:
            paper = form.paper()
            if council:
                name = form.cleaned_data["name"]
                arrange_council(dossier=dossier, name=name, members=members_of(rows), by=request.user, paper=paper)
            else:
                arrange_unit(dossier=dossier, unit=form.cleaned_data["unit"], by=request.user, paper=paper)
            return _arranged(request, dossier, recorded=paper is not None)
        except ValidationError as wrong:
            form.refuse(wrong)
        except StepRefused as refused:
            form.add_error(None, refused.reasons)
            status = status_of(refused)
    return _page(request, dossier, kind, status, form=form, rows=rows)


def _arranged(request: HttpRequest, dossier: Dossier, *, recorded: bool) -> HttpResponse:
    if not recorded:
        return redirect("documents:sign", dossier.pk, "name_appraiser")
    messages.success(request, _("Đã ghi quyết định: từ hôm nay hồ sơ do đơn vị hoặc hội đồng được giao thẩm định."))
    return redirect("classification:appraiser", dossier.pk)


def _page(request: HttpRequest, dossier: Dossier, kind: str, status: int = 200, **given) -> HttpResponse:
    refusal, prepared = why_no_arrangement(dossier), prepared_arrangement(dossier)
    owns = may_act(request.user, Role.APPROVER, dossier.system)
    context = {
        "dossier": dossier, "outline": outline(dossier), "here": "appraiser", "kind": kind, "refusal": refusal,
        "clause": clause_of(dossier.rules), "conflict": security_unit_operates(dossier), "owns": owns,
        "current": dossier.system.appraising, "prepared": prepared, "writes": owns and refusal is None,
        "earlier": _earlier(dossier), "meetings": list(dossier.meetings.select_related("scan", "recorded_by")),
        "keeps_minutes": _keeps_minutes(dossier, request.user),
    }  # fmt: skip
    if context["writes"]:
        context |= _forms(dossier, kind, prepared or dossier.system.appraising)
    if context["keeps_minutes"]:
        context["minutes_form"] = MinutesForm()
    context |= {name: value for name, value in given.items() if value is not None}
    return render(request, "classification/appraiser.html", context, status=status)


def _forms(dossier: Dossier, kind: str, shown: AppraisalArrangement | None) -> dict:
    if kind == "don-vi":
        return {"form": UnitForm(dossier=dossier, prepared=shown)}
    return {
        "form": CouncilForm(prepared=shown), "rows": members_formset(prepared=shown),
        "people": list(suggested_people(dossier)),
    }  # fmt: skip


def _earlier(dossier: Dossier) -> list[AppraisalArrangement]:
    ended = dossier.system.arrangements.filter(ended_on__isnull=False).exclude(number="")
    return list(ended.select_related("unit"))


def _keeps_minutes(dossier: Dossier, user) -> bool:
    acts = dossier.by_council and may_act(user, Role.SECURITY_UNIT, dossier.system)
    return acts and dossier.awaits_council
