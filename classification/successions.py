"""What a split or a merger means for a level that was met before: a warning, with the clause. Read only."""

from django.utils.translation import gettext_lazy as _

from classification.models import Standing
from systems.models import InformationSystem, Succession
from systems.templatetags.ui import vndate

WARNING = _(
    "%(system)s: %(kind)s, %(former)s, ngày %(on)s, sau khi hệ thống đó được phê duyệt cấp độ %(level)s ngày %(day)s. "
    "Không được tách, gộp hình thức để thay đổi cấp độ (Điều 8 khoản 3 Nghị định 331/2026/NĐ-CP)."
)


def succession_warnings(system: InformationSystem) -> list[str]:
    """One sentence for each system this one was made of, or that was made of this one, after a level was met."""
    rows = list(Succession.objects.filter(system=system).select_related("former", "system"))
    rows += list(Succession.objects.filter(former=system).select_related("former", "system"))
    levels = _levels([row.former_id for row in rows])
    told = []
    for row in rows:
        known = [(day, level) for day, level in levels.get(row.former_id, ()) if day <= row.on]
        if known:
            day, level = known[-1]
            words = {
                "system": row.system, "kind": row.get_kind_display().lower(), "former": row.former,
                "on": vndate(row.on), "level": level, "day": vndate(day),
            }  # fmt: skip
            told.append(WARNING % words)
    return told


def _levels(systems: list[int]) -> dict[int, list]:
    found: dict[int, list] = {}
    approved = Standing.objects.believed().filter(system__in=systems, kind=Standing.Kind.CLASSIFIED)
    for system, day, level in approved.order_by("holds_from").values_list("system", "holds_from", "level"):
        found.setdefault(system, []).append((day, level))
    return found
