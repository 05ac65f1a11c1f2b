"""Bringing in a spreadsheet of decisions on paper: give the file, look at what it would do, then store it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
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
from systems.authority import may_record
from systems.forms.importing import ConfirmForm
from systems.importing import waiting
from systems.importing.blank import XLSX, blank_sheet
from systems.importing.pages import done, gone, owner_of, preview_context, put_aside
from systems.importing.reading import read_sheets
from systems.importing.refusals import FileRefused
from systems.importing.storing import InventoryChanged
from systems.importing.tables import Table, find_table
from systems.importing.waiting import WaitingFile


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The page that takes the file; a file that cannot be read is refused with a sentence."""
    _allow(request)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DecisionSheetForm(*given, user=request.user)
    if form.is_valid():
        file = put_aside(request, form)
        return redirect("classification:decisions_preview", token=file.token)
    return render(request, "classification/decisions.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """What the file would do, row by row; nothing is stored."""
    _allow(request)
    file = waiting.find(request, token)
    if file is None:
        return _refused(request, gone(), status=404)
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
        return _refused(request, gone(), status=404)
    if not form.is_valid():
        raise Http404
    try:
        plan = import_decisions(
            table=_table(file), by=request.user, today=timezone.localdate(), owner=owner_of(file), source=file.name,
            only_good=form.cleaned_data["only_good"], seen=form.cleaned_data["seen"],
        )  # fmt: skip
    except InventoryChanged:
        return _show(request, file, _examined(request, file), changed=True, status=409)
    except FileRefused as refused:
        return _refused(request, str(refused))
    if not plan.stored:
        return _show(request, file, plan, not_stored=True, status=422)
    waiting.drop(request, file)
    messages.success(request, done(plan, _("Đã ghi nhận quyết định. %(summary)s")))
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


def _examined(request: HttpRequest, file: WaitingFile) -> Plan:
    return examine(
        _table(file), today=timezone.localdate(), by=request.user, owner=owner_of(file), source=file.name
    )  # fmt: skip


def _show(
    request: HttpRequest, file: WaitingFile, plan: Plan, *, not_stored=False, changed=False, status=200
) -> HttpResponse:
    context = preview_context(request, file, plan, shown_rows, changed=changed) | {"not_stored": not_stored}
    return render(request, "classification/decisions_preview.html", context, status=status)


def _refused(request: HttpRequest, sentence: str, *, status: int = 422) -> HttpResponse:
    context = {"form": DecisionSheetForm(user=request.user), "refusal": sentence}
    return render(request, "classification/decisions.html", context, status=status)
