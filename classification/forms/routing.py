"""Whose system it is, and the criteria of Điều 16, as they are asked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from classification.models import Dossier
from classification.regimes.base import Sphere as RegimeSphere
from classification.route import OUTSIDE_FROM, Sphere
from classification.services.routing import wordings
from systems.form_fields import ExplainedRadioSelect

ANSWERS = [("yes", _("Có")), ("no", _("Không")), ("", _("Chưa trả lời"))]


class RouteForm(forms.Form):
    """Fields `sphere` (levels 4-5), one a criterion (`c0`, `c1`...) where Điều 16 is asked, and `reason`."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": _("Trang này đã cũ: hãy mở lại hồ sơ rồi làm lại.")}
    )

    def __init__(self, *args, dossier: Dossier, **kwargs):
        super().__init__(*args, **kwargs)
        self.dossier = dossier
        self.asked = wordings() if dossier.asks_criteria else []
        if dossier.is_appraised_outside:
            self.fields["sphere"] = forms.ChoiceField(
                label=_("Hệ thống thuộc lĩnh vực nào?"), choices=Sphere.choices, required=False,
                widget=ExplainedRadioSelect(hints=_appraisers(dossier)),
            )  # fmt: skip
        for number, (criterion, wording, _source) in enumerate(self.asked):
            self.fields[f"c{number}"] = forms.ChoiceField(
                label=wording, choices=ANSWERS, required=False, widget=forms.RadioSelect, help_text=criterion.clause
            )
        if self.asked:
            self.fields["reason"] = forms.CharField(
                label=_("Căn cứ của các câu trả lời"), required=False, max_length=4000,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_("Văn bản, kết quả đánh giá rủi ro đã dùng; không ghi nội dung bí mật nhà nước."),
            )  # fmt: skip

    @classmethod
    def of(cls, dossier: Dossier) -> "RouteForm":
        """The form with what is stored."""
        form = cls(dossier=dossier, initial={"seen": dossier.version, "sphere": dossier.sphere})
        form.initial["reason"] = dossier.critical_reason
        for number, (criterion, _wording, _source) in enumerate(form.asked):
            form.initial[f"c{number}"] = dossier.critical_answers.get(criterion.code, {}).get("answer", "")
        return form

    @property
    def questions(self) -> list[tuple]:
        """(bound field, whether it stands below the general condition of 16.3, source of a corrected wording)."""
        return [
            (self[f"c{number}"], bool(criterion.within), source)
            for number, (criterion, _wording, source) in enumerate(self.asked)
        ]

    def to_write(self) -> dict:
        """Arguments of `write_route`; a sphere that was not asked stays."""
        given = self.cleaned_data
        return {
            "sphere": given.get("sphere", self.dossier.sphere),
            "answers": {
                criterion.code: given.get(f"c{number}", "") for number, (criterion, *_rest) in enumerate(self.asked)
            }
            if self.asked
            else {code: kept.get("answer", "") for code, kept in self.dossier.critical_answers.items()},
            "reason": given.get("reason", self.dossier.critical_reason),
            "seen": given["seen"],
        }


def _appraisers(dossier: Dossier) -> dict[str, str]:
    """Sphere -> who would appraise, with the clause."""
    rules, level = dossier.rules, max(dossier.route_level or 0, OUTSIDE_FROM)
    told = {}
    for sphere in RegimeSphere:
        found = rules.authority_for(level, sphere=sphere)
        told[sphere.value] = _("%(body)s thẩm định (%(clause)s)") % {
            "body": rules.body_name(found.appraiser), "clause": found.clause,
        }  # fmt: skip
    return told
