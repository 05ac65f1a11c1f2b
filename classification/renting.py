"""A rented system and its contract: who operates by law while it runs and after it ends, and the errand when it ends.

TT 12/2022 Đ5.3; NĐ 331/2026 Đ5.3.
"""

from __future__ import annotations

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from classification.errands import A_KIND, Errand
from systems.authority import acts_for
from systems.models import InformationSystem
from systems.roles import Role
from systems.templatetags.ui import vndate

SOON = datetime.timedelta(days=60)
CLAUSE = "khoản 3 Điều 5 Thông tư 12/2022/TT-BTTTT; khoản 3 Điều 5 Nghị định 331/2026/NĐ-CP"


def who_operates(system: InformationSystem, today: datetime.date) -> tuple[str, str] | None:
    """(tone, sentence) about a rented system's operator by law; None for one that is not rented or does not run."""
    if not system.provider or system.status == InformationSystem.Status.CLOSED:
        return None
    told = {"provider": system.provider, "operator": system.operator, "day": vndate(system.contract_until)}
    if system.contract_until is None:
        return "warn", _("Thuê dịch vụ của %(provider)s; chưa ghi ngày hết hợp đồng.") % told
    if system.contract_until < today:
        return "bad", _(
            "Hợp đồng thuê đã hết ngày %(day)s mà hệ thống vẫn vận hành: theo luật, %(operator)s là đơn vị vận hành, "
            "trừ khi có hợp đồng, thỏa thuận mới."
        ) % told
    if system.contract_until <= today + SOON:
        return "warn", _(
            "Hợp đồng thuê của %(provider)s sắp hết, ngày %(day)s. Sau ngày đó, nếu hệ thống vẫn vận hành và không có "
            "thỏa thuận mới, %(operator)s là đơn vị vận hành."
        ) % told
    return "", _(
        "Thuê dịch vụ đến hết ngày %(day)s: trong thời hạn đó %(provider)s vận hành theo hợp đồng, %(operator)s "
        "chủ trì thuê, lập và trình hồ sơ."
    ) % told


def contracts_ending(user, today: datetime.date) -> list[Errand]:
    """Systems this person operates that go on while their contract has ended or soon ends."""
    found = InformationSystem.objects.filter(acts_for(user, Role.OPERATOR), contract_until__lte=today + SOON)
    running = found.exclude(status=InformationSystem.Status.CLOSED).exclude(provider="")
    return [_errand(system, today) for system in running.select_related("operator").order_by("contract_until")[:A_KIND]]


def _errand(system: InformationSystem, today: datetime.date) -> Errand:
    return Errand(
        key=f"contract-ends:{system.pk}:{system.contract_until:%Y-%m-%d}",
        title=_("Hợp đồng thuê dịch vụ: %(system)s") % {"system": system.name},
        sentence=who_operates(system, today)[1],
        button=_("Ghi hợp đồng"),
        url=reverse("systems:edit", args=[system.pk]),
        due_on=system.contract_until,
    )
