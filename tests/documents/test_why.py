"""Vì sao tôi chưa làm được?: what comes first, whose duty it is, what is missing, who removes it, and where."""

import pytest

from classification.path import way_to
from classification.services import write_remark
from classification.workflow import ENDED, STEPS, State
from systems.authority import dismiss, people_for
from systems.models import Organisation
from systems.roles import Role

pytestmark = pytest.mark.django_db
TAKEN = [step for step in STEPS.values() if step.by]


@pytest.fixture
def why(client):
    """Read the page: `why(hung, dossier, "approve")`."""

    def get(user, dossier, step: str, status: int = 200) -> str:
        client.force_login(user)
        response = client.get(f"/ho-so/{dossier.pk}/vuong-mac/{step}/")
        assert response.status_code == status
        return response.content.decode()

    return get


@pytest.mark.parametrize("level", [None, 1, 3, 5])
@pytest.mark.parametrize("state", list(State))
def test_the_way_to_a_step_can_be_walked(state, level):
    for step in TAKEN:
        found = way_to(step, state, level)
        if found is None:
            continue
        here = state
        for leg in found[0]:
            assert leg.state == here and leg.step.open_from(here, level or 3)
            here = leg.step.target
        assert found[1] == here and step.open_from(here, level or 3)


def test_no_way_leads_out_of_an_ended_dossier_nor_to_an_opinion_at_level_3():
    assert all(way_to(step, state, 3) is None for step in TAKEN for state in ENDED)
    assert way_to(STEPS["give_opinion"], State.DRAFT, 3) is None and way_to(STEPS["submit"], State.PROTECTED, 3) is None


def test_the_way_onward_never_turns_back():
    legs, at = way_to(STEPS["approve"], State.DRAFT, 3)
    assert [leg.step.name for leg in legs] == ["submit", "accept", "appraise", "request_approval"]
    assert at == State.AWAITING_APPROVAL
    legs, _at = way_to(STEPS["approve"], State.DRAFT, 2)
    assert [leg.step.name for leg in legs] == ["submit", "accept", "appraise"]
    legs, _at = way_to(STEPS["submit"], State.UNDER_APPRAISAL, 3)
    assert [leg.step.name for leg in legs] == ["return"]


def test_ha_reads_which_steps_come_first_and_whose_they_are(why, dossier_in, hung, trang, ha):
    text = why(ha, dossier_in(State.DRAFT), "approve")
    assert "Trước đó phải có bước “Trình hồ sơ”" in text and "Sau đó phải có bước “Kết luận phù hợp”" in text
    assert "Đặng Việt Hùng" in text and "Lê Thu Trang" in text and "bạn không được giao việc đó" not in text
    assert "Quy chế bảo đảm an toàn, an ninh mạng phải được ban hành trước" in text and "phan/regulation/" in text


def test_hung_reads_whose_duty_it_is_and_by_what_name(why, dossier_in, hung, ha):
    text = why(hung, dossier_in(State.AWAITING_APPROVAL), "approve")
    assert "Việc này của Chủ quản hệ thống thông tin (Bộ Giao thông vận tải); bạn không được giao việc đó." in text
    assert "<b>Nguyễn Minh Hà</b>" in text


def test_every_guard_of_a_submission_is_told_with_its_place(why, dossier_in, hung):
    dossier = dossier_in(State.DRAFT, level=None)
    text = why(hung, dossier, "submit")
    assert "Chưa xác định cấp độ của hệ thống." in text and f'href="/ho-so/{dossier.pk}/cap-do/"' in text
    assert f'href="/ho-so/{dossier.pk}/phan/devices/"' in text and "Chưa có đánh giá rủi ro" in text


def test_a_missing_key_is_said_to_who_would_sign_and_to_nobody_else(why, dossier_in, complete, hung, trang):
    dossier = complete(dossier_in(State.DRAFT))
    assert "Bạn chưa có khóa ký" in why(hung, dossier, "submit") and "/khoa-ky/" in why(hung, dossier, "submit")
    assert "khóa ký" not in why(trang, dossier, "submit").split("</nav>")[-1]


