"""Putting a system into operation, or saying that it ran already."""

from django import forms
from django.utils.translation import gettext_lazy as _

from systems.form_fields import DayField
from systems.forms.editing import Refusable


class GoingLiveForm(Refusable):
    """The operator's: the day, and the assessment of security conditions that Decree 331 asks for."""

    on = DayField(label=_("Ngày đưa vào vận hành"))
    assessment_number = forms.CharField(
        label=_("Số văn bản đánh giá điều kiện an ninh mạng"), max_length=60, required=False
    )
    assessment_on = DayField(label=_("Ngày đánh giá"), required=False)
    assessor = forms.CharField(label=_("Đơn vị đánh giá"), max_length=300, required=False)


class CorrectionForm(Refusable):
    """The security unit's: the system ran already, and since when."""

    on = DayField(label=_("Đã vận hành từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
