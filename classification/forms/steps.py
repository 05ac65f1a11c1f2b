"""The few words that go with a step taken without paper."""

from django import forms
from django.utils.translation import gettext_lazy as _


class StepForm(forms.Form):
    """`seen` is the version of the dossier on the page from which the step was sent."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": _("Trang này đã cũ: hãy mở lại hồ sơ rồi làm lại.")}
    )
    note = forms.CharField(
        label=_("Lý do"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Lý do được lưu trong lịch sử hồ sơ."),
    )  # fmt: skip
