"""Bringing a spreadsheet in: give the file, look at what it would do, then store it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from systems.authority import may_import
from systems.forms.importing import ConfirmForm, SheetForm
from systems.importing import waiting
from systems.importing.blank import XLSX, blank_sheet
from systems.importing.consent import asks
from systems.importing.examining import Plan, examine, settle
from systems.importing.pages import done, gone, owner_of, preview_context, put_aside
from systems.importing.reading import read_sheets
from systems.importing.refusals import FileRefused
from systems.importing.showing import shown_rows
from systems.importing.storing import InventoryChanged, import_systems
from systems.importing.tables import Table, find_table
from systems.importing.waiting import WaitingFile


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The page that takes the file; a file that cannot be read is refused with a sentence."""
    _allow(request)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SheetForm(*given, user=request.user)
    if form.is_valid():
        file = put_aside(request, form)
        return redirect("systems:import_preview", token=file.token)
    return render(request, "systems/import.html", {"form": form}, status=422 if request.method == "POST" else 200)


@require_GET
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """What the file would do, row by row; nothing is stored."""
    _allow(request)
    file = waiting.find(request, token)
    if file is None:
        return _refused(request, gone(), status=404)
    try:
        plan = examine(_table(file), by=request.user, owner=owner_of(file))
        settle(plan, asks(request.user))
    except FileRefused as refused:
        return _refused(request, str(refused))
    return _show(request, file, plan)


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
        plan = _store(request, file, form)
    except InventoryChanged:
        return _changed_meanwhile(request, file)
    except FileRefused as refused:
        return _refused(request, str(refused))
    if not plan.stored:
        return _show(request, file, plan, form=form, status=422)
    waiting.drop(request, file)
    messages.success(request, done(plan, _("Đã ghi danh mục. %(summary)s")))
    for sentence in plan.consequences:
        messages.warning(request, sentence)
    return redirect("classification:systems")


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """A blank sheet with the right columns."""
    _allow(request)
    response = HttpResponse(blank_sheet(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="danh-muc-he-thong.xlsx"'
    return response


def _allow(request: HttpRequest) -> None:
    if not may_import(request.user):
        raise PermissionDenied(_("Bạn không được giao nhập danh mục hệ thống."))


def _table(file: WaitingFile) -> Table:
    return find_table(read_sheets(file.read(), file.name))


def _store(request: HttpRequest, file: WaitingFile, form: ConfirmForm) -> Plan:
    return import_systems(
        table=_table(file),
        by=request.user,
        on=timezone.localdate(),
        owner=owner_of(file),
        why_not_create=asks(request.user, form.chosen),
        only_good=form.cleaned_data["only_good"],
        seen=form.cleaned_data["seen"],
        source=file.name,
    )


def _show(request: HttpRequest, file: WaitingFile, plan: Plan, *, form=None, changed=False, status=200) -> HttpResponse:
    context = preview_context(request, file, plan, shown_rows, changed=changed) | {
        "chosen": form.chosen if form else {one.key for one in plan.to_create if not one.similar},
        "offered": [one for one in plan.proposals if asks(request.user)(one) is None],
        "not_stored": form is not None,
    }
    return render(request, "systems/import_preview.html", context, status=status)


def _changed_meanwhile(request: HttpRequest, file: WaitingFile) -> HttpResponse:
    plan = examine(_table(file), by=request.user, owner=owner_of(file))
    settle(plan, asks(request.user))
    return _show(request, file, plan, changed=True, status=409)


def _refused(request: HttpRequest, sentence: str, *, status: int = 422) -> HttpResponse:
    context = {"form": SheetForm(user=request.user), "refusal": sentence}
    return render(request, "systems/import.html", context, status=status)
