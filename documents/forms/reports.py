"""What is written on the pages of the yearly report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from classification.models import Expectation
from classification.report_lines import Line
from systems.form_fields import DayField


class NumberForm(forms.Form):
    """Number and symbol of a body's own paper; the reason, where one is needed: `reason` names it, `refusal` asks."""

    serial = forms.IntegerField(
        label=_("Số văn bản"), min_value=1, max_value=999999, widget=forms.NumberInput(attrs={"class": "w-num"})
    )
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=40, widget=forms.TextInput(attrs={"class": "w-sel"}))
    reason = forms.CharField(
        max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Được in vào văn bản.")
    )

    def __init__(self, *args, reason="", refusal="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = reason
        self.fields["reason"].error_messages["required"] = refusal
        if not refusal:
            del self.fields["reason"]


class ElsewhereForm(forms.Form):
    """A report that went out by another way."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, widget=forms.TextInput(attrs={"class": "w-sel"}))
    sent_on = DayField(label=_("Ngày gửi"))
    reason = forms.CharField(
        label=_("Lý do báo cáo lại"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, again: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["reason"]


class ExpectedForm(forms.Form):
    """By when systems are expected to be approved and fully deployed: `approved_<id>`, `deployed_<id>`."""

    def __init__(self, *args, lines: list[Line], **kwargs):
        super().__init__(*args, **kwargs)
        known = {row.system_id: row for row in Expectation.objects.filter(system__in=[one.system.pk for one in lines])}
        self.systems = []
        for line in lines:
            key, held = line.system.pk, known.get(line.system.pk)
            named = {"system": line.system.name}
            if not line.is_approved:
                self._ask(f"approved_{key}", _("Dự kiến phê duyệt: %(system)s") % named, held and held.approved_by_day)
            if line.deployment < 2:
                self._ask(
                    f"deployed_{key}", _("Dự kiến triển khai đầy đủ: %(system)s") % named, held and held.deployed_by_day
                )
                self.systems.append(key)

    def _ask(self, name: str, label: str, day) -> None:
        self.fields[name] = DayField(label=label, required=False, initial=day)

    def clean(self):
        cleaned = super().clean()
        for key in self.systems:
            approved, deployed = cleaned.get(f"approved_{key}"), cleaned.get(f"deployed_{key}")
            if approved and deployed and deployed < approved:
                self.add_error(f"deployed_{key}", _("Triển khai đầy đủ không thể trước khi được phê duyệt."))
        return cleaned

    def days(self) -> dict[int, tuple]:
        """System -> (approval, deployment)."""
        given = self.cleaned_data
        return {key: (given.get(f"approved_{key}"), given.get(f"deployed_{key}")) for key in self.systems}
