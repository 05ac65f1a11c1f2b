"""Administrators bring in authorities and revocation lists, and withdraw with a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CertificateForm(forms.Form):
    file = forms.FileField(
        label=_("Chứng thư của tổ chức chứng thực (.pem, .crt, .cer)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".pem,.crt,.cer,.der"}),
        error_messages={"required": _("Hãy chọn tệp chứng thư."), "empty": _("Tệp trống.")},
    )
    for_people = forms.BooleanField(label=_("Dùng cho chữ ký của người và cơ quan"), required=False)
    for_stamps = forms.BooleanField(label=_("Dùng cho dấu thời gian"), required=False)


class ListForm(forms.Form):
    file = forms.FileField(
        label=_("Danh sách chứng thư bị thu hồi (.crl)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".crl,.pem,.der"}),
        error_messages={"required": _("Hãy chọn tệp danh sách."), "empty": _("Tệp trống.")},
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi lý do.")},
    )  # fmt: skip
