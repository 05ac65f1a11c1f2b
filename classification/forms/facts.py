"""The form of the facts: each question with "not known" as an answer, components as rows, the proposed level."""

import json

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from classification.facts import MAX_TEXT
from classification.facts_reading import BadValue, decode_json
from classification.questions import CHOICE, FLAG, MANY, Question, questions_of
from systems.form_fields import CountField, ExplainedRadioSelect

UNKNOWN = ("", _("Chưa biết"))
FLAGS = (("yes", _("Có")), ("no", _("Không")), UNKNOWN)
AS_NUMBERS = ("online_public_service_level", "risk_level")
COUNT_ERRORS = {"invalid": _("Chỉ ghi số, ví dụ 1.200. Nếu chưa đếm được, hãy để trống.")}
COMPONENTS = 50


class ExplainedCheckboxes(forms.CheckboxSelectMultiple):
    """Checkboxes in ruled rows with a hint below each name."""

    def __init__(self, hints: dict):
        super().__init__({"class": "choices"})
        self.hints = hints

    def create_option(self, name, value, label, selected, index, **kwargs):
        option = super().create_option(name, value, label, selected, index, **kwargs)
        return {**option, "hint": self.hints.get(str(value), "")}


def field_for(question: Question, short: bool = False) -> forms.Field:
    """The form field of a question; `short` draws lists instead of radio rows, for components."""
    asked = {"label": question.words, "help_text": "" if short else question.hint, "required": False}
    choices = [(value, words) for value, words, _hint in question.choices]
    hints = {value: hint for value, _words, hint in question.choices}
    match question.kind:
        case "count":
            return CountField(error_messages=COUNT_ERRORS, max_value=2_000_000_000, **asked)
        case "many":
            widget = forms.CheckboxSelectMultiple if short else ExplainedCheckboxes(hints)
            return forms.MultipleChoiceField(choices=choices, widget=widget, **asked)
        case "flag":
            widget = forms.Select(attrs={"class": "form-select-sm"}) if short else forms.RadioSelect
            return forms.ChoiceField(choices=[UNKNOWN, *FLAGS[:2]] if short else FLAGS, widget=widget, **asked)
        case _:
            explained = ExplainedRadioSelect(hints=hints) if any(hints.values()) else forms.RadioSelect
            widget = forms.Select(attrs={"class": "form-select-sm"}) if short else explained
            shown = [UNKNOWN, *choices] if short else [*choices, UNKNOWN]
            return forms.ChoiceField(choices=shown, widget=widget, **asked)


class QuestionsForm(forms.Form):
    """The questions of one decree about one system; `initial` is built from facts by `as_initial`."""

    short = False

    def __init__(self, *args, regime: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions_of(regime)
        for question in self.questions:
            self.fields[question.fact] = field_for(question, self.short)

    def known(self) -> dict:
        """The answers as facts: None where nothing is known or what was typed cannot be read."""
        return {question.fact: _fact(question, self.cleaned_data.get(question.fact)) for question in self.questions}


class FactsForm(QuestionsForm):
    """The whole system: its questions, the sector's floor, and the level to propose."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    sector_level = forms.ChoiceField(
        label=_("Văn bản của ngành có đặt cấp độ tối thiểu không?"), required=False, widget=forms.RadioSelect,
        choices=[("", _("Không có")), *((str(n), str(n)) for n in range(1, 6))],
    )  # fmt: skip
    sector_basis = forms.CharField(
        label=_("Văn bản nào"), required=False, max_length=MAX_TEXT, help_text=_("Số, ký hiệu, điều khoản.")
    )
    proposed_level = forms.ChoiceField(
        label=_("Cấp độ đề xuất"), required=False, widget=forms.RadioSelect,
        choices=[("", _("Theo kết quả xác định")), *((str(n), str(n)) for n in range(1, 6))],
        help_text=_("Được đề xuất cao hơn kết quả nếu nêu lý do; không được thấp hơn."),
    )  # fmt: skip
    higher_reason = forms.CharField(
        label=_("Lý do đề xuất khác kết quả"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self):
        given = super().clean()
        if given.get("sector_level") and not (given.get("sector_basis") or "").strip():
            self.add_error("sector_basis", _("Ghi văn bản của ngành đặt ra cấp độ tối thiểu này."))
        return given

    def known(self) -> dict:
        given = self.cleaned_data
        level, basis = given.get("sector_level"), (given.get("sector_basis") or "").strip()
        sector = {"level": int(level), "basis": basis} if level and basis else None
        return {**super().known(), "sector_minimum": sector}


class ComponentForm(QuestionsForm):
    """One component (hệ thống thành phần): its name and the questions in short. An empty row counts for nothing."""

    short = True
    name = forms.CharField(label=_("Tên hệ thống thành phần"), required=False, max_length=300)
    deeper = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self):
        given = super().clean()
        if self.answered() and not given.get("name") and not given.get("DELETE"):
            self.add_error("name", _("Ghi tên hệ thống thành phần này, hoặc bỏ các câu trả lời của nó."))
        return given

    def answered(self) -> bool:
        return any(value is not None for value in self.known().values()) or bool(self.cleaned_data.get("name"))

    def as_fact(self) -> dict:
        kept = _deeper(self.cleaned_data.get("deeper"))
        return {"name": self.cleaned_data.get("name") or None, **self.known(), **kept}


def _deeper(text: str | None) -> dict:
    """Components of a component and facts that this page does not ask come back as they were given."""
    try:
        kept = decode_json((text or "{}").encode())
        json.dumps(kept, ensure_ascii=False).encode()  # half characters can be neither stored nor shown
    except (BadValue, UnicodeEncodeError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _fact(question: Question, value):
    if value in ("", None, []):
        return None
    if question.kind == FLAG:
        return value == "yes"
    if question.fact in AS_NUMBERS:
        return int(value)
    return list(value) if question.kind == MANY else value


def as_initial(facts: dict, regime: str) -> dict:
    """Facts as the form shows them."""
    shown = {}
    for question in questions_of(regime):
        value = facts.get(question.fact)
        if question.kind == FLAG:
            value = {True: "yes", False: "no"}.get(value, "")
        shown[question.fact] = str(value or "") if question.kind == CHOICE else value
    sector = facts.get("sector_minimum") or {}
    return {**shown, "sector_level": str(sector.get("level", "")), "sector_basis": sector.get("basis", "")}


def components_formset(*, regime: str, data=None, facts: dict | None = None):
    """Rows of components, one empty row at the end so that a page without scripts can add one."""
    rows = [] if facts is None else [_row(part, regime) for part in facts.get("components") or ()]
    formset = formset_factory(ComponentForm, extra=1, max_num=COMPONENTS, absolute_max=COMPONENTS + 1, can_delete=True)
    return formset(data, prefix="tp", initial=rows, form_kwargs={"regime": regime})


def _row(facts: dict, regime: str) -> dict:
    asked = {question.fact for question in questions_of(regime)} | {"name"}
    kept = {key: value for key, value in facts.items() if key not in asked and value not in (None, [])}
    return {**as_initial(facts, regime), "name": facts.get("name") or "", "deeper": json.dumps(kept) if kept else ""}
