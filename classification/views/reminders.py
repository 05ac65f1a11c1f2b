"""Thư nhắc việc: whether the reader gets it, in which language, and what was sent."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from classification.forms.reminders import RemindersForm
from systems.models import User
from systems.services import choose_letters

LAST = 10


@require_http_methods(["GET", "POST"])
def reminders(request: HttpRequest) -> HttpResponse:
    """The reader's own choice; nobody else's."""
    reader = User.objects.get(pk=request.user.pk)
    form = RemindersForm(request.POST if request.method == "POST" else None, instance=reader)
    if request.method == "POST" and form.is_valid():
        choose_letters(by=request.user, wanted=form.cleaned_data["digest"], language=form.cleaned_data["language"])
        messages.success(request, _("Đã ghi lựa chọn của bạn."))
        return redirect("classification:reminders")
    context = {"form": form, "letters": reader.digests.order_by("-day")[:LAST]}
    return render(request, "classification/reminders.html", context, status=422 if form.errors else 200)
