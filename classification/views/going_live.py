"""Putting a system that was built anew into operation: what holds it back, and the act."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from classification.errors import StepRefused
from classification.forms.going_live import CorrectionForm, GoingLiveForm
from classification.models import Dossier
from classification.services import correct_operation, put_into_operation
from classification.services.going_live import why_not_live
from systems.authority import may_act, systems_visible_to
from systems.models import InformationSystem
from systems.roles import Role


@require_http_methods(["GET", "HEAD", "POST"])
def going_live(request: HttpRequest, pk: int) -> HttpResponse:
    """POST with `correct` is the security unit's correction, any other the operator's act."""
    visible = systems_visible_to(request.user).select_related("owner__security_unit", "operator")
    system = get_object_or_404(visible, pk=pk)
    correcting = "correct" in request.POST
    given = request.POST if request.method == "POST" else None
    today = timezone.localdate()
    form = GoingLiveForm(None if correcting else given, initial={"on": today})
    correction = CorrectionForm(given if correcting else None, prefix="sua")
    sent, service = (correction, correct_operation) if correcting else (form, put_into_operation)
    if given is not None and sent.is_valid() and _done(sent, service, system, request.user):
        messages.success(
            request, _("Đã ghi hệ thống vận hành từ ngày %(day)s.") % {"day": f"{sent.cleaned_data['on']:%d/%m/%Y}"}
        )
        return redirect("classification:system", pk)
    context = {
        "system": system, "form": form, "correction": correction, "holds": why_not_live(system),
        "dossier": Dossier.objects.visible_to(request.user).in_force().filter(system=system).first(),
        "operates": may_act(request.user, Role.OPERATOR, system),
        "corrects": may_act(request.user, Role.SECURITY_UNIT, system)
        and system.status == InformationSystem.Status.BUILDING,
    }  # fmt: skip
    return render(request, "classification/going_live.html", context, status=422 if given is not None else 200)


def _done(form, service, system: InformationSystem, by) -> bool:
    """Whether the service did it; what it refused stands in the form."""
    try:
        service(system=system, by=by, **form.cleaned_data)
    except StepRefused as refused:
        form.add_error(None, refused.reasons)
    except ValidationError as refused:
        form.refuse(refused)
    else:
        return True
    return False
