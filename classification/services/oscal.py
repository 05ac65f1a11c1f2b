"""Bringing answers in from an OSCAL plan: all of them or none, by whoever may write the plan."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from classification.errors import OutOfDate, StepRefused
from classification.models import Dossier, PlanItem
from classification.oscal.plans_back import Reading, read_plan
from classification.oscal.words import NotOscal
from systems.ledger import record

from .plans import apply_answer, hold_plan, store_items


@transaction.atomic
def import_plan(*, dossier: Dossier, content: bytes, by, seen: str = "") -> Reading:
    """Store what the file says differently. `seen` is what `fingerprint` gave of the reading that the person saw.

    Raises PermissionDenied; StepRefused with every sentence of what does not fit; then nothing is stored.
    """
    dossier = hold_plan(dossier, by)
    try:
        reading = read_plan(content, dossier)
    except NotOscal as why:
        raise StepRefused([str(why)]) from why
    if reading.refusals:
        raise StepRefused(list(reading.refusals))
    if seen and seen != fingerprint(reading):
        raise OutOfDate([_("Phương án đã thay đổi sau khi bạn xem thử; hãy xem lại rồi ghi.")])
    if not reading.changes:
        raise StepRefused([_("Tệp không làm thay đổi câu trả lời nào.")])
    known = {item.code: item for item in PlanItem.objects.filter(dossier=dossier)}
    items = []
    for change in reading.changes:
        item = known.get(change.code) or PlanItem(dossier=dossier, code=change.code, version=0)
        try:
            apply_answer(item, change.answer, by)
        except ValidationError as wrong:
            raise StepRefused([f"{change.clause}: {' '.join(wrong.messages)}"]) from wrong
        items.append(item)
    store_items(items)
    record(
        verb="import_plan", by=by, system=dossier.system, about=f"dossier:{dossier.pk}",
        sha256=hashlib.sha256(content).hexdigest(), codes=[change.code for change in reading.changes],
    )  # fmt: skip
    return reading


def fingerprint(reading: Reading) -> str:
    """Tells whether two readings would change the same things."""
    told = "\n".join(f"{change.code}\t{change.pairs}" for change in reading.changes)
    return hashlib.sha256(told.encode()).hexdigest()
