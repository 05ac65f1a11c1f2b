"""What an administrator gives with a corrected catalogue: the file, then what it corrects and from which day."""

from django import forms
from django.utils.translation import gettext_lazy as _

from classification.catalogue_reading import LARGEST
from systems.form_fields import DayField


class EditionFileForm(forms.Form):
    """A catalogue file; what is wrong inside it is told by the page, not by this form."""

    file = forms.FileField(
        label=_("Tệp bộ yêu cầu đã hiệu chỉnh"),
        help_text=_("Tệp .yaml cùng cấu trúc với tệp đang dùng, hoặc danh mục OSCAL .json: tải về, sửa, rồi đưa lên."),
        error_messages={"required": _("Chọn tệp."), "empty": _("Tệp rỗng."), "missing": _("Chọn tệp.")},
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.json"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Tệp lớn hơn 4 MB: đây không phải một bộ yêu cầu."))
        return file


class PutToUseForm(forms.Form):
    note = forms.CharField(
        label=_("Nội dung hiệu chỉnh, nguồn đã đối chiếu"), max_length=2000,
        help_text=_("Ví dụ: đối chiếu bản TCVN 14423:2026 mua của VSQI ngày 02/12/2026, trang 14 đến 40."),
        widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": _("Ghi nội dung và nguồn đối chiếu.")},
    )  # fmt: skip
    effective_from = DayField(label=_("Áp dụng từ ngày"), error_messages={"required": _("Ghi ngày áp dụng.")})
