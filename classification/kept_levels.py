"""Systems that keep the level of the old law and must meet the new measures by a day ("giữ cấp độ").

Luật 116/2025/QH15 Đ45; NĐ 331/2026 Đ39.1. What a system still lacks is asked of the database, so that a list of any
length costs the same few statements.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from classification.deadlines import Unit, days_left
from classification.errands import Errand
from classification.models import Dossier, DossierPart, StatutoryDay
from classification.regimes import regime_for
from classification.workflow import TO_BE_DEPLOYED
from systems.authority import acts_for
from systems.models import InformationSystem
from systems.roles import Role

OLD_DECREE = "nd85-2016"


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing a kept system may still lack: its word in the address, in the list, and its clause."""

    key: str
    words: str
    clause: str


LACKS = (
    Lack("tieu-chuan", gettext_lazy("Phương án chưa theo tiêu chuẩn mới"), "Điều 39 khoản 1 Nghị định 331/2026/NĐ-CP"),
    Lack("phuong-an", gettext_lazy("Phương án chưa đạt hết"), "Điều 39 khoản 1 Nghị định 331/2026/NĐ-CP"),
    Lack("xac-nhan", gettext_lazy("Chưa được xác nhận triển khai đầy đủ"), "Điều 30 khoản 6 Nghị định 331/2026/NĐ-CP"),
    Lack("quy-che", gettext_lazy("Chưa ghi quy chế"), "Điều 30 khoản 7 Nghị định 331/2026/NĐ-CP"),
    Lack("rui-ro", gettext_lazy("Chưa có đánh giá rủi ro"), "Điều 10 khoản 2 Nghị định 331/2026/NĐ-CP"),
)
LACKING = {
    "tieu-chuan": Q(standard__in=["", regime_for(OLD_DECREE).catalogue]),
    "phuong-an": Q(requirements_open__gt=0),
    "xac-nhan": Q(state__in=sorted(TO_BE_DEPLOYED)),
    "quy-che": Q(has_regulation=False),
    "rui-ro": Q(has_risk=False),
}


def kept(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Of these dossiers those in force under the old decree whose system still runs or is being built."""
    return (
        dossiers.in_force()
        .filter(regime=OLD_DECREE)
        .exclude(system__status=InformationSystem.Status.CLOSED)
        .with_open_requirements()
        .annotate(has_regulation=_written("regulation", "number"), has_risk=_written("risk", "assessed_on"))
    )


def _written(key: str, field: str) -> Exists:
    """Whether a part was written with something in this field."""
    given = DossierPart.objects.filter(dossier=OuterRef("pk"), key=key, **{f"content__{field}__isnull": False})
    return Exists(given.exclude(**{f"content__{field}": ""}))


def lacking(dossiers: QuerySet[Dossier], key: str) -> QuerySet[Dossier]:
    """Those of `kept` that lack this; all of them for another word."""
    return dossiers.filter(LACKING[key]) if key in LACKING else dossiers


def lacks_of(dossier: Dossier) -> list[Lack]:
    """What a dossier of `kept` still lacks, in the order of `LACKS`."""
    missing = {
        "tieu-chuan": not dossier.plan_moved,
        "phuong-an": dossier.requirements_open > 0, "xac-nhan": dossier.state in TO_BE_DEPLOYED,
        "quy-che": not dossier.has_regulation, "rui-ro": not dossier.has_risk,
    }  # fmt: skip
    return [lack for lack in LACKS if missing[lack.key]]


def counted(dossiers: QuerySet[Dossier]) -> dict[str, int]:
    """How many of `kept` lack each thing, and `"all"` of them; one statement."""
    wanted = {key.replace("-", "_"): Count("pk", filter=condition) for key, condition in LACKING.items()}
    told = dossiers.aggregate(all=Count("pk"), **wanted)
    return {key.replace("_", "-"): number for key, number in told.items()}


def measures_due() -> datetime.date:
    """The last day to meet the new measures, as the administrator has it."""
    return StatutoryDay.objects.law_days().measures_due.day


def kept_errands(user, today: datetime.date) -> list[Errand]:
    """One errand for all kept systems of an operator that still lack something."""
    short = Q()
    for condition in LACKING.values():
        short |= condition
    number = kept(Dossier.objects.filter(acts_for(user, Role.OPERATOR, prefix="system__"))).filter(short).count()
    if not number:
        return []
    due = measures_due()
    title = ngettext("%(n)s hệ thống giữ cấp độ còn thiếu", "%(n)s hệ thống giữ cấp độ còn thiếu", number)
    return [
        Errand(
            key=f"kept:{due:%Y-%m-%d}", title=title % {"n": number}, button=_("Xem danh sách"), due_on=due,
            sentence=_("Cấp độ theo quy định cũ vẫn giữ nguyên, nhưng phải đáp ứng quy định mới đúng hạn."),
            url=reverse("classification:kept_levels"),
        )
    ]  # fmt: skip


def days_to_measures(today: datetime.date) -> tuple[datetime.date, int]:
    """(last day, days left; negative once it has passed)."""
    due = measures_due()
    left = days_left(due, today, Unit.CALENDAR)
    return due, -left.amount if left.overdue else left.amount
