"""Copying answers from the plan of another system: one act, one entry, the source kept beside each answer."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errors import OutOfDate, StepRefused
from classification.models import Dossier, PlanItem
from classification.plan_copying import COPIED, compare, sources
from systems.ledger import record

from .plans import hold_plan, store_items


@transaction.atomic
def copy_answers(*, dossier: Dossier, source: Dossier, codes: list[str], by, seen: str | None = None) -> int:
    """Write the other plan's answers to these requirements here, each to be reviewed; evidence and days are not copied.

    `seen` is the fingerprint of the comparison that the person looked at. Returns how many were written. Raises
    StepRefused, OutOfDate, PermissionDenied.
    """
    dossier = hold_plan(dossier, by)
    if not sources(dossier, by).filter(pk=source.pk).exists():
        raise PermissionDenied(_("Bạn không xem được phương án đó, hoặc phương án đó theo tiêu chuẩn khác."))
    comparison = compare(dossier, source)
    if seen is not None and seen != comparison.fingerprint:
        raise OutOfDate([_("Một trong hai phương án vừa được sửa: hãy xem lại những gì sẽ chép.")])
    chosen = set(codes)
    pairs = [pair for pair in comparison.pairs if pair.code in chosen]
    if not pairs:
        raise StepRefused([_("Hãy đánh dấu ít nhất một yêu cầu để chép.")])
    today, now = timezone.localdate(), timezone.now()
    items = [_copied(pair, dossier, source, by, today, now) for pair in pairs]
    store_items(items)
    record(
        verb="copy_answers", by=by, system=dossier.system, about=f"dossier:{dossier.pk}", source=source.pk,
        source_system=source.system.code, codes=[pair.code for pair in pairs],
        overwritten=[pair.code for pair in pairs if not pair.fills],
    )  # fmt: skip
    return len(items)


def _copied(pair, dossier: Dossier, source: Dossier, by, today, now) -> PlanItem:
    item = pair.here or PlanItem(dossier=dossier, code=pair.code, version=0)
    for name in COPIED:
        setattr(item, name, getattr(pair.there, name))
    item.copied_from, item.copied_on, item.needs_review, item.inherited_from = source, today, True, None
    item.version += 1
    item.updated_by, item.updated_at = by, now
    return item
