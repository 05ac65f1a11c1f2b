"""Answers to requirements of a plan: one in full, or the same for many."""

from django import forms
from django.utils.translation import gettext_lazy as _

from classification.models import PlanItem
from classification.plan import Answer
from systems.form_fields import DayField

NEEDS_REASON = _("Ghi lý do vì sao yêu cầu này không áp dụng.")


def _area(label, rows: int, **extra) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "class": "form-control-sm"})
    return forms.CharField(label=label, required=False, max_length=10_000, widget=widget, **extra)


def _responsible() -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "form-control-sm"})
    return forms.CharField(label=_("Người, đơn vị thực hiện"), required=False, max_length=200, widget=widget)


class AnswerForm(forms.Form):
    """The answer to one requirement; `seen` is the version that was open (0: not answered yet)."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    status = forms.ChoiceField(
        label=_("Tình trạng"), choices=Answer.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một tình trạng.")},
    )  # fmt: skip
    responsible = _responsible()
    due_on = DayField(label=_("Ngày hoàn thành"), required=False)
    how = _area(_("Cách thực hiện"), 3)
    reason = _area(_("Lý do không áp dụng"), 2)
    evidence = _area(_("Minh chứng"), 2, help_text=_("Số, tên văn bản hoặc đường dẫn; tệp thì thêm ở bên dưới."))

    def clean(self):
        given = super().clean()
        if given.get("status") == Answer.NOT_APPLICABLE and not given.get("reason"):
            self.add_error("reason", NEEDS_REASON)
        return given

    @classmethod
    def of(cls, item: PlanItem | None) -> "AnswerForm":
        """The form as the requirement stands now."""
        if item is None:
            return cls(initial={"seen": 0}, auto_id=ID)
        names = ("status", "responsible", "due_on", "how", "reason", "evidence")
        if item.inherited_from_id:
            names = names[1:]  # what the host's answer is worth is not this system's own answer
        return cls(initial={name: getattr(item, name) for name in names} | {"seen": item.version}, auto_id=ID)

    def to_write(self) -> dict:
        """The arguments of the service `answer_requirement`."""
        return self.cleaned_data


ID = "tl_%s"
LONGEST_VERSION = 9


def ticked(values: list[str]) -> dict[str, int]:
    """Code -> version its reader saw, of rows sent as "code:version"; a code alone was never answered before."""
    seen = {}
    for value in values:
        code, _colon, version = value.rpartition(":")
        known = bool(code) and version.isascii() and version.isdigit() and len(version) <= LONGEST_VERSION
        seen |= {code: int(version)} if known else {value: 0}
    return seen


class ManyForm(forms.Form):
    """The same words for many requirements; what is left empty stays as it is in each."""

    status = forms.ChoiceField(
        label=_("Tình trạng"), required=False, choices=[("", _("Giữ nguyên")), *Answer.choices],
        widget=forms.Select(attrs={"class": "form-select-sm w-sel"}),
    )  # fmt: skip
    responsible = _responsible()
    due_on = DayField(label=_("Ngày hoàn thành"), required=False)
    how = forms.CharField(
        label=_("Cách thực hiện"), required=False, max_length=10_000, help_text=_("Với “Không áp dụng”: là lý do."),
        widget=forms.TextInput(attrs={"class": "form-control-sm"}),
    )  # fmt: skip

    reviewed = forms.BooleanField(label=_("Đã xem lại câu trả lời chép về"), required=False)

    def __init__(self, *args, copied: bool = False, **kwargs):
        super().__init__(*args, auto_id="nhieu_%s", **kwargs)
        if not copied:
            del self.fields["reviewed"]
        self.fields["due_on"].widget.attrs["class"] = "form-control-sm w-date"

    def clean(self):
        given = super().clean()
        if given.get("status") == Answer.NOT_APPLICABLE and not given.get("how"):
            self.add_error("how", NEEDS_REASON)
        return given

    def to_write(self) -> dict:
        """The arguments of the service `answer_requirements`; for "not applicable" the words are the reason."""
        given = dict(self.cleaned_data)
        if given["status"] == Answer.NOT_APPLICABLE:
            given["reason"] = given.pop("how")
        return given
