"""The filter above the inventory; what it holds stands in the address."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from classification.addresses import with_changes
from classification.counting_stages import STAGES
from classification.inventory import narrowed
from systems.authority import organisations_visible_to
from systems.models import InformationSystem

LEVELS = [("", _("Mọi cấp độ")), *((str(n), _("Cấp độ %s") % n) for n in range(1, 6)), ("0", _("Chưa xác định"))]
MOST_UNITS = 500


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, in words, and the address of the page without it."""

    words: str
    url: str


class InventoryFilter(forms.Form):
    """What cannot be read is left aside: a filter never fails, it just does not narrow."""

    q = forms.CharField(label=_("Tìm trong danh mục"), required=False, max_length=100)
    cap_do = forms.ChoiceField(label=_("Cấp độ"), required=False, choices=LEVELS)
    giai_doan = forms.ChoiceField(
        label=_("Hồ sơ và triển khai"),
        required=False,
        choices=[("", _("Mọi giai đoạn")), *((key, words) for key, words, _name in STAGES)],
    )
    van_hanh = forms.ChoiceField(
        label=_("Tình trạng"), required=False, choices=[("", _("Mọi tình trạng")), *InformationSystem.Status.choices]
    )
    don_vi = forms.CharField(label=_("Đơn vị"), required=False, max_length=30)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.visible = organisations_visible_to(user)
        units = self.visible.values_list("code", "name")[:MOST_UNITS]
        self.fields["don_vi"].widget = forms.Select(choices=[("", _("Mọi đơn vị")), *units])
        self.fields["q"].widget.attrs["placeholder"] = _("Tên, mã hoặc đơn vị, không cần dấu: dang kiem")
        for name in ("cap_do", "giai_doan", "van_hanh", "don_vi"):
            self.fields[name].widget.attrs["class"] = "w-sel"
        self.is_valid()
        self.chosen = {name: value for name, value in self.cleaned_data.items() if value}
        self.unit = self.visible.filter(code=self.chosen["don_vi"]).first() if "don_vi" in self.chosen else None

    def narrow(self, found):
        """The systems that match what was chosen."""
        chosen = self.chosen
        return narrowed(
            found,
            words=chosen.get("q", ""),
            level=chosen.get("cap_do", ""),
            stage=chosen.get("giai_doan", ""),
            status=chosen.get("van_hanh", ""),
            unit=self.unit,
        )

    @property
    def chips(self) -> list[Chip]:
        """What narrows the list now, apart from the words that stand in the search field."""
        words = {
            name: str(dict(self.fields[name].choices)[self.chosen[name]])
            for name in ("cap_do", "giai_doan", "van_hanh")
            if name in self.chosen
        }
        if self.unit:
            words["don_vi"] = str(self.unit)
        return [
            Chip(text[:1].upper() + text[1:], with_changes(self.data, page=None, **{name: None}))
            for name, text in words.items()
        ]
