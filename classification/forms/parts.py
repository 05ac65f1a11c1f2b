"""Forms of the parts of a dossier, made from their description in classification/parts.py."""

import datetime

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from classification.parts import DATE, FILE, IMAGE, TOLD, Field, Part
from systems.form_fields import DayField
from systems.forms.declaring import DeclaresNoSecret

ROWS = 500
LONGEST = 20_000


def form_field(field: Field, small: bool = False) -> forms.Field:
    """The form field of one answer. What is required is only needed to submit, so a draft may leave it empty."""
    asked = {"label": field.label, "required": False, "help_text": field.hint}
    size = {"class": "form-control-sm"} if small else {}
    match field.kind:
        case "long":
            return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}), **asked)
        case "email":
            return forms.EmailField(error_messages={"invalid": _("Ghi địa chỉ thư dạng ten@donvi.gov.vn.")}, **asked)
        case "date":
            return DayField(**asked)
        case "choice":
            return forms.ChoiceField(choices=[*field.choices, ("", _("Chưa chọn"))], widget=forms.RadioSelect, **asked)
        case "image" | "file":
            accept = "image/png,image/jpeg,image/svg+xml,application/pdf" if field.kind == IMAGE else "application/pdf"
            return forms.FileField(widget=forms.FileInput(attrs={"accept": accept}), **asked)
        case _:
            return forms.CharField(max_length=1000, widget=forms.TextInput(attrs=size), **asked)


class PartForm(DeclaresNoSecret, forms.Form):
    """The single answers of a part; files are uploaded beside the one kept so far, or that one is taken away."""

    def __init__(self, *args, part: Part, **kwargs):
        super().__init__(*args, **kwargs)
        self.part = part
        for field in part.fields:
            if field.kind == TOLD:
                continue
            self.fields[field.name] = form_field(field)
            if field.kind in (IMAGE, FILE):
                self.fields[f"{field.name}_drop"] = forms.BooleanField(label=_("Bỏ tệp này"), required=False)
        self.ask_declaration()

    def content(self, kept: dict) -> dict:
        """The answers as they are stored; files keep their number in `kept` unless they are taken away."""
        answers = {}
        for field in self.part.fields:
            value = kept.get(field.name) if field.kind == TOLD else self.cleaned_data.get(field.name)
            if field.kind in (IMAGE, FILE):
                value = None if self.cleaned_data.get(f"{field.name}_drop") else kept.get(field.name)
            answers[field.name] = value.isoformat() if isinstance(value, datetime.date) else value or ""
        return answers

    def uploads(self) -> dict:
        """Field name -> (kind, uploaded file), for the files that came with this form."""
        kinds = {field.name: "diagram" if field.kind == IMAGE else "file" for field in self.part.fields}
        wanted = [field.name for field in self.part.fields if field.kind in (IMAGE, FILE)]
        return {name: (kinds[name], self.cleaned_data[name]) for name in wanted if self.cleaned_data.get(name)}


class RowForm(forms.Form):
    """One row of a part's table; a row without a word counts for nothing."""

    def __init__(self, *args, part: Part, **kwargs):
        super().__init__(*args, **kwargs)
        self.part = part
        for column in part.columns:
            self.fields[column.name] = form_field(column, small=True)

    def clean(self):
        given = super().clean()
        if self.row() and not given.get("DELETE"):
            for column in self.part.columns:
                if column.required and not given.get(column.name) and column.name not in self.errors:
                    self.add_error(column.name, _("Ghi ô này, hoặc xóa cả dòng."))
        return given

    def row(self) -> dict:
        """The words of the row; empty when there are none."""
        words = {column.name: self.cleaned_data.get(column.name) or "" for column in self.part.columns}
        return words if any(words.values()) else {}


def rows_formset(part: Part, *, data=None, content: dict | None = None):
    """The rows of a part's table; without scripts three empty rows at the end take new ones."""
    formset = formset_factory(RowForm, extra=3, max_num=ROWS, absolute_max=ROWS + 10, can_delete=True)
    return formset(data, prefix="d", initial=(content or {}).get("rows", []), form_kwargs={"part": part})


def filled(rows) -> list[dict]:
    """The rows that hold words and are not struck out."""
    return [row.row() for row in rows if row.row() and not row.cleaned_data.get("DELETE")]


def initial_of(part: Part, content: dict) -> dict:
    """Stored answers as the form shows them."""
    shown = {}
    for field in part.fields:
        value = content.get(field.name, "")
        if field.kind == DATE and value:
            value = datetime.date.fromisoformat(value)
        shown[field.name] = "" if field.kind in (IMAGE, FILE) else value
    return shown
