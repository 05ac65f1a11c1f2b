"""What the appraising or approving body writes on a place of a dossier, and what the operator answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from classification.models import Dossier
from classification.places import place_choices
from classification.services.remarks import LONGEST


def _words(label, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST, help_text=hint, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy viết nội dung.")},
    )  # fmt: skip


class RemarkForm(forms.Form):
    """A remark with its place; `seen` is the version of a draft that is changed."""

    place = forms.ChoiceField(
        label=_("Vị trí"),
        error_messages={"invalid_choice": _("Hồ sơ này không có vị trí đó. Hãy chọn một vị trí trong danh sách.")},
    )
    text = _words(_("Ý kiến, yêu cầu chỉnh sửa"), _("Nói rõ điều chưa đúng và việc phải làm."))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, dossier: Dossier, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = place_choices(dossier.regime, dossier.level, dossier.catalogue)


class AnswerRemarkForm(forms.Form):
    """The operator's answer; `seen` is the version of the remark on the page."""

    text = _words(_("Trả lời"), _("Nói rõ đã sửa gì, ở đâu; hoặc vì sao giữ nguyên."))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
