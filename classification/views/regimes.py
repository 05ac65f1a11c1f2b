"""Which decree a dossier follows, why, what follows from it, and the security unit's choice."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from classification.decree_page import decree_facts
from classification.errors import StepRefused
from classification.forms.regimes import RegimeForm
from classification.models import Dossier, StatutoryDay
from classification.regimes.selector import LawDays, is_a_reading, regime_of
from classification.services import change_regime
from classification.services.locking import require_role
from systems.authority import body_for, may_act
from systems.roles import Role

from .finding import find_dossier, status_of


@require_http_methods(["GET", "HEAD", "POST"])
def regime(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody who sees the dossier reads why; POST is the security unit's."""
    dossier = find_dossier(request, pk)
    if request.method != "POST":
        return _page(request, dossier, RegimeForm(initial={"seen": dossier.version, "regime": dossier.regime}))
    require_role(dossier, request.user, Role.SECURITY_UNIT)
    form = RegimeForm(request.POST)
    if not form.is_valid():
        return _page(request, dossier, form, 422)
    try:
        dossier = change_regime(dossier=dossier, by=request.user, **form.cleaned_data)
    except StepRefused as refused:
        form.add_error(None, refused.reasons)
        dossier = find_dossier(request, pk)
        form.data = form.data | {"seen": dossier.version}
        return _page(request, dossier, form, status_of(refused))
    messages.success(request, _("Hồ sơ theo %(decree)s.") % {"decree": dossier.rules.short_name})
    return redirect("classification:regime", dossier.pk)


def _told(days: LawDays) -> list[dict]:
    names = dict(StatutoryDay.Key.choices)
    return [{"name": names[key], **asdict(getattr(days, key))} for key in StatutoryDay.Key.values]


def _page(request: HttpRequest, dossier: Dossier, form: RegimeForm, status: int = 200) -> HttpResponse:
    days = StatutoryDay.objects.law_days()
    by_dates, reason = regime_of(dossier.system, timezone.localdate(), days)
    decided = dossier.is_in_force or dossier.is_ended
    context = {
        "dossier": dossier, "form": form, "decided": decided, "facts": decree_facts(dossier), "law_days": _told(days),
        "by_dates": by_dates, "by_dates_reason": reason, "reading": is_a_reading(reason),
        "changes": list(dossier.regime_changes.select_related("by")),
        "may_choose": not decided and may_act(request.user, Role.SECURITY_UNIT, dossier.system),
        "chooser": body_for(Role.SECURITY_UNIT, dossier.system),
        "answered": dossier.plan.answered if dossier.is_editable else 0,
    }  # fmt: skip
    return render(request, "classification/regime.html", context, status=status)
