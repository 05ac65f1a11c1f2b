"""My signing key: what it is, until when, and bringing another."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from documents.forms import KeyForm
from documents.keys import KeyProblem
from documents.services import add_key, key_in_use


@require_http_methods(["GET", "POST"])
def my_key(request):
    form = KeyForm(request.POST, request.FILES) if request.method == "POST" else KeyForm()
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                add_key(
                    user=request.user, pkcs12=form.cleaned_data["pkcs12"], passphrase=form.cleaned_data["passphrase"]
                )
            except KeyProblem as problem:
                form.add_error(None, str(problem))
            else:
                messages.success(request, _("Đã nhận khóa ký của bạn."))
                return redirect("documents:my_key")
        status = 422
    return render(request, "documents/my_key.html", {"form": form, "key": key_in_use(request.user)}, status=status)
