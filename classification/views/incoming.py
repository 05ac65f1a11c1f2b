"""Documents that come in from outside: recording one, recording the list decision, and handing out its scan."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from classification.errors import StepRefused
from classification.forms.incoming import IncomingForm
from classification.joint import taken_on_the_lead
from classification.models import Dossier, ListVerdict
from classification.services import record_answer, record_list_decision
from classification.services.incoming import why_not_list
from classification.services.locking import require_role
from classification.way import CONSEQUENCES
from classification.workflow import Step, steps_from
from systems.roles import Role

from .finding import find_dossier, status_of


@require_http_methods(["GET", "HEAD", "POST"])
def incoming(request: HttpRequest, pk: int) -> HttpResponse:
    """What the body outside answered; recording it is the step."""
    dossier = find_dossier(request, pk)
    require_role(dossier, request.user, Role.SECURITY_UNIT)
    if dossier.is_led:
        messages.warning(request, taken_on_the_lead(dossier))
        return redirect("classification:dossier", dossier.leading.pk)
    awaited = _awaited(dossier)
    if not awaited:
        messages.warning(request, _("Hồ sơ này không chờ văn bản nào từ bên ngoài."))
        return redirect("classification:dossier", dossier.pk)
    choices = [(step.name, step.label, CONSEQUENCES.get(step.name, "")) for step in awaited]
    asked = request.GET.get("viec", "")
    first = {"verdict": asked if asked in {step.name for step in awaited} else "", "body": dossier.outside_appraiser}
    return _recording(
        request, dossier, choices, first,
        lambda form: record_answer(
            dossier=dossier, step=form.cleaned_data["verdict"], letter=form.letter(), by=request.user,
            seen=form.cleaned_data["seen"],
        ),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def list_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """The Prime Minister's decision on the list; from then on the dossier goes the way of level 5."""
    dossier = find_dossier(request, pk)
    require_role(dossier, request.user, Role.SECURITY_UNIT)
    choices = [(value, label, "") for value, label in ListVerdict.choices]
    return _recording(
        request, dossier, choices, {"body": "Thủ tướng Chính phủ"},
        lambda form: record_list_decision(
            dossier=dossier, verdict=form.cleaned_data["verdict"], letter=form.letter(), by=request.user,
            seen=form.cleaned_data["seen"],
        ),
        on_list=True, why_not=why_not_list(dossier),
    )  # fmt: skip


@require_GET
def scan(request: HttpRequest, pk: int, document: int) -> FileResponse:
    """The scan as it was stored, always as a download."""
    kept = get_object_or_404(find_dossier(request, pk).incoming.select_related("scan"), pk=document).scan
    response = FileResponse(kept.file.open("rb"), as_attachment=True, filename=kept.filename, content_type=kept.mime)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _awaited(dossier: Dossier) -> list[Step]:
    """The steps that a document from outside could be now."""
    level = dossier.route_level
    return [step for step in steps_from(dossier.state, level) if step.is_recorded(level, dossier.state)]


def _recording(request, dossier: Dossier, choices, first: dict, act, **more) -> HttpResponse:
    if request.method != "POST":
        form = IncomingForm(choices=choices, initial={"seen": dossier.version} | first)
        return _page(request, dossier, form, **more)
    form = IncomingForm(request.POST, request.FILES, choices=choices)
    if not form.is_valid():
        return _page(request, dossier, form, 422, **more)
    try:
        moved = act(form)
    except ValidationError as wrong:
        for name, sentences in wrong.message_dict.items():
            form.add_error(name if name in form.fields else None, sentences)
        return _page(request, dossier, form, 422, **more)
    except StepRefused as refused:
        form.add_error(None, refused.reasons)
        return _page(request, find_dossier(request, dossier.pk), form, status_of(refused), **more)
    messages.success(
        request, _("Đã ghi văn bản đến. Hồ sơ nay ở trạng thái “%(state)s”.") % {"state": moved.get_state_display()}
    )
    return redirect("classification:dossier", moved.pk)


def _page(request, dossier: Dossier, form: IncomingForm, status: int = 200, **more) -> HttpResponse:
    sent = dossier.signed_papers.defer("content").filter(step="forward").last()
    context = {"dossier": dossier, "form": form, "sent": sent, "on_list": False, "why_not": None} | more
    return render(request, "classification/incoming.html", context, status=status)
