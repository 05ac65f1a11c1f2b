"""Choosing the decree of a dossier, with the reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

from classification.regimes import REGIMES


class RegimeForm(forms.Form):
    """`seen` is the version of the dossier that was open."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    regime = forms.ChoiceField(
        label=_("Nghị định áp dụng"), widget=forms.RadioSelect, choices=[(r.code, r.name) for r in REGIMES.values()]
    )
    reason = forms.CharField(
        label=_("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Nêu căn cứ: văn bản, mốc thời gian của dự án, ý kiến của cấp có thẩm quyền."),
        error_messages={"required": _("Phải ghi rõ lý do.")},
    )  # fmt: skip
