"""The answers on the page of the facts, read together: the system's form and the rows of its components."""

from classification.facts import FactsError
from classification.findings import Findings, findings
from classification.models import Dossier

from .facts import FactsForm, as_initial, components_formset


class Answers:
    """Both forms of one page. `given` reads what was sent, `stored` shows what the dossier holds."""

    def __init__(self, dossier: Dossier, form: FactsForm, components):
        self.dossier, self.form, self.components = dossier, form, components
        self.seen = form.data.get("seen", "") if form.is_bound else dossier.version

    @classmethod
    def stored(cls, dossier: Dossier) -> "Answers":
        raised = dossier.level and dossier.level != dossier.determined_level
        initial = as_initial(dossier.facts, dossier.regime) | {
            "proposed_level": str(dossier.level) if raised else "", "higher_reason": dossier.higher_reason,
        }  # fmt: skip
        form = FactsForm(regime=dossier.regime, initial=initial)
        return cls(dossier, form, components_formset(regime=dossier.regime, facts=dossier.facts))

    @classmethod
    def given(cls, dossier: Dossier, data) -> "Answers":
        """`data` is a QueryDict. A page that sent no rows of components has none."""
        if "tp-TOTAL_FORMS" not in data:
            data = data.copy()
            data.update({"tp-TOTAL_FORMS": "0", "tp-INITIAL_FORMS": "0"})
        form = FactsForm(data, regime=dossier.regime)
        return cls(dossier, form, components_formset(regime=dossier.regime, data=data))

    def is_valid(self) -> bool:
        valid = self.form.is_valid()
        return self.components.is_valid() and valid

    def facts(self) -> dict:
        """The facts as known by now; what the page does not ask stays as it was stored."""
        self.is_valid()
        asked = self.form.known()
        rows = [row.as_fact() for row in self.rows()]
        return {**self.dossier.facts, **asked, "components": rows, "regime": self.dossier.regime}

    def rows(self) -> list:
        """The component forms that say something and are not struck out."""
        return [row for row in self.components.forms if row.is_bound and self._counts(row)]

    def _counts(self, row) -> bool:
        row.is_valid()
        return not row.cleaned_data.get("DELETE") and row.answered()

    def to_write(self) -> dict:
        """The arguments of the service `write_facts`."""
        given = self.form.cleaned_data
        level = int(given["proposed_level"]) if given["proposed_level"] else None
        return {
            "facts": self.facts(), "level": level, "higher_reason": given["higher_reason"] if level else "",
            "seen": -1 if given["seen"] is None else given["seen"],
        }  # fmt: skip

    def findings(self) -> Findings | None:
        """The result of these answers; None where they contradict the contract of the facts (then errors say so)."""
        if not self.form.is_bound:
            return _or_none(self.dossier.facts, self.dossier, [row.prefix for row in self.components.initial_forms])
        try:
            return findings(self.facts(), self.dossier, [row.prefix for row in self.rows()], self._unread())
        except FactsError as wrong:
            self.blame(wrong)
            return None

    def _unread(self) -> tuple[str, ...]:
        forms = [self.form, *self.rows()]
        asked = [(form, question) for form in forms for question in form.questions]
        return tuple(str(form[question.fact].label) for form, question in asked if question.fact in form.errors)

    def blame(self, wrong: FactsError) -> None:
        """Put each fault of the facts next to the field it came from."""
        for error in wrong.errors:
            _empty, *inner, name = error["path"].split("/") if error["path"] else ("", "")
            form, rows = self.form, self.rows()
            if len(inner) >= 2 and inner[0] == "components" and int(inner[1]) < len(rows):
                form = rows[int(inner[1])]
            name = "sector_basis" if "sector_minimum" in (*inner, name) else name
            form.add_error(name if name in form.fields else None, error["message"])


def _or_none(facts: dict, dossier: Dossier, prefixes: list[str]) -> Findings | None:
    try:
        return findings(facts, dossier, prefixes)
    except FactsError:
        return None
