"""Facts in, level out: the level of a system under one decree, and everything that explains it. Pure."""

from dataclasses import dataclass, replace
from typing import Any

from .facts import Facts, SectorMinimum
from .regimes.base import Regime
from .unknowns import Missing, missing_facts


@dataclass(frozen=True, slots=True)
class Met:
    """A criterion that holds, with the reason in a sentence."""

    code: str
    level: int
    clause: str
    reason: str

    def to_json(self) -> dict[str, Any]:
        return {"code": self.code, "level": self.level, "clause": self.clause, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Floor:
    """A ground that is no criterion and never lowers: a component, the risk assessment, a text of the sector."""

    level: int
    clause: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Determination:
    """The level of one system. `level` is None when nothing is met; it is never lower than any ground listed here.

    `criteria` holds every criterion met, highest level first; `floors` what else holds the level up (told in `warnings`
    where the level rests on it); `missing` the unknown facts that could raise this very level. Those of a component
    stand with the component, measured against the component's own level; `open_questions` gathers them.
    """

    regime: str
    name: str | None
    level: int | None
    criteria: tuple[Met, ...]
    floors: tuple[Floor, ...]
    missing: tuple[Missing, ...]
    warnings: tuple[str, ...]
    components: tuple["Determination", ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The object that `manage.py classify` prints and the API answers with."""
        return {"regime": self.regime, **self._findings(), "components": [part._as_part() for part in self.components]}

    def _findings(self) -> dict[str, Any]:
        return {
            "level": self.level,
            "criteria": [met.to_json() for met in self.criteria],
            "missing": [missing.to_json() for missing in self.missing],
            "warnings": list(self.warnings),
        }

    def _as_part(self) -> dict[str, Any]:
        nested = {"components": [part._as_part() for part in self.components]} if self.components else {}
        return {"name": self.name, **self._findings(), **nested}

    def with_warnings(self, *sentences: str) -> "Determination":
        """The same result with these sentences before its own warnings."""
        return replace(self, warnings=(*sentences, *self.warnings))

    def grounds(self) -> tuple[str, ...]:
        """The clauses on which the level itself rests: criteria and floors of that level."""
        return tuple(ground.clause for ground in (*self.criteria, *self.floors) if ground.level == self.level)

    def open_questions(self, path: str = "") -> tuple[tuple[str, Missing], ...]:
        """Every unknown fact that could raise the whole, components included, each with its JSON pointer."""
        own = [(f"{path}/{missing.fact}", missing) for missing in self.missing]
        for index, part in enumerate(self.components):
            inner = part.open_questions(f"{path}/components/{index}")
            own += [(pointer, missing) for pointer, missing in inner if missing.could_become > (self.level or 0)]
        return tuple(own)


def determine(facts: Facts, regime: Regime) -> Determination:
    """The level of a system and of each of its components, all under `regime`.

    The level is the highest of: criteria that hold on what is known, components, the risk assessment (where the decree
    knows one), the sector's floor. An unknown fact is neither yes nor no: it stands in `missing`, and answering it can
    leave the level where it is or raise it, never lower it. The facts' own `regime` and `as_of` are not looked at.
    """
    components = tuple(determine(part, regime) for part in facts.components)
    criteria = criteria_met(facts, regime)
    floors = _floors(facts, regime, components)
    level = max((ground.level for ground in (*criteria, *floors)), default=None)
    told = (reading(facts, level) for reading in regime.readings)
    return Determination(
        regime=regime.code,
        name=facts.name,
        level=level,
        criteria=criteria,
        floors=floors,
        missing=missing_facts(facts, regime, level),
        warnings=(
            *(floor.sentence for floor in floors if floor.level == level),
            *(sentence for sentence in told if sentence),
        ),
        components=components,
    )


def criteria_met(facts: Facts, regime: Regime) -> tuple[Met, ...]:
    """Every criterion that holds on what is known of the system itself, highest level first."""
    return tuple(
        Met(criterion.code, criterion.level, criterion.clause, criterion.because(facts))
        for criterion in sorted(regime.criteria, key=lambda criterion: -criterion.level)
        if criterion.holds(facts)
    )


def _floors(facts: Facts, regime: Regime, components: tuple[Determination, ...]) -> tuple[Floor, ...]:
    floors = []
    highest = max((part for part in components if part.level), key=lambda part: part.level or 0, default=None)
    if highest is not None:
        floors.append(_component_floor(highest, components.index(highest), regime))
    if regime.uses_risk_level and facts.risk_level is not None:
        clause = regime.clauses.risk or ""
        sentence = (
            f"Kết quả đánh giá rủi ro đòi hỏi cấp độ {facts.risk_level}: phải đề xuất không thấp hơn cấp độ này "
            f"({regime.cite(clause)})."
        )
        floors.append(Floor(facts.risk_level, clause, sentence))
    if facts.sector_minimum is not None:
        floors.append(_sector_floor(facts.sector_minimum))
    return tuple(floors)


def _component_floor(part: Determination, index: int, regime: Regime) -> Floor:
    clause, name = regime.clauses.components, f"“{part.name}”" if part.name else f"thứ {index + 1}"
    law = regime.cite(clause)
    sentence = f"Hệ thống thành phần {name} ở cấp độ {part.level}: cả hệ thống không thấp hơn cấp độ này ({law})."
    return Floor(part.level or 0, clause, sentence)


def _sector_floor(minimum: SectorMinimum) -> Floor:
    return Floor(minimum.level, minimum.basis, f"Mức tối thiểu của ngành là cấp độ {minimum.level} ({minimum.basis}).")
