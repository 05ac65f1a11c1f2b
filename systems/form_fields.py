"""Fields that read days and numbers as people here write them, and choices that explain themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ExplainedRadioSelect(forms.RadioSelect):
    """Radio buttons that need explaining: one ruled row a choice, with a hint below its name."""

    def __init__(self, attrs=None, choices=(), hints: dict | None = None):
        super().__init__({"class": "choices", **(attrs or {})}, choices)
        self.hints = hints or {}

    def create_option(self, name, value, label, selected, index, **kwargs):
        option = super().create_option(name, value, label, selected, index, **kwargs)
        return {**option, "hint": self.hints.get(str(value), "")}


class DayField(forms.DateField):
    """A day written dd/mm/yyyy in every language of the interface; an ISO date is read too.

    A year that no paper here can carry, such as 0026 or 20226, is a slip of the hand (and no spreadsheet takes it).
    """

    default_error_messages = {
        "invalid": _("Ghi ngày dạng ngày/tháng/năm có thật, ví dụ 23/11/2026."),
        "far": _("Ghi một ngày trong khoảng từ năm 1900 đến năm 2100."),
    }

    def __init__(self, **kwargs):
        attrs = {"inputmode": "numeric", "placeholder": "dd/mm/yyyy", "autocomplete": "off", "class": "w-date"}
        kwargs.setdefault("widget", forms.DateInput(format="%d/%m/%Y", attrs=attrs))
        super().__init__(input_formats=["%d/%m/%Y", "%Y-%m-%d"], **kwargs)

    def to_python(self, value):
        day = super().to_python(value)
        if day and not 1900 <= day.year <= 2100:
            raise forms.ValidationError(self.error_messages["far"], code="far")
        return day


class CountField(forms.IntegerField):
    """A whole number of things, 12000 or 12.000, shown back as 12.000."""

    default_error_messages = {"invalid": _("Chỉ ghi số, ví dụ 1.200.")}

    def __init__(self, *, min_value: int = 0, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "class": "w-num"}))
        super().__init__(min_value=min_value, **kwargs)

    def to_python(self, value):
        """Dots and spaces between groups of three are dropped; anything else must be digits."""
        if isinstance(value, str):
            value = _joined_groups(value.strip())
            if value and not value.removeprefix("-").isdigit():
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)

    def prepare_value(self, value):
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


def _joined_groups(text: str) -> str:
    for separator in (".", " ", "\u00a0"):
        head, *groups = text.split(separator)
        if groups and head.isdigit() and len(head) <= 3 and all(g.isdigit() and len(g) == 3 for g in groups):
            return head + "".join(groups)
    return text
