"""The filter above the list of dossiers; what it holds stands in the address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from classification.workflow import State
from systems.authority import organisations_visible_to
from systems.models.organisations import below
from systems.wording import search_form

LEVELS = [("", _("Mọi cấp độ")), *((str(n), _("Cấp độ %s") % n) for n in range(1, 6)), ("0", _("Chưa xác định"))]


class DossierFilter(forms.Form):
    """What cannot be read is left aside: a filter never fails, it just does not narrow."""

    q = forms.CharField(label=_("Tìm hệ thống"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("Tình trạng"), required=False, choices=[("", _("Mọi tình trạng")), *State.choices]
    )
    level = forms.ChoiceField(label=_("Cấp độ"), required=False, choices=LEVELS)
    unit = forms.ModelChoiceField(
        label=_("Đơn vị"), required=False, queryset=None, empty_label=_("Mọi đơn vị"), blank=True
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = organisations_visible_to(user)
        for name in ("state", "level", "unit"):
            self.fields[name].widget.attrs["class"] = "w-sel"
        self.fields["q"].widget.attrs["placeholder"] = _("Tên hoặc mã, không cần dấu")

    def narrow(self, dossiers):
        """The dossiers that match what was chosen."""
        self.is_valid()
        chosen = self.cleaned_data
        for word in search_form(chosen.get("q") or "").split():
            dossiers = dossiers.filter(system__search_text__contains=word)
        if chosen.get("state"):
            dossiers = dossiers.filter(state=chosen["state"])
        if chosen.get("level"):
            dossiers = dossiers.filter(level=int(chosen["level"]) or None)
        if unit := chosen.get("unit"):
            dossiers = dossiers.filter(below([unit.path], "system__operator__") | below([unit.path], "system__owner__"))
        return dossiers

    @property
    def in_use(self) -> bool:
        """Whether anything narrows the list now."""
        return any(self.cleaned_data.values())
