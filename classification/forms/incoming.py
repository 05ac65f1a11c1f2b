"""A document that came in from outside, as a person copies it from the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from classification.services.files import refuse_size
from classification.services.incoming import Letter
from systems.form_fields import DayField, ExplainedRadioSelect
from systems.forms.declaring import DeclaresNoSecret


class IncomingForm(DeclaresNoSecret, forms.Form):
    """`choices`: (verdict, words, hint) of what the document may say; `body` is proposed, the person may correct it."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": _("Trang này đã cũ: hãy mở lại hồ sơ rồi làm lại.")}
    )
    verdict = forms.ChoiceField(
        label=_("Văn bản này nói gì?"), error_messages={"required": _("Hãy chọn văn bản này nói gì.")}
    )
    number = forms.CharField(
        label=_("Số, ký hiệu"), max_length=60, widget=forms.TextInput(attrs={"class": "w-sel"}),
        help_text=_("Như trên văn bản, ví dụ 1234/BCA-A05."),
        error_messages={"required": _("Ghi số, ký hiệu của văn bản.")},
    )  # fmt: skip
    issued_on = DayField(label=_("Ngày của văn bản"), error_messages={"required": _("Ghi ngày của văn bản.")})
    body = forms.CharField(
        label=_("Cơ quan ban hành"), max_length=200, error_messages={"required": _("Ghi cơ quan ban hành văn bản.")}
    )
    says = forms.CharField(
        label=_("Nội dung chính"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Điều văn bản kết luận hoặc yêu cầu; mỗi dòng một nội dung."),
    )  # fmt: skip
    scan = forms.FileField(
        label=_("Bản chụp văn bản"), widget=forms.FileInput(attrs={"accept": "application/pdf,image/png,image/jpeg"}),
        help_text=_("Tệp PDF không quá 20 MB, hoặc hình PNG, JPEG không quá 10 MB. Không tải văn bản có dấu mật."),
        error_messages={"required": _("Hãy chọn bản chụp của văn bản.")},
    )  # fmt: skip

    def __init__(self, *args, choices: list[tuple[str, str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        words = [(value, label) for value, label, _hint in choices]
        hints = {value: hint for value, _label, hint in choices}
        self.fields["verdict"].widget = ExplainedRadioSelect(hints=hints)
        self.fields["verdict"].choices = words

    def clean_scan(self):
        scan = self.cleaned_data["scan"]
        refuse_size(scan.size, "file")  # before its bytes are read; what it really is, the service judges
        return scan

    def letter(self) -> Letter:
        given = self.cleaned_data
        return Letter(
            number=given["number"], issued_on=given["issued_on"], body=given["body"], says=given["says"],
            filename=given["scan"].name, content=given["scan"].read(),
        )  # fmt: skip
