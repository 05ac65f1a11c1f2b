"""The security unit operates the system: the owner names another unit or a council, and nobody else acts until then."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from classification.errand_list import errands_for
from classification.errors import StepRefused
from classification.models import Dossier
from classification.services import (
    arrange_unit,
    end_arrangement,
    record_appraisal,
    take_step,
)
from classification.workflow import STEPS, State
from systems.authority import acts_for, body_for, may_act, systems_visible_to
from systems.bodies import one_body, operated_by_its_security_unit
from systems.models import AppraisalArrangement, InformationSystem, LedgerEntry
from systems.roles import Role
from tests.classification.appraisers import scanned
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db


# ---------------------------------------------------------------------- until somebody is named
def test_until_then_the_sentence_says_who_names_somebody_and_the_button_links_there(own, client, trang, ministry):
    dossier = own()
    client.force_login(trang)
    page = client.get(reverse("classification:dossier", args=[dossier.pk])).content.decode()
    assert "Người phê duyệt của Bộ Giao thông vận tải làm việc này" in page
    assert reverse("classification:appraiser", args=[dossier.pk]) in page
    with pytest.raises(StepRefused, match="vừa vận hành vừa là đơn vị chuyên trách"):
        take_step(dossier=dossier, name="accept", by=trang)


@pytest.mark.parametrize("step", ["submit", "accept", "appraise", "confirm", "send_back"])
def test_each_step_of_the_appraiser_is_held_back(own, step):
    dossier = own(next(iter(STEPS[step].sources)))
    assert any("Bộ Giao thông vận tải" in reason for reason in STEPS[step].obstacles(dossier))


def test_the_approver_finds_an_errand_and_others_do_not(own, ha, trang, minh):
    dossier = own()
    (errand,) = errands_for(ha, TODAY)
    assert errand.url == reverse("classification:appraiser", args=[dossier.pk]) and "Trung tâm" in errand.sentence
    assert errands_for(trang, TODAY) == errands_for(minh, TODAY) == []


def test_a_section_of_the_operator_is_the_operator_and_the_owners_other_units_are_not(
    ministry, it_centre, registry, unit
):
    section = unit("CNTT1", "Phòng An toàn thông tin", parent=it_centre)
    assert one_body(section, it_centre, owner=ministry) and one_body(it_centre, section, owner=ministry)
    assert not one_body(registry, it_centre, owner=ministry)
    assert not one_body(ministry, registry, owner=ministry), "the owner is the head of all its units"
    assert not one_body(None, registry, owner=ministry)


def test_the_database_asks_the_same_question(system, it_centre, unit, registry, ministry):
    section = unit("CNTT1", "Phòng An toàn thông tin", parent=it_centre)
    for operator, expected in [(registry, False), (it_centre, True), (section, True), (ministry, False)]:
        InformationSystem.objects.filter(pk=system.pk).update(operator=operator)
        system.refresh_from_db()
        assert one_body(system.owner.security_unit, operator, owner=system.owner) is expected
        assert InformationSystem.objects.filter(operated_by_its_security_unit()).exists() is expected, operator


# ---------------------------------------------------------------------- another unit
def test_the_named_unit_appraises_and_the_security_unit_no_longer(own, ha, trang, nghia, office):
    dossier = own()
    arrange_unit(dossier=dossier, unit=office, by=ha, paper=scanned())
    dossier = Dossier.objects.with_parties().get(pk=dossier.pk)
    assert (body_for(Role.SECURITY_UNIT, dossier.system), dossier.appraising_body) == (office, office)
    assert Dossier.objects.waiting_for(nghia).get() == dossier
    assert not Dossier.objects.waiting_for(trang).exists()
    with pytest.raises(PermissionDenied, match="Văn phòng Bộ"):
        take_step(dossier=dossier, name="accept", by=trang)
    assert take_step(dossier=dossier, name="accept", by=nghia).state == State.UNDER_APPRAISAL
    record_appraisal(dossier=dossier, verdicts={}, by=nghia)
    assert LedgerEntry.objects.get(verb="arrange_appraisal").details["number"] == "15/QĐ-BGTVT"
    assert errands_for(ha, TODAY) == []


def test_lists_and_single_questions_agree(own, ha, people, nghia, office, system):
    dossier = own()
    arrange_unit(dossier=dossier, unit=office, by=ha, paper=scanned())
    system = InformationSystem.objects.get(pk=system.pk)
    for somebody in [*people.values(), nghia]:
        for role in (Role.OPERATOR, Role.SECURITY_UNIT, Role.APPROVER):
            listed = InformationSystem.objects.filter(acts_for(somebody, role)).exists()
            assert listed is may_act(somebody, role, system), (somebody, role)
    assert systems_visible_to(nghia).get() == system


def test_after_approval_the_named_unit_inspects(own, ha, nghia, office, trang, papers_for):
    dossier = own(State.AWAITING_INSPECTION)
    with pytest.raises(StepRefused, match="không được tự kiểm tra"):
        take_step(dossier=dossier, name="confirm", by=trang, papers=papers_for(dossier, "confirm"))
    arrange_unit(dossier=dossier, unit=office, by=ha, paper=scanned())
    moved = take_step(dossier=dossier, name="confirm", by=nghia, papers=papers_for(dossier, "confirm"))
    assert moved.state == State.PROTECTED


@pytest.mark.parametrize("which", ["operator", "section", "group", "owner", "elsewhere"])
def test_a_unit_that_is_the_same_body_or_not_the_owners_is_refused(which, own, ha, it_centre, unit, ministry, person):
    dossier = own()
    foreign = type(ministry).objects.add_root(instance=type(ministry)(code="BTC", name="Bộ Tài chính"))
    chosen = {
        "operator": it_centre,
        "section": unit("CNTT1", "Phòng An toàn thông tin", parent=it_centre),
        "group": unit("KCQ", "Khối cơ quan Bộ", kind="group"),
        "owner": ministry,
        "elsewhere": foreign,
    }[which]
    with pytest.raises(ValidationError, match="cùng một đơn vị|chỉ giao được đơn vị của mình"):
        arrange_unit(dossier=dossier, unit=chosen, by=ha, paper=scanned())
    assert not AppraisalArrangement.objects.exists()


def test_where_the_security_unit_does_not_operate_there_is_nothing_to_give_away(dossier_in, ha, office):
    with pytest.raises(StepRefused, match="không vận hành hệ thống này nên tự thẩm định"):
        arrange_unit(dossier=dossier_in(State.SUBMITTED), unit=office, by=ha, paper=scanned())


@pytest.mark.parametrize("who", ["trang", "minh", "an", "binh"])
def test_only_the_owners_approver_names_somebody(who, own, office, request):
    with pytest.raises(PermissionDenied, match="Giao thẩm định là việc của người phê duyệt"):
        arrange_unit(dossier=own(), unit=office, by=request.getfixturevalue(who), paper=scanned())


def test_a_superuser_names_nobody(own, office, root):
    with pytest.raises(PermissionDenied):
        arrange_unit(dossier=own(), unit=office, by=root, paper=scanned())


def test_without_a_decision_nothing_holds_yet(own, ha, office, nghia):
    dossier = own()
    arrange_unit(dossier=dossier, unit=office, by=ha)
    dossier = Dossier.objects.with_parties().get(pk=dossier.pk)
    assert dossier.appraiser_operates and not Dossier.objects.waiting_for(nghia).exists()


def test_a_second_choice_takes_the_place_of_one_that_was_never_decided(own, ha, office, registry):
    dossier = own()
    arrange_unit(dossier=dossier, unit=office, by=ha)
    arrange_unit(dossier=dossier, unit=registry, by=ha)
    assert AppraisalArrangement.objects.get().unit == registry


def test_a_new_decision_ends_the_older_one_which_stays_on_record(own, ha, office, registry):
    dossier = own()
    first = arrange_unit(dossier=dossier, unit=office, by=ha, paper=scanned())
    arrange_unit(dossier=dossier, unit=registry, by=ha, paper=scanned("16/QĐ-BGTVT"))
    first.refresh_from_db()
    assert first.ended_on == timezone.localdate()
    assert InformationSystem.objects.get(pk=dossier.system_id).appraising.unit == registry


def test_given_back_the_security_unit_answers_again(own, ha, office, trang, it_centre):
    dossier = own()
    arrange_unit(dossier=dossier, unit=office, by=ha, paper=scanned())
    end_arrangement(dossier=dossier, by=ha)
    dossier = Dossier.objects.with_parties().get(pk=dossier.pk)
    assert (body_for(Role.SECURITY_UNIT, dossier.system), dossier.appraising_body) == (it_centre, it_centre)
    assert dossier.appraiser_operates
    with pytest.raises(StepRefused, match="không có đơn vị hay hội đồng"):
        end_arrangement(dossier=dossier, by=ha)


@pytest.mark.parametrize(
    ("paper", "field"),
    [
        (scanned(content=b"not a pdf"), "scan"),
        (scanned(filename="toi-mat.pdf"), "scan"),
        (scanned(day=datetime.date(2100, 1, 1)), "issued_on"),
    ],
)
def test_a_bad_paper_is_refused_and_nothing_is_kept(paper, field, own, ha, office):
    with pytest.raises(ValidationError) as refused:
        arrange_unit(dossier=own(), unit=office, by=ha, paper=paper)
    assert field in refused.value.message_dict and not AppraisalArrangement.objects.exists()
