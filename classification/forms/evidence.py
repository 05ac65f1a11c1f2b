"""Handing in evidence: a new one by name, or the next version of one that is there."""

from django import forms
from django.utils.translation import gettext_lazy as _

from systems.forms.declaring import DeclaresNoSecret

ACCEPTED = "application/pdf,image/png,image/jpeg"


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several uploaded files as a list; what each of them is, is judged by the service."""

    widget = ManyFiles(attrs={"accept": ACCEPTED, "multiple": True})

    def clean(self, data, initial=None):
        given = [file for file in (data or ()) if file]
        if not given:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [super(ManyFilesField, self).clean(file, initial) for file in given]


class EvidenceForm(DeclaresNoSecret, forms.Form):
    """`of` is the evidence (of `proofs`) that gets a new version; empty begins a new one called `title`."""

    of = forms.ChoiceField(label=_("Thêm vào"), required=False, widget=forms.Select(attrs={"class": "form-select-sm"}))
    title = forms.CharField(
        label=_("Tên minh chứng"), required=False, max_length=200,
        help_text=_("Ví dụ “Biên bản thử khôi phục”. Để trống thì lấy tên tệp."),
        widget=forms.TextInput(attrs={"class": "form-control-sm"}),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Phiên bản này là gì, thay đổi gì"), required=False, max_length=2000,
        widget=forms.TextInput(attrs={"class": "form-control-sm"}),
    )  # fmt: skip
    files = ManyFilesField(
        label=_("Các tệp"), help_text=_("PDF không quá 20 MB, PNG hoặc JPEG không quá 10 MB mỗi tệp; tối đa 10 tệp."),
        error_messages={"required": _("Hãy chọn ít nhất một tệp.")},
    )  # fmt: skip

    def __init__(self, *args, proofs=(), **kwargs):
        super().__init__(*args, auto_id="mc_%s", **kwargs)
        self.proofs = {str(proof.pk): proof for proof in proofs}
        next_versions = [
            (key, _("%(title)s: phiên bản v%(n)s") % {"title": proof.title, "n": proof.newest.number + 1})
            for key, proof in self.proofs.items()
        ]
        self.fields["of"].choices = [("", _("Minh chứng mới")), *next_versions]
        self.fields["files"].widget.attrs["class"] = "form-control-sm"
        if not proofs:
            del self.fields["of"]

    def to_write(self) -> dict:
        """The arguments of the service `add_evidence`."""
        given = self.cleaned_data
        return {
            "of": self.proofs.get(given.get("of", "")), "title": given["title"], "note": given["note"],
            "uploads": given["files"],
        }  # fmt: skip
