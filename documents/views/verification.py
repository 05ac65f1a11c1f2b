"""Checking a signed PDF: for anyone, without an account; nothing of the file is kept."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from documents.forms import VerifyForm
from documents.models import IssuedDocument
from documents.verifying.here import verify_here


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
@require_GET
def verify_token(request, token):
    """What the QR code on a paper opens: whether that paper stands, and nothing else about it."""
    paper = IssuedDocument.objects.filter(token=token).first() if token.isprintable() else None
    status = 200 if paper else 404
    return render(request, "documents/verify_token.html", {"paper": paper, "form": VerifyForm()}, status=status)
