"""Dossiers on the way of level 5 that wait for the Prime Minister's decision on the list to be written down."""

import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from classification.errands import A_KIND, Errand
from classification.models import Dossier, IncomingDocument
from classification.models.routed import ROUTE_LEVEL
from classification.paper_kinds import PaperKind
from classification.route import TOP
from classification.workflow import CONCLUDED
from systems.authority import acts_for
from systems.roles import Role


def undecided() -> QuerySet[Dossier]:
    """Appraised, on the way of the list, not on it, and no decision about it was recorded in this dossier."""
    told = IncomingDocument.objects.filter(dossier=OuterRef("pk"), kind=PaperKind.LIST_IN)
    waiting = Dossier.objects.alias(route=ROUTE_LEVEL).filter(route=TOP, on_list=False, state__in=sorted(CONCLUDED))
    return waiting.exclude(Exists(told))


def list_errands(user, today: datetime.date) -> list[Errand]:
    """One for each, for the security unit, which records what comes in; the law gives no number of days."""
    found = undecided().filter(acts_for(user, Role.SECURITY_UNIT, prefix="system__"), system__on_paper=False)
    found = found.select_related("system").defer("facts", "determination").order_by("pk")
    return [
        Errand(
            key=f"list-decision:{dossier.pk}",
            title=_("Ghi quyết định về Danh mục: %(system)s") % {"system": dossier.system.name},
            sentence=_("Hồ sơ đã thẩm định xong; chủ quản chỉ phê duyệt phương án khi Thủ tướng đã phê duyệt %(list)s.")
            % {"list": dossier.list_name},
            button=_("Ghi quyết định"),
            url=reverse("classification:list_decision", args=[dossier.pk]),
            level=dossier.level,
        )
        for dossier in found[:A_KIND]
    ]
