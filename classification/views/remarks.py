"""The remarks on a dossier: the list everybody reads, writing and removing drafts, answering, settling."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from classification.errors import StepRefused
from classification.forms.remarks import AnswerRemarkForm, RemarkForm
from classification.models import Dossier
from classification.outline import outline
from classification.places import WHOLE
from classification.remark_board import Board, Pinned, board
from classification.services import answer_remark, change_remark, remove_remark, settle_remark, write_remark
from classification.services.locking import require_role
from classification.workflow import STEPS

from .finding import find_dossier, status_of

DONE = {
    "answer": gettext_lazy("Đã lưu câu trả lời."),
    "change": gettext_lazy("Đã sửa ý kiến nháp."),
    "remove": gettext_lazy("Đã bỏ ý kiến nháp."),
    "settle": gettext_lazy("Đã ghi ý kiến là đã xong."),
    "unsettle": gettext_lazy("Đã mở lại ý kiến."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def remarks(request: HttpRequest, pk: int) -> HttpResponse:
    """Every remark with its place, its state and its answers; POST pins a new one."""
    dossier = find_dossier(request, pk)
    if request.method == "POST":
        return _write(request, dossier)
    found = board(dossier, request.user)
    form = _form(dossier, initial={"place": request.GET.get("vi_tri", WHOLE)}) if found.role else None
    return _page(request, found, form)


def _write(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    roles = STEPS["return"].roles(dossier.route_level, dossier.state, dossier.by_council)
    require_role(dossier, request.user, *roles, act="return")
    form = _form(dossier, request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            remark = write_remark(dossier=dossier, place=given["place"], text=given["text"], by=request.user)
        except StepRefused as refused:
            form.add_error(None, refused.reasons)
            return _page(request, board(dossier, request.user), form, status_of(refused))
        messages.success(request, _("Đã ghim ý kiến; ý kiến được gửi khi bạn ký trả lại hoặc kết luận chưa phù hợp."))
        if request.POST.get("ve") == "tham-dinh":
            return redirect(f"{reverse('classification:appraisal', args=[dossier.pk])}#yk-{remark.pk}")
        return redirect(f"{reverse('classification:remarks', args=[dossier.pk])}#yk-{remark.pk}")
    return _page(request, board(dossier, request.user), form, 422)


@require_POST
def remark(request: HttpRequest, pk: int, remark: int) -> HttpResponse:
    """One act on one remark (`act`); a refusal is said beside it and what was typed stays."""
    dossier, act = find_dossier(request, pk), request.POST.get("act", "")
    pinned = next((one for one in board(dossier, request.user).all if one.remark.pk == remark), None)
    if pinned is None or act not in DONE:
        raise Http404
    form = _bound(dossier, request.POST, act)
    if not form.is_valid():
        return _refused(request, dossier, pinned, act, form, 422)
    try:
        _do(act, pinned, form.cleaned_data, request.user)
    except StepRefused as refused:
        form.add_error(None, refused.reasons)
        return _refused(request, dossier, pinned, act, form, status_of(refused))
    messages.success(request, DONE[act])
    back = reverse("classification:remarks", args=[dossier.pk])
    if request.POST.get("ve") == "tham-dinh":
        back = reverse("classification:appraisal", args=[dossier.pk])
    return redirect(back if act == "remove" else f"{back}#yk-{remark}")


def _bound(dossier: Dossier, data, act: str):
    if act == "change":
        return _form(dossier, data, auto_id=f"sua_{data.get('seen', '')}_%s")
    form = AnswerRemarkForm(data, auto_id="tl_%s")
    if act != "answer":
        form.fields["text"].required = False
    return form


def _do(act: str, pinned: Pinned, given: dict, by) -> None:
    remark, seen = pinned.remark, given["seen"]
    match act:
        case "answer":
            answer_remark(remark=remark, text=given["text"], by=by, seen=seen)
        case "change":
            change_remark(remark=remark, place=given["place"], text=given["text"], by=by, seen=seen)
        case "remove":
            remove_remark(remark=remark, by=by)
        case "settle" | "unsettle":
            settle_remark(remark=remark, by=by, settled=act == "settle", seen=seen)


def _refused(request, dossier: Dossier, pinned: Pinned, act: str, form, status: int) -> HttpResponse:
    """The list as it stands now, with the sentence and the typed words at this remark."""
    found = board(dossier, request.user)
    new = _form(dossier, initial={"place": WHOLE}) if found.role else None
    return _page(request, found, new, status, refused=pinned.remark.pk, refused_act=act, refused_form=form)


def _form(dossier: Dossier, *args, **kwargs) -> RemarkForm:
    return RemarkForm(*args, dossier=dossier, **kwargs)


def _page(request: HttpRequest, found: Board, form, status: int = 200, **more) -> HttpResponse:
    dossier = found.dossier
    context = {
        "dossier": dossier, "board": found, "form": form, "outline": outline(dossier, found), "here": "remarks",
        "back": request.POST.get("ve") or request.GET.get("ve", ""),
    }  # fmt: skip
    return render(request, "classification/remarks.html", context | more, status=status)
