"""Signing the yearly report: its number, the very paper, the passphrase."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from classification.errors import OutOfDate, StepRefused
from classification.models import AnnualReport
from classification.report_errands import receiver_words
from classification.report_periods import Duty
from classification.services.annual_reports import check_report, require_rule
from documents.forms import SignForm
from documents.forms.reports import NumberForm
from documents.keys import KeyProblem
from documents.models import PreparedPaper, PreparedSigning
from documents.page_images import page_image
from documents.services import key_in_use
from documents.services.reporting import order_for, prepare_report, sign_report
from systems.reporting import may_report

from .papers import pdf_answer
from .reports import found_report
from .signing import pages_of


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """First the number, then the paper as it will be signed, page by page, with the passphrase."""
    report = found_report(request, pk)
    try:
        check_report(report=report, by=request.user)
    except StepRefused as refused:
        return _page(request, report, 422, reasons=refused.reasons)
    if request.method != "POST":
        return _show(request, report)
    return _sign(request, report) if "passphrase" in request.POST else _prepare(request, report)


def _page(request, report: AnnualReport, status: int = 200, **context) -> HttpResponse:
    duty = Duty(report.organisation, report.role, report.year, require_rule(report.year), report)
    context |= {"report": report, "duty": duty, "words": receiver_words(duty), "key": key_in_use(request.user)}
    return render(request, "documents/report_sign.html", context, status=status)


def _prepared(request, report: AnnualReport) -> PreparedSigning | None:
    """What this person prepared, as long as it is of today, by the key in use, and nothing was sent since."""
    signing = PreparedSigning.objects.filter(report=report, by=request.user).first()
    key = key_in_use(request.user)
    fresh = signing and key and (signing.dossier_version, signing.fingerprint) == (report.round, key.fingerprint)
    today = timezone.localdate()
    return signing if fresh and all(paper.issued_on == today for paper in signing.papers.all()) else None


def _form(request, report: AnnualReport, data=None) -> NumberForm:
    order = order_for(report, by=request.user)
    initial = {"serial": order.serial, "symbol": order.symbol}
    return NumberForm(data, again=bool(report.round), initial=initial)


def _show(request, report: AnnualReport, status: int = 200, **context) -> HttpResponse:
    signing = None if "again" in request.GET else _prepared(request, report)
    if signing is None or "form" in context:
        return _page(request, report, status, form=context.get("form") or _form(request, report))
    paper = signing.papers.defer("pdf", "content").get()
    sign_form = context.get("sign_form") or SignForm(initial={"seen": paper.sha256})
    return _page(request, report, status, paper=paper, shown=pages_of(paper), sign_form=sign_form)


def _prepare(request, report: AnnualReport) -> HttpResponse:
    form = _form(request, report, request.POST)
    if form.is_valid():
        try:
            prepare_report(report=report, by=request.user, **form.cleaned_data)
        except StepRefused as refused:
            form.add_error(None, refused.reasons)
        else:
            return redirect("documents:report_sign", report.pk)
    return _show(request, report, 422, form=form)


def _sign(request, report: AnnualReport) -> HttpResponse:
    form, signing = SignForm(request.POST), _prepared(request, report)
    if signing is None:
        stale = [_("Văn bản bạn mở không còn đúng với báo cáo; hãy lập lại, xem rồi ký.")]
        return _page(request, report, 409, reasons=stale)
    if not form.is_valid():
        return _show(request, report, 422, sign_form=form)
    given = form.cleaned_data
    try:
        sign_report(signing=signing, by=request.user, passphrase=given["passphrase"], seen=given["seen"])
    except KeyProblem as problem:
        form.add_error("passphrase", str(problem))
        return _show(request, report, 422, sign_form=form)
    except StepRefused as refused:
        return _page(request, report, 409 if isinstance(refused, OutOfDate) else 422, reasons=refused.reasons)
    messages.success(request, _("Đã ký báo cáo. Tải tệp PDF ở đây để gửi qua hệ thống quản lý văn bản."))
    return redirect("documents:report", report.pk)


def _own_paper(request, pk: int, paper: int) -> PreparedPaper:
    report = found_report(request, pk)
    if not may_report(request.user, report.role, report.organisation):
        raise PermissionDenied
    return get_object_or_404(PreparedPaper, pk=paper, signing__report=report, signing__by=request.user)


@require_GET
def prepared(request: HttpRequest, pk: int, paper: int) -> HttpResponse:
    """The exact bytes that will be signed, to the person who will sign them."""
    return pdf_answer(bytes(_own_paper(request, pk, paper).pdf), "mau-08.pdf")


@require_GET
@cache_control(private=True, max_age=3600)
def prepared_page(request: HttpRequest, pk: int, paper: int, page: int) -> HttpResponse:
    """One page of it as a picture."""
    found = _own_paper(request, pk, paper)
    if not 1 <= page <= found.pages:
        raise Http404
    return HttpResponse(page_image(bytes(found.pdf), page - 1), content_type="image/png")
