"""The facts of a system as they are today: read, changed when the system changed, with what follows said at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from classification.errors import StepRefused
from classification.facts import FactsError
from classification.forms.system_facts import Known, SystemAnswers
from classification.models import Dossier, NeededLevel, StatutoryDay
from classification.needing import version_of
from classification.regimes.selector import regime_of
from classification.services.system_facts import write_system_facts
from systems.authority import seen_by, why_not_change
from systems.models import InformationSystem


@require_http_methods(["GET", "HEAD", "POST"])
def system_facts(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions as answered so far; POST stores the answers of the system, never those of a decided dossier."""
    visible = InformationSystem.objects.filter(seen_by(request.user)).select_related("owner__security_unit", "operator")
    system = get_object_or_404(visible, pk=pk)
    if refusal := why_not_change(request.user, owner=system.owner, operator=system.operator):
        raise PermissionDenied(refusal)
    rules, reason = regime_of(system, timezone.localdate(), StatutoryDay.objects.law_days())
    known = Known(system, rules)
    if request.method != "POST":
        return _page(request, known, SystemAnswers.stored(known), reason)
    answers = SystemAnswers.given(known, request.POST)
    if not answers.is_valid():
        return _page(request, known, answers, reason, status=422)
    try:
        seen = answers.form.cleaned_data.get("seen")
        told = write_system_facts(
            system=system, facts=answers.facts(), by=request.user, seen=-1 if seen is None else seen
        )
    except FactsError as wrong:
        answers.blame(wrong)
        return _page(request, known, answers, reason, status=422)
    except StepRefused as refused:
        answers.form.add_error(None, refused.reasons)
        system.refresh_from_db(fields=["facts"])
        answers.seen = version_of(system.facts)
        return _page(request, known, answers, reason, status=409)
    messages.success(request, _("Đã lưu dữ kiện của hệ thống."))
    for sentence in told:
        messages.warning(request, sentence)
    return redirect("classification:system", pk)


def _page(request, known: Known, answers: SystemAnswers, reason: str, status: int = 200) -> HttpResponse:
    held = Dossier.objects.in_force().filter(system=known.system).first()
    needed = NeededLevel.objects.filter(system=known.system).first()
    context = {
        "system": known.system, "rules": known.rules, "reason": reason, "answers": answers, "form": answers.form,
        "components": answers.components, "seen": answers.seen, "held": held, "needed": needed,
        "fields": [answers.form[question.fact] for question in answers.form.questions],
    }  # fmt: skip
    return render(request, "classification/system_facts.html", context, status=status)
