"""Systems that stand in one another: held against each other before one is put into the next."""

from django.utils.translation import gettext as _

from .hosting import DEEPEST
from .models import InformationSystem


def hold_chain(system: InformationSystem, host: InformationSystem) -> None:
    """Lock both and every host above, in one order, so that two people cannot close a circle from its two ends."""
    held = {system.pk, host.pk, *(each.pk for each in hosts_above(host))}
    list(InformationSystem.objects.select_for_update(of=("self",)).filter(pk__in=held).order_by("pk"))


def hosts_above(system: InformationSystem) -> list[InformationSystem]:
    """What it stands in, nearest first; stops one beyond the deepest chain there may be."""
    found: list[InformationSystem] = []
    host_pk = system.hosted_by_id
    while host_pk is not None and len(found) <= DEEPEST:
        host = InformationSystem.objects.get(pk=host_pk)
        found.append(host)
        host_pk = host.hosted_by_id
    return found


def why_not_hosted(system: InformationSystem) -> str | None:
    """Why this system cannot stand where it says; None when it can."""
    above = hosts_above(system)
    if not above:
        return None
    host = above[0]
    if host.pk == system.pk or any(each.pk == system.pk for each in above):
        return _("%(host)s lại đang đặt trong chính hệ thống này, trực tiếp hoặc qua hệ thống khác.") % {"host": host}
    if host.status == InformationSystem.Status.CLOSED:
        return _("%(host)s đã ngừng vận hành nên không chứa được hệ thống nào.") % {"host": host}
    if len(above) + _height(system) > DEEPEST:
        return _("Hệ thống đặt chồng lên nhau quá %(n)s tầng: ghi trung tâm dữ liệu ở dưới cùng làm nơi đặt.") % {
            "n": DEEPEST
        }
    return None


def _height(system: InformationSystem) -> int:
    """How many storeys of tenants stand on it."""
    if not system.pk:
        return 0
    path = "hosted_by"
    for storeys in range(DEEPEST + 1):
        if not InformationSystem.objects.filter(**{path: system.pk}).exists():
            return storeys
        path = f"hosted_by__{path}"
    return DEEPEST + 1
