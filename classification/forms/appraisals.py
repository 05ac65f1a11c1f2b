"""What the appraiser writes: a verdict with its grounds on each item of the law, and what Mẫu số 04 asks besides."""

from django import forms
from django.utils.translation import gettext_lazy as _

from classification.appraisal import ITEMS, Manner, Verdict
from classification.models import Dossier
from classification.parts import clause_under

TEXTS = ("manner", "partners", "partner_opinions", "other_remarks")


def _area(label, rows: int = 3, hint: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=20_000, widget=widget, help_text=hint)


class AppraisalForm(forms.Form):
    """A draft may leave verdicts open; an unfavourable one says in which point."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    manner = forms.ChoiceField(label=_("Hình thức thẩm định"), choices=Manner.choices, widget=forms.RadioSelect)
    partners = _area(_("Đơn vị phối hợp"), 2, _("Mỗi dòng một đơn vị; để trống nếu không có."))
    partner_opinions = _area(_("Tổng hợp ý kiến phối hợp"))
    other_remarks = _area(_("Ý kiến khác"))

    def __init__(self, *args, regime: str, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [*Verdict.choices, ("", _("Chưa kết luận"))]
        for item in ITEMS:
            self.fields[f"{item.key}_verdict"] = forms.ChoiceField(
                label=item.question,
                help_text=clause_under(item.clause, regime),
                choices=choices,
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"{item.key}_comment"] = _area(_("Nhận xét, căn cứ"))

    def clean(self):
        given = super().clean()
        for item in ITEMS:
            if given.get(f"{item.key}_verdict") == Verdict.UNFIT and not given.get(f"{item.key}_comment"):
                self.add_error(f"{item.key}_comment", _("Ghi rõ điểm chưa phù hợp và việc phải sửa."))
        return given

    @property
    def items(self) -> list:
        """(item of the law, verdict field, comment field)."""
        return [(item, self[f"{item.key}_verdict"], self[f"{item.key}_comment"]) for item in ITEMS]

    @property
    def texts(self) -> list:
        return [self[name] for name in TEXTS]

    @classmethod
    def of(cls, dossier: Dossier) -> "AppraisalForm":
        """The form as the appraisal of this round stands."""
        appraisal = dossier.appraisal
        if appraisal is None:
            return cls(initial={"seen": 0, "manner": Manner.WRITING}, regime=dossier.regime)
        initial = {name: getattr(appraisal, name) for name in TEXTS} | {"seen": appraisal.version}
        for item in ITEMS:
            found = appraisal.verdicts.get(item.key, {})
            initial[f"{item.key}_verdict"] = found.get("verdict", "")
            initial[f"{item.key}_comment"] = found.get("comment", "")
        return cls(initial=initial, regime=dossier.regime)

    def to_write(self) -> dict:
        """The arguments of the service `record_appraisal`."""
        given = self.cleaned_data
        verdicts = {
            item.key: {"verdict": given[f"{item.key}_verdict"], "comment": given[f"{item.key}_comment"]}
            for item in ITEMS
        }
        return {"verdicts": verdicts, "seen": given["seen"], **{name: given[name] for name in TEXTS}}
