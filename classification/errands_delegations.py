"""The errands of an owner's approver: a delegation whose term is about to run out, a draft that waits to be signed."""

from __future__ import annotations

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from classification.errands import A_KIND, Errand
from systems.authority import duties
from systems.models import Delegation
from systems.models.organisations import below
from systems.roles import Role

SOON = datetime.timedelta(days=14)


def delegations_ending(user, today: datetime.date) -> list[Errand]:
    """Delegations of the owners this person approves for that end within a fortnight."""
    approving = duties(user).get(Role.APPROVER, ())
    found = Delegation.objects.in_force(today).filter(below(approving, "owner__"), holds_until__lte=today + SOON)
    return [_errand(one) for one in found.select_related("unit", "person").order_by("holds_until", "pk")[:A_KIND]]


def drafts_to_sign(user, today: datetime.date) -> list[Errand]:
    """Drafts of the owners this person approves for."""
    approving = duties(user).get(Role.APPROVER, ())
    found = Delegation.objects.drafts().filter(below(approving, "owner__"))
    return [_to_sign(one) for one in found.select_related("unit", "person").order_by("pk")[:A_KIND]]


def _to_sign(draft: Delegation) -> Errand:
    return Errand(
        key=f"delegation-draft:{draft.pk}",
        title=_("Bản thảo ủy quyền cho %(who)s chờ ký") % {"who": draft.to_whom},
        sentence=_("Chưa ký thì chưa ai có quyền gì theo bản thảo này."),
        button=_("Xem và ký"),
        url=reverse("classification:delegation", args=[draft.pk]),
    )


def _errand(delegation: Delegation) -> Errand:
    return Errand(
        key=f"delegation-ends:{delegation.pk}",
        title=_("Ủy quyền %(number)s sắp hết hạn") % {"number": delegation.number},
        sentence=_("%(who)s không ký thay chủ quản được nữa sau ngày này; cần thì ban hành văn bản mới.")
        % {"who": delegation.to_whom},
        button=_("Xem"),
        url=reverse("classification:delegation", args=[delegation.pk]),
        due_on=delegation.holds_until,
    )
