"""Việc của tôi: the page after login, with everything that waits for the reader."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from classification import tasks
from classification.calendars import time_left
from classification.errand_list import errands_for
from classification.models import StepTaken
from classification.way import turn_of
from classification.workflow import next_step
from systems.authority import duties

PAGE, ASIDE = 50, 5


@require_GET
def my_work(request: HttpRequest) -> HttpResponse:
    """Tasks by deadline, errands, systems that have no dossier yet, what waits for others, what the reader did last."""
    today = timezone.localdate()
    waiting = tasks.waiting(request.user)
    page = Paginator(waiting, PAGE).get_page(request.GET.get("page"))
    request.waiting_count = page.paginator.count
    without = tasks.without_dossier(request.user)
    context = {
        "today": today,
        "page": page,
        "bundles": tasks.bundles([tasks.task(dossier, today) for dossier in page], today),
        "overdue": waiting.filter(due_on__lt=today).count() if page.paginator.count else 0,
        "errands": [(errand, errand.days(today)) for errand in errands_for(request.user, today)],
        "without": without[:ASIDE],
        "without_count": without.count(),
        "others": [_with_other(dossier, today) for dossier in tasks.with_others(request.user)[:ASIDE]],
        "done": StepTaken.objects.filter(by=request.user).select_related("dossier__system").order_by("-pk")[:ASIDE],
        "has_duties": bool(duties(request.user)),
    }
    return render(request, "classification/my_work.html", context)


def _with_other(dossier, today) -> dict:
    step = next_step(dossier.state, dossier.route_level)
    body = turn_of(dossier, step) if step else None
    return {"dossier": dossier, "step": step, "body": body, "days": time_left(dossier, today)}