def test_nothing_holds_back_who_has_the_duty_the_key_and_a_complete_dossier(why, dossier_in, complete, hung, keys):
    text = why(hung, complete(dossier_in(State.DRAFT)), "submit")
    assert "bạn làm được bước này ngay bây giờ" in text and "điều đang giữ" not in text


def test_who_submitted_is_told_that_another_person_must_act(
    why, dossier_in, submitted_by, hung, trang, person, it_centre
):
    lan = person("lan", "Đỗ Thị Lan", it_centre, Role.SECURITY_UNIT)
    dossier = dossier_in(State.SUBMITTED)
    submitted_by(dossier, trang)
    text = why(trang, dossier, "accept")
    cell = text[text.index("Người đã ký trình hồ sơ không được") :].split("</tr>")[0]
    assert lan.full_name in cell and trang.full_name not in cell


def test_a_duty_that_nobody_holds_is_said_so(why, dossier_in, hung, trang, it_centre):
    dismiss(user=trang, role=Role.SECURITY_UNIT, organisation=it_centre)
    assert "chưa giao cho ai" in why(hung, dossier_in(State.SUBMITTED), "accept")


def test_an_owner_without_a_security_unit_sends_to_the_administrator(why, dossier_in, complete, hung, binh, ministry):
    dossier = complete(dossier_in(State.DRAFT))
    Organisation.objects.filter(pk=ministry.pk).update(security_unit=None)
    type(dossier).objects.update(appraising_body=None)
    text = why(hung, dossier, "submit")
    cell = text[text.index("chưa chỉ định đơn vị chuyên trách") :].split("</tr>")[0]
    assert binh.full_name in cell


def test_remarks_hold_back_with_a_link_to_the_list(why, dossier_in, complete, trang):
    dossier = complete(dossier_in(State.UNDER_APPRAISAL))
    write_remark(dossier=dossier, place="whole", text="Sửa.", by=trang)
    text = why(trang, dossier, "appraise")
    assert "Còn 1 ý kiến chưa xong" in text and f'href="/ho-so/{dossier.pk}/y-kien/"' in text


def test_a_step_behind_is_taken_again_only_after_a_return(why, dossier_in, submitted_by, hung):
    dossier = dossier_in(State.UNDER_APPRAISAL)
    submitted_by(dossier, hung)
    text = why(hung, dossier, "submit")
    assert "làm lại được khi hồ sơ quay về" in text and "“Trả lại để hoàn thiện”" in text


def test_an_ended_dossier_says_that_a_new_one_is_needed(why, dossier_in, hung):
    dossier = dossier_in(State.REFUSED)
    text = why(hung, dossier, "approve")
    assert "phải lập hồ sơ mới" in text and f'href="/he-thong/{dossier.system_id}/"' in text


@pytest.mark.parametrize("state", list(State))
def test_the_page_opens_for_every_step_from_every_state(why, dossier_in, people, la, root, state):
    dossier = dossier_in(state)
    for step in TAKEN:
        why(people[Role.AUDITOR], dossier, step.name)
    why(people[Role.AUDITOR], dossier, "supersede", 404)
    why(people[Role.AUDITOR], dossier, "nothing", 404)
    for user in (la, root):
        why(user, dossier, "submit", 404)


def test_people_of_a_duty_are_those_of_the_unit_and_of_units_above(registry, ministry, hung, person):
    chief = person("chief", "Bùi Chính", ministry, Role.OPERATOR)
    gone = person("gone", "Võ Nghỉ", registry, Role.OPERATOR, is_active=False)
    assert people_for(Role.OPERATOR, registry) == [chief, hung] and gone not in people_for(Role.OPERATOR, registry)
    assert people_for(Role.OPERATOR, ministry) == [chief] and people_for(Role.OPERATOR, None) == []


def test_the_card_leads_there(client, dossier_in, hung):
    dossier = dossier_in(State.DRAFT)
    client.force_login(hung)
    assert f'href="/ho-so/{dossier.pk}/vuong-mac/submit/"' in client.get(f"/ho-so/{dossier.pk}/").content.decode()
