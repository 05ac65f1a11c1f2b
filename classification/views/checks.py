"""The inspector's findings, one requirement at a time or many at once."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from classification.errors import StepRefused
from classification.forms.checks import CheckForm
from classification.forms.plans import AnswerForm, ticked
from classification.models import Dossier
from classification.services import record_findings
from classification.services.locking import require_role
from systems.roles import Role

from .finding import find_dossier
from .plan_context import base_of, context_of, opened_context, table_of
from .plans import plan_page


@require_POST
def finding(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Write what was found about one requirement; htmx gets the row, closed again."""
    dossier = find_dossier(request, pk)
    require_role(dossier, request.user, Role.SECURITY_UNIT)
    form = CheckForm(request.POST)
    if not _written(form, dossier, [code], request.user):
        return _refused(request, dossier, code, form)
    dossier = find_dossier(request, pk)
    table = table_of(dossier, request.GET)
    row, following = table.find(code), table.after(code)
    context = context_of(request, dossier, table, row)
    if request.htmx:
        if following and "next" in request.POST:
            context |= opened_context(dossier, following) | {"form": AnswerForm.of(following.item)}
        return render(request, "classification/plan_answered.html", context)
    query = f"?{table.query}" if table.query else ""
    onward = following and "next" in request.POST
    return redirect(f"{following.url}{query}" if onward else f"{base_of(dossier)}{query}#{row.anchor}")


@require_POST
def many(request: HttpRequest, pk: int) -> HttpResponse:
    """The same finding for every requirement that was ticked; all of them or none."""
    dossier = find_dossier(request, pk)
    require_role(dossier, request.user, Role.SECURITY_UNIT)
    form, codes = CheckForm(request.POST, many=True), list(ticked(request.POST.getlist("code")))
    if not codes:
        form.add_error(None, _("Hãy đánh dấu ít nhất một yêu cầu."))
    if not form.errors and _written(form, dossier, codes, request.user):
        messages.success(request, _("Đã ghi kết quả kiểm tra cho %(count)s yêu cầu.") % {"count": len(set(codes))})
        query = table_of(dossier, request.GET).query
        return redirect(base_of(dossier) + (f"?{query}" if query else ""))
    return plan_page(request, dossier, table_of(dossier, request.GET), 422, many_findings=form, ticked=set(codes))


def _written(form: CheckForm, dossier: Dossier, codes: list[str], by) -> bool:
    if not form.is_valid():
        return False
    try:
        record_findings(dossier=dossier, codes=codes, by=by, **form.cleaned_data)
    except StepRefused as refused:
        form.add_error(None, refused.reasons)
    except ValidationError as wrong:
        form.add_error(None, wrong.messages)
    return not form.errors


def _refused(request: HttpRequest, dossier: Dossier, code: str, form: CheckForm) -> HttpResponse:
    table = table_of(dossier, request.GET) if dossier.level else None
    row = table.find(code) if table else None
    if row is None:
        raise Http404
    context = context_of(request, dossier, table, row) | opened_context(dossier, row, finding_form=form)
    template = "classification/_plan_edit.html" if request.htmx else "classification/plan_item.html"
    return render(request, template, context | {"form": AnswerForm.of(row.item)}, status=422)
