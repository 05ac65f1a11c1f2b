"""What an inspector writes about one requirement, or about many."""

from django import forms
from django.utils.translation import gettext_lazy as _

from classification.plan import Checked


class CheckForm(forms.Form):
    """The result of looking at a requirement; an unfavourable one says what is wrong."""

    result = forms.ChoiceField(
        label=_("Kết quả kiểm tra"), choices=Checked.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một kết quả kiểm tra.")},
    )  # fmt: skip
    note = forms.CharField(
        label=_("Ghi nhận khi kiểm tra"), required=False, max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control-sm"}),
    )  # fmt: skip

    def __init__(self, *args, many: bool = False, **kwargs):
        super().__init__(*args, auto_id="kt_nhieu_%s" if many else "kt_%s", **kwargs)
        if many:
            words = [("", _("Chọn kết quả")), *Checked.choices]
            self.fields["result"].widget = forms.Select(attrs={"class": "form-select-sm w-sel"}, choices=words)
            self.fields["note"].widget = forms.TextInput(attrs={"class": "form-control-sm"})

    def clean(self):
        given = super().clean()
        if given.get("result") == Checked.FAILED and not given.get("note", "").strip():
            self.add_error("note", _("Ghi rõ điều chưa đạt."))
        return given
