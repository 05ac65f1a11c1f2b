"""The declaration that goes with every uploaded file: it holds no state secret (Luật Bảo vệ bí mật nhà nước Đ5)."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DeclaresNoSecret:
    """Mixed into forms with files, before the form class: a file is taken only with the declaration.

    The declaration is a box of its own (`no_secret`), the last field, and none of what the form gives on.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.ask_declaration()

    def ask_declaration(self) -> None:
        """Add the box where there is a file to be chosen; forms that add their file fields later call it again."""
        if self._file_fields():
            self.fields["no_secret"] = forms.BooleanField(
                label=_("Tôi cam đoan tệp không chứa bí mật nhà nước"), required=False
            )

    def clean(self):
        super().clean()
        declared = self.cleaned_data.pop("no_secret", False)
        if not declared and any(self.files.get(self.add_prefix(name)) for name in self._file_fields()):
            self.add_error("no_secret", _("Hãy đánh dấu lời cam đoan; tệp chưa được nhận. Chọn lại tệp rồi gửi lại."))
        return self.cleaned_data

    def _file_fields(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, forms.FileField)]
