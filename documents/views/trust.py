"""Gốc tin cậy: which authorities signatures and time-stamps may lead to, their revocation lists, who loaded them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from documents.forms.trust import CertificateForm, ListForm, ReasonForm
from documents.keys import describe_certificate
from documents.models import RevocationHost, RevocationList, TimestampServer, TrustedCertificate
from documents.services.trusting import NotTrusted, load_list, trust_certificate, withdraw_trust
from documents.trust import BadTrustFile, load_trust, trust_folder
from documents.trust_expiry import SOON
from systems.administration import administers, why_not_settle_for_all

LIST_IDS = "thu-hoi-%s"
"""Both forms stand on one page and have a field `file`."""


@require_http_methods(["GET", "HEAD", "POST"])
def trust(request: HttpRequest) -> HttpResponse:
    """Everything that is trusted here; POST brings a certificate."""
    _allow(request)
    if request.method != "POST":
        return _page(request)
    form = CertificateForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            row = trust_certificate(
                pem=form.cleaned_data["file"].read(), by=request.user, for_people=form.cleaned_data["for_people"],
                for_stamps=form.cleaned_data["for_stamps"],
            )  # fmt: skip
        except NotTrusted as problem:
            form.add_error("file", str(problem))
        else:
            messages.success(request, _("Đã nạp chứng thư của %(name)s.") % {"name": row.subject})
            return redirect("documents:trust")
    return _page(request, form=form, status=422)


@require_POST
def revocation_list(request: HttpRequest) -> HttpResponse:
    """Bring a revocation list."""
    _allow(request)
    form = ListForm(request.POST, request.FILES, auto_id=LIST_IDS)
    if form.is_valid():
        try:
            row = load_list(content=form.cleaned_data["file"].read(), by=request.user)
        except NotTrusted as problem:
            form.add_error("file", str(problem))
        else:
            messages.success(request, _("Đã nạp danh sách thu hồi của %(name)s.") % {"name": row.issuer})
            return redirect("documents:trust")
    return _page(request, list_form=form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """One authority in full; POST withdraws it."""
    _allow(request)
    row = get_object_or_404(TrustedCertificate.objects.select_related("added_by", "withdrawn_by"), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_trust(row=row, because=form.cleaned_data["reason"], by=request.user)
        except NotTrusted as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Đã thôi tin cậy %(name)s.") % {"name": row.subject})
            return redirect("documents:trust")
    context = {"row": row, "form": form, "refusal": why_not_settle_for_all(request.user)}
    return render(request, "documents/trusted.html", context, status=422 if form.errors else 200)


def _page(request, *, form=None, list_form=None, status: int = 200) -> HttpResponse:
    now = timezone.now()
    rows = TrustedCertificate.objects.select_related("added_by", "withdrawn_by")
    folder, problem = _folder()
    context = {
        "rows": rows.filter(withdrawn_at__isnull=True), "withdrawn": rows.filter(withdrawn_at__isnull=False),
        "lists": RevocationList.objects.defer("der").select_related("added_by"), "folder": folder,
        "folder_problem": problem, "hosts": RevocationHost.objects.filter(active=True),
        "servers": TimestampServer.objects.filter(active=True), "form": form or CertificateForm(),
        "list_form": list_form or ListForm(auto_id=LIST_IDS), "refusal": why_not_settle_for_all(request.user),
        "now": now, "soon": now + SOON,
    }  # fmt: skip
    return render(request, "documents/trust.html", context, status=status)


def _folder():
    """The roots that lie in the folder, described, and what is wrong there."""
    try:
        return [describe_certificate(root) for root in load_trust(folder=trust_folder()).roots], ""
    except BadTrustFile as wrong:
        return [], str(wrong)


def _allow(request: HttpRequest) -> None:
    if not administers(request.user):
        raise PermissionDenied(_("Trang gốc tin cậy dành cho người quản trị."))
