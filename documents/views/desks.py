"""The papers that a body signs by itself, by the word in their addresses: how they are found, what their pages say."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from classification.models import AnnualReport
from documents.services.body_papers import BodyAct
from documents.services.delegating import DELEGATION
from documents.services.reporting import REPORT
from systems.authority import delegations_visible_to


@dataclass(frozen=True)
class Desk:
    """`find` gives what the paper is of as far as the reader may see it; `page` is the name of its own page."""

    act: BodyAct
    find: Callable[[HttpRequest, int], Any]
    page: str
    title: Promise
    back: Promise
    button: Promise
    consequence: Promise
    done: Promise
    reason: Promise | str = ""
    """What a reason is asked for, where `act.needs_reason`."""


def _report(request: HttpRequest, pk: int) -> AnnualReport:
    seen = AnnualReport.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("organisation__security_unit"), pk=pk)


def _delegation(request: HttpRequest, pk: int):
    seen = delegations_visible_to(request.user)
    return get_object_or_404(seen.select_related("owner__security_unit", "unit", "person__organisation"), pk=pk)


DESKS = {
    "bao-cao-nam": Desk(
        act=REPORT, find=_report, page="documents:report", title=_("Ký báo cáo năm"), back=_("Về báo cáo"),
        button=_("Ký báo cáo"),
        consequence=_(
            "Khi bạn ký, báo cáo được lưu, có số và kiểm tra được như mọi văn bản; việc gửi tệp đi vẫn do văn thư làm."
        ),
        done=_("Đã ký báo cáo. Tải tệp PDF ở đây để gửi qua hệ thống quản lý văn bản."),
        reason=_("Lý do báo cáo lại"),
    ),
    "uy-quyen": Desk(
        act=DELEGATION, find=_delegation, page="classification:delegation", title=_("Ký quyết định ủy quyền"),
        back=_("Về ủy quyền"), button=_("Ký quyết định"),
        consequence=_(
            "Khi bạn ký, ủy quyền có hiệu lực theo thời hạn đã ghi; sau đó không sửa được nữa, chỉ chấm dứt sớm được."
        ),
        done=_("Đã ký. Ủy quyền có hiệu lực theo thời hạn ghi trong văn bản."),
    ),
}  # fmt: skip


def desk_of(word: str) -> Desk:
    """404 for another word."""
    if word not in DESKS:
        raise Http404
    return DESKS[word]
