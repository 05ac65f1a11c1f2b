"""Giữ cấp độ: every system that keeps its old level, with what it still lacks under the new law."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from classification import kept_levels as keeping
from classification.addresses import with_changes
from classification.forms.dossiers import DossierFilter
from classification.models import Dossier, StatutoryDay
from classification.regimes.selector import LawDays

PAGE = 50


@require_GET
def kept_levels(request: HttpRequest) -> HttpResponse:
    """The list by what is lacking (`thieu`), by unit, level or words; the day until which it must be met on top."""
    form = DossierFilter(request.GET, user=request.user)
    every = form.narrow(keeping.kept(Dossier.objects.visible_to(request.user)))
    numbers, chosen = keeping.counted(every), request.GET.get("thieu", "")
    chosen = chosen if chosen in keeping.LACKING else ""
    found = keeping.lacking(every, chosen).with_parties().defer("facts", "determination")
    page = Paginator(found.order_by("system__code", "pk"), PAGE).get_page(request.GET.get("page"))
    due, left = keeping.days_to_measures(timezone.localdate())
    days: LawDays = StatutoryDay.objects.law_days()
    shelves = [("", None, numbers["all"])] + [(lack.key, lack, numbers[lack.key]) for lack in keeping.LACKS]
    context = {
        "form": form, "page": page, "due": due, "left": left, "law": days.measures_due, "total": numbers["all"],
        "rows": [(dossier, keeping.lacks_of(dossier)) for dossier in page],
        "shelves": [
            (with_changes(request.GET, thieu=key or None, page=None), lack, number, key == chosen)
            for key, lack, number in shelves
        ],
    }  # fmt: skip
    return render(request, "classification/kept_levels.html", context)
