"""Signing: what goes on the paper, the very paper, the passphrase, and the step is taken."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from classification.errors import OutOfDate, StepRefused
from classification.models import Dossier
from classification.services import check_signing, row_of
from classification.services.remarks import to_be_sent
from classification.way import act_url
from documents.consequences import BUTTONS, WHEN_SIGNED
from documents.forms import BringBackForm, PrepareForm, SignForm
from documents.keys import KeyProblem
from documents.models import PreparedSigning
from documents.services import NotAccepted, bring_back, key_in_use, prepare_signing, sign_prepared
from documents.services.preparing import PERSON_FIELD, orders_for

from .places import place_of_step

A4_HEIGHT = 841.89
"""Points; the page with the signature is always upright."""


@require_http_methods(["GET", "POST"])
def sign(request, pk, step):
    dossier = get_object_or_404(Dossier.objects.visible_to(request.user).with_parties(), pk=pk)
    row, level = row_of(step), dossier.route_level
    if row is None or not row.has_papers_at(level):
        raise Http404
    if row.is_recorded(level, dossier.state):
        return redirect(act_url(dossier, row))
    try:
        role = check_signing(dossier=dossier, name=step, by=request.user)
    except StepRefused as refused:
        return _refused(request, dossier, row, refused)
    if request.method == "POST" and "passphrase" in request.POST:
        return _sign(request, dossier, row, role)
    if request.method == "POST" and "brought" in request.POST:
        return _bring_back(request, dossier, row, role)
    if request.method == "POST":
        return _prepare(request, dossier, row, role)
    return _show(request, dossier, row, role)


def _prepared(request, dossier, row) -> PreparedSigning | None:
    """What this person prepared for the step, as long as it is still what would be signed."""
    return place_of_step(dossier, row).fresh(request.user, dossier.version)


def _page(request, dossier, row, status=200, **context):
    context |= {
        "dossier": dossier, "row": row, "label": row.label_for(dossier.route_level), "key": key_in_use(request.user),
        "button": BUTTONS.get(row.name, row.label), "consequence": WHEN_SIGNED.get(row.name, ""),
        "uncertain": _uncertain(dossier, row),
    }  # fmt: skip
    return render(request, "documents/sign.html", context, status=status)


def _uncertain(dossier, row) -> list[str]:
    """Titles of the forms of this step that were not read in the decree's own annex."""
    numbers = [kind.removeprefix("mau-") for kind in row.papers_for(dossier.route_level, dossier.state)]
    forms = [form for form in dossier.rules.forms if form.number in numbers and not form.certain]
    return list(dict.fromkeys(f"{form.title} (Mẫu số {form.number})" for form in forms))


def _show(request, dossier, row, role, status=200, **context):
    """The prepared papers with the passphrase, or the form that makes them."""
    signing = None if "again" in request.GET else _prepared(request, dossier, row)
    if signing is None or "form" in context:
        form = context.pop("form", None) or _form(request, dossier, row, role)
        return _page(request, dossier, row, status, form=form, remarks=_remarks(dossier, row, role))
    papers, place = (
        list(signing.papers.defer("pdf", "content")),
        place_of_step(dossier, row),
    )
    for paper in papers:
        place.show(paper, pages_of(paper))
    seen = ",".join(paper.sha256 for paper in papers)
    context.setdefault("sign_form", SignForm(initial={"seen": seen}, key=key_in_use(request.user)))
    context.setdefault("back_form", BringBackForm(initial={"seen": seen}, papers=papers))
    context |= {"papers": papers, "remote_url": place.address("remote")}
    return _page(request, dossier, row, status, **context)


def pages_of(paper) -> list[dict]:
    """The pages of a prepared paper; the one to be signed carries the place as x, y, width, height in points."""
    return pages_with(paper.pages, paper.boxes.get(PERSON_FIELD))


