"""Writing down what is known of a system outside any dossier: it changed, or more is known."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errors import OutOfDate
from classification.facts import parse_facts
from classification.needing import version_of
from systems.models import InformationSystem
from systems.services import change_system


@transaction.atomic
def write_system_facts(
    *, system: InformationSystem, facts: dict, by, seen: int | None = None, today: datetime.date | None = None
) -> list[str]:
    """Store the facts; a decided dossier keeps its own. Returns what follows from the change, as sentences.

    Raises FactsError, PermissionDenied, OutOfDate where somebody changed them meanwhile (`seen`: version_of).
    """
    parse_facts(facts)
    stored = InformationSystem.objects.select_for_update(of=("self",)).get(pk=system.pk)
    if seen is not None and seen != version_of(stored.facts):
        raise OutOfDate(
            [_("Người khác vừa sửa nội dung này. Những gì bạn nhập vẫn còn ở đây: hãy xem bản mới rồi lưu lại.")]
        )
    changed = change_system(system=system, by=by, on=today or timezone.localdate(), facts=facts)
    return changed.consequences
