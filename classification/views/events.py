"""Events of a system: what happened, what is still to be answered, and the answers."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from classification.errors import StepRefused
from classification.forms.events import AnswerEventForm, EventForm
from classification.models import Dossier, Event, NeededLevel
from classification.services.events import ROLES, answer_event, record_event, require_duty
from systems.authority import may_act, seen_by
from systems.models import InformationSystem


@require_http_methods(["GET", "HEAD", "POST"])
def events(request: HttpRequest, pk: int) -> HttpResponse:
    """All events of a system, newest first, each open one with its two answers; POST records another."""
    system = _seen(request, pk)
    if request.method != "POST":
        return _page(request, system, EventForm(initial={"happened_on": timezone.localdate()}))
    require_duty(system, request.user)
    form = EventForm(request.POST)
    if form.is_valid() and _try(form, record_event, system=system, by=request.user, **form.cleaned_data):
        messages.success(request, _("Đã ghi sự kiện; đơn vị vận hành và đơn vị chuyên trách được giao việc trả lời."))
        return redirect("classification:events", pk)
    return _page(request, system, form, status=422)


@require_POST
def answer(request: HttpRequest, pk: int, event: int) -> HttpResponse:
    """Answer that the level does not change."""
    system = _seen(request, pk)
    found = get_object_or_404(Event.objects.select_related("dossier"), pk=event, system=system)
    require_duty(system, request.user)
    form = AnswerEventForm(request.POST, prefix=f"e{found.pk}", risk_needed=found.risk_assessment_needed)
    if form.is_valid() and _try(form, answer_event, event=found, by=request.user, **form.cleaned_data):
        messages.success(request, _("Đã ghi câu trả lời: sự kiện không làm thay đổi cấp độ."))
        return redirect("classification:events", pk)
    return _page(request, system, EventForm(), answering={found.pk: form}, status=422)


def _seen(request: HttpRequest, pk: int) -> InformationSystem:
    """The system, for whoever sees its dossiers."""
    visible = InformationSystem.objects.filter(seen_by(request.user))
    return get_object_or_404(visible.select_related("owner__security_unit", "operator"), pk=pk)


def _try(form, service, **values) -> bool:
    try:
        service(**values)
    except StepRefused as refused:
        form.add_error(None, refused.reasons)
    except ValidationError as refused:
        form.refuse(refused)
    return form.is_valid()


def _page(request, system, form: EventForm, *, answering: dict | None = None, status: int = 200) -> HttpResponse:
    found = Event.objects.filter(system=system).select_related("recorded_by", "answered_by", "dossier")
    mine = any(may_act(request.user, role, system) for role in ROLES)
    rows = [(event, _answer_form(event, answering or {}) if mine and event.is_open else None) for event in found]
    dossiers = Dossier.objects.filter(system=system)
    context = {
        "system": system, "form": form, "rows": rows, "mine": mine,
        "open_count": sum(event.is_open for event, _form in rows),
        "held": dossiers.in_force().first(), "drafted": dossiers.open().first(),
        "needed": NeededLevel.objects.filter(system=system).first(),
        "may_open": may_act(request.user, ROLES[0], system),
    }  # fmt: skip
    return render(request, "classification/events.html", context, status=status)


def _answer_form(event: Event, answering: dict) -> AnswerEventForm:
    empty = AnswerEventForm(prefix=f"e{event.pk}", risk_needed=event.risk_assessment_needed)
    return answering.get(event.pk, empty)
