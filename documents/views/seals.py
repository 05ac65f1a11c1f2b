"""The clerk's pages: the seal itself, and putting it on one paper."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from classification.errors import OutOfDate, StepRefused
from documents.cosigning import unsigned_place
from documents.forms import SealForm, SealPaperForm
from documents.keys import KeyProblem
from documents.models import IssuedDocument, SealKey
from documents.page_images import page_image
from documents.services.sealing import register_seal, seal_in_use, seal_paper
from documents.stamp_pictures import UnsuitablePicture
from systems.authority import bodies_of_clerk, keeps_seal_of, why_not_keep_seal


def require_any(user):
    """The bodies whose seal this person keeps; a page of seals is nobody else's."""
    bodies = bodies_of_clerk(user)
    if not bodies.exists():
        raise PermissionDenied(_("Trang này dành cho văn thư, người giữ con dấu của cơ quan."))
    return bodies


@require_http_methods(["GET", "POST"])
def register(request):
    """The seals in use, and bringing another."""
    bodies = require_any(request.user)
    form = SealForm(request.POST or None, request.FILES or None, organisations=bodies)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _taken(form, request.user):
            messages.success(request, _("Đã nhận con dấu."))
            return redirect("documents:seal_keys")
    seals = SealKey.objects.filter(keeps_seal_of(request.user, prefix="organisation__"), retired_at=None)
    context = {"form": form, "seals": seals.select_related("organisation", "registered_by")}
    return render(request, "documents/seal_keys.html", context, status=status)


def _taken(form: SealForm, user) -> bool:
    try:
        register_seal(by=user, **form.cleaned_data)
    except KeyProblem as problem:
        form.add_error("pkcs12", str(problem))
        return False
    except UnsuitablePicture as problem:
        form.add_error("image", str(problem))
        return False
    return True


@require_http_methods(["GET", "POST"])
def seal(request, pk):
    """One paper as it stands, and the passphrase of the seal."""
    paper = get_object_or_404(IssuedDocument.objects.visible_to(request.user).select_related("issuer"), pk=pk)
    if reason := why_not_keep_seal(request.user, paper.issuer):
        raise PermissionDenied(reason)
    key, reasons, status = seal_in_use(paper.issuer), [], 200
    form = SealPaperForm(request.POST or None, seal=key)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                seal_paper(document=paper, by=request.user, passphrase=form.cleaned_data["passphrase"])
            except KeyProblem as problem:
                form.add_error("passphrase", str(problem))
            except StepRefused as refused:
                reasons, status = refused.reasons, 409 if isinstance(refused, OutOfDate) else 422
            else:
                messages.success(request, _("Đã đóng dấu văn bản %(number)s.") % {"number": paper.number})
                return redirect("documents:seals")
    context = {"paper": paper, "key": key, "form": form, "reasons": reasons, "pages": range(1, paper.pages + 1)}
    return render(request, "documents/seal.html", context | {"unsigned": unsigned_place(paper)}, status=status)


@require_GET
@cache_control(private=True, max_age=600)
def page(request, pk, number):
    """One page of an issued paper as a picture, as it stands now."""
    paper = get_object_or_404(IssuedDocument.objects.visible_to(request.user), pk=pk)
    if not 1 <= number <= paper.pages:
        raise Http404
    return HttpResponse(page_image(paper.read(), number - 1), content_type="image/png")
