"""What waits for a person, as they read it: the act, since when, what it needs, and the address of the act itself."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from classification.calendars import time_left
from classification.models import Dossier, StepTaken
from classification.way import act_url
from classification.workflow import BESIDE, ENDED, OPEN, State, Step, next_step
from systems.authority import acts_for
from systems.models import InformationSystem
from systems.roles import Role
from systems.templatetags.ui import vndate

# What the button says; the act itself is the step's label in the table.
BUTTONS = {
    "submit": gettext_lazy("Làm tiếp"),
    "give_opinion": gettext_lazy("Cho ý kiến"),
    "forward": gettext_lazy("Gửi thẩm định"),
    "accept": gettext_lazy("Xem và tiếp nhận"),
    "appraise": gettext_lazy("Kết luận"),
    "request_approval": gettext_lazy("Ký tờ trình"),
    "approve": gettext_lazy("Ký quyết định"),
    "deploy": gettext_lazy("Bắt đầu"),
    "report_deployed": gettext_lazy("Ký báo cáo"),
    "confirm": gettext_lazy("Lập biên bản"),
}
# Where the step's label would already say how it ends.
TITLES = {"submit": gettext_lazy("Hoàn thiện hồ sơ"), "appraise": gettext_lazy("Kết luận thẩm định")}
_S = State
SENTENCES = {
    _S.DRAFT: gettext_lazy("Đang lập từ ngày %(day)s."),
    _S.RETURNED: gettext_lazy("Bị trả lại ngày %(day)s: %(note)s"),
    _S.SUBMITTED: gettext_lazy("%(operator)s trình ngày %(day)s."),
    _S.OPINION_GIVEN: gettext_lazy("Đã có ý kiến chuyên môn ngày %(day)s."),
    _S.FORWARDED: gettext_lazy("Đã gửi cơ quan thẩm định ngày %(day)s."),
    _S.UNDER_APPRAISAL: gettext_lazy("Hồ sơ của %(operator)s, tiếp nhận ngày %(day)s."),
    _S.APPRAISED: gettext_lazy("Hồ sơ của %(operator)s, thẩm định ngày %(day)s: phù hợp."),
    _S.AWAITING_APPROVAL: gettext_lazy("%(operator)s trình ngày %(day)s. Ý kiến thẩm định: phù hợp."),
    _S.APPROVED: gettext_lazy("Phê duyệt ngày %(day)s; phương án chưa bắt đầu triển khai."),
    _S.AWAITING_INSPECTION: gettext_lazy("%(operator)s báo cáo ngày %(day)s: đã triển khai đầy đủ."),
}


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: `days` left (negative: overdue; None: no deadline), `url` of the act itself."""

    dossier: Dossier
    step: Step
    title: str
    sentence: str
    button: str
    url: str
    days: int | None


@dataclass(frozen=True, slots=True)
class Bundle:
    """Tasks that are due at about the same time."""

    title: str
    tasks: list[Task] = field(default_factory=list)


def waiting(user) -> QuerySet[Dossier]:
    """Dossiers whose next step is this person's, nearest deadline first, with what a task tells of them."""
    last = StepTaken.objects.filter(dossier=OuterRef("pk")).exclude(step__in=sorted(BESIDE)).order_by("-pk")
    return (
        Dossier.objects.waiting_for(user)
        .with_parties()
        .with_open_requirements()
        .with_filing()
        .annotate(last_on=Subquery(last.values("on")[:1]), last_note=Subquery(last.values("note")[:1]))
        .defer("facts", "determination")
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )


