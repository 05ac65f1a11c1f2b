"""The security unit operates the system: the owner names another unit or a council, and nobody else acts until then."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from classification.errand_list import errands_for
from classification.errors import StepRefused
from classification.models import Dossier
from classification.services import (
    Scanned,
    arrange_council,
    arrange_unit,
    check_step,
    end_arrangement,
    record_appraisal,
    record_minutes,
    take_step,
)
from classification.workflow import STEPS, State
from systems.authority import acts_for, appoint, body_for, may_act, systems_visible_to
from systems.bodies import one_body, operated_by_its_security_unit
from systems.models import AppraisalArrangement, CouncilMember, InformationSystem, LedgerEntry, User
from systems.roles import Role
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF"


def scanned(number="15/QĐ-BGTVT", day=TODAY, filename="quyet-dinh.pdf", content=PDF) -> Scanned:
    return Scanned(number, day, filename, content)


def again(user) -> User:
    """The person as the next request meets them."""
    return User.objects.get(pk=user.pk)


@pytest.fixture
def office(unit):
    return unit("VP", "Văn phòng Bộ", kind="centre")


@pytest.fixture
def nghia(person, office):
    """Lê Hữu Nghĩa appraises at the ministry's office."""
    return person("nghia", "Lê Hữu Nghĩa", office, Role.SECURITY_UNIT, title="Chánh Văn phòng")


@pytest.fixture
def minh(person, it_centre):
    """Vũ Quang Minh operates what the IT centre runs itself."""
    return person("minh", "Vũ Quang Minh", it_centre, Role.OPERATOR, title="Phó Giám đốc")


@pytest.fixture
def own(dossier_in, complete, system, it_centre, minh):
    """A dossier of a system that the ministry's security unit operates: `own(State.SUBMITTED)`."""

    def make(state=State.SUBMITTED, level=3, **extra) -> Dossier:
        InformationSystem.objects.filter(pk=system.pk).update(operator=it_centre)
        system.refresh_from_db()
        return complete(dossier_in(state, level, **extra))

    return make


@pytest.fixture
def seats(person, office, unit):
    """A council of three: Nghĩa chairs, Tùng writes, and an expert without an account."""
    planning = unit("KHDT", "Vụ Kế hoạch - Đầu tư")
    chair = person("nghia", "Lê Hữu Nghĩa", office, title="Chánh Văn phòng")
    secretary = person("tung", "Đỗ Thanh Tùng", planning, title="Chuyên viên chính")

    def make(**changes) -> list[CouncilMember]:
        rows = [
            {"seat": "chair", "person": chair, "full_name": chair.full_name, "title": chair.title, "unit": str(office)},
            {"seat": "secretary", "person": secretary, "full_name": secretary.full_name, "title": "Chuyên viên",
             "unit": str(planning)},
            {"seat": "member", "full_name": "Phạm Gia Tuệ", "title": "Tiến sĩ", "unit": "Đại học Bách khoa Hà Nội"}
            | changes,
        ]  # fmt: skip
        return [CouncilMember(**row) for row in rows]

    return make


def council(dossier, ha, members, **extra) -> AppraisalArrangement:
    name = "Hội đồng thẩm định độc lập"
    return arrange_council(dossier=dossier, name=name, members=members, by=ha, **({"paper": scanned()} | extra))


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


# ---------------------------------------------------------------------- a council
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


# ---------------------------------------------------------------------- the page
@pytest.fixture
def page_of(client):
    def get(dossier, user, **query):
        client.force_login(user)
        return client.get(reverse("classification:appraiser", args=[dossier.pk]), query)

    return get


def test_the_chair_follows_the_link_from_the_opinion_held_back_to_the_minutes_and_back(own, ha, seats, client):
    dossier, members = own(State.SUBMITTED, 4), seats()
    council(dossier, ha, members)
    client.force_login(again(members[0].person))
    page, appraiser = (reverse(f"classification:{name}", args=[dossier.pk]) for name in ("dossier", "appraiser"))
    shown = client.get(page).content.decode()
    assert "Chưa có biên bản họp hội đồng" in shown and f"{appraiser}#bien-ban" in shown
    shown = client.get(appraiser).content.decode()
    keep = reverse("classification:council_minutes", args=[dossier.pk])
    assert keep in shown and reverse("documents:sign", args=[dossier.pk, "council_minutes"]) in shown
    given = {"held_on": f"{TODAY:%d/%m/%Y}", "scan": SimpleUploadedFile("bien-ban.pdf", PDF), "no_secret": "on"}
    answer = client.post(keep, given)
    assert (answer.status_code, answer.headers.get("Location")) == (302, page)
    assert "Chưa có biên bản họp hội đồng" not in client.get(page).content.decode()


