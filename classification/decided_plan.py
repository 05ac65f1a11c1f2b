"""The plan as it stood before a migration, read from the answers that were kept."""

from __future__ import annotations

from classification.models import Dossier, PlanItem, PlanMigration
from classification.models.catalogues import catalogue_of
from classification.plan_table import GroupRows, Row, in_language


def decided_plan(dossier: Dossier, migration: PlanMigration) -> list[tuple[str, list[GroupRows]]]:
    """(title of the area, its chapters with every requirement and its old answer), in the order of the old standard."""
    old = catalogue_of(migration.source_standard, migration.source_edition)
    kept = {item.code: item for item in PlanItem.objects.filter(dossier=dossier, live=False)}
    areas = []
    for area in old.groups_for(migration.level):
        groups = []
        for part in area.groups:
            rows = [Row(wanted, kept.get(wanted.code), migration.made_at.date(), "") for wanted in part.requirements]
            groups.append(GroupRows(part.group, area.kind, rows, rows))
        areas.append((in_language(area), groups))
    return areas
