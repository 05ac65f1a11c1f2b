"""Bringing a spreadsheet in: give the file, look at what it would do, then store it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from systems.authority import may_import
from systems.forms.importing import ConfirmForm, SheetForm
from systems.importing import waiting
from systems.importing.blank import blank_sheet
from systems.importing.consent import asks
from systems.importing.examining import BAD, CHANGED, NEW, UNCHANGED, Plan, examine, settle
from systems.importing.reading import read_sheets
from systems.importing.refusals import FileRefused
from systems.importing.showing import shown_rows, summary
from systems.importing.storing import InventoryChanged, import_systems
from systems.importing.tables import Table, find_table
from systems.importing.waiting import WaitingFile
from systems.models import Organisation

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE_ROWS = 100
VIEWS = {"sai": BAD, "moi": NEW, "doi": CHANGED, "giu-nguyen": UNCHANGED}


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The page that takes the file; a file that cannot be read is refused with a sentence."""
    _allow(request)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SheetForm(*given, user=request.user)
    if form.is_valid():
        owner = form.cleaned_data["owner"]
        file = waiting.keep(
            request, form.content, name=form.cleaned_data["file"].name, owner=owner.pk if owner else None
        )
        return redirect("systems:import_preview", token=file.token)
    return render(request, "systems/import.html", {"form": form}, status=422 if request.method == "POST" else 200)


@require_GET
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """What the file would do, row by row; nothing is stored."""
    _allow(request)
    file = waiting.find(request, token)
    if file is None:
        return _gone(request)
    try:
        plan = examine(_table(file), by=request.user, owner=_owner(file))
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
        return _gone(request)
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
    messages.success(request, _done(plan))
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


def _owner(file: WaitingFile) -> Organisation | None:
    return Organisation.objects.filter(pk=file.owner).first() if file.owner else None


def _store(request: HttpRequest, file: WaitingFile, form: ConfirmForm) -> Plan:
    return import_systems(
        table=_table(file),
        by=request.user,
        on=timezone.localdate(),
        owner=_owner(file),
        why_not_create=asks(request.user, form.chosen),
        only_good=form.cleaned_data["only_good"],
        seen=form.cleaned_data["seen"],
        source=file.name,
    )


def _show(request: HttpRequest, file: WaitingFile, plan: Plan, *, form=None, changed=False, status=200) -> HttpResponse:
    counts = plan.counts
    wanted = _wanted(request, counts)
    outcomes = plan.of(wanted) if wanted else plan.outcomes
    page = Paginator(outcomes, PAGE_ROWS).get_page(request.GET.get("page"))
    page.object_list = shown_rows(page.object_list)
    context = {
        "file": file,
        "plan": plan,
        "counts": counts,
        "summary": summary(counts),
        "storable": counts[NEW] + counts[CHANGED],
        "page": page,
        "wanted": wanted or "all",
        "chosen": form.chosen if form else {one.key for one in plan.to_create if not one.similar},
        "offered": [one for one in plan.proposals if asks(request.user)(one) is None],
        "not_stored": form is not None,
        "changed_meanwhile": changed,
    }
    return render(request, "systems/import_preview.html", context, status=status)


def _wanted(request: HttpRequest, counts: dict[str, int]) -> str | None:
    """Which outcomes to show: as chosen, else what is wrong, else all."""
    chosen = request.GET.get("xem", "")
    return None if chosen == "tat-ca" else VIEWS.get(chosen, BAD if counts[BAD] else None)


def _changed_meanwhile(request: HttpRequest, file: WaitingFile) -> HttpResponse:
    plan = examine(_table(file), by=request.user, owner=_owner(file))
    settle(plan, asks(request.user))
    return _show(request, file, plan, changed=True, status=409)


def _gone(request: HttpRequest) -> HttpResponse:
    sentence = _("Bản xem trước này không còn: đã ghi, đã quá một ngày hoặc không phải của bạn. Chọn lại tệp.")
    return _refused(request, sentence, status=404)


def _refused(request: HttpRequest, sentence: str, *, status: int = 422) -> HttpResponse:
    context = {"form": SheetForm(user=request.user), "refusal": sentence}
    return render(request, "systems/import.html", context, status=status)


def _done(plan: Plan) -> str:
    counts = plan.counts
    if not counts[NEW] and not counts[CHANGED]:
        return _("Tệp không thay đổi gì, không ghi gì.")
    return _("Đã ghi danh mục. %(summary)s") % {"summary": summary(counts)}
