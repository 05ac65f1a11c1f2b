"""The life of a dossier: its states, its steps, what paper a step needs and what may hold it back.

Read STEPS first; everything else in this file and in guards.py serves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from classification import guards as held
from classification.guards import Guard
from classification.paper_kinds import PaperKind
from systems.roles import Role

if TYPE_CHECKING:
    from classification.models import Dossier


class State(TextChoices):
    DRAFT = "draft", _("Đang lập hồ sơ")
    SUBMITTED = "submitted", _("Chờ tiếp nhận")
    OPINION_GIVEN = "opinion_given", _("Đã có ý kiến chuyên môn")
    FORWARDED = "forwarded", _("Đã gửi cơ quan thẩm định")
    UNDER_APPRAISAL = "under_appraisal", _("Đang thẩm định")
    RETURNED = "returned", _("Trả lại để hoàn thiện")
    APPRAISED = "appraised", _("Đã thẩm định, phù hợp")
    AWAITING_APPROVAL = "awaiting_approval", _("Chờ phê duyệt")
    REFUSED = "refused", _("Không được chấp thuận")
    APPROVED = "approved", _("Đã phê duyệt, chưa triển khai")
    DEPLOYING = "deploying", _("Đang triển khai phương án")
    AWAITING_INSPECTION = "awaiting_inspection", _("Chờ kiểm tra kết quả triển khai")
    PROTECTED = "protected", _("Đã triển khai đầy đủ")
    WITHDRAWN = "withdrawn", _("Đã rút hồ sơ")
    SUPERSEDED = "superseded", _("Đã được thay bằng hồ sơ mới")

    @property
    def official(self) -> str:
        """The word of Mẫu số 08 for how far approval has come; empty for what left the way."""
        return OFFICIAL.get(self, "")


class Party(TextChoices):
    """Who takes a step, in the words of the law; which duty that is depends on the level."""

    OPERATOR = "operator", _("Đơn vị vận hành")
    SECURITY_UNIT = "security_unit", _("Đơn vị chuyên trách")
    OWNER = "owner", _("Chủ quản hệ thống thông tin")
    APPRAISER = "appraiser", _("Cơ quan thẩm định")
    APPROVER = "approver", _("Cấp phê duyệt")

    def role(self, level: int | None, council: bool = False) -> Role:
        """The duty that this party is, on the way of this level (NĐ 85/2016 Đ12; NĐ 331/2026 Đ18).

        An appraiser outside the ministry (levels 4-5) has no account: the security unit records its answer.
        An independent `council` appraises but is no body that approves: the owner does, at levels 1-2 too.
        """
        if self is Party.OPERATOR:
            return Role.OPERATOR
        if self is Party.OWNER or (self is Party.APPROVER and (council or level is None or level >= 3)):
            return Role.APPROVER
        return Role.SECURITY_UNIT


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that a step needs, at these levels and from these states (all, where nothing is said).

    A step is taken by signing its papers; where they are incoming ones (`PaperKind.is_incoming`), by recording them.
    """

    kind: PaperKind
    levels: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    sources: frozenset[State] = frozenset()

    def needed(self, level: int | None, state: State) -> bool:
        return (level in self.levels) and (not self.sources or state in self.sources)


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table. `sources` says from which state the step starts, and at which levels.

    Levels in the table are those of the way (`Dossier.route_level`): a system of level 3 or 4 on the list of systems
    critical to national security goes the way of level 5 (NĐ 331/2026 Đ20.4).
    """

    name: str
    sources: Mapping[State, frozenset[int]]
    target: State
    by: tuple[Party, ...]
    label: str
    papers: tuple[Paper, ...] = ()
    held_back_by: tuple[Guard, ...] = ()
    only: Mapping[Party, frozenset[State]] = field(default_factory=dict)
    """Where a step has two parties: from which states each of them may take it."""
    starts: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """The statutory clocks (values of regimes.base.Step) that begin with this step, and at which levels."""
    reason_needed: bool = False
    label_at: Mapping[int, str] = field(default_factory=dict)
    """Other words for the button on the way of some level."""

    def label_for(self, level: int | None) -> str:
        return self.label_at.get(level, self.label)

    def open_from(self, state: State | str, level: int | None) -> bool:
        """Whether the step leads on from this state for a system of this level (None: not determined yet)."""
        levels = self.sources.get(state)
        return levels is not None and (level is None or level in levels)

    def roles(self, level: int | None, state: State | str, council: bool = False) -> tuple[Role, ...]:
        """The duties that may take the step from this state for a system of this level (`council`: one appraises)."""
        here = self.open_from(state, level)
        parties = [party for party in self.by if here and (party not in self.only or state in self.only[party])]
        return tuple(dict.fromkeys(party.role(level, council) for party in parties or self.by))

    def has_papers_at(self, level: int | None) -> bool:
        """Whether the step has papers on the way of this level (any level, where none is determined yet)."""
        return any(level is None or level in paper.levels for paper in self.papers)

    def clock(self, level: int | None) -> str:
        """The clock that begins with this step at this level; empty where none does."""
        return next((clock for clock, levels in self.starts.items() if level in levels), "")

    def papers_for(self, level: int | None, state: State | str) -> tuple[PaperKind, ...]:
        return tuple(paper.kind for paper in self.papers if paper.needed(level, State(state)))

    def is_recorded(self, level: int | None, state: State | str) -> bool:
        """Whether the step is taken by recording what an outside body answered, not by signing."""
        return any(kind.is_incoming for kind in self.papers_for(level, state))

    def obstacles(self, dossier: Dossier, by=None) -> list[str]:
        """Every reason why this step cannot be taken yet, in words for the reader; `by` is who would take it."""
        return [str(reason) for guard in self.held_back_by if (reason := guard(dossier, by))]


ALL, L12, L3, L13, L14, L35, L45, L5 = (
    frozenset(range(a, b + 1)) for a, b in [(1, 5), (1, 2), (3, 3), (1, 3), (1, 4), (3, 5), (4, 5), (5, 5)]
)
_S, _P, _K = State, Party, PaperKind


def _from(*states: State, levels: frozenset[int] = ALL) -> dict[State, frozenset[int]]:
    return dict.fromkeys(states, levels)


def _at(*states: State) -> frozenset[State]:
    return frozenset(states)


# fmt: off
STEPS: dict[str, Step] = {step.name: step for step in (
    Step("submit", _from(_S.DRAFT, _S.RETURNED), _S.SUBMITTED, (_P.OPERATOR,), _("Trình hồ sơ"),
         papers=(Paper(_K.REQUEST_01, L12), Paper(_K.REQUEST_02, L3), Paper(_K.REQUEST_03, L45), Paper(_K.EXPLANATION)),
         held_back_by=(held.kept_on_paper, held.decree_has_changed, held.level_undetermined, held.facts_missing,
                       held.parts_missing, held.separation_insufficient, held.plan_unanswered,
                       held.copied_not_reviewed, held.risk_not_assessed, held.route_unanswered,
                       held.appraiser_not_named, held.appraiser_is_operator, held.remarks_unanswered),
         starts={"check_validity": L13, "give_opinion": L45}),
    Step("give_opinion", _from(_S.SUBMITTED, levels=L45), _S.OPINION_GIVEN, (_P.SECURITY_UNIT,),
         _("Cho ý kiến chuyên môn"), papers=(Paper(_K.OPINION, L45),),
         held_back_by=(held.submitter_is_acting, held.council_has_not_met)),
    Step("forward", _from(_S.OPINION_GIVEN, levels=L45), _S.FORWARDED, (_P.OWNER,), _("Gửi cơ quan thẩm định"),
         papers=(Paper(_K.REQUEST_02, L45),), held_back_by=(held.submitter_is_acting,), starts={"check_validity": L45}),
    # At levels 4-5 the appraiser is a body outside: what it answers comes in as a document and is recorded.
    Step("accept", _from(_S.SUBMITTED, levels=L13) | _from(_S.FORWARDED, levels=L45), _S.UNDER_APPRAISAL,
         (_P.APPRAISER,), _("Tiếp nhận hồ sơ hợp lệ"), papers=(Paper(_K.RECEIPT_IN, L45),),
         held_back_by=(held.appraiser_is_operator, held.submitter_is_acting), starts={"appraise": ALL}),
    Step("return", _from(_S.SUBMITTED, _S.UNDER_APPRAISAL, _S.APPRAISED, _S.AWAITING_APPROVAL)
         | _from(_S.OPINION_GIVEN, _S.FORWARDED, levels=L45), _S.RETURNED,
         (_P.APPRAISER, _P.APPROVER), _("Trả lại để hoàn thiện"), reason_needed=True,
         papers=(Paper(_K.RETURN_NOTICE, L13),
                 Paper(_K.RETURN_NOTICE, L45, _at(_S.SUBMITTED, _S.OPINION_GIVEN, _S.AWAITING_APPROVAL)),
                 Paper(_K.RETURN_IN, L45, _at(_S.FORWARDED, _S.UNDER_APPRAISAL, _S.APPRAISED))),
         only={_P.APPRAISER: _at(_S.SUBMITTED, _S.FORWARDED, _S.UNDER_APPRAISAL, _S.APPRAISED),
               _P.APPROVER: _at(_S.OPINION_GIVEN, _S.AWAITING_APPROVAL)},
         held_back_by=(held.submitter_is_acting,)),
    Step("appraise", _from(_S.UNDER_APPRAISAL), _S.APPRAISED, (_P.APPRAISER,), _("Kết luận phù hợp"),
         papers=(Paper(_K.APPRAISAL_04, L13), Paper(_K.APPRAISAL_IN, L45)),
         held_back_by=(held.appraiser_is_operator, held.submitter_is_acting, held.verdict_missing,
                       held.verdict_unfavourable, held.council_has_not_met, held.remarks_unsettled)),
    Step("refuse", _from(_S.UNDER_APPRAISAL, _S.AWAITING_APPROVAL), _S.REFUSED, (_P.APPRAISER, _P.APPROVER),
         _("Kết luận chưa phù hợp"), reason_needed=True,
         only={_P.APPRAISER: _at(_S.UNDER_APPRAISAL), _P.APPROVER: _at(_S.AWAITING_APPROVAL)},
         papers=(Paper(_K.APPRAISAL_04, L13, _at(_S.UNDER_APPRAISAL)),
                 Paper(_K.APPRAISAL_IN, L45, _at(_S.UNDER_APPRAISAL)),
                 Paper(_K.REFUSAL_NOTICE, sources=_at(_S.AWAITING_APPROVAL))),
         held_back_by=(held.submitter_is_acting, held.nothing_unfavourable, held.council_has_not_met)),
    Step("request_approval", _from(_S.APPRAISED, levels=L35), _S.AWAITING_APPROVAL, (_P.OPERATOR,),
         _("Trình phê duyệt"), papers=(Paper(_K.PROPOSAL_05, L35),), starts={"approve": L35}),
    Step("approve", _from(_S.APPRAISED, levels=L12) | _from(_S.AWAITING_APPROVAL, levels=L35), _S.APPROVED,
         (_P.APPROVER,), _("Phê duyệt cấp độ"), papers=(Paper(_K.DECISION_06, L14), Paper(_K.DECISION_07, L5)),
         label_at={5: _("Phê duyệt phương án")},
         held_back_by=(held.decree_has_changed, held.submitter_is_acting, held.remarks_unsent,
                       held.regulation_not_issued, held.list_decision_missing)),
    Step("deploy", _from(_S.APPROVED), _S.DEPLOYING, (_P.OPERATOR,), _("Bắt đầu triển khai phương án"),
         held_back_by=(held.plan_without_owner_or_date,)),
    Step("report_deployed", _from(_S.DEPLOYING), _S.AWAITING_INSPECTION, (_P.OPERATOR,),
         _("Báo cáo đã triển khai đầy đủ"), papers=(Paper(_K.DEPLOYMENT_REPORT),),
         held_back_by=(held.plan_not_done, held.copied_not_reviewed)),
    Step("confirm", _from(_S.AWAITING_INSPECTION), _S.PROTECTED, (_P.SECURITY_UNIT,),
         _("Xác nhận triển khai đầy đủ"), papers=(Paper(_K.INSPECTION_MINUTES),),
         held_back_by=(held.inspector_is_operator, held.reporter_is_acting, held.finding_unfavourable,
                       held.inherited_fallen)),
    Step("send_back", _from(_S.AWAITING_INSPECTION, _S.PROTECTED), _S.DEPLOYING, (_P.SECURITY_UNIT,),
         _("Yêu cầu triển khai tiếp"), held_back_by=(held.inspector_is_operator,), reason_needed=True),
    Step("withdraw", _from(_S.DRAFT, _S.RETURNED, _S.SUBMITTED), _S.WITHDRAWN, (_P.OPERATOR,), _("Rút hồ sơ"),
         reason_needed=True),
    # Nobody presses this one: approving a system's next dossier takes it.
    Step("supersede", _from(_S.APPROVED, _S.DEPLOYING, _S.AWAITING_INSPECTION, _S.PROTECTED), _S.SUPERSEDED, (),
         _("Thay bằng hồ sơ mới")),
    # Nor these: a decision on paper is recorded as it stands, and recorded anew when the record is corrected.
    Step("record", _from(_S.DRAFT, _S.APPROVED, _S.DEPLOYING, _S.PROTECTED), _S.APPROVED, (),
         _("Ghi nhận quyết định giấy"), held_back_by=(held.not_from_paper,)),
    Step("record_deploying", _from(_S.APPROVED), _S.DEPLOYING, (), _("Ghi nhận đang triển khai theo giấy tờ"),
         held_back_by=(held.not_from_paper,)),
    Step("record_deployed", _from(_S.APPROVED), _S.PROTECTED, (), _("Ghi nhận đã triển khai đầy đủ theo giấy tờ"),
         held_back_by=(held.not_from_paper,)),
)}

# Acts by paper that lead nowhere else: the dossier stays where it is.
BESIDE: dict[str, Step] = {step.name: step for step in (
    Step("report_to_owner", _from(_S.APPROVED, _S.DEPLOYING, _S.AWAITING_INSPECTION, _S.PROTECTED, levels=L12), "",
         (_P.SECURITY_UNIT,), _("Báo cáo chủ quản"), papers=(Paper(_K.OWNER_REPORT, L12),),
         held_back_by=(held.owner_told_already,)),
)}

# The four words of Mẫu số 08 (phụ lục NĐ 331/2026), column "Tình trạng phê duyệt".
DRAFTED, SENT, APPRAISED, DECIDED = _("Đang dự thảo"), _("Đã gửi thẩm định"), _("Đã thẩm định"), _("Đã được phê duyệt")
OFFICIAL = {
    _S.DRAFT: DRAFTED, _S.RETURNED: DRAFTED, _S.SUBMITTED: SENT, _S.OPINION_GIVEN: SENT, _S.FORWARDED: SENT,
    _S.UNDER_APPRAISAL: SENT, _S.APPRAISED: APPRAISED, _S.AWAITING_APPROVAL: APPRAISED, _S.APPROVED: DECIDED,
    _S.DEPLOYING: DECIDED, _S.AWAITING_INSPECTION: DECIDED, _S.PROTECTED: DECIDED,
}
# fmt: on
DEPLOYMENT_RANKS = {State.DEPLOYING: 1, State.AWAITING_INSPECTION: 1, State.PROTECTED: 2}
"""How far the plan is deployed, in the three words of Mẫu số 08: 0 (not begun, where nothing is said) to 2 (all)."""

IN_FORCE = frozenset(STEPS["supersede"].sources)
"""The level is approved and this dossier is the one that says so: at most one a system."""
EDITABLE = frozenset(STEPS["submit"].sources)
"""What was not handed in yet, or was handed back: the operator writes."""
ENDED = frozenset({State.REFUSED, State.WITHDRAWN, State.SUPERSEDED})
OPEN = frozenset(State) - IN_FORCE - ENDED
"""On its way to a decision: at most one a system."""
TO_BE_DEPLOYED = IN_FORCE - {State.PROTECTED}
"""The level is approved; what the plan promises is not all there yet."""
UNDER_APPRAISAL = frozenset(STEPS["appraise"].sources)
HANDED_IN = frozenset(state for state, word in OFFICIAL.items() if word is SENT) - UNDER_APPRAISAL
"""On its way to the appraiser, who has not accepted it yet."""
CONCLUDED = frozenset(state for state, word in OFFICIAL.items() if word is APPRAISED)
"""Found fit; the decision is still to come."""
UNDER_INSPECTION = frozenset(STEPS["confirm"].sources)
"""Reported as deployed: the security unit looks at each requirement."""
PLAN_EDITABLE = EDITABLE | {State.APPROVED, State.DEPLOYING}
"""The operator answers requirements: while proposing the plan, and again while deploying it."""
PLAN_MOVABLE = IN_FORCE - {State.AWAITING_INSPECTION}
"""A plan in force that nobody is inspecting: it may be brought to the next standard, and is then answered on."""


def row_of(name: str) -> Step:
    """The row of that name, of the way or beside it; KeyError for another."""
    return STEPS[name] if name in STEPS else BESIDE[name]


def steps_from(state: State | str, level: int | None) -> list[Step]:
    """The rows that a person can take from here, in the order of the table."""
    return [step for step in STEPS.values() if step.by and step.open_from(state, level)]


def next_step(state: State | str, level: int | None) -> Step | None:
    """The row that leads on from here; what needs a reason leads back or out. None where the way ends."""
    return next((step for step in steps_from(state, level) if not step.reason_needed), None)


@dataclass(frozen=True, slots=True)
class Milestone:
    """A station of the way as people see it: the step that reaches it, the states on the way to it."""

    name: str
    step: str
    states: frozenset[State]
    levels: frozenset[int] = ALL


MILESTONES = (
    Milestone(_("Lập hồ sơ"), "", frozenset()),
    Milestone(_("Gửi thẩm định"), "submit", EDITABLE),
    Milestone(_("Ý kiến chuyên môn"), "give_opinion", frozenset({_S.SUBMITTED}), L45),
    Milestone(_("Gửi cơ quan thẩm định"), "forward", frozenset({_S.OPINION_GIVEN}), L45),
    Milestone(_("Thẩm định"), "appraise", frozenset({_S.SUBMITTED, _S.FORWARDED, _S.UNDER_APPRAISAL})),
    Milestone(_("Phê duyệt"), "approve", frozenset({_S.APPRAISED, _S.AWAITING_APPROVAL})),
    Milestone(_("Triển khai"), "report_deployed", frozenset({_S.APPROVED, _S.DEPLOYING})),
    Milestone(_("Được bảo vệ"), "confirm", frozenset({_S.AWAITING_INSPECTION})),
)
