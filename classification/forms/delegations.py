"""What an owner's approver writes down of a delegation, and why one ends early."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from classification.services import Scanned
from systems.form_fields import DayField, ExplainedRadioSelect
from systems.forms.declaring import DeclaresNoSecret
from systems.forms.editing import Refusable
from systems.models import Delegation, InformationSystem, Organisation, User

EVERY, LISTED = "moi", "mot-so"
SUGGESTED = 300
VALUES = ("unit", "person", "kind", "decides", "forwards", "responsibilities", "holds_from", "holds_until")


class TermsForm(Refusable):
    """To whom, for which acts and systems, until when: the terms of a delegation, as its draft holds them."""

    kind = forms.ChoiceField(
        label=_("Hình thức"),
        choices=Delegation.Kind.choices,
        initial=Delegation.Kind.AUTHORISED,
        widget=ExplainedRadioSelect(
            hints={
                "tuq": _("Người đứng đầu đơn vị, hoặc người được nêu tên, tự ký; cấp phó không ký thay."),
                "tl": _("Người đứng đầu đơn vị ký; cấp phó được ký thay người đứng đầu."),
            }
        ),
    )
    unit = forms.ModelChoiceField(
        label=_("Đơn vị được ủy quyền"), queryset=Organisation.objects.none(), required=False,
        help_text=_("Người giữ vai trò chủ quản (phê duyệt) ở đơn vị đó dùng quyền này."),
    )  # fmt: skip
    person = forms.CharField(
        label=_("Người được ủy quyền (tài khoản)"), required=False, max_length=150,
        help_text=_("Ghi khi văn bản nêu đích danh một người; khi đó chỉ người này được làm."),
        widget=forms.TextInput(attrs={"list": "tai-khoan", "autocomplete": "off", "class": "w-sel"}),
    )  # fmt: skip
    decides = forms.BooleanField(label=_("Phê duyệt, trả lại, không phê duyệt hồ sơ"), required=False, initial=True)
    forwards = forms.BooleanField(label=_("Gửi hồ sơ cấp độ 4, 5 tới cơ quan thẩm định"), required=False)
    scope = forms.ChoiceField(
        label=_("Hệ thống"), initial=EVERY, widget=forms.RadioSelect,
        choices=[(EVERY, _("Mọi hệ thống của chủ quản")), (LISTED, _("Chỉ những hệ thống ghi dưới đây"))],
    )  # fmt: skip
    systems = forms.CharField(
        label=_("Mã các hệ thống"), required=False, max_length=20_000, help_text=_("Mỗi dòng một mã."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    holds_from = DayField(label=_("Từ ngày"), required=False, help_text=_("Để trống: từ ngày ký."))
    holds_until = DayField(label=_("Đến hết ngày"))
    responsibilities = forms.CharField(
        label=_("Trách nhiệm của bên được ủy quyền"), required=False, max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    def __init__(self, *args, owner: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.owner = owner
        below = Organisation.objects.under([owner.path]).exclude(pk=owner.pk)
        self.fields["unit"].queryset = below.exclude(kind=Organisation.Kind.GROUP)
        self.fields["unit"].empty_label = _("Không nêu đơn vị")

    def clean_person(self):
        name = self.cleaned_data["person"].strip()
        person = User.objects.select_related("organisation").filter(username=name).first() if name else None
        if name and person is None:
            raise ValidationError(_("Không có tài khoản “%(name)s”."), params={"name": name})
        return person

    def clean_systems(self):
        """The systems of the owner with these codes."""
        codes = [line.strip() for line in self.cleaned_data["systems"].splitlines() if line.strip()]
        found = {system.code: system for system in InformationSystem.objects.filter(owner=self.owner, code__in=codes)}
        if unknown := [code for code in codes if code not in found]:
            raise ValidationError(
                _("%(owner)s không có hệ thống mang mã: %(codes)s."),
                params={"owner": self.owner, "codes": ", ".join(unknown[:10])},
            )
        return list(found.values())

    def clean(self):
        given = super().clean()
        if not given.get("unit") and not given.get("person") and "person" not in self.errors:
            self.add_error("unit", _("Chọn đơn vị hoặc người được ủy quyền."))
        if not given.get("decides") and not given.get("forwards"):
            self.add_error("decides", _("Chọn ít nhất một việc được ủy quyền."))
        return given

    def to_write(self) -> dict:
        """The arguments of the services, besides owner and author."""
        given = self.cleaned_data
        systems = given["systems"] if given["scope"] == LISTED else None
        return {"systems": systems} | {name: given[name] for name in VALUES}


class DelegationForm(DeclaresNoSecret, TermsForm):
    """The terms, with the document by which they were given elsewhere: number, day, scan."""

    number = forms.CharField(label=_("Số, ký hiệu văn bản ủy quyền"), max_length=60)
    issued_on = DayField(label=_("Ngày văn bản"))
    scan = forms.FileField(
        label=_("Bản quét văn bản"), help_text=_("Tệp PDF, không quá 20 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )  # fmt: skip
    holds_from = DayField(label=_("Từ ngày"))
    field_order = ["number", "issued_on", "scan"]

    def to_write(self) -> dict:
        given = self.cleaned_data
        paper = Scanned(given["number"], given["issued_on"], given["scan"].name, given["scan"].read())
        return super().to_write() | {"paper": paper}


def terms_of(draft: Delegation) -> dict:
    """What a form shows of a draft at first."""
    written = {name: getattr(draft, name) for name in VALUES}
    codes = "\n".join(draft.systems.order_by("code").values_list("code", flat=True))
    return written | {
        "person": draft.person.username if draft.person else "", "unit": draft.unit_id,
        "scope": EVERY if draft.every_system else LISTED, "systems": codes,
    }  # fmt: skip


class EndForm(forms.Form):
    """Why a delegation ends before its term."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Phải ghi rõ lý do.")},
    )  # fmt: skip


def suggested_people(owner: Organisation):
    """(user name, full name, title) of the owner's people, for the suggestions below the account field."""
    people = User.objects.filter(is_active=True, organisation__path__startswith=owner.path)
    return people.order_by("full_name").values_list("username", "full_name", "title")[:SUGGESTED]
