"""Danh mục and Hệ thống: the inventory as a list, and everything known of one system."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from classification.addresses import with_changes
from classification.forms.systems import InventoryFilter
from classification.inventory import inventory, line, ordered
from classification.system_page import about
from classification.workbooks import answer
from classification.workbooks_inventory import sheet
from systems.authority import may_import, may_record, systems_visible_to
from systems.models import InformationSystem

PAGE = 50
COLUMNS = (
    ("ma", _("Mã"), ""),
    ("ten", _("Tên hệ thống"), ""),
    ("cap-do", _("Cấp độ"), ""),
    ("", _("Hồ sơ"), ""),
    ("", _("Triển khai"), ""),
    ("", _("Người dùng"), "end"),
    ("han", _("Hạn gần nhất"), "end"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column title; `url` is the address of the list sorted by it, `sorted` how it is sorted now."""

    words: str
    css: str
    url: str
    sorted: str


@require_GET
def systems(request: HttpRequest) -> HttpResponse:
    """The list; `?xuat=xlsx` gives every page of it as a spreadsheet, `chon` only the systems picked."""
    form = InventoryFilter(request.GET, user=request.user)
    found = form.narrow(inventory(request.user))
    by = request.GET.get("xep", "ma")
    today = timezone.localdate()
    if request.GET.get("xuat") == "xlsx":
        return answer([sheet(ordered(_picked(found, request), by), today)], f"danh-muc-{today:%Y-%m-%d}")
    page = Paginator(ordered(found, by), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form, "page": page, "lines": [line(system, today) for system in page],
        "columns": [_column(request, *column, by) for column in COLUMNS],
        "everything": _everything(request), "may_add": may_import(request.user), "may_record": may_record(request.user),
    }  # fmt: skip
    return render(request, "classification/systems.html", context)


@require_GET
def system(request: HttpRequest, pk: int) -> HttpResponse:
    """Who owns and operates it, level and why, where its dossier is, what comes next, papers, history."""
    visible = systems_visible_to(request.user).select_related("owner__security_unit", "operator", "appraising__unit")
    found = get_object_or_404(visible, pk=pk)
    context = about(found, request.user, page=request.GET.get("page"))
    return render(request, "classification/system.html", context)


def _everything(request: HttpRequest) -> dict:
    """How many systems the reader may see at all, and how many of them run."""
    operating = Count("pk", filter=Q(status=InformationSystem.Status.OPERATING))
    return systems_visible_to(request.user).aggregate(all=Count("pk"), operating=operating)


def _picked(found, request: HttpRequest):
    """Only the systems picked on one page, where any are."""
    picked = [int(pk) for pk in request.GET.getlist("chon") if pk.isdecimal() and len(pk) < 19][:PAGE]
    return found.filter(pk__in=picked) if picked else found


def _column(request: HttpRequest, key: str, words: str, css: str, by: str) -> Column:
    now = {key: "ascending", f"-{key}": "descending"}.get(by, "") if key else ""
    url = with_changes(request.GET, xep=f"-{key}" if now == "ascending" else key, page=None) if key else ""
    return Column(words, css, url, now)
