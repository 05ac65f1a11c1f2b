"""The facts of a system outside any dossier: the questions of the decree of today, without a level to propose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from classification.needing import read, version_of
from classification.regimes.base import Regime
from systems.models import InformationSystem

from .answers import Answers
from .facts import FactsForm, as_initial, components_formset

PROPOSED = ("proposed_level", "higher_reason")


@dataclass(frozen=True)
class Known:
    """A system in the place where `Answers` expects a dossier."""

    system: InformationSystem
    rules: Regime

    @property
    def regime(self) -> str:
        return self.rules.code

    @cached_property
    def facts(self) -> dict:
        return self.system.facts if read(self.system.facts) else {}

    @property
    def version(self) -> int:
        return version_of(self.system.facts)


class SystemAnswers(Answers):
    """The same page of answers for a system."""

    @classmethod
    def stored(cls, known: Known) -> SystemAnswers:
        form = _form(regime=known.regime, initial=as_initial(known.facts, known.regime))
        return cls(known, form, components_formset(regime=known.regime, facts=known.facts))

    @classmethod
    def given(cls, known: Known, data) -> SystemAnswers:
        if "tp-TOTAL_FORMS" not in data:
            data = data.copy()
            data.update({"tp-TOTAL_FORMS": "0", "tp-INITIAL_FORMS": "0"})
        return cls(known, _form(data, regime=known.regime), components_formset(regime=known.regime, data=data))

    def facts(self) -> dict:
        """The facts of the system: those of a dossier without the decree."""
        return {key: value for key, value in super().facts().items() if key != "regime"}


def _form(*args, **kwargs) -> FactsForm:
    form = FactsForm(*args, **kwargs)
    for name in PROPOSED:
        del form.fields[name]
    return form
