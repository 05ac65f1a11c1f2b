"""A signature made with a certificate that was revoked before: what is known, and how the security unit answered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from documents.forms.trust import ReasonForm
from documents.models import IssuedDocument, SignatureCheck
from documents.services.revocations import may_settle, settle

from .places import home_of


@require_http_methods(["GET", "HEAD", "POST"])
def revoked(request: HttpRequest, pk: int) -> HttpResponse:
    """To whoever may see the paper; POST is the security unit's answer."""
    papers = IssuedDocument.objects.visible_to(request.user).values("pk")
    found = SignatureCheck.objects.filter(revoked_at__isnull=False, document__in=papers)
    check = get_object_or_404(found.select_related("document__dossier__system__owner", "settled_by"), pk=pk)
    form = ReasonForm(request.POST or None)
    form.fields["reason"].label = _("Đã xử lý thế nào")
    if request.method == "POST" and form.is_valid():
        settle(check=check, note=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Đã ghi cách xử lý."))
        return redirect("documents:revoked_signature", check.pk)
    may = may_settle(request.user, check)
    context = {"check": check, "paper": check.document, "form": form, "may": may, "home": home_of(check.document)}
    return render(request, "documents/revoked_signature.html", context, status=422 if form.errors else 200)
