"""A file that anyone wants checked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.verifying import BIGGEST_FILE


class VerifyForm(forms.Form):
    file = forms.FileField(
        label=_("Kéo tệp PDF vào đây hoặc chọn tệp"),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}),
        error_messages={"required": _("Hãy chọn một tệp PDF."), "empty": _("Tệp trống.")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > BIGGEST_FILE:
            limit = BIGGEST_FILE // (1024 * 1024)
            raise forms.ValidationError(_("Tệp lớn hơn %(limit)s MB nên không kiểm tra ở đây được.") % {"limit": limit})
        return file
