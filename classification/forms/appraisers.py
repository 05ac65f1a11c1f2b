"""What the owner fills in to give an appraisal away, and what a council records of its meeting on paper."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from classification.appraisers import units_to_name
from classification.models import Dossier
from classification.services import Scanned
from systems.form_fields import DayField, ExplainedRadioSelect
from systems.forms.declaring import DeclaresNoSecret
from systems.forms.editing import Refusable
from systems.models import AppraisalArrangement, CouncilMember, Organisation, User

SIGN, RECORDED = "ky", "da-co"
SUGGESTED, SEATS_SHOWN, MOST_SEATS = 300, 5, 25
COUNCIL = "Hội đồng thẩm định độc lập"


class DecisionFields(DeclaresNoSecret, Refusable):
    """How the decision comes about: made and signed here, or taken on paper, with number, day and scan."""

    how = forms.ChoiceField(
        label=_("Quyết định của chủ quản"),
        initial=SIGN,
        choices=[(SIGN, _("Lập và ký quyết định ở đây")), (RECORDED, _("Đã có quyết định trên giấy"))],
        widget=ExplainedRadioSelect(
            hints={
                SIGN: _("Bạn xem đúng văn bản rồi ký số; có hiệu lực ngay khi ký."),
                RECORDED: _("Ghi số, ngày và tải bản quét; có hiệu lực ngay khi ghi."),
            }
        ),
    )
    number = forms.CharField(label=_("Số, ký hiệu quyết định"), required=False, max_length=60)
    issued_on = DayField(label=_("Ngày quyết định"), required=False)
    scan = forms.FileField(
        label=_("Bản quét quyết định"), required=False, help_text=_("Tệp PDF, không quá 20 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )  # fmt: skip

    def clean(self):
        given = super().clean()
        if given.get("how") == RECORDED:
            for name in ("number", "issued_on", "scan"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Quyết định đã có trên giấy thì cần điều này."))
        return given

    def paper(self) -> Scanned | None:
        """The decision taken on paper; None where it will be signed here."""
        given = self.cleaned_data
        if given["how"] != RECORDED:
            return None
        return Scanned(given["number"], given["issued_on"], given["scan"].name, given["scan"].read())


class UnitForm(DecisionFields):
    """Another unit of the owner."""

    unit = forms.ModelChoiceField(label=_("Đơn vị thẩm định thay"), queryset=Organisation.objects.none())
    field_order = ["unit"]

    def __init__(self, *args, dossier: Dossier, prepared: AppraisalArrangement | None = None, **kwargs):
        initial = {"unit": prepared.unit_id} if prepared and prepared.unit_id else None
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["unit"].queryset = units_to_name(dossier)
        self.fields["unit"].empty_label = _("Chọn đơn vị")


class CouncilForm(DecisionFields):
    """An independent council; its members stand in the rows beside."""

    name = forms.CharField(
        label=_("Tên hội đồng"), max_length=300, initial=COUNCIL, help_text=_("Như sẽ in ở đầu văn bản của hội đồng.")
    )
    field_order = ["name"]

    def __init__(self, *args, prepared: AppraisalArrangement | None = None, **kwargs):
        initial = {"name": prepared.name} if prepared and prepared.is_council else None
        super().__init__(*args, initial=initial, **kwargs)


class MemberForm(forms.Form):
    """One seat. With an account the rest may stay empty: it is taken from there."""

    seat = forms.ChoiceField(label=_("Vị trí"), choices=CouncilMember.Seat.choices, initial=CouncilMember.Seat.MEMBER)
    account = forms.CharField(
        label=_("Tài khoản"), required=False, max_length=150,
        widget=forms.TextInput(attrs={"list": "tai-khoan", "autocomplete": "off"}),
    )  # fmt: skip
    full_name = forms.CharField(label=_("Họ và tên"), required=False, max_length=150)
    title = forms.CharField(label=_("Chức danh"), required=False, max_length=200)
    unit = forms.CharField(label=_("Đơn vị"), required=False, max_length=250)

    def clean_account(self):
        name = self.cleaned_data["account"].strip()
        self.person = User.objects.select_related("organisation").filter(username=name).first() if name else None
        if name and self.person is None:
            raise ValidationError(_("Không có tài khoản “%(name)s”."), params={"name": name})
        return name

    @property
    def is_filled(self) -> bool:
        given = self.cleaned_data
        return any(given.get(name) for name in ("account", "full_name", "title", "unit")) and not given.get("DELETE")

    def clean(self):
        given = super().clean()
        if self.is_filled and not self.errors and not self.person:
            for name in ("full_name", "title", "unit"):
                if not given.get(name):
                    self.add_error(name, _("Ghi ô này, hoặc chọn tài khoản."))
        return given

    def member(self) -> CouncilMember:
        """The seat, not stored; what was left empty comes from the account."""
        given, person = self.cleaned_data, self.person
        return CouncilMember(
            seat=given["seat"],
            person=person,
            full_name=given["full_name"] or (person.full_name if person else ""),
            title=given["title"] or (person.title if person else "") or "-",
            unit=given["unit"] or (str(person.organisation or "") if person else "") or "-",
        )


def members_formset(*, data=None, prepared: AppraisalArrangement | None = None):
    """The seats of a council; the first empty one is the chair's."""
    rows = [
        {
            "seat": member.seat, "account": member.person.username if member.person else "",
            "full_name": member.full_name, "title": member.title, "unit": member.unit,
        }
        for member in (prepared.members.select_related("person") if prepared and prepared.is_council else ())
    ]  # fmt: skip
    rows = rows or [{"seat": "chair"}, {"seat": "secretary"}, *({"seat": "member"} for _n in range(SEATS_SHOWN - 2))]
    shape = formset_factory(MemberForm, extra=0, max_num=MOST_SEATS, absolute_max=MOST_SEATS, can_delete=True)
    return shape(data, prefix="tv", initial=rows)


def members_of(rows) -> list[CouncilMember]:
    return [row.member() for row in rows if row.is_filled]


def suggested_people(dossier: Dossier):
    """(user name, full name, title) of the owner's people, for the list of suggestions below the account field."""
    people = User.objects.filter(is_active=True, organisation__path__startswith=dossier.owner.path)
    outside = people.exclude(organisation__path__startswith=dossier.operator.path)
    return outside.order_by("full_name").values_list("username", "full_name", "title")[:SUGGESTED]


class MinutesForm(DeclaresNoSecret, Refusable):
    """Minutes that were written on paper."""

    held_on = DayField(label=_("Ngày họp"))
    number = forms.CharField(label=_("Số biên bản (nếu có)"), required=False, max_length=60)
    scan = forms.FileField(
        label=_("Bản quét biên bản"), help_text=_("Tệp PDF, không quá 20 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )  # fmt: skip
