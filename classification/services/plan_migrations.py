"""Bringing a plan in force to the next standard, and back as long as nobody worked on it."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.catalogue_mapping import load_mapping
from classification.errors import OutOfDate, StepRefused
from classification.mapping_in_use import mapping_on
from classification.models import CatalogueEdition, Dossier, PlanItem, PlanMigration
from classification.models.catalogues import catalogue_of
from classification.plan_carrying import Carrying, Outcome, carry
from systems.ledger import record
from systems.roles import Role

from .editions import settle_answers
from .locking import lock, require_on_screen, require_role


def why_not_migrate(dossier: Dossier) -> str | None:
    """Why this plan cannot be brought to the next standard; None when it can."""
    between = load_mapping()
    if not dossier.is_in_force or not dossier.level:
        return _("Chỉ phương án của hồ sơ đã được phê duyệt, đang có hiệu lực mới chuyển sang tiêu chuẩn mới.")
    if dossier.plan_moved:
        return _("Phương án này đã theo tiêu chuẩn mới.")
    if dossier.rules.catalogue != between.source:
        return _("Hồ sơ này lập theo tiêu chuẩn mới ngay từ đầu.")
    if not dossier.is_plan_movable:
        return _("Kết quả triển khai đang được kiểm tra: chuyển sau khi có kết luận.")
    return None


def foresee(dossier: Dossier, on: datetime.date) -> tuple[Carrying, CatalogueEdition | None]:
    """What the migration would do today, and into which edition of the next standard; nothing is written."""
    between = mapping_on(on)
    edition = CatalogueEdition.objects.in_use(between.target, on)
    target = catalogue_of(between.target, edition.sha256 if edition else None)
    kept = PlanItem.objects.with_hosts().filter(dossier=dossier, live=True).select_related("inherited_from")
    items = {item.code: item for item in kept}
    carrying = carry(
        old=dossier.catalogue.requirements_for(dossier.level), new=target.requirements_for(dossier.level),
        between=between, level=dossier.level, items=items,
    )  # fmt: skip
    return carrying, edition


@transaction.atomic
def migrate_plan(*, dossier: Dossier, by, seen: str | None = None) -> PlanMigration:
    """Write the plan under the next standard; the old answers stay readable and come back with `take_back`.

    `seen` is the fingerprint of what the person looked at. Raises PermissionDenied, StepRefused, OutOfDate.
    """
    dossier = lock(dossier)
    require_role(dossier, by, Role.OPERATOR)
    require_on_screen(dossier)
    if reason := why_not_migrate(dossier):
        raise StepRefused([reason])
    today = timezone.localdate()
    between = mapping_on(today)
    carrying, edition = foresee(dossier, today)
    if seen is not None and seen != carrying.fingerprint:
        raise OutOfDate([_("Phương án vừa có thay đổi: hãy xem lại trước khi chuyển.")])
    migration = PlanMigration.objects.create(
        dossier=dossier, level=dossier.level, source_standard=between.source, target_standard=between.target,
        source_edition=dossier.edition_id or "", target_edition=edition.sha256 if edition else "",
        mapping_sha256=between.version, carried=_origins(carrying), made_by=by,
    )  # fmt: skip
    _follow(dossier, between.target, edition.sha256 if edition else None)
    PlanItem.objects.bulk_create(_items(dossier, carrying, by))
    record(
        verb="migrate_plan", by=by, system=dossier.system, about=f"dossier:{dossier.pk}", mapping=between.version,
        source=between.source, target=between.target,
        **{str(outcome.value): carrying.count(outcome) for outcome in Outcome},
    )  # fmt: skip
    return migration


@transaction.atomic
def take_back(*, dossier: Dossier, by) -> PlanMigration:
    """Undo the migration: the old answers are live again, letter by letter. Raises PermissionDenied, StepRefused."""
    dossier = lock(dossier)
    require_role(dossier, by, Role.OPERATOR)
    migration = holding(dossier)
    if reason := why_not_take_back(dossier, migration):
        raise StepRefused([reason])
    PlanItem.objects.filter(dossier=dossier, code__in=list(migration.carried)).delete()
    migration.undone_by, migration.undone_at = by, timezone.now()
    migration.save(update_fields=["undone_by", "undone_at"])
    _follow(dossier, "", migration.source_edition or None)
    record(verb="take_back_migration", by=by, system=dossier.system, about=f"dossier:{dossier.pk}")
    return migration


def holding(dossier: Dossier) -> PlanMigration | None:
    """The migration that the live plan comes from."""
    return dossier.plan_migrations.filter(undone_at__isnull=True).select_related("made_by").first()


def why_not_take_back(dossier: Dossier, migration: PlanMigration | None) -> str | None:
    """Why the old plan cannot come back; None when it can."""
    if migration is None:
        return _("Phương án này không ở tình trạng đã chuyển.")
    if not dossier.is_plan_movable:
        return _("Hồ sơ đang ở trạng thái “%(state)s” nên không lùi lại được.") % {"state": dossier.get_state_display()}
    if dossier.steps.filter(step="report_deployed", at__gt=migration.made_at).exists():
        return _("Đã báo cáo triển khai theo tiêu chuẩn mới nên không lùi lại được.")
    if _worked_on(dossier, migration):
        return _("Đã có người sửa phương án sau khi chuyển nên không lùi lại được.")
    return None


def _worked_on(dossier: Dossier, migration: PlanMigration) -> bool:
    """Whether anybody answered, changed, proved or remarked anything since."""
    made = PlanItem.objects.filter(dossier=dossier, code__in=list(migration.carried))
    if made.exclude(version=1).exists():
        return True
    if PlanItem.objects.filter(dossier=dossier, live=True).exclude(code__in=list(migration.carried)).exists():
        return True
    return any(
        each.related_model._default_manager.filter(**{f"{each.field.name}__in": made}).exists()
        for each in PlanItem._meta.related_objects
    )


def _follow(dossier: Dossier, standard: str, sha256: str | None) -> None:
    dossier.standard, dossier.edition_id, dossier.version = standard, sha256, dossier.version + 1
    dossier.save(update_fields=["standard", "edition", "version"])
    settle_answers(dossier)


def _origins(carrying: Carrying) -> dict[str, dict]:
    """New code -> where its answer comes from, of every answer that is written."""
    return {
        row.requirement.code: {
            "sources": [[source.requirement.code, source.relation.value] for source in row.sources],
            "review": row.outcome is Outcome.REVIEW,
        }
        for row in carrying.rows
        if row.answer
    }


def _items(dossier: Dossier, carrying: Carrying, by) -> list[PlanItem]:
    now = timezone.now()
    return [
        PlanItem(
            dossier=dossier, code=row.requirement.code, updated_by=by, updated_at=now, status=row.answer.status,
            how=row.answer.how, reason=row.answer.reason, responsible=row.answer.responsible,
            due_on=row.answer.due_on, evidence=row.answer.evidence,
        )
        for row in carrying.rows
        if row.answer
    ]  # fmt: skip
