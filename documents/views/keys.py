"""My signing key: what it is, until when, and bringing another."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from documents.forms import CertificateForm, KeyForm
from documents.keys import KeyProblem
from documents.services import add_certificate, add_key, key_in_use


@require_http_methods(["GET", "POST"])
def my_key(request):
    form, certificate_form, status = KeyForm(), CertificateForm(), 200
    if request.method == "POST":
        form, certificate_form, taken = _take(request)
        if taken:
            return redirect("documents:my_key")
        status = 422
    context = {"form": form, "certificate_form": certificate_form, "key": key_in_use(request.user)}
    return render(request, "documents/my_key.html", context, status=status)


def _take(request) -> tuple[KeyForm, CertificateForm, bool]:
    """Both forms, with what was wrong in the one that was sent, and whether all was well."""
    without_key = "without_key" in request.POST
    form = (CertificateForm if without_key else KeyForm)(request.POST, request.FILES)
    taken = False
    if form.is_valid():
        try:
            if without_key:
                add_certificate(user=request.user, content=form.cleaned_data["certificate"])
                messages.success(request, _("Đã nhận chứng thư số của bạn."))
            else:
                add_key(user=request.user, **form.cleaned_data)
                messages.success(request, _("Đã nhận khóa ký của bạn."))
            taken = True
        except KeyProblem as problem:
            form.add_error(None, str(problem))
    return (KeyForm(), form, taken) if without_key else (form, CertificateForm(), taken)
