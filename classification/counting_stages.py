"""How far systems have come on their way, stage by stage, on a day: the funnel."""

from __future__ import annotations

import datetime
from collections import Counter

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from classification.models import Dossier, StepTaken
from classification.workflow import APPRAISED, DRAFTED, ENDED, OPEN, SENT, State
from systems.models import Organisation, Placement

from .counting import standing_on

# The rank of a stage: how far a system has come. What it is called while it stands there, and once it is behind.
NOTHING, DRAFTING, SUBMITTED, EXAMINED, DECIDED, DONE = range(6)
STAGES = (
    ("none", _("chưa có hồ sơ"), _("Đang vận hành")),
    ("draft", _("đang dự thảo"), _("Đã lập hồ sơ")),
    ("sent", _("đang thẩm định"), _("Đã gửi thẩm định")),
    ("appraised", _("chờ phê duyệt"), _("Đã thẩm định")),
    ("approved", _("chưa triển khai xong"), _("Đã được phê duyệt")),
    ("protected", _("đã triển khai đầy đủ"), _("Đã triển khai đầy đủ")),
)
_WORDS = ((DRAFTED, DRAFTING), (SENT, SUBMITTED), (APPRAISED, EXAMINED))
RANKS = {state: next(rank for word, rank in _WORDS if state.official is word) for state in OPEN}
"""The rank of each state of a dossier on its way to a decision."""


def stages_on(
    *,
    day: datetime.date,
    organisation: Organisation | None = None,
    restrict: tuple[str, ...] | None = None,
) -> Counter:
    """Rank of a stage -> systems in operation that stand there on the day. One SQL statement.

    An approved or protected system stays so while its next dossier is on its way. Approval and protection come from
    dated facts; where an undecided dossier stood comes from its journal, and today from the dossier itself.
    """
    found = positions_on(day=day, organisation=organisation, restrict=restrict)
    rows = found.values("undecided", "has_dossier", "is_classified", "is_protected").annotate(number=Count("pk"))
    counted: Counter = Counter()
    for row in rows.order_by():
        counted[rank_of(row)] += row["number"]
    return counted


def positions_on(
    *,
    day: datetime.date,
    organisation: Organisation | None = None,
    restrict: tuple[str, ...] | None = None,
) -> QuerySet[Placement]:
    """The systems in operation on the day, each with what `rank_of` needs to say how far it had come."""
    found = standing_on(day, organisation=organisation, restrict=restrict)
    return found.annotate(**(_today() if day >= timezone.localdate() else _then(day)))


def reached(counted: Counter) -> list[int]:
    """How many systems reached each stage or went past it, in the order of STAGES."""
    return [sum(number for rank, number in counted.items() if rank >= least) for least in range(len(STAGES))]


def rank_of(row: dict) -> int:
    """The rank of the stage at which a system of `positions_on` stands, from its values."""
    if row["is_classified"]:
        return DONE if row["is_protected"] else DECIDED
    if row["undecided"] in OPEN:
        return RANKS[State(row["undecided"])]
    return DRAFTING if row["has_dossier"] else NOTHING


def _today() -> dict:
    undecided = Dossier.objects.open().filter(system=OuterRef("system"))
    return {"undecided": Subquery(undecided.values("state")[:1]), "has_dossier": Exists(undecided)}


def _then(day: datetime.date) -> dict:
    """The last step taken up to that day, and whether a dossier was open then that had taken none."""
    steps = StepTaken.objects.filter(dossier__system=OuterRef("system"), on__lte=day).order_by("-on", "-pk")
    ended = StepTaken.objects.filter(dossier=OuterRef("pk"), on__lte=day, target__in=sorted(ENDED))
    midnight = timezone.make_aware(datetime.datetime.combine(day + datetime.timedelta(1), datetime.time()))
    opened = Dossier.objects.filter(system=OuterRef("system"), opened_at__lt=midnight).exclude(Exists(ended))
    return {"undecided": Subquery(steps.values("target")[:1]), "has_dossier": Exists(opened)}
