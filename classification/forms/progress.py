"""The question asked of the progress page: on which day."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from systems.form_fields import DayField


class DayForm(forms.Form):
    """`ngay` is a day up to today; left empty it is today."""

    ngay = DayField(label=_("Tại ngày"), required=False)

    def clean_ngay(self):
        today = timezone.localdate()
        day = self.cleaned_data["ngay"] or today
        if day > today:
            raise forms.ValidationError(_("Chưa biết số liệu của một ngày chưa tới. Chọn một ngày không sau hôm nay."))
        if day.year < 1950:
            raise forms.ValidationError(_("Chọn một ngày từ năm 1950."))
        return day
