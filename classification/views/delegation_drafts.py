"""A delegation made here: its draft is written, changed and thrown away; signing it is a page of the papers."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from classification.errors import StepRefused
from classification.forms.delegations import TermsForm, suggested_people, terms_of
from classification.services.delegation_drafts import draft_delegation, drop_draft, revise_draft
from classification.services.delegations import require_giver
from systems.models import Delegation, Organisation

from .delegations import found_delegation, get_or_post, owners_of
from .finding import status_of


@get_or_post
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a delegation of this owner, to be signed here."""
    owner = get_object_or_404(owners_of(request), code=code)
    require_giver(owner, request.user)
    form = TermsForm(request.POST or None, owner=owner)
    if request.method == "POST" and form.is_valid():
        try:
            made = draft_delegation(owner=owner, by=request.user, **form.to_write())
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Đã lưu bản thảo. Xem lại rồi ký để ủy quyền có hiệu lực."))
            return redirect("classification:delegation", made.pk)
    return _page(request, owner, form, 422 if form.errors else 200)


@get_or_post
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the terms of a draft."""
    found = found_delegation(request, pk)
    require_giver(found.owner, request.user)
    form = TermsForm(request.POST or None, owner=found.owner, initial=terms_of(found))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and (status := _revised(request, found, form)) == 302:
            return redirect("classification:delegation", pk)
    return _page(request, found.owner, form, status, delegation=found)


def _revised(request: HttpRequest, found: Delegation, form: TermsForm) -> int:
    """The status of the answer: 302 where it was written."""
    seen = request.POST.get("seen", "")
    try:
        revise_draft(delegation=found, by=request.user, seen=int(seen) if seen.isdecimal() else -1, **form.to_write())
    except ValidationError as refused:
        form.refuse(refused)
        return 422
    except StepRefused as refused:
        form.add_error(None, refused.reasons)
        return status_of(refused)
    messages.success(request, _("Đã lưu bản thảo. Xem lại rồi ký để ủy quyền có hiệu lực."))
    return 302


def _page(request: HttpRequest, owner: Organisation, form: TermsForm, status: int, **more) -> HttpResponse:
    context = {"owner": owner, "form": form, "people": list(suggested_people(owner)), "drafting": True, **more}
    return render(request, "classification/delegation_new.html", context, status=status)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    try:
        drop_draft(delegation=found_delegation(request, pk), by=request.user)
    except StepRefused as refused:
        messages.error(request, " ".join(refused.reasons))
        return redirect("classification:delegation", pk)
    messages.success(request, _("Đã bỏ bản thảo."))
    return redirect("classification:delegations")
