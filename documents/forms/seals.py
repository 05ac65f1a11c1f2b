"""The seal of a body: its key, its red picture, and the passphrase when it is used on one paper or on many."""

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.models import IssuedDocument
from documents.stamp_pictures import BIGGEST_FILE
from systems.models import Organisation

from .keys import KeyForm


class SealForm(KeyForm):
    organisation = forms.ModelChoiceField(
        label=_("Con dấu của"), queryset=Organisation.objects.none(), empty_label=None,
        error_messages={"required": _("Hãy chọn cơ quan.")},
    )  # fmt: skip
    image = forms.FileField(
        label=_("Hình con dấu (PNG, màu đỏ, nền trong suốt)"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/png"}),
        required=False,
        help_text=_("Kích thước thật của con dấu. Không có hình thì văn bản mang tên cơ quan và thời gian ký."),
    )
    field_order = ["organisation", "pkcs12", "passphrase", "image"]

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations

    def clean_image(self):
        image = self.cleaned_data["image"]
        return image.read(BIGGEST_FILE + 1) if image else b""


class SealPaperForm(forms.Form):
    passphrase = forms.CharField(
        label=_("Mật khẩu con dấu"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Chỉ dùng để mở khóa của con dấu cho lần này, không được lưu lại."),
        error_messages={"required": _("Hãy nhập mật khẩu con dấu.")},
    )

    def __init__(self, *args, seal=None, **kwargs):
        super().__init__(*args, **kwargs)
        if seal is not None and seal.way == seal.Way.TOKEN:
            self.fields["passphrase"].label = _("Mã PIN của thiết bị giữ con dấu")


class SealPapersForm(SealPaperForm):
    """The papers that were ticked, of those whose seal this person keeps, and the passphrase once for all of them."""

    papers = forms.ModelMultipleChoiceField(
        queryset=IssuedDocument.objects.none(),
        error_messages={
            "required": _("Hãy đánh dấu ít nhất một văn bản."),
            "invalid_choice": _("Có văn bản không thuộc cơ quan bạn giữ con dấu; hãy mở lại trang này."),
            "invalid_pk_value": _("Có văn bản không thuộc cơ quan bạn giữ con dấu; hãy mở lại trang này."),
        },
    )

    def __init__(self, *args, papers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["papers"].queryset = papers
