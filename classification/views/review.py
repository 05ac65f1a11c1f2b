"""Rà soát: the levels that need a second look, shelf by shelf, and as a spreadsheet."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from classification.addresses import with_changes
from classification.forms.review import ReviewFilter
from classification.review import BELOW, SHELVES, counted, line, narrowed, on_shelf, reviewed
from classification.workbooks import answer
from classification.workbooks_review import sheet

PAGE = 50


@require_GET
def review(request: HttpRequest) -> HttpResponse:
    """`?loc=` a shelf, `?q=`, `?don_vi=`; `?xuat=xlsx` gives every page of the shelf as a spreadsheet."""
    form = ReviewFilter(request.GET, user=request.user)
    chosen = request.GET.get("loc", BELOW)
    chosen = chosen if chosen in SHELVES else BELOW
    every = narrowed(reviewed(request.user), **form.chosen)
    found = on_shelf(every, chosen)
    words = str(SHELVES[chosen][0])
    if request.GET.get("xuat") == "xlsx":
        return answer([sheet(words, found)], f"ra-soat-{chosen}-{timezone.localdate():%Y-%m-%d}")
    numbers = counted(every)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    tabs = [
        (with_changes(request.GET, loc=key, page=None), title, numbers[key], key == chosen)
        for key, (title, _condition) in SHELVES.items()
    ]
    context = {"form": form, "page": page, "lines": [line(system) for system in page], "tabs": tabs, "chosen": chosen}
    return render(request, "classification/review.html", context)
