"""One filing of several systems: who fits together, and a step that moves all of them or none (NĐ 331/2026 Đ22.4.a)."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from classification.counting import count
from classification.errors import OutOfDate, StepRefused
from classification.joint import why_no_filing, why_not_together
from classification.models import Dossier, Standing, StepTaken, Submission
from classification.services import (
    PaperReference,
    arrange_council,
    dissolve,
    join,
    leave,
    record_appraisal,
    take_step,
    write_remark,
)
from classification.workflow import STEPS, PaperKind, State
from systems.models import LedgerEntry
from systems.roles import Role
from systems.services import register_system
from tests.conftest import TODAY
from tests.rounds import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def another(ministry, registry, it_centre, people):
    """Register one more system of the registry: `another("BGTVT-027", "Hệ thống thu phí kiểm định")`."""

    def make(code: str, name: str, **extra):
        ministry.refresh_from_db()
        values = {"owner": ministry, "operator": registry, "operation_from": datetime.date(2019, 1, 1)} | extra
        by = values.pop("by", people[Role.OPERATOR])
        return register_system(by=by, on=TODAY, code=code, name=name, facts={}, **values)

    return make


@pytest.fixture
def fees(another):
    return another("BGTVT-027", "Hệ thống thu phí kiểm định")


@pytest.fixture
def pair(dossier_in, complete, fees):
    """Two complete drafts of the registry, not filed together yet: `lead, other = pair(1, 2)`."""

    def make(level: int = 1, other: int = 2, state=State.DRAFT, **extra) -> tuple[Dossier, Dossier]:
        round_of = 0 if state == State.DRAFT else 1
        first = complete(dossier_in(state, level=level, round=round_of, **extra))
        second = complete(dossier_in(state, level=other, round=round_of, system=fees, **extra))
        return first, second

    return make


@pytest.fixture
def filed(pair):
    """The same two as one joint filing, further on its way where `state` says so."""

    def make(level: int = 1, other: int = 2, state=State.DRAFT, **extra) -> tuple[Dossier, Dossier]:
        first, second = pair(level, other, state, **extra)
        Dossier.objects.filter(pk=second.pk).update(lead=first)
        return fresh(first), fresh(second)

    return make


def with_papers(dossier, step: str, by, note: str = "") -> Dossier:
    """Take the step with references to signed papers; every system brings its own explanation."""
    dossier = fresh(dossier)
    kinds = STEPS[step].papers_for(dossier.route_level, dossier.state)
    papers = tuple(PaperReference(kind, f"{n}/{kind}", TODAY, f"{n:064d}", kind) for n, kind in enumerate(kinds, 1))
    own = {
        one.pk: (PaperReference(PaperKind.EXPLANATION, "1/CV", TODAY, f"{100 + one.pk:064d}", "Thuyết minh"),)
        for one in dossier.filing[1:]
        if PaperKind.EXPLANATION in kinds
    }
    return take_step(dossier=dossier, name=step, by=by, note=note, papers=papers, of_members=own)


# ------------------------------------------------------------------ who fits together
def test_hung_files_two_drafts_together_and_the_ledger_of_the_one_put_in_says_so(pair, hung):
    lead, other = pair(1, 2)
    lead = join(lead=lead, dossiers=[other], by=hung)
    assert [one.pk for one in lead.filing] == [lead.pk, other.pk]
    assert fresh(other).is_led and fresh(other).leading == lead and not lead.is_led
    assert LedgerEntry.objects.get(verb="join_filing").system == other.system


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"level": 3}, "Theo thủ tục của cấp độ 3, hồ sơ đại diện theo thủ tục của cấp độ 1-2"),
        ({"level": None}, "Chưa xác định cấp độ"),
        ({"regime": "nd85-2016"}, "Lập theo NĐ 85/2016, hồ sơ đại diện theo NĐ 331/2026"),
        ({"state": State.SUBMITTED}, "Đang ở trạng thái “Chờ tiếp nhận”"),
    ],
    ids=str,
)
def test_what_does_not_fit_is_told_by_the_name_of_the_system(pair, hung, change, words):
    lead, other = pair(1, 2)
    Dossier.objects.filter(pk=other.pk).update(**change)
    with pytest.raises(StepRefused, match=f"Hệ thống thu phí kiểm định: {words}"):
        join(lead=lead, dossiers=[other], by=hung)
    assert not fresh(lead).is_joint


def test_levels_1_and_2_go_one_way_and_each_higher_level_its_own(pair):
    lead, other = pair(1, 2)
    told = {}
    for own in (1, 2, 3, 4, 5):
        lead.level = own
        for level in (1, 2, 3, 4, 5):
            other.level = level
            if why_not_together(lead, other) is None:
                told.setdefault(own, []).append(level)
    assert told == {1: [1, 2], 2: [1, 2], 3: [3], 4: [4], 5: [5]}


def test_another_operator_and_another_owner_do_not_fit(pair, another, unit, person, dossier_in, ministry):
    lead, _other = pair()
    port = unit("HHVN", "Cục Hàng hải Việt Nam")
    mai = person("mai", "Bùi Thị Mai", port, Role.OPERATOR)
    ports = another("BGTVT-040", "Cảng vụ điện tử", operator=port, by=mai)
    theirs = dossier_in(State.DRAFT, level=1, system=ports)
    assert why_not_together(lead, theirs) == "Do đơn vị khác vận hành: Cục Hàng hải Việt Nam."
    theirs.system.owner = port
    assert why_not_together(lead, theirs) == "Thuộc chủ quản khác: Cục Hàng hải Việt Nam."


def test_under_decree_85_there_is_no_joint_filing_and_the_sentence_says_where_there_is(pair, hung):
    lead, other = pair(1, 2, regime="nd85-2016")
    assert why_no_filing(lead) == (
        "NĐ 85/2016 không quy định hồ sơ chung cho nhiều hệ thống. Chỉ NĐ 331/2026 cho phép (Điều 22 khoản 4 điểm a)."
    )
    with pytest.raises(StepRefused, match="không quy định hồ sơ chung"):
        join(lead=lead, dossiers=[other], by=hung)


def test_bodies_outside_that_differ_with_the_sphere_do_not_fit(pair):
    lead, other = pair(4, 4)
    assert why_not_together(lead, other) is None
    other.sphere = "defence"
    assert why_not_together(lead, other) == "Do Bộ Quốc phòng thẩm định, hồ sơ đại diện do Bộ Công an thẩm định."


def test_what_leads_or_is_led_cannot_be_put_under_another(filed, another, dossier_in, hung):
    lead, other = filed(1, 2)
    third = dossier_in(State.DRAFT, level=1, round=0, system=another("BGTVT-028", "Hệ thống tra cứu phương tiện"))
    for taken in (lead, other):
        with pytest.raises(StepRefused, match="Đã nằm trong một hồ sơ chung, đại diện là hồ sơ của"):
            join(lead=third, dossiers=[taken], by=hung)
    with pytest.raises(StepRefused, match="đã nằm trong hồ sơ chung do hồ sơ của"):
        join(lead=other, dossiers=[third], by=hung)
    assert len(join(lead=lead, dossiers=[third], by=hung).filing) == 3


def test_nothing_chosen_is_refused_and_the_database_refuses_a_dossier_that_leads_itself(pair, hung):
    lead, _other = pair()
    with pytest.raises(StepRefused, match="Chọn ít nhất một hồ sơ"):
        join(lead=lead, dossiers=[lead], by=hung)
    with pytest.raises(IntegrityError, match="never_its_own_lead"), transaction.atomic():
        Dossier.objects.filter(pk=lead.pk).update(lead=lead)


def test_a_stranger_and_an_appraiser_join_and_part_nothing(pair, filed, la, trang, hung):
    lead, other = pair()
    for somebody in (la, trang):
        with pytest.raises(PermissionDenied):
            join(lead=lead, dossiers=[other], by=somebody)
    join(lead=lead, dossiers=[other], by=hung)
    for somebody in (la, trang):
        with pytest.raises(PermissionDenied):
            leave(dossier=other, by=somebody)
        with pytest.raises(PermissionDenied):
            dissolve(dossier=lead, by=somebody)
    assert fresh(lead).is_joint


# ------------------------------------------------------------------ taking apart
def test_a_member_leaves_the_lead_does_not_and_dissolving_frees_all(filed, hung):
    lead, other = filed()
    with pytest.raises(StepRefused, match="hãy giải thể hồ sơ chung"):
        leave(dossier=lead, by=hung)
    assert not leave(dossier=other, by=hung).is_joint
    with pytest.raises(OutOfDate, match="không nằm trong hồ sơ chung nào"):
        leave(dossier=other, by=hung)
    join(lead=lead, dossiers=[other], by=hung)
    dissolve(dossier=lead, by=hung)
    assert not fresh(lead).is_joint and not fresh(other).is_joint


@pytest.mark.parametrize("state", [State.SUBMITTED, State.UNDER_APPRAISAL, State.APPRAISED])
def test_once_handed_in_nothing_is_put_in_or_taken_out(filed, hung, state):
    lead, other = filed(state=state)
    for act in (lambda: leave(dossier=other, by=hung), lambda: dissolve(dossier=lead, by=hung)):
        with pytest.raises(StepRefused, match="chỉ ghép, tách được khi chưa trình"):
            act()


def test_whoever_looked_at_an_older_state_of_the_lead_is_told(filed, dossier_in, another, hung):
    lead, other = filed()
    third = dossier_in(State.DRAFT, level=2, round=0, system=another("BGTVT-028", "Hệ thống tra cứu phương tiện"))
    seen = lead.version
    leave(dossier=other, by=hung)
    with pytest.raises(OutOfDate):
        join(lead=lead, dossiers=[third], by=hung, seen=seen)


# ------------------------------------------------------------------ one step for all
def test_handing_in_the_lead_hands_in_all_with_one_letter_and_a_round_and_clock_of_each(filed, hung):
    lead, other = filed(1, 2)
    with_papers(lead, "submit", hung)
    for one in (fresh(lead), fresh(other)):
        assert (one.state, one.round) == (State.SUBMITTED, 1)
        assert one.due_on and one.clocks.get().stopped_on is None
        assert LedgerEntry.objects.filter(verb="submit", system=one.system).count() == 1
    letters = [step.papers[0]["sha256"] for step in StepTaken.objects.filter(step="submit")]
    explanations = [step.papers[1]["sha256"] for step in StepTaken.objects.filter(step="submit")]
    assert len(set(letters)) == 1 and len(set(explanations)) == 2
    assert {one.level for one in Submission.objects.all()} == {1, 2}


def test_nobody_moves_one_system_alone(filed, hung, trang):
    lead, other = filed()
    with pytest.raises(StepRefused, match="trên hồ sơ của Hệ thống quản lý kiểm định xe cơ giới"):
        with_papers(other, "submit", hung)
    with pytest.raises(StepRefused, match="bước này làm một lần cho cả hồ sơ chung"):
        take_step(dossier=other, name="withdraw", by=hung, note="Không làm nữa.")
    with_papers(lead, "submit", hung)
    with pytest.raises(StepRefused, match="bước này làm một lần cho cả hồ sơ chung"):
        take_step(dossier=other, name="accept", by=trang)
    assert StepTaken.objects.filter(dossier=other).count() == 1


def test_what_holds_back_one_system_holds_back_all_and_is_told_with_its_name(filed, hung):
    lead, other = filed()
    other.parts.filter(key="scope").update(content={})
    with pytest.raises(StepRefused) as refused:
        with_papers(lead, "submit", hung)
    assert refused.value.reasons == ["Hệ thống thu phí kiểm định: Hồ sơ còn thiếu: Phạm vi, quy mô."]
    assert {fresh(lead).state, fresh(other).state} == {State.DRAFT} and not StepTaken.objects.exists()


def test_what_both_systems_lack_is_told_of_each(filed, hung):
    lead, other = filed(1, 2)
    for one in (lead, other):
        one.parts.filter(key="scope").update(content={})
    with pytest.raises(StepRefused) as refused:
        with_papers(lead, "submit", hung)
    assert refused.value.reasons == [
        "Hệ thống quản lý kiểm định xe cơ giới: Hồ sơ còn thiếu: Phạm vi, quy mô.",
        "Hệ thống thu phí kiểm định: Hồ sơ còn thiếu: Phạm vi, quy mô.",
    ]


def test_who_acts_is_told_once_for_all(filed, trang, submitted_by):
    lead, other = filed(state=State.UNDER_APPRAISAL)
    for one in (lead, other):
        submitted_by(one, trang)
    with pytest.raises(StepRefused) as refused:
        with_papers(lead, "appraise", trang)
    assert refused.value.reasons == ["Người đã ký trình hồ sơ không được thẩm định hay phê duyệt chính hồ sơ đó."]


def test_the_joint_opinion_waits_for_the_verdicts_on_every_system(filed, trang):
    lead, other = filed(3, 3, state=State.UNDER_APPRAISAL)
    other.appraisals.all().delete()
    with pytest.raises(StepRefused, match="Hệ thống thu phí kiểm định: Chưa kết luận về"):
        with_papers(lead, "appraise", trang)
    record_appraisal(dossier=other, verdicts=lead.appraisal.verdicts, by=trang)
    with_papers(lead, "appraise", trang)
    assert fresh(other).state == fresh(lead).state == State.APPRAISED


def test_one_unfit_system_lets_the_whole_be_refused(filed, trang):
    lead, other = filed(3, 3, state=State.UNDER_APPRAISAL)
    with pytest.raises(StepRefused) as refused:
        with_papers(lead, "refuse", trang, "Chưa phù hợp.")
    assert len(refused.value.reasons) == 1
    verdicts = other.appraisal.verdicts | {"level": {"verdict": "unfit", "comment": "Phải là cấp độ 4."}}
    record_appraisal(dossier=other, verdicts=verdicts, by=trang)
    with_papers(lead, "refuse", trang, "Chưa phù hợp.")
    assert fresh(lead).state == fresh(other).state == State.REFUSED


def test_a_return_sends_back_all_with_the_remarks_on_each_and_the_member_may_then_leave(filed, hung, trang):
    lead, other = filed(3, 3, state=State.UNDER_APPRAISAL)
    remark = write_remark(dossier=other, place="part/scope", text="Nêu rõ quy mô.", by=trang)
    with_papers(lead, "return", trang)
    remark.refresh_from_db()
    assert (fresh(lead).state, fresh(other).state, remark.state) == (State.RETURNED, State.RETURNED, "open")
    notes = set(StepTaken.objects.filter(step="return").values_list("note", flat=True))
    assert notes == {"Hệ thống thu phí kiểm định: Ý kiến về: Phạm vi, quy mô."}
    with pytest.raises(StepRefused, match="Hệ thống thu phí kiểm định: Còn 1 ý kiến"):
        with_papers(lead, "submit", hung)
    leave(dossier=other, by=hung)
    with_papers(lead, "submit", hung)
    assert (fresh(lead).state, fresh(other).state) == (State.SUBMITTED, State.RETURNED)


def test_withdrawing_the_lead_withdraws_all(filed, hung):
    lead, other = filed()
    take_step(dossier=lead, name="withdraw", by=hung, note="Gộp hai hệ thống.")
    assert fresh(lead).state == fresh(other).state == State.WITHDRAWN


def test_a_filing_that_no_longer_fits_together_goes_no_further_but_can_be_sent_back(filed, trang, hung):
    lead, other = filed(4, 4, state=State.SUBMITTED)
    Dossier.objects.filter(pk=other.pk).update(on_list=True)
    with pytest.raises(StepRefused, match="Hệ thống thu phí kiểm định: Theo thủ tục của cấp độ 5"):
        with_papers(lead, "give_opinion", trang)
    with_papers(lead, "return", trang, "Tách hệ thống thuộc Danh mục.")
    leave(dossier=other, by=hung)
    assert fresh(other).state == State.RETURNED


def test_no_council_is_set_up_for_one_system_of_a_filing(filed, ha, trang, it_centre, ministry):
    for dossier in filed(3, 3, state=State.SUBMITTED):
        ministry.security_unit = dossier.operator  # so that there is something to arrange
        ministry.save()
        with pytest.raises(StepRefused, match="hãy tách hồ sơ này khỏi hồ sơ chung trước"):
            arrange_council(dossier=fresh(dossier), name="Hội đồng thẩm định", members=[], by=ha)


# ------------------------------------------------------------------ the decision, and after it
def test_one_decision_approves_every_system_and_each_is_counted(filed, hung, trang, ministry):
    lead, other = filed(1, 2, state=State.APPRAISED)
    before = count(organisation=ministry, day=TODAY)
    with_papers(lead, "approve", trang)
    decided = [fresh(lead), fresh(other)]
    assert {(one.state, one.decision_number) for one in decided} == {(State.APPROVED, "1/mau-06")}
    levels = Standing.objects.filter(kind=Standing.Kind.CLASSIFIED).values_list("system__code", "level")
    assert sorted(levels) == [("BGTVT-026", 1), ("BGTVT-027", 2)]
    now = count(organisation=ministry, day=TODAY)
    assert (before.classified, now.classified, now.total) == (0, 2, 2)


def test_after_the_decision_each_goes_its_own_way(filed, hung, trang):
    lead, other = filed(1, 2, state=State.APPRAISED)
    with_papers(lead, "approve", trang)
    take_step(dossier=other, name="deploy", by=hung)
    assert (fresh(lead).state, fresh(other).state) == (State.APPROVED, State.DEPLOYING)
    assert not fresh(lead).is_joint and fresh(lead).decided_with == [other]


def test_one_task_waits_for_hung_and_not_one_for_each_system(filed, hung, trang):
    lead, other = filed(state=State.DRAFT)
    assert list(Dossier.objects.waiting_for(hung)) == [lead]
    with_papers(lead, "submit", hung)
    assert list(Dossier.objects.waiting_for(trang)) == [lead]
    assert other.pk in Dossier.objects.visible_to(trang).values_list("pk", flat=True)
