"""Tiến độ: how many systems are protected, against the target, on any day, of any unit the reader may see."""

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from classification.calendars import time_left
from classification.chart import draw, ruler
from classification.forms.progress import DayForm
from classification.progress import tenths_of
from classification.progress_report import Report, report
from classification.shortest_way import nearest, stages
from classification.workbooks import answer
from classification.workbooks_progress import sheets
from systems.authority import duties

SHOWN, MOST_SHOWN = 6, 50


@require_GET
def progress(request: HttpRequest) -> HttpResponse:
    """`?ngay=` a day, `?don_vi=` the code of a unit, `?xem=het` the whole way, `?xuat=xlsx` as a spreadsheet."""
    if not duties(request.user):
        return render(request, "classification/progress_stranger.html")
    form = DayForm(request.GET if "ngay" in request.GET else {})
    if not form.is_valid():
        return render(request, "classification/progress.html", {"form": form}, status=422)
    day = form.cleaned_data["ngay"]
    found = report(request.user, code=request.GET.get("don_vi", ""), day=day)
    if found is None:
        raise Http404(_("Không có đơn vị này, hoặc bạn không được xem số liệu của đơn vị này."))
    if request.GET.get("xuat") == "xlsx":
        return answer(sheets(found), f"tien-do-{day:%Y-%m-%d}")
    return render(request, "classification/progress.html", _context(request, found, day))


def _context(request: HttpRequest, found: Report, day: datetime.date) -> dict:
    """What the page shows; the way to the target only for today, as nobody can go it on a past day."""
    today = day == timezone.localdate()
    whole = request.GET.get("xem") == "het"
    context = {"form": DayForm(initial={"ngay": day}), "report": found, "today": today, "whole": whole}
    if today and found.progress.needed:
        context |= _way(request, found, day, whole)
    return context | _drawings(found)


def _drawings(found: Report) -> dict:
    """The curve and the ruler, as numbers."""
    return {
        "chart": draw([(point.day, point.protected) for point in found.curve], goal=found.goal),
        "ruler": ruler(found.count.tenths / 10, found.target.percent),
    }


def _way(request: HttpRequest, found: Report, day: datetime.date, whole: bool) -> dict:
    """The systems nearest to done, each with what the percentage would be with it."""
    candidates = nearest(user=request.user, day=day, **found.scope)
    shown = min(found.progress.needed, MOST_SHOWN if whole else SHOWN)
    protected, total = found.count.protected, found.count.total
    rows = [
        {"stage": stage, "days": time_left(stage.dossier, day), "gives": tenths_of(protected + number, total)}
        for number, stage in enumerate(stages(candidates[:shown]), start=1)
    ]
    needed = found.progress.needed
    return {"way": rows, "gives_at_last": tenths_of(protected + needed, total), "more": needed > len(rows) == SHOWN}
