"""Signing a paper of a body itself (yearly report, delegation): its number, the very paper, and the act is done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from classification.errors import OutOfDate, StepRefused
from documents.forms import BringBackForm, SignForm
from documents.forms.reports import NumberForm
from documents.keys import KeyProblem
from documents.models import PreparedSigning
from documents.services import NotAccepted, bring_back, key_in_use, sign_prepared
from documents.services.body_papers import order_for, prepare_body_paper

from .desks import Desk, desk_of
from .places import Place, place_of
from .signing import pages_of


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, act: str, pk: int) -> HttpResponse:
    """First the number, then the paper as it will be signed, page by page, with the ways to sign it."""
    desk, place = desk_of(act), place_of(request, {"act": act, "pk": pk})
    try:
        desk.act.check(place.subject, request.user)
    except StepRefused as refused:
        return _refused(request, desk, place, refused)
    if request.method != "POST":
        return _show(request, desk, place)
    if "passphrase" in request.POST:
        return _sign(request, desk, place)
    return (_bring_back if "brought" in request.POST else _prepare)(request, desk, place)


def _page(request, desk: Desk, place: Place, status: int = 200, **context) -> HttpResponse:
    context |= {"desk": desk, "place": place, "key": key_in_use(request.user), "button": desk.button}
    context |= {"consequence": desk.consequence, "remote_url": place.address("remote")}
    return render(request, "documents/body_sign.html", context, status=status)


def _prepared(request, desk: Desk, place: Place) -> PreparedSigning | None:
    return place.fresh(request.user, desk.act.version(place.subject))


def _form(request, desk: Desk, place: Place, data=None) -> NumberForm:
    order = order_for(desk.act, place.subject, by=request.user)
    refusal = desk.act.needs_reason(place.subject)
    return NumberForm(
        data, reason=desk.reason, refusal=refusal, initial={"serial": order.serial, "symbol": order.symbol}
    )


def _show(request, desk: Desk, place: Place, status: int = 200, **context) -> HttpResponse:
    signing = None if "again" in request.GET else _prepared(request, desk, place)
    if signing is None or "form" in context:
        return _page(request, desk, place, status, form=context.get("form") or _form(request, desk, place))
    paper = signing.papers.defer("pdf", "content").get()
    place.show(paper, pages_of(paper))
    context.setdefault("sign_form", SignForm(initial={"seen": paper.sha256}, key=key_in_use(request.user)))
    context.setdefault("back_form", BringBackForm(initial={"seen": paper.sha256}, papers=[paper]))
    return _page(request, desk, place, status, papers=[paper], **context)


def _prepare(request, desk: Desk, place: Place) -> HttpResponse:
    form = _form(request, desk, place, request.POST)
    if form.is_valid():
        try:
            prepare_body_paper(act=desk.act, subject=place.subject, by=request.user, **form.cleaned_data)
        except StepRefused as refused:
            form.add_error(None, refused.reasons)
        else:
            return redirect(place.address("sign"))
    return _show(request, desk, place, 422, form=form)


def _sign(request, desk: Desk, place: Place) -> HttpResponse:
    form, signing = SignForm(request.POST, key=key_in_use(request.user)), _prepared(request, desk, place)
    if signing is None:
        return _stale(request, desk, place)
    if not form.is_valid():
        return _show(request, desk, place, 422, sign_form=form)
    given = form.cleaned_data
    try:
        sign_prepared(signing=signing, by=request.user, passphrase=given["passphrase"], seen=given["seen"])
    except KeyProblem as problem:
        form.add_error("passphrase", str(problem))
        return _show(request, desk, place, 422, sign_form=form)
    except StepRefused as refused:
        return _refused(request, desk, place, refused)
    return _done(request, desk, place)


def _bring_back(request, desk: Desk, place: Place) -> HttpResponse:
    """The paper was taken away and comes back signed; whatever is wrong with it is said beside it."""
    signing = _prepared(request, desk, place)
    if signing is None:
        return _stale(request, desk, place)
    form = BringBackForm(request.POST, request.FILES, papers=list(signing.papers.defer("pdf", "content")))
    if not form.is_valid():
        return _show(request, desk, place, 422, back_form=form)
    try:
        bring_back(signing=signing, by=request.user, files=form.signed_files(), seen=form.cleaned_data["seen"])
    except NotAccepted as refused:
        form.add_error(f"signed_{refused.paper}", refused.reasons)
        return _show(request, desk, place, 422, back_form=form)
    except StepRefused as refused:
        return _refused(request, desk, place, refused)
    return _done(request, desk, place)


def _done(request, desk: Desk, place: Place) -> HttpResponse:
    messages.success(request, desk.done)
    return redirect(place.back)


def _stale(request, desk: Desk, place: Place) -> HttpResponse:
    return _page(request, desk, place, 409, reasons=[_("Văn bản bạn mở không còn đúng; hãy lập lại, xem rồi ký.")])


def _refused(request, desk: Desk, place: Place, refused: StepRefused) -> HttpResponse:
    return _page(request, desk, place, 409 if isinstance(refused, OutOfDate) else 422, reasons=refused.reasons)