def task(dossier: Dossier, today: datetime.date) -> Task:
    """The task that this dossier (of `waiting`) is."""
    step = next_step(dossier.state, dossier.route_level)
    button, url = _act(dossier, step)
    title = TITLES.get(step.name, step.label_for(dossier.route_level))
    if step.is_recorded(dossier.route_level, dossier.state):
        title = _("Chờ trả lời của %(body)s") % {"body": dossier.outside_appraiser}
    if step.name == "report_deployed" and dossier.requirements_open:
        title = _("Triển khai phương án")
    sentence = " ".join(said for said in (_together(dossier), _sentence(dossier)) if said)
    return Task(dossier, step, str(title), sentence, str(button), url, time_left(dossier, today))


def bundles(tasks: list[Task], today: datetime.date) -> list[Bundle]:
    """Overdue, this week, later, without a deadline: those that hold something."""
    sunday = today + datetime.timedelta(6 - today.weekday())
    late, week = Bundle(_("Quá hạn")), Bundle(_("Tuần này"))
    later, free = Bundle(_("Sau tuần này")), Bundle(_("Không có hạn"))
    for one in tasks:
        due = one.dossier.due_on
        bundle = free if due is None else late if due < today else week if due <= sunday else later
        bundle.tasks.append(one)
    return [bundle for bundle in (late, week, later, free) if bundle.tasks]


def without_dossier(user) -> QuerySet[InformationSystem]:
    """Systems this person operates that have no dossier at all on its way or in force."""
    living = Dossier.objects.exclude(state__in=sorted(ENDED))
    return (
        InformationSystem.objects.filter(acts_for(user, Role.OPERATOR))
        .exclude(status=InformationSystem.Status.CLOSED)
        .exclude(Exists(living.filter(system=OuterRef("pk"))))
        .select_related("operator")
        .order_by("code")
    )


def with_others(user) -> QuerySet[Dossier]:
    """Dossiers this person sees that wait for somebody else, nearest deadline first."""
    mine = Dossier.objects.waiting_for(user).values("pk")
    moving = [*sorted(OPEN), State.AWAITING_INSPECTION]
    return (
        Dossier.objects.visible_to(user)
        .not_led()
        .filter(state__in=moving)
        .exclude(pk__in=mine)
        .with_parties()
        .defer("facts", "determination")
        .order_by(F("due_on").asc(nulls_last=True), "-pk")
    )


def _act(dossier: Dossier, step: Step) -> tuple[str, str]:
    """The words of the button and where it leads: to signing where the step is a signature that can be given now."""
    if step.is_recorded(dossier.route_level, dossier.state):
        return _("Ghi văn bản đến"), act_url(dossier, step)
    if step.name == "appraise":
        return BUTTONS[step.name], reverse("classification:appraisal", args=[dossier.pk])
    if step.name == "report_deployed" and dossier.requirements_open:
        return _("Cập nhật"), reverse("classification:plan", args=[dossier.pk])
    if step.name == "submit" and dossier.state == State.RETURNED:
        return _("Xem và sửa"), reverse("classification:dossier", args=[dossier.pk])
    if step.name != "submit" and (url := act_url(dossier, step)):
        return BUTTONS[step.name], url
    return BUTTONS[step.name], reverse("classification:dossier", args=[dossier.pk])


def _together(dossier: Dossier) -> str:
    """How many systems the task is about, where it is about several."""
    number = dossier.members_on_the_way
    return _("Hồ sơ chung gồm %(n)s hệ thống.") % {"n": number + 1} if number else ""


def _sentence(dossier: Dossier) -> str:
    if dossier.state == State.DEPLOYING:
        number = dossier.requirements_open
        if not number:
            return _("Mọi yêu cầu của phương án đã đạt.")
        text = ngettext("Còn %(n)s yêu cầu chưa đạt.", "Còn %(n)s yêu cầu chưa đạt.", number)
        return text % {"n": number}
    if not dossier.level:
        return _("Chưa xác định cấp độ.")
    day = dossier.last_on or dossier.opened_at
    return SENTENCES[State(dossier.state)] % {
        "day": vndate(day),
        "operator": dossier.operator,
        "note": dossier.last_note or _("không ghi lý do"),
    }
