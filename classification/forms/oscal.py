"""An OSCAL plan as a file, or, once it was looked at, as the words that the page carried along."""

from django import forms
from django.utils.translation import gettext_lazy as _

from classification.catalogue_reading import LARGEST
from systems.forms.declaring import DeclaresNoSecret

FIELDS = {
    "status": _("Tình trạng"),
    "how": _("Cách thực hiện"),
    "reason": _("Lý do"),
    "responsible": _("Phụ trách"),
    "due_on": _("Ngày hoàn thành"),
    "evidence": _("Minh chứng"),
}


class PlanFileForm(DeclaresNoSecret, forms.Form):
    """Either `file`, or `carried` with `seen`; `content` is what came, as bytes."""

    file = forms.FileField(
        label=_("Tệp OSCAL của phương án"),
        help_text=_("Tệp .json loại system-security-plan; xem thử trước, chưa ghi gì cho tới khi bạn đồng ý."),
        required=False,
        error_messages={"empty": _("Tệp rỗng.")},
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )
    carried = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean(self):
        cleaned = super().clean()
        file = cleaned.get("file")
        if file and file.size > LARGEST:
            self.add_error("file", _("Tệp lớn hơn 4 MB: đây không phải một phương án."))
        elif file or cleaned.get("carried"):
            # Browsers send line ends of a form as CR LF; in JSON they stand between values only.
            cleaned["content"] = file.read() if file else cleaned["carried"].encode()
            cleaned["seen"] = "" if file else cleaned.get("seen", "")
        elif not self.errors:
            self.add_error("file", _("Chọn tệp."))
        return cleaned
