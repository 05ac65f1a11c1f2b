"""Which standard a plan follows, whether it came from another one, and where it could go: the note above a plan."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from classification.models import CatalogueEdition, Dossier, PlanMigration
from classification.services.editions import newer_edition
from classification.services.plan_migrations import holding, why_not_migrate, why_not_take_back
from systems.authority import may_act
from systems.roles import Role


@dataclass(frozen=True, slots=True)
class Following:
    """`newer`: an edition that this plan could follow; `movable`: it can be brought to the next standard;
    `migration`: the one it came by, with the reason why it cannot be taken back (`stays`), if any."""

    newer: CatalogueEdition | None
    movable: bool
    migration: PlanMigration | None
    stays: str | None
    mine: bool


def following(dossier: Dossier, user) -> Following:
    migration = holding(dossier) if dossier.plan_moved else None
    return Following(
        newer=newer_edition(dossier, timezone.localdate()),
        movable=why_not_migrate(dossier) is None,
        migration=migration,
        stays=why_not_take_back(dossier, migration) if migration else None,
        mine=may_act(user, Role.OPERATOR, dossier.system),
    )
