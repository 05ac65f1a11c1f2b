"""Appraisal: the dossiers that wait for one, and one dossier's content and verdict side by side."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from classification import way
from classification.appraisal_page import finished, review
from classification.calendars import time_left
from classification.errors import StepRefused
from classification.forms.appraisals import AppraisalForm
from classification.models import Dossier
from classification.remark_board import board
from classification.services import record_appraisal
from classification.services.locking import require_role
from classification.workflow import CONCLUDED, HANDED_IN, UNDER_APPRAISAL
from systems.authority import may_act
from systems.roles import Role

from .finding import find_dossier, status_of

PAGE = 50
SHELVES = {
    "": (gettext_lazy("Cần thẩm định"), HANDED_IN | UNDER_APPRAISAL),
    "cho-tiep-nhan": (gettext_lazy("Chờ tiếp nhận"), HANDED_IN),
    "dang-tham-dinh": (gettext_lazy("Đang thẩm định"), UNDER_APPRAISAL),
    "da-ket-luan": (gettext_lazy("Đã kết luận"), CONCLUDED),
}


@require_GET
def appraisals(request: HttpRequest) -> HttpResponse:
    """Dossiers at the appraiser's, the nearest deadline first."""
    shelf = request.GET.get("loc", "")
    shelf = shelf if shelf in SHELVES else ""
    found = (
        Dossier.objects.visible_to(request.user)
        .with_parties()
        .with_filing()
        .filter(state__in=sorted(SHELVES[shelf][1]))
    )
    page = Paginator(found.order_by(F("due_on").asc(nulls_last=True), "pk"), PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    rows = [
        (dossier, time_left(dossier, today), may_act(request.user, Role.SECURITY_UNIT, dossier.system))
        for dossier in page
    ]
    tabs = [(key, words, key == shelf) for key, (words, _within) in SHELVES.items()]
    return render(request, "classification/appraisals.html", {"page": page, "rows": rows, "tabs": tabs})


@require_http_methods(["GET", "HEAD", "POST"])
def appraisal(request: HttpRequest, pk: int) -> HttpResponse:
    """What the dossier says beside what the appraiser finds; POST stores the draft of this round."""
    dossier = find_dossier(request, pk)
    if request.method == "POST":
        return _save(request, dossier)
    return _page(request, dossier, AppraisalForm.of(dossier))


def _save(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    require_role(dossier, request.user, Role.SECURITY_UNIT)
    form = AppraisalForm(request.POST, regime=dossier.regime)
    if not form.is_valid():
        return _page(request, dossier, form, 422)
    try:
        record_appraisal(dossier=dossier, by=request.user, **form.to_write())
    except StepRefused as refused:
        form.add_error(None, refused.reasons)
        dossier = find_dossier(request, dossier.pk)
        form.data = form.data.copy()
        form.data["seen"] = dossier.appraisal.version if dossier.appraisal else 0
        return _page(request, dossier, form, status_of(refused))
    messages.success(request, _("Đã lưu ý kiến thẩm định; chưa có gì được ký."))
    return redirect(f"{reverse('classification:appraisal', args=[dossier.pk])}#ket-luan")


def _page(request: HttpRequest, dossier: Dossier, form: AppraisalForm, status: int = 200) -> HttpResponse:
    mine = dossier.is_under_appraisal and may_act(request.user, Role.SECURITY_UNIT, dossier.system)
    writes = mine and not dossier.is_appraised_outside
    ahead, aside = way.options(dossier, request.user)
    conclusions = [
        option for option in (ahead, *aside) if option and option.step.name in ("appraise", "return", "refuse")
    ]
    pinned = board(dossier, request.user)
    context = review(dossier) | {
        "dossier": dossier, "board": pinned, "pinning": bool(pinned.role), "back": "tham-dinh",
        "form": form, "writes": writes or form.is_bound,
        "conclusions": conclusions if writes else [],
        "days": time_left(dossier, timezone.localdate()), "finished": [] if writes else finished(dossier),
    }  # fmt: skip
    return render(request, "classification/appraisal.html", context, status=status)
