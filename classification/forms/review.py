"""What the review of levels is narrowed by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from systems.authority import organisations_visible_to


class ReviewFilter(forms.Form):
    """Filters from the address; what cannot be read filters nothing."""

    q = forms.CharField(
        label=_("Tìm hệ thống"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Tên, mã hoặc đơn vị, không cần dấu")}),
    )  # fmt: skip
    don_vi = forms.ModelChoiceField(queryset=None, label=_("Đơn vị"), required=False, empty_label=_("Mọi đơn vị"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["don_vi"].queryset = organisations_visible_to(user)
        self.fields["don_vi"].widget.attrs["class"] = "w-sel"

    @property
    def chosen(self) -> dict:
        self.is_valid()
        return {"words": self.cleaned_data.get("q", ""), "unit": self.cleaned_data.get("don_vi")}
