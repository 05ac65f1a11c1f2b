"""The way of one dossier as people see it: milestones gone and to go, and the steps that lead on from here."""

import datetime
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from classification.joint import held_back, of_system, taken_on_the_lead, taken_together
from classification.models import Dossier
from classification.workflow import MILESTONES, STEPS, Milestone, PaperKind, State, Step, next_step, steps_from
from systems.authority import body_for, delegation_for, may_act
from systems.models import AppraisalArrangement, Organisation
from systems.roles import Role


@dataclass(frozen=True, slots=True)
class Station:
    """One milestone as the stepper draws it: kind is done, now, later or stopped."""

    kind: str
    name: str
    date: datetime.date | None = None
    fine: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """One obstacle as a sentence, and the places (words, address) where it can be removed."""

    sentence: str
    places: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Option:
    """A step that leads on from here, for one reader: who takes it, with which paper, what holds it back."""

    step: Step
    body: object
    role: Role
    mine: bool
    papers: list[str]
    delegation: object = None
    """The delegation under which this reader would take the step."""
    url: str = ""
    """Where the step is taken by paper: the signing page, or the page that records a document."""
    label: str = ""
    """The button, in the words of this way."""
    outside: str = ""
    """The body outside whose answer the step is; empty where the step is taken here."""
    holds: list[Hold] = field(default_factory=list)

    @property
    def text(self) -> str:
        return CONSEQUENCES.get(self.step.name, "")


CONSEQUENCES = {
    "accept": gettext_lazy("Thời hạn thẩm định theo luật bắt đầu tính từ hôm nay."),
    "deploy": gettext_lazy("Từ hôm nay hệ thống được tính là đang triển khai; kết quả từng yêu cầu được ghi tiếp."),
    "return": gettext_lazy("Đơn vị vận hành nhận thông báo có lý do, sửa hồ sơ rồi trình lại; thời hạn dừng lại."),
    "refuse": gettext_lazy("Hồ sơ kết thúc. Muốn đề nghị nữa thì đơn vị vận hành phải lập hồ sơ mới."),
    "send_back": gettext_lazy("Hệ thống không còn được tính là đã triển khai đầy đủ, kể từ hôm nay."),
    "withdraw": gettext_lazy("Hồ sơ kết thúc và được giữ lại để tra cứu. Muốn làm tiếp thì phải lập hồ sơ mới."),
}


ON_PAPER = {"approve": "record", "report_deployed": "record_deployed", "confirm": "record_deployed"}
"""The stations of a dossier that was recorded from paper, and the row that stands for each of them."""


def stations(dossier: Dossier, taken: list) -> list[Station]:
    """The way of a dossier; `taken` are its steps in order (StepTaken)."""
    way = [m for m in MILESTONES if dossier.level is None or dossier.route_level in m.levels]
    if dossier.recorded:
        way = [m for m in way if m.step in ON_PAPER]
    if dossier.level is None:
        way = [m for m in way if len(m.levels) == 5]
    place = State(_last_on_the_way(dossier, taken))
    now = next((n for n, m in enumerate(way) if place in m.states), len(way))
    return [_station(m, n, now, dossier, taken) for n, m in enumerate(way)]


def _last_on_the_way(dossier: Dossier, taken: list) -> str:
    return taken[-1].source if dossier.is_ended and taken else dossier.state


def _station(milestone: Milestone, n: int, now: int, dossier: Dossier, taken: list) -> Station:
    if n == now:
        return _current(milestone, dossier, taken)
    if n > now:
        return Station("later", milestone.name)
    if not milestone.step:
        return Station("done", milestone.name, timezone.localdate(dossier.opened_at))
    days = [step.on for step in taken if step.step in (milestone.step, ON_PAPER.get(milestone.step))]
    if milestone.step == "approve":
        return Station("done", milestone.name, dossier.decision_on, dossier.decision_number)
    again = _("lần %(n)s: %(day)s") % {"n": len(days), "day": f"{days[-1]:%d/%m/%Y}"} if len(days) > 1 else ""
    return Station("done", milestone.name, days[0] if days else None, again)


