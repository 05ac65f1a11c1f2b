"""Việc nền: what runs, waits and failed outside requests, for administrators, with "làm lại"."""

import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from systems.authority import why_not_look_after_jobs
from systems.jobs import KINDS
from systems.jobs.queueing import try_again
from systems.models import Job

PAGE, ASIDE = 50, 20
SILENT = datetime.timedelta(minutes=2)
"""A job that is due for longer, while nothing runs, means that no worker is there."""


@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """Failed jobs first, because they wait for a person."""
    _require_administrator(request.user)
    now, states = timezone.now(), Job.State
    waiting, running = Job.objects.filter(state=states.WAITING), Job.objects.filter(state=states.RUNNING)
    failed = Job.objects.filter(state=states.FAILED).order_by("-ended_at", "-pk")
    done = Job.objects.filter(state=states.DONE)
    page = Paginator(failed, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "failed": [_line(job) for job in page],
        "running": [_line(job) for job in running.order_by("started_at")[:PAGE]],
        "waiting": [_line(job) for job in waiting.order_by("due_at", "pk")[:PAGE]],
        "waiting_count_all": waiting.count(),
        "done": [_line(job) for job in done.order_by("-ended_at")[:ASIDE]],
        "silent": waiting.filter(due_at__lt=now - SILENT).exists() and not running.filter(lease_until__gt=now).exists(),
    }
    return render(request, "systems/jobs.html", context)


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a failed job back in the queue."""
    _require_administrator(request.user)
    job = get_object_or_404(Job, pk=pk)
    if try_again(job=job, by=request.user):
        messages.success(request, _("Đã xếp lại: %(job)s.") % {"job": _title(job)})
    else:
        messages.warning(request, _("Việc này không còn ở tình trạng lỗi, nên không cần làm lại."))
    return redirect("systems:jobs")


def _require_administrator(user) -> None:
    if refusal := why_not_look_after_jobs(user):
        raise PermissionDenied(refusal)


def _line(job: Job) -> dict:
    limit = KINDS[job.kind].limit if job.kind in KINDS else None
    at = {Job.State.WAITING: job.due_at, Job.State.RUNNING: job.started_at}.get(job.state, job.ended_at)
    return {"job": job, "title": _title(job), "limit": limit, "at": at, "lost": _lost(job)}


def _title(job: Job) -> str:
    """What the kind is called; its own name where an older or newer version put it in the queue."""
    return str(KINDS[job.kind].title) if job.kind in KINDS else job.kind


def _lost(job: Job) -> bool:
    return job.state == Job.State.RUNNING and job.lease_until < timezone.now()
