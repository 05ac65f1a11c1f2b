"""A council in place of the security unit: the chair and the secretary act, after a meeting; who may sit in it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from classification.errors import StepRefused
from classification.models import Dossier
from classification.services import (
    arrange_unit,
    check_step,
    record_minutes,
    take_step,
)
from classification.workflow import State
from systems.authority import appoint, may_act, systems_visible_to
from systems.models import AppraisalArrangement, CouncilMember, InformationSystem, User
from systems.roles import Role
from tests.classification.appraisers import PDF, council, scanned
from tests.conftest import TODAY, again

pytestmark = pytest.mark.django_db


def test_the_chair_and_the_secretary_act_as_persons_and_members_only_read(own, ha, seats, person, office, la):
    dossier = own()
    mai = person("mai", "Bùi Thị Mai", office)
    members = seats(person=mai)
    council(dossier, ha, members)
    chair, secretary = (again(member.person) for member in members[:2])
    dossier = Dossier.objects.with_parties().get(pk=dossier.pk)
    assert Dossier.objects.waiting_for(chair).get() == Dossier.objects.waiting_for(secretary).get() == dossier
    mai = again(mai)
    assert Dossier.objects.visible_to(mai).get() == dossier and not Dossier.objects.waiting_for(mai).exists()
    assert not may_act(mai, Role.SECURITY_UNIT, dossier.system)
    assert not Dossier.objects.visible_to(la).exists()
    assert take_step(dossier=dossier, name="accept", by=secretary).state == State.UNDER_APPRAISAL


def test_a_locked_account_does_not_act_for_the_council(own, ha, seats):
    dossier, members = own(), seats()
    council(dossier, ha, members)
    User.objects.filter(pk=members[0].person.pk).update(is_active=False)
    chair = again(members[0].person)
    system = InformationSystem.objects.get(pk=dossier.system_id)
    assert not may_act(chair, Role.SECURITY_UNIT, system) and not systems_visible_to(chair).exists()


def test_the_minutes_come_before_the_conclusion(own, ha, seats, papers_for):
    dossier, members = own(State.UNDER_APPRAISAL), seats()
    council(dossier, ha, members)
    chair = again(members[0].person)
    dossier = Dossier.objects.with_parties().get(pk=dossier.pk)
    with pytest.raises(StepRefused, match="Chưa có biên bản họp hội đồng"):
        take_step(dossier=dossier, name="appraise", by=chair, papers=papers_for(dossier, "appraise"))
    record_minutes(dossier=dossier, held_on=TODAY, number="", filename="bien-ban.pdf", content=PDF, by=chair)
    moved = take_step(dossier=dossier, name="appraise", by=chair, papers=papers_for(dossier, "appraise"))
    assert moved.state == State.APPRAISED


@pytest.mark.parametrize("level", [4, 5])
def test_at_levels_4_and_5_the_minutes_come_before_the_opinion(level, own, ha, seats, papers_for):
    dossier, members = own(State.SUBMITTED, level), seats()
    council(dossier, ha, members)
    chair = again(members[0].person)
    dossier = Dossier.objects.with_parties().get(pk=dossier.pk)
    with pytest.raises(StepRefused, match="Chưa có biên bản họp hội đồng thẩm định của lần trình này"):
        take_step(dossier=dossier, name="give_opinion", by=chair, papers=papers_for(dossier, "give_opinion"))
    record_minutes(dossier=dossier, held_on=TODAY, number="", filename="bien-ban.pdf", content=PDF, by=chair)
    moved = take_step(dossier=dossier, name="give_opinion", by=chair, papers=papers_for(dossier, "give_opinion"))
    assert moved.state == State.OPINION_GIVEN


@pytest.mark.parametrize(
    ("state", "level"),
    [(State.SUBMITTED, 3), (State.OPINION_GIVEN, 4), (State.UNDER_APPRAISAL, 5), (State.APPRAISED, 3)],
)
def test_minutes_are_for_when_the_council_speaks_next(state, level, own, ha, seats):
    dossier, members = own(state, level), seats()
    council(dossier, ha, members)
    with pytest.raises(StepRefused, match="chỉ lập khi hồ sơ đang chờ hội đồng kết luận hoặc cho ý kiến"):
        record_minutes(
            dossier=dossier, held_on=TODAY, number="", filename="b.pdf", content=PDF, by=again(members[0].person)
        )


def test_minutes_of_an_earlier_round_do_not_serve_the_next(own, ha, seats):
    dossier, members = own(State.UNDER_APPRAISAL), seats()
    council(dossier, ha, members)
    record_minutes(
        dossier=dossier, held_on=TODAY, number="", filename="bien-ban.pdf", content=PDF, by=again(members[0].person)
    )
    Dossier.objects.filter(pk=dossier.pk).update(round=2)
    assert not Dossier.objects.get(pk=dossier.pk).council_has_met


def test_minutes_are_the_chairs_and_the_secretarys_alone(own, ha, seats, trang):
    dossier = own(State.UNDER_APPRAISAL)
    council(dossier, ha, seats())
    with pytest.raises(PermissionDenied, match="chủ tịch hoặc thư ký"):
        record_minutes(dossier=dossier, held_on=TODAY, number="", filename="b.pdf", content=PDF, by=trang)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_council_approves_nothing_the_owner_does(level, own, ha, seats):
    dossier, members = own(State.APPRAISED if level < 3 else State.AWAITING_APPROVAL, level), seats()
    council(dossier, ha, members)
    dossier = Dossier.objects.with_parties().get(pk=dossier.pk)
    assert check_step(dossier=dossier, name="approve", by=ha) is Role.APPROVER
    assert Dossier.objects.waiting_for(ha).get() == dossier
    chair = again(members[0].person)
    assert not Dossier.objects.waiting_for(chair).exists()
    with pytest.raises(PermissionDenied):
        check_step(dossier=dossier, name="approve", by=chair)


def test_a_named_unit_approves_levels_1_and_2_as_the_security_unit_would(own, ha, nghia, office):
    dossier = own(State.APPRAISED, 2)
    arrange_unit(dossier=dossier, unit=office, by=ha, paper=scanned())
    dossier = Dossier.objects.with_parties().get(pk=dossier.pk)
    assert check_step(dossier=dossier, name="approve", by=nghia) is Role.SECURITY_UNIT
    assert not Dossier.objects.waiting_for(ha).exists()


def test_nobody_of_the_operator_and_no_submitter_sits_in_the_council(
    own, ha, seats, minh, submitted_by, person, office
):
    dossier = own()
    with pytest.raises(ValidationError, match="Vũ Quang Minh là người của đơn vị vận hành"):
        council(dossier, ha, seats(person=minh, full_name=minh.full_name))
    with pytest.raises(ValidationError, match="Phạm Gia Tuệ là người của đơn vị vận hành"):
        council(dossier, ha, seats(unit="Trung tâm công nghệ thông tin"))
    mai = person("mai", "Bùi Thị Mai", office)
    submitted_by(dossier, mai)
    with pytest.raises(ValidationError, match="Bùi Thị Mai đã ký trình chính hồ sơ này"):
        council(Dossier.objects.get(pk=dossier.pk), ha, seats(person=mai, full_name=mai.full_name))
    bo = person("bo", "Ngô Bộ", office)
    appoint(user=bo, role=Role.OPERATOR, organisation=dossier.operator)
    with pytest.raises(ValidationError, match="Ngô Bộ được giao trình hồ sơ"):
        council(dossier, ha, seats(person=bo, full_name=bo.full_name))
    assert not AppraisalArrangement.objects.exists()


def test_a_council_has_three_people_one_chair_and_each_person_once(own, ha, seats):
    dossier, members = own(), seats()
    with pytest.raises(ValidationError, match="ít nhất 3 người"):
        council(dossier, ha, members[:2])
    with pytest.raises(ValidationError, match="đúng một chủ tịch"):
        council(dossier, ha, seats(seat="chair", person=members[1].person))
    with pytest.raises(ValidationError, match="nhiều nhất một thư ký"):
        council(dossier, ha, seats(seat="secretary"))
    with pytest.raises(ValidationError, match="chỉ có một vị trí"):
        council(dossier, ha, seats(person=members[1].person))


def test_the_database_keeps_one_chair_a_council_and_never_a_unit_with_a_council_s_name(own, ha, seats, office):
    arrangement = council(own(), ha, seats())
    with pytest.raises(IntegrityError), transaction.atomic():
        CouncilMember.objects.create(
            arrangement=arrangement, seat="chair", person=ha, full_name="x", title="y", unit="z"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        AppraisalArrangement.objects.filter(pk=arrangement.pk).update(unit=office)
    with pytest.raises(IntegrityError), transaction.atomic():
        AppraisalArrangement.objects.filter(pk=arrangement.pk).update(number="")
