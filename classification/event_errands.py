"""Events that wait for an answer, as errands of the operator and of the owner's security unit."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from classification.errands import A_KIND, Errand
from classification.models import Event
from systems.authority import acts_for
from systems.roles import Role


def event_errands(user, today: datetime.date) -> list[Errand]:
    """The oldest first, because no deadline of the law tells them apart. One statement."""
    mine = acts_for(user, Role.OPERATOR, prefix="system__") | acts_for(user, Role.SECURITY_UNIT, prefix="system__")
    waiting = Event.objects.unanswered().filter(mine).select_related("system", "dossier").order_by("pk")
    return [_errand(event) for event in waiting[:A_KIND]]


def _errand(event: Event) -> Errand:
    words = {"what": event.what, "clause": event.clause}
    return Errand(
        key=f"event:{event.pk}",
        title=_("Xem lại cấp độ: %(system)s") % {"system": event.system.name},
        sentence=f"{event.get_trigger_display()}. {_('%(what)s (%(clause)s)') % words}",
        button=_("Trả lời"),
        url=reverse("classification:events", args=[event.system_id]) + f"#su-kien-{event.pk}",
        level=event.level_after or event.level_before,
    )
