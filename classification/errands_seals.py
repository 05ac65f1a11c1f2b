"""Errands of a clerk: papers that were signed and wait for the seal of their body (NĐ 30/2020, Điều 33)."""

from __future__ import annotations

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from classification.errands import Errand
from classification.models import Dossier
from systems.authority import duties
from systems.roles import Role


def to_be_sealed(user, today: datetime.date) -> list[Errand]:
    """One errand for all of them: the clerk's own list names each."""
    if Role.CLERK not in duties(user):
        return []
    papers = Dossier.documents.rel.related_model.objects
    number = papers.to_seal(user).count()
    if not number:
        return []
    return [
        Errand(
            key="seal",
            title=_("Đóng dấu văn bản"),
            sentence=ngettext("%(n)s văn bản đã ký chờ đóng dấu.", "%(n)s văn bản đã ký chờ đóng dấu.", number)
            % {"n": number},
            button=_("Xem và đóng dấu"),
            url=reverse("documents:seals"),
        )
    ]
