"""What a system may inherit from the one it stands in: what its host meets, and why not where it may not.

Systems at levels 1 to 3 share solutions (TT 12/2022 Đ9.5): what the data centre does once, tenants need not do again.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from classification.catalogue import Requirement
from classification.models import Dossier, PlanItem
from classification.plan import SHARED_UP_TO, Answer

INFRASTRUCTURE = {
    "tcvn11930:2017": ("tech.network", "tech.server"),
    "tcvn14423:2026": ("hardware", "network", "backup", "monitoring"),
}
"""Groups that a data centre usually does for its tenants: proposed all at once; any other may be chosen one by one."""


@dataclass(frozen=True, slots=True)
class Offered:
    """One requirement that the host meets, with this system's own answer (None: not answered yet)."""

    requirement: Requirement
    here: PlanItem | None
    usual: bool

    @property
    def code(self) -> str:
        return self.requirement.code

    @property
    def proposed(self) -> bool:
        """Ticked at first: infrastructure that nobody has settled here."""
        return self.usual and (self.here is None or self.here.counts_as not in (Answer.MET, Answer.NOT_APPLICABLE))


@dataclass(frozen=True, slots=True)
class Offer:
    """What the host offers a dossier, infrastructure first; `refusal` says why nothing at all can be inherited."""

    host: object = None
    source: Dossier | None = None
    rows: tuple[Offered, ...] = ()
    refusal: str = ""

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(row.code for row in self.rows)


def offer(dossier: Dossier) -> Offer:
    """What could be inherited now. At most four statements."""
    host = dossier.system.hosted_by
    source = _in_force(host) if host else None
    if refusal := _why_nothing(dossier, host, source):
        return Offer(host, source, (), refusal)
    there = {item.code for item in source.plan_items.with_hosts() if item.counts_as == Answer.MET}
    here = {item.code: item for item in dossier.plan_items.with_hosts()}
    usual = INFRASTRUCTURE.get(dossier.catalogue.id, ())
    rows = [
        Offered(asked, here.get(asked.code), asked.group.id in usual)
        for asked in dossier.catalogue.requirements_for(dossier.level)
        if asked.code in there and not (asked.code in here and here[asked.code].inherited_from_id == host.pk)
    ]
    return Offer(host, source, tuple(sorted(rows, key=lambda row: not row.usual)))


def _in_force(host) -> Dossier | None:
    return Dossier.objects.in_force().filter(system=host).first()


def _why_nothing(dossier: Dossier, host, source: Dossier | None) -> str:
    if not dossier.level:
        return _("Hãy xác định cấp độ trước: yêu cầu của phương án tùy theo cấp độ.")
    if host is None:
        return _("Hệ thống này không ghi là đặt trong trung tâm dữ liệu, nền tảng nào của danh mục.")
    if dossier.level > SHARED_UP_TO:
        return _("Từ cấp độ 4 mỗi hệ thống có giải pháp riêng, không kế thừa của nơi đặt (Điều 9 khoản 5 TT 12/2022).")
    if host.status == host.Status.CLOSED:
        return _("%(host)s đã ngừng vận hành.") % {"host": host}
    if source is None:
        return _("%(host)s chưa có hồ sơ được phê duyệt, đang có hiệu lực.") % {"host": host}
    if not Dossier.objects.filter(pk=source.pk).like(dossier).exists():
        return _("Phương án của %(host)s theo tiêu chuẩn khác nên không đối chiếu được từng yêu cầu.") % {"host": host}
    if source.level < dossier.level:
        return _("%(host)s ở cấp độ %(lower)s, thấp hơn cấp độ %(level)s của hệ thống này.") % {
            "host": host, "lower": source.level, "level": dossier.level,
        }  # fmt: skip
    return ""
