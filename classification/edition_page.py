"""The editions of both standards as an administrator reads them, and what one edition changes in another."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from classification import catalogue_files
from classification.catalogue import LEVELS, Catalogue, Requirement
from classification.catalogue_differences import Change, LevelDifference, differences
from classification.catalogue_files import FILES, Provenance
from classification.models import CatalogueEdition, Dossier
from classification.models.catalogues import catalogue_of
from classification.plan_origins import standard_name
from classification.regimes import REGIMES

FIELDS = {
    "text": _("Nội dung"), "value": _("Mức của cấp độ"), "every_months": _("Chu kỳ (tháng)"), "clause": _("Mục"),
    "kind": _("Quản lý hay kỹ thuật"), "group": _("Nhóm"), "head": _("Đầu mục"), "evidence_hint": _("Minh chứng gợi ý"),
    "note": _("Ghi chú"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shelf:
    """One standard: the edition in use (`edition` None: the one of the product) and everything told of it."""

    standard: str
    name: str
    catalogue: Catalogue
    edition: CatalogueEdition | None
    provenance: Provenance
    editions: list[CatalogueEdition]
    followed: int
    """Dossiers whose plan follows the edition of the product."""

    @property
    def counts(self) -> list[tuple[int, int, int, int]]:
        """(level, requirements, of which management, of which not compared with an official text)."""
        found = []
        for level in LEVELS:
            asked = self.catalogue.requirements_for(level)
            management = self.catalogue.groups_for(level)[0].count
            found.append((level, len(asked), management, sum(wanted.confidence != "high" for wanted in asked)))
        return found


def shelves(on: datetime.date) -> list[Shelf]:
    """Both standards, the newest first."""
    loaded = CatalogueEdition.objects.defer("content").select_related("loaded_by").annotate(followed=Count("dossiers"))
    every = list(loaded.order_by("-effective_from", "-pk"))
    return [_shelf(standard, on, [one for one in every if one.standard == standard]) for standard in reversed(FILES)]


def _shelf(standard: str, on: datetime.date, editions: list[CatalogueEdition]) -> Shelf:
    used = CatalogueEdition.objects.in_use(standard, on)
    content = bytes(used.content) if used else catalogue_files.bundled(standard)
    decrees = [rules.code for rules in REGIMES.values() if rules.catalogue == standard]
    plain = Dossier.objects.filter(edition__isnull=True)
    return Shelf(
        standard=standard, name=standard_name(standard),
        catalogue=catalogue_of(standard, used.sha256 if used else None), edition=used,
        provenance=catalogue_files.provenance(content), editions=editions,
        followed=plain.filter(standard="", regime__in=decrees).count() + plain.filter(standard=standard).count(),
    )  # fmt: skip


@dataclass(slots=True)
class Entry:
    """A requirement that is added, removed or changed alike at several levels."""

    requirement: Requirement
    levels: list[int] = field(default_factory=list)
    pairs: list[tuple[str, str, str]] = field(default_factory=list)
    decisive: bool = True


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an edition would change: in numbers by level, and requirement by requirement."""

    levels: list[LevelDifference]
    added: list[Entry]
    removed: list[Entry]
    changed: list[Entry]

    @property
    def nothing(self) -> bool:
        return all(level.nothing for level in self.levels)


def compare(before: Catalogue, after: Catalogue, levels: list[LevelDifference] | None = None) -> Comparison:
    """Requirement by requirement, each once, with the levels that it concerns."""
    found = levels if levels is not None else differences(before, after)
    return Comparison(
        found,
        _gathered((one.level, wanted) for one in found for wanted in one.added),
        _gathered((one.level, gone) for one in found for gone in one.removed),
        _changes((one.level, change) for one in found for change in one.changed),
    )


def _gathered(rows) -> list[Entry]:
    entries: dict[str, Entry] = {}
    for level, requirement in rows:
        entries.setdefault(requirement.code, Entry(requirement)).levels.append(level)
    return list(entries.values())


def _changes(rows) -> list[Entry]:
    entries: dict[tuple, Entry] = {}
    for level, change in rows:
        entry = entries.setdefault((change.after.code, tuple(change.pairs)), _entry(change))
        entry.levels.append(level)
    return sorted(entries.values(), key=lambda entry: not entry.decisive)


def _entry(change: Change) -> Entry:
    pairs = [(FIELDS[name], before, after) for name, before, after in change.pairs]
    return Entry(change.after, [], pairs, change.decisive)
