"""Forms of the inventory: a system's own particulars, and taking it out of operation."""

from __future__ import annotations

import datetime

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from systems.authority import duties, organisations_visible_to
from systems.form_fields import DayField
from systems.hosting import FIELDS as HOSTING
from systems.hosting import Place, Separation
from systems.models import InformationSystem, Organisation, Succession
from systems.models.organisations import places_above

from .hosts import HostField, hosts_for

FIELDS = (
    "code", "name", "owner", "operator", "co_operators", "provider", "contract_number", "contract_until",
    "status", "operation_from", "operation_until", "construction_began", *HOSTING, "note",
)  # fmt: skip


class Refusable(forms.Form):
    """A form whose service may refuse what the form itself found in order."""

    def refuse(self, error: ValidationError) -> None:
        """Show what the service refused, beside the field it is about."""
        errors = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        for name, sentences in errors.items():
            for sentence in sentences:
                self.add_error(name if name in self.fields else None, sentence)


class SystemForm(Refusable):
    """A system's particulars. `changes` are only the fields that the writer changed from what they saw."""

    code = forms.CharField(label=_("Mã hệ thống"), max_length=40, help_text=_("Không trùng trong cùng một chủ quản."))
    name = forms.CharField(label=_("Tên hệ thống"), max_length=300)
    owner = forms.ModelChoiceField(label=_("Chủ quản"), queryset=Organisation.objects.none())
    operator = forms.ModelChoiceField(label=_("Đơn vị vận hành"), queryset=Organisation.objects.none())
    co_operators = forms.ModelMultipleChoiceField(
        label=_("Đơn vị cùng vận hành"), required=False, queryset=Organisation.objects.none(),
        help_text=_("Khi nhiều đơn vị cùng vận hành: đơn vị ở trên là đầu mối, chỉ đầu mối lập và trình hồ sơ."),
        widget=forms.SelectMultiple(attrs={"size": 5}),
    )  # fmt: skip
    provider = forms.CharField(
        label=_("Bên cung cấp dịch vụ (nếu thuê)"), required=False, max_length=250,
        help_text=_("Đơn vị vận hành ghi ở trên khi đó là đơn vị chủ trì thuê dịch vụ."),
    )  # fmt: skip
    contract_number = forms.CharField(label=_("Số hợp đồng thuê"), required=False, max_length=100)
    contract_until = DayField(label=_("Hợp đồng thuê đến hết ngày"), required=False)
    status = forms.ChoiceField(label=_("Tình trạng"), choices=InformationSystem.Status.choices)
    operation_from = DayField(
        label=_("Ngày đưa vào vận hành"),
        required=False,
        help_text=_("Hệ thống được tính vào tiến độ từ ngày này. Không biết thì để trống: tính từ hôm nay."),
    )
    operation_until = DayField(
        label=_("Ngày ngừng vận hành"), required=False, help_text=_("Từ ngày này hệ thống không còn được tính.")
    )
    construction_began = DayField(
        label=_("Ngày bắt đầu đầu tư, xây dựng"),
        required=False,
        help_text=_("Hệ thống đang xây dựng từ trước 01/7/2026 theo Nghị định 85/2016/NĐ-CP."),
    )
    hosting = forms.ChoiceField(
        label=_("Nơi đặt hệ thống"), required=False, choices=[("", _("Chưa ghi")), *Place.choices]
    )
    hosted_by = HostField(
        label=_("Đặt trong"), required=False, empty_label=_("Chọn hệ thống"), queryset=InformationSystem.objects.none(),
        help_text=_("Trung tâm dữ liệu, nền tảng là hệ thống loại cơ sở hạ tầng thông tin có trong danh mục."),
    )  # fmt: skip
    hosting_provider = forms.CharField(label=_("Nhà cung cấp nơi đặt"), required=False, max_length=300)
    separation = forms.ChoiceField(
        label=_("Phân tách với hệ thống khác ở nơi đặt"), required=False,
        choices=[("", _("Chưa ghi")), *Separation.choices],
        help_text=_("Đặt chung với hệ thống khác thì từ cấp độ 3 phải phân tách, theo nghị định áp dụng."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, user, system: InformationSystem | None = None, **kwargs):
        initial = {name: getattr(system, name) for name in FIELDS} if system else {"status": "operating"}
        if system:
            initial["co_operators"] = list(system.co_operators.values_list("pk", flat=True))
        super().__init__(*args, initial=initial, **kwargs)
        visible = organisations_visible_to(user)
        above = {place for paths in duties(user).values() for path in paths for place in places_above(path)}
        self.fields["operator"].queryset = visible | _known(system.operator_id if system else None)
        together = Organisation.objects.filter(co_operated=system) if system else Organisation.objects.none()
        self.fields["co_operators"].queryset = Organisation.objects.filter(
            Q(pk__in=visible.values("pk")) | Q(pk__in=together.values("pk"))
        ).exclude(kind=Organisation.Kind.GROUP)
        self.fields["owner"].queryset = (
            visible | Organisation.objects.filter(path__in=above) | _known(system.owner_id if system else None)
        )
        for name in ("owner", "operator"):
            self.fields[name].empty_label = _("Chọn đơn vị")
        self.fields["hosted_by"].queryset = hosts_for(user, system, owners=self.fields["owner"].queryset)
        for field in self.fields.values() if system else ():
            field.show_hidden_initial = True

    def clean(self):
        given = super().clean()
        if given.get("status") == InformationSystem.Status.OPERATING and given.get("operation_until"):
            self.add_error(
                "operation_until",
                _("Hệ thống đang vận hành thì chưa có ngày ngừng. Xóa ngày này, hoặc đổi tình trạng."),
            )
        if not given.get("provider") and (given.get("contract_number") or given.get("contract_until")):
            self.add_error("provider", _("Ghi tên bên cung cấp dịch vụ của hợp đồng thuê."))
        self._clean_hosting(given)
        return given

    def _clean_hosting(self, given: dict) -> None:
        """What belongs to another kind of place does not stay behind."""
        place = given.get("hosting", "")
        if place != Place.PLATFORM:
            given["hosted_by"] = None
        elif not given.get("hosted_by") and "hosted_by" not in self.errors:
            self.add_error("hosted_by", _("Chọn trung tâm dữ liệu, nền tảng mà hệ thống đặt trong đó."))
        if place != Place.PROVIDER:
            given["hosting_provider"] = ""
        elif not given.get("hosting_provider"):
            self.add_error("hosting_provider", _("Ghi tên nhà cung cấp nơi đặt hệ thống."))

    @property
    def changes(self) -> dict:
        changed = set(self.changed_data)
        if changed & set(HOSTING):
            changed |= set(HOSTING)
        return {name: self.cleaned_data[name] for name in FIELDS if name in changed}


class ChangeForm(SystemForm):
    """The same with the day from which a new owner or operator holds."""

    on = DayField(
        label=_("Chủ quản, đơn vị vận hành mới có từ ngày"),
        help_text=_("Chỉ dùng khi bàn giao hệ thống: trước ngày này hệ thống vẫn được tính cho đơn vị cũ."),
    )

    def __init__(self, *args, today: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"].initial = today
        self.fields["on"].show_hidden_initial = False
        self.order_fields(["code", "name", "owner", "operator", "on"])

    def clean_on(self):
        return _not_later(self.cleaned_data["on"], self.today)


class SuccessionForm(Refusable):
    """Of which other system this one was made, how, when and why."""

    former = forms.ModelChoiceField(label=_("Hệ thống trước đó"), queryset=None, empty_label=_("Chọn hệ thống"))
    kind = forms.ChoiceField(label=_("Cách"), choices=Succession.Kind.choices, widget=forms.RadioSelect)
    on = DayField(label=_("Ngày tách, gộp"))
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Nêu chức năng, luồng dữ liệu, phụ thuộc vận hành và ảnh hưởng khi có sự cố của từng phần."),
    )

    def __init__(self, *args, known, today: datetime.date, **kwargs):
        super().__init__(*args, initial={"on": today}, **kwargs)
        self.fields["former"].queryset, self.today = known, today

    def clean_on(self):
        return _not_later(self.cleaned_data["on"], self.today)


class CloseForm(Refusable):
    """The day from which a system no longer runs."""

    on = DayField(label=_("Ngừng vận hành từ ngày"))

    def __init__(self, *args, system: InformationSystem, today: datetime.date, **kwargs):
        super().__init__(*args, initial={"on": today}, **kwargs)
        self.system, self.today = system, today

    def clean_on(self):
        day = _not_later(self.cleaned_data["on"], self.today)
        if self.system.operation_from and day < self.system.operation_from:
            raise ValidationError(
                _("Hệ thống đưa vào vận hành ngày %(day)s: ngày ngừng không thể trước ngày đó."),
                params={"day": f"{self.system.operation_from:%d/%m/%Y}"},
            )
        return day


def _not_later(day: datetime.date, today: datetime.date) -> datetime.date:
    if day > today:
        raise ValidationError(_("Ngày này chưa tới. Chọn một ngày không sau hôm nay."))
    return day


def _known(pk: int | None):
    return Organisation.objects.filter(pk=pk)
