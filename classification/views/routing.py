"""The page that says who appraises and why: sphere, criteria of Điều 16, the Prime Minister's list."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from classification.errors import StepRefused
from classification.forms.routing import RouteForm
from classification.models import Dossier
from classification.outline import outline
from classification.route import CRITERIA, LEVEL_5_CLAUSE, SOURCE
from classification.services import write_route
from classification.services.incoming import why_not_list
from classification.services.locking import require_role
from systems.authority import may_act
from systems.roles import Role

from .finding import find_dossier, status_of


@require_http_methods(["GET", "HEAD", "POST"])
def route(request: HttpRequest, pk: int) -> HttpResponse:
    """A form for the operator while the dossier may be written, plain words for everyone else."""
    dossier = find_dossier(request, pk)
    if not dossier.is_appraised_outside and not dossier.asks_criteria:
        raise Http404
    if request.method != "POST":
        return _page(request, dossier, RouteForm.of(dossier))
    require_role(dossier, request.user, Role.OPERATOR)
    form = RouteForm(request.POST, dossier=dossier)
    if not form.is_valid():
        return _page(request, dossier, form, 422)
    try:
        write_route(dossier=dossier, by=request.user, **form.to_write())
    except ValidationError as wrong:
        form.add_error(None, wrong)
        return _page(request, dossier, form, 422)
    except StepRefused as refused:
        form.add_error(None, refused.reasons)
        dossier = find_dossier(request, pk)
        form.data = form.data.copy()
        form.data["seen"] = dossier.version
        return _page(request, dossier, form, status_of(refused))
    messages.success(request, _("Đã lưu lĩnh vực và câu trả lời theo Điều 16."))
    return redirect("classification:route", dossier.pk)


def _answered(dossier: Dossier) -> list[tuple]:
    """(criterion, the words it was asked in, the answer in words) of each answer, for those who only read."""
    words = {"yes": _("Có"), "no": _("Không")}
    kept = [(criterion, dossier.critical_answers.get(criterion.code, {})) for criterion in CRITERIA]
    return [(one, given["wording"], words.get(given.get("answer"), "")) for one, given in kept if given]


def _page(request: HttpRequest, dossier: Dossier, form: RouteForm, status: int = 200) -> HttpResponse:
    writes = dossier.is_editable and may_act(request.user, Role.OPERATOR, dossier.system)
    context = {
        "dossier": dossier, "form": form, "writes": writes or form.is_bound, "outline": outline(dossier),
        "here": "route", "source": SOURCE, "level_5_clause": LEVEL_5_CLAUSE,
        "answers": _answered(dossier),
        "authority": dossier.authority() if dossier.is_appraised_outside else None,
        "records": may_act(request.user, Role.SECURITY_UNIT, dossier.system) and why_not_list(dossier) is None,
    }  # fmt: skip
    return render(request, "classification/route.html", context, status=status)