def _current(milestone: Milestone, dossier: Dossier, taken: list) -> Station:
    if dossier.is_ended:
        return Station("stopped", milestone.name, taken[-1].on if taken else None, dossier.get_state_display())
    if milestone.step == "report_deployed":
        plan = dossier.plan
        fine = _("%(done)s / %(total)s yêu cầu đạt") % {"done": plan.done, "total": plan.total}
        return Station("now", milestone.name, None, fine)
    return Station("now", milestone.name, None, dossier.get_state_display())


def options(dossier: Dossier, user) -> tuple[Option | None, list[Option]]:
    """The next step, and the steps back or out that this reader could take instead."""
    onward = next_step(dossier.state, dossier.route_level)
    rows = [_option(dossier, step, user) for step in steps_from(dossier.state, dossier.route_level)]
    ahead = next((option for option in rows if option.step is onward), None)
    return ahead, [option for option in rows if option.step.reason_needed and option.mine]


def _option(dossier: Dossier, step: Step, user) -> Option:
    level = dossier.route_level
    roles = step.roles(level, dossier.state, dossier.by_council)
    role = next((role for role in roles if may_act(user, role, dossier.system, step.name)), None)
    mine = role is not None
    papers = [PaperKind(kind).label for kind in step.papers_for(level, dossier.state)]
    delegation = delegation_for(user, dossier.system, step.name) if role is Role.APPROVER else None
    outside = dossier.outside_appraiser if step.is_recorded(level, dossier.state) else ""
    words = {"url": act_url(dossier, step), "label": str(step.label_for(level)), "outside": outside}
    option = Option(step, body_named(role or roles[0], dossier), role or roles[0], mine, papers, delegation, **words)
    option.holds += [hold for _guard, hold in holds_of(dossier, step, user if mine else None)]
    return option


def holds_of(dossier: Dossier, step: Step, by) -> list[tuple[str, Hold]]:
    """(name of the guard, what it says with the places to put it right) of everything that holds the step back."""
    together = taken_together(dossier, step)
    if together and dossier.is_led:
        place = (_("Mở hồ sơ đại diện"), reverse("classification:dossier", args=[dossier.leading.pk]))
        return [("taken_on_the_lead", Hold(taken_on_the_lead(dossier), (place,)))]
    found = []
    for held in held_back(dossier, step, by):
        said = _in_short(held.guard, held.reason, held.dossier)
        if together and not held.of_all:
            said = of_system(held.dossier, said)
        found.append((held.guard, Hold(said, _places(held.guard, held.dossier))))
    return found


def _in_short(guard: str, reason: str, dossier: Dossier) -> str:
    """The guard's sentence, without the names that the links beside it say again, and never a paragraph long."""
    if guard == "parts_missing":
        return _("Hồ sơ còn thiếu:")
    names = [str(name) for name in dossier.decisive_unknowns] if guard == "facts_missing" else []
    if len(names) <= 3:
        return str(reason)
    return _("Còn dữ kiện chưa biết có thể làm cấp độ cao hơn: %(names)s và %(n)s điều khác.") % {
        "names": ", ".join(names[:3]), "n": len(names) - 3,
    }  # fmt: skip


