"""What people give to an import: a file, and then their choices on what was found in it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from systems.authority import duties
from systems.importing.columns import SYSTEMS
from systems.importing.reading import read_sheets, refuse_size
from systems.importing.refusals import FileRefused
from systems.importing.tables import Table, find_table
from systems.models import Organisation
from systems.models.organisations import below

from .declaring import DeclaresNoSecret


def possible_owners(user):
    """Organisations at or above the places of a person's duties, and owners whom their unit serves."""
    paths = {path for held in duties(user).values() for path in held}
    step = Organisation.steplen
    above = {path[:end] for path in paths for end in range(step, len(path) + 1, step)}
    served = Organisation.objects.filter(below(sorted(paths), "security_unit__"))
    return (Organisation.objects.filter(path__in=above) | served).distinct()


class SheetForm(DeclaresNoSecret, forms.Form):
    """A file that can be read; `table` is what was found in it."""

    layout = SYSTEMS
    file = forms.FileField(
        label=_("Tệp danh mục"),
        help_text=_("Bảng tính .xlsx hoặc .csv, nặng nhất 30 MB. Dòng tiêu đề có thể đứng dưới vài dòng tên bảng."),
        error_messages={
            "required": _("Chọn tệp danh mục."),
            "empty": _("Tệp rỗng."),
            "missing": _("Chọn tệp danh mục."),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
    )
    owner = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Chủ quản"),
        required=False,
        empty_label=_("Theo cột “Chủ quản hệ thống thông tin” trong tệp"),
        help_text=_("Chỉ cần chọn khi tệp không ghi chủ quản."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = possible_owners(user)
        self.table: Table | None = None

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            refuse_size(file.size)
            self.content = file.read()
            self.table = find_table(read_sheets(self.content, file.name), self.layout)
        except FileRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return file

    def clean(self):
        if self.table and "owner" not in self.table.columns and not self.cleaned_data.get("owner"):
            self.add_error("owner", _("Tệp không có cột chủ quản: chọn chủ quản của các hệ thống trong tệp."))
        return super().clean()


class ConfirmForm(forms.Form):
    """All rows or none, or the good ones; which organisations to make; what the person looked at."""

    only_good = forms.BooleanField(required=False)
    seen = forms.CharField(required=False)

    @property
    def chosen(self) -> set[str]:
        return set(self.data.getlist("create"))
