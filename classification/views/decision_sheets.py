"""Bringing in a spreadsheet of decisions on paper: give the file, look at what it would do, then store it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from classification.decision_sheets.columns import DECISIONS
from classification.decision_sheets.examining import Plan, examine
from classification.decision_sheets.showing import shown_rows
from classification.decision_sheets.storing import import_decisions
from classification.forms.decisions import DecisionSheetForm
from classification.workbooks import XLSX
from systems.authority import may_record
from systems.forms.importing import ConfirmForm
from systems.importing import waiting
from systems.importing.blank import blank_sheet
from systems.importing.examining import BAD, CHANGED, NEW, UNCHANGED
from systems.importing.reading import read_sheets
from systems.importing.refusals import FileRefused
from systems.importing.showing import summary
from systems.importing.storing import InventoryChanged
from systems.importing.tables import Table, find_table
from systems.importing.waiting import WaitingFile
from systems.models import Organisation

PAGE_ROWS = 100
VIEWS = {"sai": BAD, "moi": NEW, "doi": CHANGED, "giu-nguyen": UNCHANGED}


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The page that takes the file; a file that cannot be read is refused with a sentence."""
    _allow(request)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DecisionSheetForm(*given, user=request.user)
    if form.is_valid():
        owner = form.cleaned_data["owner"]
        file = waiting.keep(
            request, form.content, name=form.cleaned_data["file"].name, owner=owner.pk if owner else None
        )
        return redirect("classification:decisions_preview", token=file.token)
    return render(request, "classification/decisions.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """What the file would do, row by row; nothing is stored."""
    _allow(request)
    file = waiting.find(request, token)
    if file is None:
        return _gone(request)
    try:
        return _show(request, file, _examined(request, file))
    except FileRefused as refused:
        return _refused(request, str(refused))


@require_POST
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Store the file as it was looked at, all in one transaction."""
    _allow(request)
    file, form = waiting.find(request, token), ConfirmForm(request.POST)
    if file is None:
        return _gone(request)
    if not form.is_valid():
        raise Http404
    try:
        plan = import_decisions(
            table=_table(file), by=request.user, today=timezone.localdate(), owner=_owner(file), source=file.name,
            only_good=form.cleaned_data["only_good"], seen=form.cleaned_data["seen"],
        )  # fmt: skip
    except InventoryChanged:
        return _show(request, file, _examined(request, file), changed=True, status=409)
    except FileRefused as refused:
        return _refused(request, str(refused))
    if not plan.stored:
        return _show(request, file, plan, not_stored=True, status=422)
    waiting.drop(request, file)
    messages.success(request, _done(plan))
    return redirect("classification:systems")


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """A blank sheet with the right columns."""
    _allow(request)
    content = blank_sheet(DECISIONS, "Quyết định", "QUYẾT ĐỊNH PHÊ DUYỆT CẤP ĐỘ ĐÃ CÓ")
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="quyet-dinh-da-phe-duyet.xlsx"'
    return response


def _allow(request: HttpRequest) -> None:
    if not may_record(request.user):
        raise PermissionDenied(_("Bạn không được giao ghi nhận quyết định giấy."))


def _table(file: WaitingFile) -> Table:
    return find_table(read_sheets(file.read(), file.name), DECISIONS)


def _owner(file: WaitingFile) -> Organisation | None:
    return Organisation.objects.filter(pk=file.owner).first() if file.owner else None


def _examined(request: HttpRequest, file: WaitingFile) -> Plan:
    return examine(
        _table(file), today=timezone.localdate(), by=request.user, owner=_owner(file), source=file.name
    )  # fmt: skip


def _show(
    request: HttpRequest, file: WaitingFile, plan: Plan, *, not_stored=False, changed=False, status=200
) -> HttpResponse:
    counts = plan.counts
    chosen = request.GET.get("xem", "")
    wanted = None if chosen == "tat-ca" else VIEWS.get(chosen, BAD if counts[BAD] else None)
    page = Paginator(plan.of(wanted) if wanted else plan.outcomes, PAGE_ROWS).get_page(request.GET.get("page"))
    page.object_list = shown_rows(page.object_list)
    context = {
        "file": file,
        "plan": plan,
        "counts": counts,
        "summary": summary(counts),
        "storable": counts[NEW] + counts[CHANGED],
        "page": page,
        "wanted": wanted or "all",
        "not_stored": not_stored,
        "changed_meanwhile": changed,
    }
    return render(request, "classification/decisions_preview.html", context, status=status)


def _gone(request: HttpRequest) -> HttpResponse:
    sentence = _("Bản xem trước này không còn: đã ghi, đã quá một ngày hoặc không phải của bạn. Chọn lại tệp.")
    return _refused(request, sentence, status=404)


def _refused(request: HttpRequest, sentence: str, *, status: int = 422) -> HttpResponse:
    context = {"form": DecisionSheetForm(user=request.user), "refusal": sentence}
    return render(request, "classification/decisions.html", context, status=status)


def _done(plan: Plan) -> str:
    counts = plan.counts
    if not counts[NEW] and not counts[CHANGED]:
        return _("Tệp không thay đổi gì, không ghi gì.")
    return _("Đã ghi nhận quyết định. %(summary)s") % {"summary": summary(counts)}