def _places(guard: str, dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """Where what holds a step back can be put right."""
    if guard == "parts_missing":
        return tuple((part.title, _part_url(dossier, part.key)) for part in dossier.incomplete_parts)
    words, name, query = PLACES.get(guard, ("", "", ""))
    if not name:
        return ()
    if name in ("risk", "regulation", "hosting"):
        return ((words, _part_url(dossier, name)),)
    return ((words, reverse(f"classification:{name}", args=[dossier.pk]) + query),)


def _part_url(dossier: Dossier, key: str) -> str:
    return reverse("classification:part", args=[dossier.pk, key])


PLACES = {
    "decree_has_changed": (gettext_lazy("Chọn nghị định áp dụng"), "regime", ""),
    "level_undetermined": (gettext_lazy("Xác định cấp độ"), "facts", ""),
    "facts_missing": (gettext_lazy("Trả lời các dữ kiện đó"), "facts", ""),
    "route_unanswered": (gettext_lazy("Trả lời các câu hỏi đó"), "route", ""),
    "list_decision_missing": (gettext_lazy("Ghi quyết định Danh mục"), "list_decision", ""),
    "plan_unanswered": (gettext_lazy("Trả lời các yêu cầu đó"), "plan", "?loc=chua-tra-loi"),
    "plan_without_owner_or_date": (gettext_lazy("Ghi người và ngày"), "plan", "?loc=thieu-nguoi-han"),
    "plan_not_done": (gettext_lazy("Xem các yêu cầu đó"), "plan", "?loc=chua-dat"),
    "copied_not_reviewed": (gettext_lazy("Xem lại các câu đó"), "plan", "?loc=cho-xem-lai"),
    "finding_unfavourable": (gettext_lazy("Xem các yêu cầu đó"), "plan", "?loc=kiem-tra-chua-dat"),
    "inherited_fallen": (gettext_lazy("Xem các yêu cầu đó"), "plan", "?loc=ke-thua-khong-dat"),
    "separation_insufficient": (gettext_lazy("Ghi mức phân tách"), "hosting", ""),
    "risk_not_assessed": (gettext_lazy("Ghi đánh giá rủi ro"), "risk", ""),
    "regulation_not_issued": (gettext_lazy("Ghi số, ngày quy chế"), "regulation", ""),
    "appraiser_is_operator": (gettext_lazy("Xem, giao đơn vị thẩm định"), "appraiser", ""),
    "inspector_is_operator": (gettext_lazy("Xem, giao đơn vị kiểm tra"), "appraiser", ""),
    "council_has_not_met": (gettext_lazy("Lập biên bản họp"), "appraiser", "#bien-ban"),
    "verdict_missing": (gettext_lazy("Ghi ý kiến thẩm định"), "appraisal", ""),
    "verdict_unfavourable": (gettext_lazy("Xem ý kiến thẩm định"), "appraisal", ""),
    "nothing_unfavourable": (gettext_lazy("Ghi ý kiến thẩm định"), "appraisal", ""),
    "no_longer_together": (gettext_lazy("Xem hồ sơ chung"), "joint", ""),
    "remarks_unanswered": (gettext_lazy("Trả lời các ý kiến đó"), "remarks", ""),
    "remarks_unsettled": (gettext_lazy("Xem các ý kiến đó"), "remarks", ""),
    "remarks_unsent": (gettext_lazy("Xem các ý kiến đó"), "remarks", ""),
}


def turn_of(dossier: Dossier, step: Step) -> Organisation | AppraisalArrangement | str | None:
    """The body whose turn it is to take this step from where the dossier stands; None where none is named yet.

    A body outside, which answers by letter, is given by its name.
    """
    if step.is_recorded(dossier.route_level, dossier.state):
        return dossier.outside_appraiser
    return body_named(step.roles(dossier.route_level, dossier.state, dossier.by_council)[0], dossier)


def body_named(role: Role, dossier: Dossier) -> Organisation | AppraisalArrangement | None:
    """Who answers in this duty, to be named: a council by its own name."""
    council = role is Role.SECURITY_UNIT and dossier.by_council
    return dossier.system.appraising if council else body_for(role, dossier.system)


def act_url(dossier: Dossier, step: Step) -> str:
    """Where the papers of this step are signed or recorded; empty for a step without paper."""
    if step.is_recorded(dossier.route_level, dossier.state):
        return f"{reverse('classification:incoming', args=[dossier.pk])}?viec={step.name}"
    if step.papers_for(dossier.route_level, dossier.state):
        return reverse("documents:sign", args=[dossier.pk, step.name])
    return ""


def next_label(dossier: Dossier) -> str:
    """What the dossier waits for, in a few words, for lists."""
    step = next_step(dossier.state, dossier.route_level)
    return str(step.label_for(dossier.route_level)) if step else ""


def last_return(taken: list):
    """The return whose reasons still stand: the last step, when it handed the dossier back."""
    return taken[-1] if taken and taken[-1].target == STEPS["return"].target else None
