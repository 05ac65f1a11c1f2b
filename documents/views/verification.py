"""Checking a signed PDF: for anyone, without an account; nothing of the file is kept."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from documents.forms import VerifyForm
from documents.models import IssuedDocument
from documents.standing import standing_of
from documents.verifying.here import verify_here

from .places import home_of


@login_not_required
@require_http_methods(["GET", "POST"])
def verify(request):
    if request.method != "POST":
        return render(request, "documents/verify.html", {"form": VerifyForm()})
    form = VerifyForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "documents/verify.html", {"form": form}, status=422)
    file = form.cleaned_data["file"]
    verdict = verify_here(file.read())
    context = {"form": VerifyForm(), "verdict": verdict, "filename": file.name, "size": file.size}
    return render(request, "documents/verify.html", context)


@login_not_required
@never_cache
@require_GET
def verify_token(request, token):
    """What the QR code on a paper opens: the day it was issued and whether it stands, and nothing else about it.

    The code is 72 random bits, so nobody comes upon the page of a paper they do not hold. Who may see the dossier
    gets the way to it.
    """
    papers = IssuedDocument.objects.select_related("dossier", "delegation", "replaced_by")
    paper = papers.filter(token=token).first() if token.isprintable() else None
    context = {"paper": paper, "form": VerifyForm()}
    if paper:
        context |= {"standing": standing_of(paper), "home": home_of(paper) if _may_see(request.user, paper) else ""}
    answer = render(request, "documents/verify_token.html", context, status=200 if paper else 404)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _may_see(user, paper: IssuedDocument) -> bool:
    return user.is_authenticated and IssuedDocument.objects.visible_to(user).filter(pk=paper.pk).exists()