def pages_with(number_of_pages: int, box) -> list[dict]:
    """That many pages; `box` (page, corners), where there is one, as the place on its page."""
    pages = [{"number": number + 1, "place": None} for number in range(number_of_pages)]
    if box:
        page, (left, bottom, right, top) = box
        place = {"x": left, "y": A4_HEIGHT - top, "width": right - left, "height": top - bottom}
        pages[page]["place"] = {name: f"{value:.1f}" for name, value in place.items()}
    return pages


def _form(request, dossier, row, role, data=None) -> PrepareForm:
    orders = orders_for(dossier=dossier, step=row.name, by=request.user, role=role)
    earlier = PreparedSigning.objects.filter(dossier=dossier, step=row.name, by=request.user).first()
    initial = {"note": earlier.note, **earlier.details} if earlier else None
    asked = {"reason_needed": row.reason_needed, "remarks": len(_remarks(dossier, row, role))}
    return PrepareForm(data, orders=orders, step=row.name, initial=initial, **asked)


def _remarks(dossier, row, role) -> list:
    """(system, where there are several; remark) that the paper of this step prints."""
    if row.name not in ("return", "refuse"):
        return []
    return [(one.system.name if one.is_joint else "", said) for one in dossier.filing for said in to_be_sent(one, role)]


def _prepare(request, dossier, row, role):
    form = _form(request, dossier, row, role, request.POST)
    if not form.is_valid():
        return _show(request, dossier, row, role, status=422, form=form)
    try:
        prepare_signing(
            dossier=dossier, step=row.name, by=request.user, note=form.cleaned_data.get("note", ""),
            details=form.details(), serials=form.serials(), symbols=form.symbols(),
        )  # fmt: skip
    except StepRefused as refused:
        form.add_error(None, refused.reasons)
        return _show(request, dossier, row, role, status=422, form=form)
    return redirect("documents:sign", dossier.pk, row.name)


def _sign(request, dossier, row, role):
    form = SignForm(request.POST, key=key_in_use(request.user))
    signing = _prepared(request, dossier, row)
    if signing is None:
        return _stale(request, dossier, row)
    if not form.is_valid():
        return _show(request, dossier, row, role, status=422, sign_form=form)
    try:
        moved = sign_prepared(
            signing=signing, by=request.user, passphrase=form.cleaned_data["passphrase"], seen=form.cleaned_data["seen"]
        )
    except KeyProblem as problem:
        form.add_error("passphrase", str(problem))
        return _show(request, dossier, row, role, status=422, sign_form=form)
    except StepRefused as refused:
        return _refused(request, dossier, row, refused)
    return _done(request, row, moved)


def _bring_back(request, dossier, row, role):
    """Papers that were taken away come back signed; whatever is wrong with one is said beside it."""
    signing = _prepared(request, dossier, row)
    if signing is None:
        return _stale(request, dossier, row)
    papers = list(signing.papers.defer("pdf", "content"))
    form = BringBackForm(request.POST, request.FILES, papers=papers)
    if not form.is_valid():
        return _show(request, dossier, row, role, status=422, back_form=form)
    try:
        moved = bring_back(signing=signing, by=request.user, files=form.signed_files(), seen=form.cleaned_data["seen"])
    except NotAccepted as refused:
        form.add_error(f"signed_{refused.paper}", refused.reasons)
        return _show(request, dossier, row, role, status=422, back_form=form)
    except StepRefused as refused:
        return _refused(request, dossier, row, refused)
    return _done(request, row, moved)


def _stale(request, dossier, row):
    stale = _("Văn bản bạn mở không còn đúng với hồ sơ; hãy lập lại, xem rồi ký.")
    return _refused(request, dossier, row, OutOfDate([stale]))


def _done(request, row, moved):
    moved_on = _("Đã ký. Hồ sơ nay ở trạng thái “%(state)s”.") % {"state": moved.get_state_display()}
    messages.success(request, getattr(row, "done", moved_on))
    return redirect("classification:dossier", moved.pk)


def _refused(request, dossier, row, refused: StepRefused):
    status = 409 if isinstance(refused, OutOfDate) else 422
    return _page(request, dossier, row, status, reasons=refused.reasons, stale=isinstance(refused, OutOfDate))
