"""A person brings a key, or a certificate whose key stays elsewhere."""

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.certificates import BIGGEST_FILE
from documents.stamp_pictures import BIGGEST_FILE as BIGGEST_PICTURE


class KeyForm(forms.Form):
    pkcs12 = forms.FileField(
        label=_("Tệp khóa (.p12, .pfx)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".p12,.pfx"}),
        error_messages={"required": _("Hãy chọn tệp khóa.")},
    )
    passphrase = forms.CharField(
        label=_("Mật khẩu của tệp khóa"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Tệp được giữ nguyên như bạn tải lên; mật khẩu không được lưu lại."),
        error_messages={"required": _("Hãy nhập mật khẩu của tệp khóa.")},
    )

    def clean_pkcs12(self):
        file = self.cleaned_data["pkcs12"]
        if file.size > 256 * 1024:
            raise forms.ValidationError(_("Tệp khóa không lớn hơn 256 KB; đây không phải tệp khóa."))
        return file.read()


class CertificateForm(forms.Form):
    certificate = forms.FileField(
        label=_("Tệp chứng thư số (.cer, .crt, .pem)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".cer,.crt,.pem,.der"}),
        help_text=_(
            "Chỉ phần công khai; khóa riêng ở lại trong thiết bị của bạn. Kèm chứng thư của tổ chức cấp nếu có."
        ),
        error_messages={"required": _("Hãy chọn tệp chứng thư số."), "empty": _("Tệp trống.")},
    )

    def clean_certificate(self):
        return self.cleaned_data["certificate"].read(BIGGEST_FILE + 1)


class SignatureImageForm(forms.Form):
    image = forms.FileField(
        label=_("Hình chữ ký (PNG, màu xanh, nền trong suốt)"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/png"}),
        help_text=_("Bản chụp chữ ký tay. Không có hình thì văn bản mang họ tên và thời gian ký."),
        error_messages={"required": _("Hãy chọn hình chữ ký."), "empty": _("Tệp trống.")},
    )

    def clean_image(self):
        return self.cleaned_data["image"].read(BIGGEST_PICTURE + 1)
