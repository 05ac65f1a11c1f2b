"""An administrator brings a Word template for one kind of paper of one organisation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from classification.workflow import PaperKind
from documents.assembling import ASSEMBLERS
from documents.word.reading import BIGGEST_FILE
from systems.forms.declaring import DeclaresNoSecret
from systems.models import Organisation

KINDS = [(kind.value, kind.label) for kind in PaperKind if kind in ASSEMBLERS]


class WordTemplateForm(DeclaresNoSecret, forms.Form):
    """`organisations`: those whose templates the person looks after."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Cơ quan ban hành văn bản"))
    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=KINDS)
    file = forms.FileField(
        label=_("Tệp mẫu (.docx)"),
        help_text=_("Soạn trong Word; chỗ cần điền ghi tên trong ngoặc nhọn đôi, ví dụ {{ ten_he_thong }}."),
        error_messages={"required": _("Chọn tệp."), "empty": _("Tệp rỗng."), "missing": _("Chọn tệp.")},
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.fields["organisation"].initial = organisations.first()

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > BIGGEST_FILE:
            raise forms.ValidationError(_("Tệp lớn hơn 5 MB. Hãy giảm hình trong mẫu rồi tải lại."))
        return file
