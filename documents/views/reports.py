"""Báo cáo năm: whose report is due, what it says, who sent it when; as a draft, as a spreadsheet, as a paper."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from classification.errors import StepRefused
from classification.models import REPORTERS, AnnualReport
from classification.report_errands import receiver_words
from classification.report_figures import figures
from classification.report_periods import Duty, duties_of, prepared_by, reading, year_on_hand, years_with_a_form
from classification.services.annual_reports import check_report, expect, open_report, require_rule, send_report
from documents.content import from_json
from documents.forms.reports import ElsewhereForm, ExpectedForm
from documents.services.reporting import draft, draft_pdf
from documents.workbooks import report_workbook
from systems.importing.blank import XLSX
from systems.models import Organisation
from systems.reporting import may_prepare, may_report

from .desks import DESKS
from .papers import pdf_answer

PAGE = 50
found_report = DESKS["bao-cao-nam"].find


@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: HttpRequest) -> HttpResponse:
    """`?nam=`: the reports that the reader's bodies owe for a year, and those they read. POST begins one."""
    if request.method == "POST":
        return _begin(request)
    today = timezone.localdate()
    years = years_with_a_form(today)
    asked = request.GET.get("nam", "")
    wanted = int(asked) if asked.isdecimal() else year_on_hand(today)
    year = wanted if wanted in years else next(iter(years), today.year)
    owed, prepared = duties_of(request.user, year), prepared_by(request.user, year)
    context = {
        "years": years, "year": year, "today": today,
        "shelves": [
            (title, [(duty, receiver_words(duty), (duty.due_on - today).days) for duty in held])
            for title, held in (
                (_("Báo cáo của đơn vị bạn"), owed), (_("Báo cáo của chủ quản, bạn chuẩn bị"), prepared),
            )
            if held
        ],
        "page": Paginator(reading(request.user, year), PAGE).get_page(request.GET.get("page")),
        "rule": require_rule(year) if years else None,
    }  # fmt: skip
    return render(request, "documents/reports.html", context)


def _begin(request: HttpRequest) -> HttpResponse:
    role, year = request.POST.get("role", ""), request.POST.get("year", "")
    organisation = get_object_or_404(
        Organisation.objects.select_related("security_unit"), code=request.POST.get("code")
    )
    if role not in {one.value for one in REPORTERS} or not year.isdecimal() or len(year) != 4:
        raise PermissionDenied
    try:
        report = open_report(organisation=organisation, role=role, year=int(year), by=request.user)
    except StepRefused as refused:
        messages.error(request, " ".join(refused.reasons))
        return redirect("documents:reports")
    return redirect("documents:report", report.pk)


@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: its figures as they stand, the table, what is still to be said, and what went out."""
    return _show(request, found_report(request, pk))


def _show(request, found: AnnualReport, status: int = 200, **context) -> HttpResponse:
    today = timezone.localdate()
    rule = require_rule(found.year)
    closing = rule.closing(found.year)
    told = figures(found.organisation, min(closing, today))
    page = Paginator(told.lines, PAGE).get_page(request.GET.get("page"))
    duty = Duty(found.organisation, found.role, found.year, rule, found)
    context = {
        "report": found, "duty": duty, "words": receiver_words(duty), "told": told, "closing": closing,
        "opening": rule.opening(found.year), "early": today <= closing, "page": page,
        "may_prepare": may_prepare(request.user, found.role, found.organisation),
        "may_sign": may_report(request.user, found.role, found.organisation),
        "obstacles": _obstacles(found, request.user), "days": (duty.due_on - today).days,
        "papers": list(found.documents.select_related("signer", "replaced_by").defer("content").order_by("-pk")),
        "sendings": list(found.sendings.select_related("by").order_by("-version")),
        "elsewhere": ElsewhereForm(again=bool(found.round)), **context,
    }  # fmt: skip
    expected = context.setdefault("expected", ExpectedForm(lines=list(page)))
    context["rows"] = [(line, *_fields(expected, line)) for line in page]
    return render(request, "documents/report.html", context, status=status)


def _fields(form: ExpectedForm, line) -> tuple:
    names = (f"approved_{line.system.pk}", f"deployed_{line.system.pk}")
    return tuple(form[name] if name in form.fields else None for name in names)


def _obstacles(found: AnnualReport, user) -> list[str]:
    try:
        check_report(report=found, by=user)
    except StepRefused as refused:
        return refused.reasons
    except PermissionDenied as refused:
        return [str(refused)]
    return []


@require_POST
def expected(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep by when the systems on this page of the table are expected to be approved and deployed."""
    found = found_report(request, pk)
    closing = require_rule(found.year).closing(found.year)
    lines = figures(found.organisation, min(closing, timezone.localdate())).lines
    page = list(Paginator(lines, PAGE).get_page(request.GET.get("page")))
    form = ExpectedForm(request.POST, lines=page)
    if not form.is_valid():
        return _show(request, found, 422, expected=form)
    number = expect(report=found, days=form.days(), by=request.user)
    messages.success(request, _("Đã lưu thời điểm dự kiến của %(n)s hệ thống.") % {"n": number})
    return redirect(f"{reverse('documents:report', args=[pk])}?{request.GET.urlencode()}#he-thong")


@require_POST
def sent_elsewhere(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a report that went out by another way."""
    found = found_report(request, pk)
    form = ElsewhereForm(request.POST, again=bool(found.round))
    if form.is_valid():
        try:
            send_report(report=found, by=request.user, **form.cleaned_data)
        except StepRefused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, _("Đã ghi: báo cáo đã được gửi."))
            return redirect("documents:report", pk)
    return _show(request, found, 422, elsewhere=form)


@require_GET
def draft_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it would be printed, across every page of which it says that it is a draft."""
    found = found_report(request, pk)
    try:
        return pdf_answer(draft_pdf(found, by=request.user).pdf, f"du-thao-mau-08-{found.year}.pdf")
    except StepRefused as refused:
        messages.error(request, " ".join(refused.reasons))
        return redirect("documents:report", pk)


@require_GET
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures as they stand, as a spreadsheet."""
    found = found_report(request, pk)
    return _sheet(draft(found, by=request.user), f"mau-08-{found.year}-du-thao")


@require_GET
def issued_sheet(request: HttpRequest, pk: int, paper: int) -> HttpResponse:
    """The figures of a paper that was signed, as a spreadsheet."""
    issued = get_object_or_404(found_report(request, pk).documents, pk=paper)
    return _sheet(from_json(issued.content), f"mau-08-{issued.pk}")


def _sheet(paper, filename: str) -> HttpResponse:
    response = HttpResponse(report_workbook(paper), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{filename}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response
