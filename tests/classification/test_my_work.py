"""Việc của tôi: what waits for whom, nearest deadline first, one click to the act."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from classification.models import Dossier, StepTaken
from classification.workflow import STEPS, State, steps_from
from systems.authority import appoint, may_act
from systems.roles import Role
from systems.services import register_system

HOME = reverse("classification:my_work")
DAY = datetime.timedelta(1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def another(ministry, registry, people):
    """Make one more system of the registry."""

    def make(code, **extra):
        values = {"owner": ministry, "operator": registry, "name": f"Hệ thống {code}"} | extra
        return register_system(by=people[Role.ADMINISTRATOR], on=timezone.localdate(), code=code, **values)

    return make


def tasks(client, user):
    client.force_login(user)
    return [task for bundle in client.get(HOME).context["bundles"] for task in bundle.tasks]


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("state", State)
def test_a_dossier_waits_exactly_for_those_who_may_take_its_next_step(dossier_in, people, state, level):
    dossier = dossier_in(state, level)
    onward = [step for step in steps_from(state, level) if not step.reason_needed]
    for user in people.values():
        may = any(may_act(user, role, dossier.system) for step in onward for role in step.roles(level, state))
        assert Dossier.objects.waiting_for(user).filter(pk=dossier.pk).exists() == may


def test_a_draft_without_a_level_waits_for_its_operator(dossier_in, hung, trang):
    dossier = dossier_in(State.DRAFT, None)
    assert list(Dossier.objects.waiting_for(hung)) == [dossier]
    assert not Dossier.objects.waiting_for(trang)


def test_nothing_waits_for_a_stranger_or_a_superuser(dossier_in, la, root):
    dossier_in(State.SUBMITTED)
    assert not Dossier.objects.waiting_for(la)
    assert not Dossier.objects.waiting_for(root)


def test_what_hung_submitted_never_waits_for_hung_to_appraise(dossier_in, hung, it_centre, submitted_by):
    appoint(user=hung, role=Role.SECURITY_UNIT, organisation=it_centre)
    dossier = dossier_in(State.SUBMITTED)
    assert Dossier.objects.waiting_for(hung).exists()
    submitted_by(dossier, hung)
    assert not Dossier.objects.waiting_for(hung).exists()


def test_no_step_that_sends_back_makes_a_task(client, dossier_in, trang):
    dossier_in(State.PROTECTED)
    assert not tasks(client, trang)
    assert STEPS["send_back"].reason_needed


def test_the_nearest_deadline_stands_first_and_the_overdue_above_it(client, dossier_in, another, trang, today):
    due = {"A": today + 40 * DAY, "B": today - 3 * DAY, "C": None, "D": today}
    for code, day in due.items():
        dossier_in(State.SUBMITTED, system=another(code), due_on=day, due_unit="calendar")
    client.force_login(trang)
    answer = client.get(HOME)
    assert [task.dossier.system.code for b in answer.context["bundles"] for task in b.tasks] == ["B", "D", "A", "C"]
    assert [bundle.title for bundle in answer.context["bundles"]] == [
        "Quá hạn", "Tuần này", "Sau tuần này", "Không có hạn",
    ]  # fmt: skip
    text = answer.content.decode().replace("\u00a0", " ")
    assert "4 việc đang chờ bạn, 1 việc đã quá hạn." in text
    assert "quá hạn 3 ngày" in text and "hết hạn hôm nay" in text and "không có hạn" in text


@pytest.mark.parametrize(
    ("state", "level", "who", "address"),
    [
        (State.DRAFT, 3, "hung", "/ho-so/{pk}/"),
        (State.SUBMITTED, 3, "trang", "/ho-so/{pk}/"),
        (State.UNDER_APPRAISAL, 3, "trang", "/ho-so/{pk}/tham-dinh/"),
        (State.APPRAISED, 3, "hung", "/ho-so/{pk}/ky/request_approval/"),
        (State.AWAITING_APPROVAL, 3, "ha", "/ho-so/{pk}/ky/approve/"),
        (State.APPRAISED, 2, "trang", "/ho-so/{pk}/ky/approve/"),
        (State.APPROVED, 3, "hung", "/ho-so/{pk}/"),
        (State.DEPLOYING, 3, "hung", "/ho-so/{pk}/phuong-an/"),
        (State.AWAITING_INSPECTION, 3, "trang", "/ho-so/{pk}/ky/confirm/"),
        (State.SUBMITTED, 4, "trang", "/ho-so/{pk}/ky/give_opinion/"),
        (State.OPINION_GIVEN, 4, "ha", "/ho-so/{pk}/ky/forward/"),
    ],
)
def test_one_click_leads_to_the_act_itself(client, dossier_in, state, level, who, address, request):
    dossier = dossier_in(state, level)
    [task] = tasks(client, request.getfixturevalue(who))
    assert task.url == address.format(pk=dossier.pk)


def test_a_returned_dossier_says_why(client, dossier_in, hung, trang, today):
    dossier = dossier_in(State.RETURNED)
    StepTaken.objects.create(
        dossier=dossier, step="return", source="submitted", target="returned", by=trang, on=today,
        note="Sơ đồ lô-gic bị mờ.",
    )  # fmt: skip
    [task] = tasks(client, hung)
    assert task.sentence == f"Bị trả lại ngày {today:%d/%m/%Y}: Sơ đồ lô-gic bị mờ."
    assert task.button == "Xem và sửa"


def test_systems_without_a_dossier_are_offered_to_their_operator(client, another, dossier_in, hung, trang):
    bare = another("A")
    withdrawn = another("B")
    dossier_in(State.WITHDRAWN, system=withdrawn)
    dossier_in(State.DRAFT, system=another("C"))
    another("D", status="closed")
    client.force_login(hung)
    answer = client.get(HOME)
    assert [system.code for system in answer.context["without"]] == [bare.code, withdrawn.code, "BGTVT-026"]
    assert reverse("classification:open_dossier", args=[bare.pk]) in answer.content.decode()
    client.force_login(trang)
    assert not client.get(HOME).context["without"]


def test_what_waits_for_others_and_what_was_done_stand_beside(client, dossier_in, hung, submitted_by):
    dossier = dossier_in(State.SUBMITTED)
    submitted_by(dossier, hung)
    client.force_login(hung)
    text = client.get(HOME).content.decode()
    assert "Đang chờ người khác" in text and "Trung tâm Công nghệ thông tin: tiếp nhận hồ sơ hợp lệ" in text
    assert "Vừa xong" in text


def test_an_auditor_has_nothing_to_do_and_no_button(client, dossier_in, an):
    dossier_in(State.SUBMITTED)
    client.force_login(an)
    answer = client.get(HOME)
    assert "Không có việc nào đang chờ bạn" in answer.content.decode()
    assert "Lập hồ sơ<span" not in answer.content.decode()


def test_a_stranger_is_told_that_he_has_no_duties_yet(client, la, dossier_in):
    dossier_in(State.SUBMITTED)
    client.force_login(la)
    text = client.get(HOME).content.decode()
    assert "Bạn chưa được giao nhiệm vụ" in text and "kiểm định" not in text


def test_the_bar_of_every_page_counts_what_waits(client, dossier_in, trang):
    dossier_in(State.SUBMITTED)
    client.force_login(trang)
    answer = client.get(reverse("classification:systems"))
    assert '<span class="count">1<' in answer.content.decode()


def test_the_page_takes_the_same_number_of_statements_however_many_tasks(
    client, dossier_in, another, hung, django_assert_max_num_queries
):
    def fill(codes):
        for code in codes:
            dossier_in(State.DEPLOYING, system=another(code))

    fill("AB")
    tasks(client, hung)
    with django_assert_max_num_queries(27) as few:
        tasks(client, hung)
    fill("CDEFGHIJKL")
    with django_assert_max_num_queries(len(few)):
        assert len(tasks(client, hung)) == 12
