"""What is told of an assessment that was made, and of what it found."""

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from classification.assessing import Box, Doer, Kind, Occasion, Severity
from classification.catalogue import Requirement
from classification.models import Dossier
from classification.plan import Answer
from classification.services.inspections import Found
from systems.form_fields import CountField, DayField
from systems.forms.declaring import DeclaresNoSecret
from systems.models import Organisation
from systems.models.organisations import below

FINDINGS = 100


def _text(label, *, required: bool = True, length: int = 200, **extra) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=length, **extra)


class InspectionForm(DeclaresNoSecret, forms.Form):
    """One assessment; whether the law lets these people make it is the service's to say."""

    kind = forms.ChoiceField(label=_("Nội dung"), choices=Kind.choices, widget=forms.RadioSelect)
    box = forms.ChoiceField(
        label=_("Cách thử nghiệm"), required=False, choices=[*Box.choices, ("", _("Không thử nghiệm"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    occasion = forms.ChoiceField(label=_("Dịp"), choices=Occasion.choices)
    started_on = DayField(label=_("Từ ngày"))
    ended_on = DayField(label=_("Đến ngày"))
    doer = forms.ChoiceField(label=_("Ai thực hiện"), choices=Doer.choices, widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Đơn vị thực hiện"), required=False, empty_label=_("Chọn đơn vị"),
        help_text=_("Khi do đơn vị của cơ quan, tổ chức thực hiện."),
    )  # fmt: skip
    doer_name = _text(
        _("Tên tổ chức, cơ quan thực hiện"), required=False, length=250,
        help_text=_("Khi do tổ chức chuyên môn hoặc cơ quan nhà nước thực hiện."),
    )  # fmt: skip
    doer_document = _text(_("Giấy phép hoặc văn bản chỉ định"), required=False)
    report_number = _text(_("Số báo cáo"), length=60)
    report_on = DayField(label=_("Ngày báo cáo"))
    report = forms.FileField(
        label=_("Tệp báo cáo"), required=False, help_text=_("PDF, nặng nhất 20 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )  # fmt: skip
    summary = _text(_("Kết luận"), required=False, length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    send_back = forms.BooleanField(
        label=_("Yêu cầu triển khai tiếp vì các phát hiện nghiêm trọng"), required=False,
        help_text=_("Hệ thống không còn được tính là đã triển khai đầy đủ, kể từ hôm nay."),
    )  # fmt: skip

    def __init__(self, *args, dossier: Dossier, may_send_back: bool, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages.setdefault("required", _("Trường này cần được ghi."))
        paths = [dossier.owner.path, *([dossier.security_unit.path] if dossier.security_unit else [])]
        self.fields["unit"].queryset = Organisation.objects.filter(below(paths))
        if not may_send_back:
            del self.fields["send_back"]

    def clean(self):
        given = super().clean()
        if given.get("kind") == Kind.VULNERABILITY and not given.get("box"):
            self.add_error("box", _("Ghi đã thử nghiệm theo cách nào."))
        return given

    def to_write(self) -> dict:
        """The arguments of `record_inspection`, the file and the findings aside."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "report"}
        if given["kind"] != Kind.VULNERABILITY:
            given["box"] = ""
        return given


class FindingForm(forms.Form):
    """One finding; a row without words counts for nothing."""

    clause = forms.CharField(
        label=_("Mục yêu cầu"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"class": "form-control-sm", "list": "muc-yeu-cau"}),
    )  # fmt: skip
    words = forms.CharField(
        label=_("Phát hiện"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control-sm"}),
    )  # fmt: skip
    severity = forms.ChoiceField(
        label=_("Mức độ"), choices=Severity.choices, widget=forms.Select(attrs={"class": "form-select-sm"})
    )
    status = forms.ChoiceField(
        label=_("Yêu cầu thành"), choices=[(Answer.PARTLY, _("Đạt một phần")), (Answer.NOT_MET, _("Chưa đạt"))],
        widget=forms.Select(attrs={"class": "form-select-sm"}),
    )  # fmt: skip

    def __init__(self, *args, known: dict[str, Requirement], **kwargs):
        super().__init__(*args, **kwargs)
        self.known = known

    def clean_clause(self):
        clause = self.cleaned_data["clause"].strip()
        if clause and clause.casefold() not in self.known:
            raise forms.ValidationError(_("Phương án không có mục này: chọn trong danh sách, hoặc để trống."))
        return clause

    def clean(self):
        given = super().clean()
        if given.get("clause") and not given.get("words") and not given.get("DELETE"):
            self.add_error("words", _("Ghi đã phát hiện điều gì."))
        return given

    @property
    def found(self) -> Found | None:
        given = self.cleaned_data
        if not given.get("words") or given.get("DELETE"):
            return None
        wanted = self.known.get(given["clause"].casefold())
        return Found(given["words"], given["severity"], wanted.code if wanted else "", given["status"])


def known_clauses(dossier: Dossier) -> dict[str, Requirement]:
    """Requirements of the live plan by what people write for them: their clause or their code."""
    asked = dossier.catalogue.requirements_for(dossier.level)
    clauses: dict[str, list[Requirement]] = {}
    for wanted in asked:
        clauses.setdefault(wanted.clause.casefold(), []).append(wanted)
    single = {clause: found[0] for clause, found in clauses.items() if len(found) == 1}
    return single | {wanted.code.casefold(): wanted for wanted in asked}


def findings_formset(dossier: Dossier, data=None):
    """The findings; without scripts three empty rows take them."""
    formset = formset_factory(FindingForm, extra=3, max_num=FINDINGS, absolute_max=FINDINGS + 10, can_delete=True)
    return formset(data, prefix="ph", form_kwargs={"known": known_clauses(dossier)})


class IntervalForm(forms.Form):
    months = CountField(label=_("Chu kỳ riêng (tháng)"), min_value=1, max_value=60)
    reason = forms.CharField(
        label=_("Lý do (mức rủi ro)"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Phải ghi rõ lý do.")},
    )  # fmt: skip
