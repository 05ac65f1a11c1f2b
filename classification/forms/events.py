"""Forms of events: one that happened, and the answer that it does not change the level."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from classification.triggers import MANUAL
from systems.form_fields import DayField
from systems.forms.editing import Refusable


class EventForm(Refusable):
    """What happened to an approved system."""

    trigger = forms.ChoiceField(label=_("Loại sự kiện"), choices=[(one.value, one.label) for one in MANUAL])
    happened_on = DayField(label=_("Ngày xảy ra"))
    what = forms.CharField(
        label=_("Nội dung"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Điều gì đã thay đổi hoặc xảy ra; không ghi nội dung bí mật nhà nước."),
    )  # fmt: skip
    document = forms.CharField(
        label=_("Văn bản"), max_length=300, required=False,
        help_text=_("Số, ngày, cơ quan ban hành; bắt buộc khi là yêu cầu của cơ quan có thẩm quyền."),
    )  # fmt: skip


class AnswerEventForm(Refusable):
    """Why the level stays; `prefix` tells the forms of several events on one page apart."""

    reason = forms.CharField(
        label=_("Lý do cấp độ không thay đổi"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    risk_assessed_on = DayField(label=_("Ngày đánh giá rủi ro"), required=False)
    risk_document = forms.CharField(label=_("Số, ký hiệu báo cáo đánh giá rủi ro"), max_length=200, required=False)

    def __init__(self, *args, risk_needed: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not risk_needed:
            del self.fields["risk_assessed_on"], self.fields["risk_document"]
