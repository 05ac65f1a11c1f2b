"""Past assessments of the demonstration: one overdue since, one with findings, one that did not stand for the duty."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from classification.assessing import Box, Doer, Kind, Occasion, Severity
from classification.models import Dossier
from classification.plan import Answer
from classification.services import record_inspection
from classification.services.inspections import Found
from systems.models import Organisation, User

from .clock import DAY, at, in_office_hours, working_day

EXPERT = {
    "doer": Doer.EXPERT, "doer_name": "Công ty Cổ phần An ninh mạng Sao Bắc",
    "doer_document": "Giấy phép số 112/GP-BCA ngày 05/3/2025",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Past:
    """One assessment of a system, so many days ago. `finds` are remarks about no requirement in particular."""

    code: str
    ago: int
    kind: Kind
    number: str
    summary: str
    by_own_unit: bool = False
    box: str = ""
    finds: tuple[str, ...] = ()


PASTS = (
    Past(
        "BGTVT-016", 402, Kind.EFFECTIVENESS, "41/BC-SB",
        "Các biện pháp bảo vệ có hiệu quả; đề nghị đánh giá lại trong 12 tháng.",
    ),
    Past(
        "BGTVT-030", 62, Kind.VULNERABILITY, "57/BC-SB", "Không chiếm được quyền quản trị; một điểm nên sửa.",
        box=Box.GREY, finds=("Thông báo lỗi của trang đăng nhập cho biết phiên bản phần mềm.",),
    ),
    Past(
        "BGTVT-003", 96, Kind.COMPLIANCE, "12/BC-CNTT", "Quy trình được tuân thủ; tự kiểm tra trước kỳ đánh giá.",
        by_own_unit=True,
    ),
)  # fmt: skip


def play_inspection(past: Past, today: datetime.date, appraiser: User) -> None:
    """Record a past assessment on the working day after it ended; the security unit writes it down."""
    day = working_day(today - past.ago * DAY)
    with at(in_office_hours(day, f"{past.code} inspection")):
        _record(past, day, appraiser)


def _record(past: Past, day: datetime.date, appraiser: User) -> None:
    dossier = Dossier.objects.in_force().with_parties().get(system__code=past.code)
    ended = working_day(day - DAY)
    record_inspection(
        dossier=dossier, by=appraiser, kind=past.kind, box=past.box, occasion=Occasion.PERIODIC,
        started_on=working_day(ended - 4 * DAY), ended_on=ended, report_number=past.number, report_on=day,
        summary=past.summary, findings=tuple(Found(words) for words in past.finds), today=day,
        **(_own(appraiser.organisation) if past.by_own_unit else EXPERT),
    )  # fmt: skip


def _own(unit: Organisation) -> dict:
    return {"doer": Doer.OWN, "unit": unit}


def find_wanting(dossier: Dossier, by: User, words: str) -> None:
    """An inspection of today that finds the plan seriously wanting: it is sent back to deploying."""
    met = set(dossier.plan_items.filter(status=Answer.MET).values_list("code", flat=True))
    asked = dossier.catalogue.requirements_for(dossier.level)
    code = next(wanted.code for wanted in asked if wanted.code in met and "nhật ký" in wanted.text.lower())
    today = timezone.localdate()
    record_inspection(
        dossier=dossier, by=by, kind=Kind.COMPLIANCE, occasion=Occasion.REQUEST, started_on=today, ended_on=today,
        doer=Doer.STATE, doer_name="Cục An ninh mạng và phòng, chống tội phạm sử dụng công nghệ cao, Bộ Công an",
        report_number="203/BC-A05", report_on=today, findings=(Found(words, Severity.SERIOUS, code, Answer.NOT_MET),),
        send_back=True,
    )  # fmt: skip
