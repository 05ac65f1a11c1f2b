"""Signing minutes further: the paper as it stands, page by page, and the key of who signs next."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from classification.errors import OutOfDate, StepRefused
from documents.cosigning import further_place, why_not_cosign, why_not_now
from documents.forms import CosignForm
from documents.keys import KeyProblem
from documents.models import IssuedDocument
from documents.services import key_in_use
from documents.services.cosigning import cosign_paper, key_is_away
from documents.services.preparing import no_key
from documents.signing import place_of_field

from .places import home_of
from .signing import pages_with


@require_http_methods(["GET", "POST"])
def cosign(request, pk):
    """Read the paper, then sign its further place; whoever only sees the paper is told whose place it is."""
    paper, place = _found(request, pk)
    key = key_in_use(request.user)
    if request.method == "POST":
        return _sign(request, paper, place, key)
    reasons = _reasons(request.user, paper, place, key)
    return _page(request, paper, place, key=key, sign_form=CosignForm(key=key), reasons=reasons)


def _sign(request, paper, place, key):
    form, reasons, status = CosignForm(request.POST, key=key), [], 422
    if form.is_valid():
        try:
            cosign_paper(document=paper, field=place.field, by=request.user, **form.cleaned_data)
        except KeyProblem as problem:
            form.add_error("passphrase", str(problem))
        except StepRefused as refused:
            reasons, status = refused.reasons, 409 if isinstance(refused, OutOfDate) else 422
        else:
            messages.success(request, _("Bạn đã ký biên bản %(number)s.") % {"number": paper.number})
            return redirect(home_of(paper))
    return _page(request, paper, place, status, key=key, sign_form=form, reasons=reasons)


def _found(request, pk):
    """The paper and its place. 404 for a stranger and for a paper without one, 403 for whose place it is not."""
    visible = IssuedDocument.objects.visible_to(request.user).select_related("issuer", "dossier__system__operator")
    paper = get_object_or_404(visible.prefetch_related("revisions"), pk=pk)
    place = further_place(paper)
    if place is None:
        raise Http404
    if reason := why_not_cosign(request.user, paper, place):
        raise PermissionDenied(reason)
    return paper, place


def _reasons(user, paper, place, key) -> list[str]:
    """What stands against it before anything is tried, the key last."""
    if reason := why_not_now(user, paper, place):
        return [reason]
    if key is None:
        return [no_key()]
    return [key_is_away()] if key.way == key.Way.AWAY else []


def _page(request, paper, place, status: int = 200, **context):
    box = place_of_field(paper.read(), place.field)
    pages = pages_with(paper.pages, box if not context["reasons"] else None)
    state = len(paper.revisions.all()) + 1  # a browser keeps pictures; those of another state have another address
    for page in pages:
        page["url"] = reverse("documents:document_page", args=[paper.pk, page["number"]]) + f"?{state}"
    paper.url, paper.shown = reverse("documents:document", args=[paper.pk]), pages
    context |= {"paper": paper, "back": home_of(paper), "button": _("Ký biên bản")}
    context["consequence"] = _("Chữ ký của bạn được ghi tiếp vào biên bản đã ký; các chữ ký trước đó vẫn nguyên.")
    return render(request, "documents/cosign.html", context, status=status)
