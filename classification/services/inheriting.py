"""Declaring that requirements are met by the system this one stands in: one act, one entry, nothing copied."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errors import StepRefused
from classification.inheriting import offer
from classification.models import Dossier, PlanItem
from classification.plan import Answer
from systems.ledger import record

from .plans import hold_plan, require_codes, store_items


@transaction.atomic
def inherit_requirements(*, dossier: Dossier, codes: list[str], by) -> int:
    """Say of these requirements that the host meets them; from now on each counts as the host's answer does.

    All or none. What was written here (how, who, by when) stays. Returns how many. Raises StepRefused,
    PermissionDenied.
    """
    dossier = hold_plan(dossier, by)
    offered = offer(dossier)
    if offered.refusal:
        raise StepRefused([offered.refusal])
    require_codes(dossier, codes)
    clauses = {asked.code: asked.clause for asked in dossier.catalogue.requirements_for(dossier.level)}
    if missing := [clauses[code] for code in dict.fromkeys(codes) if code not in offered.codes]:
        raise StepRefused(
            [_("%(host)s chưa đạt (hoặc đã cho kế thừa): %(codes)s.") % {
                "host": offered.host, "codes": ", ".join(missing),
            }]
        )  # fmt: skip
    chosen, now = set(codes), timezone.now()
    items = [_inherited(row, dossier, offered.host, by, now) for row in offered.rows if row.code in chosen]
    store_items(items)
    record(
        verb="inherit_requirements", by=by, system=dossier.system, about=f"dossier:{dossier.pk}",
        host=offered.host.code, host_dossier=offered.source.pk, codes=[item.code for item in items],
    )  # fmt: skip
    return len(items)


def _inherited(row, dossier: Dossier, host, by, now) -> PlanItem:
    item = row.here or PlanItem(dossier=dossier, code=row.code, version=0)
    item.status, item.reason, item.inherited_from, item.needs_review = Answer.NOT_MET, "", host, False
    item.version += 1
    item.updated_by, item.updated_at = by, now
    return item
