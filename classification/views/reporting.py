"""The report to the owner that follows an approval at levels 1-2: signed here, or recorded as sent on paper."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from classification.errors import StepRefused
from classification.models import Dossier
from classification.services import check_step, record_owner_report
from classification.workflow import BESIDE
from systems.form_fields import DayField

from .finding import find_dossier, status_of

NAME = "report_to_owner"


class OwnerReportForm(forms.Form):
    seen = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": gettext_lazy("Trang này đã cũ: hãy mở lại hồ sơ rồi làm lại.")},
    )
    number = forms.CharField(
        label=gettext_lazy("Số, ký hiệu"), max_length=60, widget=forms.TextInput(attrs={"class": "w-sel"}),
        error_messages={"required": gettext_lazy("Ghi số, ký hiệu của văn bản.")},
    )  # fmt: skip
    sent_on = DayField(
        label=gettext_lazy("Ngày của văn bản"), error_messages={"required": gettext_lazy("Ghi ngày của văn bản.")}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def owner_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Two ways to have reported: prepare and sign the report here, or record one that went out on paper."""
    dossier = find_dossier(request, pk)
    if not BESIDE[NAME].open_from(dossier.state, dossier.route_level):
        raise Http404
    form = OwnerReportForm(request.POST or None, initial={"seen": dossier.version})
    try:
        check_step(dossier=dossier, name=NAME, by=request.user)
    except StepRefused as refused:
        messages.warning(request, " ".join(refused.reasons))
        return redirect("classification:dossier", dossier.pk)
    if request.method != "POST" or not form.is_valid():
        return _page(request, dossier, form, 422 if form.is_bound else 200)
    try:
        record_owner_report(dossier=dossier, by=request.user, **form.cleaned_data)
    except ValidationError as wrong:
        for name, sentences in wrong.message_dict.items():
            form.add_error(name, sentences)
        return _page(request, dossier, form, 422)
    except StepRefused as refused:
        form.add_error(None, refused.reasons)
        return _page(request, dossier, form, status_of(refused))
    messages.success(request, _("Đã ghi báo cáo chủ quản."))
    return redirect("classification:dossier", dossier.pk)


def _page(request: HttpRequest, dossier: Dossier, form: OwnerReportForm, status: int = 200) -> HttpResponse:
    return render(request, "classification/owner_report.html", {"dossier": dossier, "form": form}, status=status)
