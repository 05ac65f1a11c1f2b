"""From which old requirements the answers of a migrated plan come, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from classification.catalogue import Catalogue
from classification.catalogue_mapping import Relation
from classification.models import Dossier
from classification.models.catalogues import catalogue_of
from classification.regimes import REGIMES


@dataclass(frozen=True, slots=True)
class Origin:
    """`text`: "chuyển từ 7.1.1.1 a), TCVN 11930:2017 (cùng nghĩa)"; `review`: whether that had to be looked at."""

    text: str
    review: bool
    codes: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """The place of the first old answer on the page of the decided plan."""
        return self.codes[0].replace(".", "_")


def origins(dossier: Dossier) -> dict[str, Origin]:
    """New code -> where its answer came from; nothing for a plan that was never migrated."""
    if not dossier.plan_moved:
        return {}
    migration = dossier.plan_migrations.filter(undone_at__isnull=True).first()
    if migration is None:
        return {}
    old = catalogue_of(migration.source_standard, migration.source_edition)
    name = standard_name(migration.source_standard)
    return {
        code: Origin(
            _("chuyển từ %(clauses)s, %(standard)s")
            % {"clauses": _told(old, migration.level, told["sources"]), "standard": name},
            told["review"],
            tuple(code for code, _relation in told["sources"]),
        )
        for code, told in migration.carried.items()
    }


def _told(old: Catalogue, level: int, sources: list[list[str]]) -> str:
    return "; ".join(f"{old.find(code, level).clause} ({Relation(relation).label})" for code, relation in sources)


def standard_name(catalogue_id: str) -> str:
    """The number of a standard as people write it."""
    return next(rules.standard for rules in REGIMES.values() if rules.catalogue == catalogue_id)