def test_everyone_who_sees_the_dossier_reads_the_page_and_only_the_approver_finds_a_form(own, page_of, people, la, ha):
    dossier = own()
    for role, somebody in people.items():
        if role in (Role.ADMINISTRATOR, Role.OPERATOR):
            continue
        page = page_of(dossier, somebody)
        assert page.status_code == 200 and ('enctype="multipart/form-data"' in page.content.decode()) is (
            somebody == ha
        )
    assert page_of(dossier, la).status_code == 404


def test_posting_for_others_is_refused_with_the_sentence(own, client, trang, office):
    dossier = own()
    client.force_login(trang)
    answer = client.post(reverse("classification:appraiser", args=[dossier.pk]), {"unit": office.pk, "how": "ky"})
    assert answer.status_code == 403 and "Giao thẩm định là việc của người phê duyệt" in answer.content.decode()


def test_ha_gives_the_work_away_by_a_decision_on_paper_and_the_scan_is_a_download(own, client, ha, office, nghia):
    dossier = own()
    client.force_login(ha)
    url = reverse("classification:appraiser", args=[dossier.pk]) + "?loai=don-vi"
    given = {"unit": office.pk, "how": "da-co", "number": "15/QĐ-BGTVT", "issued_on": "20/11/2026"}
    missing = client.post(url, given)
    assert missing.status_code == 422 and "Quyết định đã có trên giấy thì cần điều này" in missing.content.decode()
    assert "15/QĐ-BGTVT" in missing.content.decode(), "what was typed stays"
    given |= {"scan": SimpleUploadedFile("quyết định.pdf", PDF), "no_secret": "on"}
    assert client.post(url, given).status_code == 302
    arrangement = AppraisalArrangement.objects.get()
    scan = reverse("classification:arrangement_scan", args=[dossier.pk, arrangement.pk])
    client.force_login(again(nghia))
    answer = client.get(scan)
    assert answer.getvalue() == PDF and "attachment" in answer["Content-Disposition"]


def test_ha_writes_a_council_with_accounts_and_without(own, client, ha, seats):
    dossier, _people = own(), seats()
    client.force_login(ha)
    url = reverse("classification:appraiser", args=[dossier.pk]) + "?loai=hoi-dong"
    rows = {"tv-TOTAL_FORMS": "4", "tv-INITIAL_FORMS": "0", "name": "Hội đồng thẩm định độc lập", "how": "ky"}
    rows |= {"tv-0-seat": "chair", "tv-0-account": "nghia", "tv-1-seat": "secretary", "tv-1-account": "khong-co"}
    rows |= {"tv-2-seat": "member", "tv-2-full_name": "Phạm Gia Tuệ", "tv-3-seat": "member"}
    wrong = client.post(url, rows).content.decode()
    assert "Không có tài khoản “khong-co”" in wrong and "Ghi ô này, hoặc chọn tài khoản" in wrong
    rows |= {"tv-1-account": "tung", "tv-2-title": "Tiến sĩ", "tv-2-unit": "Đại học Bách khoa Hà Nội"}
    answer = client.post(url, rows)
    assert answer.url == reverse("documents:sign", args=[dossier.pk, "name_appraiser"])
    told = [
        (member.seat, member.full_name, member.title) for member in AppraisalArrangement.objects.get().members.all()
    ]
    assert told == [
        ("chair", "Lê Hữu Nghĩa", "Chánh Văn phòng"), ("secretary", "Đỗ Thanh Tùng", "Chuyên viên chính"),
        ("member", "Phạm Gia Tuệ", "Tiến sĩ"),
    ]  # fmt: skip


def test_the_chair_records_minutes_from_paper_on_the_page(own, client, ha, seats):
    dossier, members = own(State.UNDER_APPRAISAL), seats()
    council(dossier, ha, members)
    client.force_login(again(members[0].person))
    url = reverse("classification:council_minutes", args=[dossier.pk])
    assert client.post(url, {"held_on": "23/11/2026"}).status_code == 422
    form = {"held_on": "20/11/2026", "no_secret": "on", "scan": SimpleUploadedFile("bb.pdf", PDF)}
    assert client.post(url, form).status_code == 302
    page = client.get(reverse("classification:appraiser", args=[dossier.pk])).content.decode()
    assert "20/11/2026" in page and dossier.meetings.get().scan.filename == "bb.pdf"
