"""The plan: every requirement with its answer, one opened in place, many at once."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from classification.errors import StepRefused
from classification.forms.checks import CheckForm
from classification.forms.plans import ID, AnswerForm, ManyForm, ticked
from classification.models import Dossier
from classification.outline import outline
from classification.plan_standard import following
from classification.plan_table import PlanTable, Row
from classification.services import answer_requirement, answer_requirements
from classification.services.locking import require_role
from systems.roles import Role

from .finding import find_dossier, status_of
from .plan_context import base_of, context_of, opened_context, table_of


@require_GET
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """All requirements of the level; before there is a level, the way to it."""
    dossier = find_dossier(request, pk)
    if not dossier.level:
        return _no_level(request, dossier)
    return plan_page(request, dossier, table_of(dossier, request.GET))


@require_POST
def plan_many(request: HttpRequest, pk: int) -> HttpResponse:
    """The same answer for every requirement that was ticked; all of them or none."""
    dossier = find_dossier(request, pk)
    require_role(dossier, request.user, Role.OPERATOR)
    if not dossier.level:
        return _no_level(request, dossier, 422)
    form = ManyForm(request.POST, copied=bool(dossier.copied_unreviewed))
    seen, status = ticked(request.POST.getlist("code")), 422
    if form.is_valid():
        try:
            count = answer_requirements(
                dossier=dossier, codes=list(seen), seen=seen, by=request.user, **form.to_write()
            )
        except StepRefused as refused:
            status = status_of(refused)
            form.add_error(None, refused.reasons if seen else _("Hãy đánh dấu ít nhất một yêu cầu."))
        except ValidationError as wrong:
            form.add_error(None, wrong.messages)
        else:
            messages.success(request, _("Đã ghi cho %(count)s yêu cầu.") % {"count": count})
            query = table_of(dossier, request.GET).query
            return redirect(base_of(dossier) + (f"?{query}" if query else ""))
    return plan_page(request, dossier, table_of(dossier, request.GET), status, many=form, ticked=seen)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_item(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One requirement: its row for htmx (`hang` asks for the closed row), else a page of its own."""
    dossier = find_dossier(request, pk)
    table = table_of(dossier, request.GET) if dossier.level else None
    row = table.find(code) if table else None
    if row is None:
        raise Http404
    if request.method == "POST":
        return _answer(request, dossier, table, row)
    if request.htmx and "hang" in request.GET:
        return render(request, "classification/_plan_row.html", context_of(request, dossier, table, row))
    return _item(request, dossier, table, row, AnswerForm.of(row.item))


def _answer(request: HttpRequest, dossier: Dossier, table: PlanTable, row: Row) -> HttpResponse:
    require_role(dossier, request.user, Role.OPERATOR)
    form = AnswerForm(request.POST, auto_id=ID)
    if not form.is_valid():
        return _item(request, dossier, table, row, form, 422)
    try:
        answer_requirement(dossier=dossier, code=row.code, by=request.user, **form.to_write())
    except StepRefused as refused:
        status = status_of(refused)
        form.add_error(None, refused.reasons)
        return _item(request, dossier, table, row, _at_newest(form, row), 422 if request.htmx else status)
    except ValidationError as wrong:
        form.add_error(None, wrong.messages)
        return _item(request, dossier, table, row, form, 422)
    following = table.after(row.code)
    if request.htmx:
        return _answered(request, pk=dossier.pk, code=row.code, following=following)
    return redirect(_onward(request, dossier, table, row, following))


def _onward(request: HttpRequest, dossier: Dossier, table: PlanTable, row: Row, following: Row | None) -> str:
    """Where a page without scripts goes after saving: the next requirement, or back to this row of the plan."""
    query = f"?{table.query}" if table.query else ""
    if following and "next" in request.POST:
        return f"{following.url}{query}"
    return f"{base_of(dossier)}{query}#{row.anchor}"


def _at_newest(form: AnswerForm, row: Row) -> AnswerForm:
    """The typed words over the newest version: the writer was told, so saving again is a choice."""
    form.data = form.data.copy()
    form.data["seen"] = row.item.version if row.item else 0
    return form


def _answered(request: HttpRequest, *, pk: int, code: str, following: Row | None) -> HttpResponse:
    """The row as stored, the next one opened, and the counts anew."""
    dossier = find_dossier(request, pk)
    table = table_of(dossier, request.GET)
    context = context_of(request, dossier, table, table.find(code))
    if following and "next" in request.POST:
        opened = table.find(following.code)
        context |= opened_context(dossier, opened, context["writes"]) | {"form": AnswerForm.of(opened.item)}
    return render(request, "classification/plan_answered.html", context)


def _item(request, dossier: Dossier, table: PlanTable, row: Row, form: AnswerForm, status: int = 200) -> HttpResponse:
    context = context_of(request, dossier, table, row)
    context |= opened_context(dossier, row, context["writes"]) | {"form": form}
    template = "classification/_plan_edit.html" if request.htmx else "classification/plan_item.html"
    response = render(request, template, context, status=status)
    response["Vary"] = "HX-Request"
    return response


def _no_level(request: HttpRequest, dossier: Dossier, status: int = 200) -> HttpResponse:
    context = {"dossier": dossier, "outline": outline(dossier), "here": "plan"}
    return render(request, "classification/plan_none.html", context, status=status)


def plan_page(request, dossier: Dossier, table: PlanTable, status: int = 200, **more) -> HttpResponse:
    """The whole plan; `more` may hold the forms for many (`many`, `many_findings`) that were refused, and `ticked`."""
    fresh = {
        "many": ManyForm(copied=bool(dossier.copied_unreviewed)), "many_findings": CheckForm(many=True),
        "following": following(dossier, request.user),
    }  # fmt: skip
    context = context_of(request, dossier, table) | fresh | more
    return render(request, "classification/plan.html", context, status=status)
