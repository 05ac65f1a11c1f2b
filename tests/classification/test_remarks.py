"""Remarks: drafted by the body that appraises, sent with its paper, answered by the operator, settled."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from classification.errors import OutOfDate, StepRefused
from classification.models import Remark
from classification.services import answer_remark, change_remark, remove_remark, settle_remark, write_remark
from classification.workflow import STEPS, State
from systems.authority import appoint
from systems.models import LedgerEntry
from systems.roles import Role
from tests.rounds import FACTS, fresh, handed_back, take

pytestmark = pytest.mark.django_db
SCALE = "part/scope/scale"


@pytest.fixture
def draft(dossier_in, complete):
    return complete(dossier_in(State.DRAFT, round=0, facts=FACTS))


@pytest.fixture
def sent(draft, hung):
    return take(draft, "submit", hung)


@pytest.fixture
def returned(draft, hung, trang):
    """Returned with one remark on a field and one on the whole."""
    return handed_back(draft, hung, trang, {SCALE: "Ghi số người dùng.", "whole": "Đóng dấu giáp lai."})


def first(dossier) -> Remark:
    return dossier.remarks.first()


def test_trang_pins_a_draft_that_only_her_body_holds(sent, trang, it_centre, person, hung):
    remark = write_remark(dossier=sent, place=SCALE, text="  Ghi số người dùng. ", by=trang)
    assert (remark.text, remark.where, remark.state) == ("Ghi số người dùng.", "Phạm vi, quy mô (quy mô)", "draft")
    assert (remark.role, remark.body, remark.round) == (Role.SECURITY_UNIT, it_centre, 1)
    lan = person("lan", "Đỗ Thị Lan", it_centre, Role.SECURITY_UNIT)
    changed = change_remark(remark=remark, place="part/scope", text="Ghi số người dùng, năm 2026.", by=lan)
    assert changed.where == "Phạm vi, quy mô"
    for act in (lambda: remove_remark(remark=remark, by=hung),
                lambda: change_remark(remark=remark, place=SCALE, text="Không có gì", by=hung)):  # fmt: skip
        with pytest.raises(PermissionDenied, match="Trung tâm Công nghệ thông tin"):
            act()
    remove_remark(remark=remark, by=lan)
    assert not Remark.objects.exists()
    assert [entry.verb for entry in LedgerEntry.objects.filter(verb__endswith="_remark").order_by("pk")] == [
        "write_remark", "change_remark", "remove_remark"
    ]  # fmt: skip


@pytest.mark.parametrize(("place", "text", "words"), [
    ("part/nothing", "Sửa lại.", "không có vị trí đó"), (SCALE, "   ", "Hãy viết nội dung"),
    (SCALE, "x" * 4001, "Dài quá 4000 ký tự"),
])  # fmt: skip
def test_a_remark_without_a_place_or_words_is_refused(sent, trang, place, text, words):
    with pytest.raises(StepRefused, match=words):
        write_remark(dossier=sent, place=place, text=text, by=trang)
    assert not Remark.objects.exists()


@pytest.mark.parametrize("who", ["hung", "ha", "an", "binh", "la", "root"])
def test_nobody_else_pins_a_remark_on_what_trang_appraises(sent, who, request):
    with pytest.raises(PermissionDenied, match="Việc này của Đơn vị chuyên trách"):
        write_remark(dossier=sent, place=SCALE, text="Sửa lại.", by=request.getfixturevalue(who))


@pytest.mark.parametrize("state", sorted(set(State) - set(STEPS["return"].sources)))
def test_a_remark_is_pinned_only_where_the_dossier_can_be_returned(dossier_in, trang, state):
    with pytest.raises(StepRefused, match="nên không sửa được"):
        write_remark(dossier=dossier_in(state), place=SCALE, text="Sửa lại.", by=trang)


def test_who_submitted_does_not_remark_on_it(draft, it_centre, hung):
    appoint(user=hung, role=Role.SECURITY_UNIT, organisation=it_centre)
    dossier = take(draft, "submit", hung)
    with pytest.raises(StepRefused, match="Người đã ký trình"):
        write_remark(dossier=dossier, place=SCALE, text="Sửa lại.", by=hung)


def test_the_return_sends_the_drafts_and_their_words_stand(returned, trang):
    remark = first(returned)
    assert (remark.state, remark.notice, remark.asked_in) == ("open", "1/tra-lai", 1) and remark.sent_on
    with pytest.raises(StepRefused, match="giữ nguyên lời"):
        change_remark(remark=remark, place=SCALE, text="Khác", by=trang)
    with pytest.raises(StepRefused, match="giữ nguyên lời"):
        remove_remark(remark=remark, by=trang)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Remark.objects.filter(pk=remark.pk).update(text="Khác")


def test_the_remarks_are_the_reason_where_no_other_is_written(returned):
    assert returned.steps.last().note == "Ý kiến về: Phạm vi, quy mô (quy mô); Toàn bộ hồ sơ."


def test_a_return_without_a_reason_and_without_a_remark_is_refused(sent, trang):
    with pytest.raises(StepRefused, match="Phải ghi rõ lý do"):
        take(sent, "return", trang)


def test_every_remark_is_answered_before_the_dossier_comes_back(returned, hung):
    with pytest.raises(StepRefused, match="Còn 2 ý kiến thẩm định, phê duyệt chưa được trả lời"):
        take(returned, "submit", hung)
    answer_remark(remark=first(returned), text="Đã ghi 300 người.", by=hung)
    with pytest.raises(StepRefused, match="Còn 1 ý kiến"):
        take(returned, "submit", hung)
    answer_remark(remark=returned.remarks.last(), text="Đã ký số.", by=hung)
    again = take(returned, "submit", hung)
    assert (again.state, again.round) == (State.SUBMITTED, 2)
    assert [(one["where"], one["answer"]) for one in again.submissions.last().answers] == [
        ("Phạm vi, quy mô (quy mô)", "Đã ghi 300 người."), ("Toàn bộ hồ sơ", "Đã ký số.")
    ]  # fmt: skip


def test_only_the_operator_answers_and_only_while_writing(returned, hung, trang):
    with pytest.raises(PermissionDenied, match="Đơn vị vận hành"):
        answer_remark(remark=first(returned), text="Tự trả lời.", by=trang)
    for remark in returned.remarks.all():
        answer_remark(remark=remark, text="Đã sửa.", by=hung)
    take(returned, "submit", hung)
    with pytest.raises(StepRefused, match="Chờ tiếp nhận"):
        answer_remark(remark=first(returned), text="Sửa lời.", by=hung)


def test_an_answer_from_a_stale_page_is_refused(returned, hung):
    remark = first(returned)
    answer_remark(remark=remark, text="Lần một", by=hung, seen=remark.version)
    with pytest.raises(OutOfDate):
        answer_remark(remark=remark, text="Lần hai", by=hung, seen=remark.version)
    assert remark.answers.get().text == "Lần một"


def test_nobody_concludes_that_a_dossier_fits_while_a_remark_is_not_settled(draft, hung, trang):
    dossier = handed_back(draft, hung, trang, {SCALE: "Ghi số người dùng."}, answered=True)
    dossier = take(take(dossier, "submit", hung), "accept", trang)
    dossier.appraisals.update(round=2)
    with pytest.raises(StepRefused, match="Còn 1 ý kiến chưa xong"):
        take(dossier, "appraise", trang)
    settle_remark(remark=first(dossier), by=trang)
    settle_remark(remark=first(dossier), by=trang, settled=False)
    assert first(dossier).state == "answered"
    settle_remark(remark=first(dossier), by=trang)
    draft_remark = write_remark(dossier=dossier, place="whole", text="Còn một điều.", by=trang)
    with pytest.raises(StepRefused, match="Còn 1 ý kiến chưa xong"):
        take(dossier, "appraise", trang)
    remove_remark(remark=draft_remark, by=trang)
    assert take(dossier, "appraise", trang).state == State.APPRAISED


def test_the_operator_settles_nothing(draft, hung, trang):
    dossier = handed_back(draft, hung, trang, {SCALE: "Ghi số người dùng."}, answered=True)
    dossier = take(dossier, "submit", hung)
    with pytest.raises(PermissionDenied):
        settle_remark(remark=first(dossier), by=hung)


def test_what_is_not_settled_is_asked_again_and_answered_again(draft, hung, trang):
    dossier = handed_back(draft, hung, trang, {SCALE: "Ghi số người dùng."}, answered=True)
    dossier = take(take(dossier, "submit", hung), "return", trang)
    remark = first(dossier)
    assert (remark.state, remark.asked_in, remark.round) == ("open", 2, 1)
    with pytest.raises(StepRefused, match="Còn 1 ý kiến"):
        take(dossier, "submit", hung)
    answer_remark(remark=remark, text="Đã ghi 312 người.", by=hung)
    dossier = take(dossier, "submit", hung)
    assert [answer.text for answer in remark.answers.all()] == ["Đã sửa.", "Đã ghi 312 người."]
    assert [len(kept.answers) for kept in dossier.submissions.all()] == [0, 1, 1]


def test_ha_returns_with_a_remark_of_her_own_and_does_not_approve_over_a_draft(dossier_in, complete, ha, trang, hung):
    dossier = complete(dossier_in(State.AWAITING_APPROVAL, facts=FACTS))
    write_remark(dossier=dossier, place="part/regulation", text="Quy chế phải do Bộ ban hành.", by=ha)
    with pytest.raises(StepRefused, match="Còn 1 ý kiến nháp chưa gửi"):
        take(dossier, "approve", ha)
    with pytest.raises(PermissionDenied, match="Chủ quản"):
        write_remark(dossier=dossier, place="whole", text="Của tôi nữa.", by=trang)
    back = take(dossier, "return", ha)
    assert first(back).state == "open" and first(back).role == Role.APPROVER


def test_a_refusal_sends_its_remarks_too(dossier_in, complete, trang):
    dossier = complete(dossier_in(State.UNDER_APPRAISAL, facts=FACTS), verdict="unfit")
    write_remark(dossier=dossier, place=SCALE, text="Không đủ căn cứ.", by=trang)
    refused = take(dossier, "refuse", trang)
    assert first(refused).state == "open" and "Phạm vi, quy mô" in refused.steps.last().note


def test_a_level_2_dossier_is_not_approved_over_a_draft_of_the_unit_that_decides(dossier_in, complete, trang):
    dossier = complete(dossier_in(State.APPRAISED, level=2))
    write_remark(dossier=dossier, place="whole", text="Xem lại.", by=trang)
    with pytest.raises(StepRefused, match="ý kiến nháp chưa gửi"):
        take(dossier, "approve", trang)
    assert fresh(dossier).state == State.APPRAISED
