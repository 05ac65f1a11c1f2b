"""Which drafts are put into a joint filing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from classification.models import Dossier


class JoinForm(forms.Form):
    """`drafts` are the dossiers among which this person may choose."""

    seen = forms.IntegerField()
    dossiers = forms.ModelMultipleChoiceField(
        queryset=Dossier.objects.none(),
        error_messages={
            "required": _("Chọn ít nhất một hồ sơ để ghép."),
            "invalid_choice": _("Một hồ sơ đã chọn không còn ghép được. Hãy xem lại danh sách."),
            "invalid_pk_value": _("Một hồ sơ đã chọn không còn ghép được. Hãy xem lại danh sách."),
        },
    )

    def __init__(self, *args, drafts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dossiers"].queryset = drafts
