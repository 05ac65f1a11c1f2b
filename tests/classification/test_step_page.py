"""Steps without paper are taken on the page of the dossier: once, by the right person, with a reason where due."""

import pytest

from classification.models import Dossier, StepTaken
from classification.workflow import State


@pytest.fixture
def take(client):
    """Send a step as this person: `take(trang, dossier, "accept")`."""

    def send(user, dossier, step, *, note="", seen=None, **headers):
        client.force_login(user)
        data = {"seen": dossier.version if seen is None else seen, "note": note}
        return client.post(f"/ho-so/{dossier.pk}/buoc/{step}/", data, **headers)

    return send


def state_of(dossier) -> str:
    return Dossier.objects.get(pk=dossier.pk).state


def test_trang_accepts_a_valid_dossier(take, dossier_in, trang):
    dossier = dossier_in(State.SUBMITTED)
    response = take(trang, dossier, "accept")
    assert response.status_code == 302
    assert state_of(dossier) == State.UNDER_APPRAISAL
    assert Dossier.objects.get(pk=dossier.pk).due_on


def test_a_double_click_takes_the_step_once_and_says_so(take, dossier_in, trang):
    dossier = dossier_in(State.SUBMITTED)
    take(trang, dossier, "accept")
    second = take(trang, dossier, "accept")
    assert second.status_code == 409
    assert "Hồ sơ đã chuyển sang trạng thái “Đang thẩm định”" in second.content.decode()
    assert StepTaken.objects.filter(dossier=dossier, step="accept").count() == 1


def test_a_page_that_is_out_of_date_changes_nothing(take, dossier_in, trang):
    dossier = dossier_in(State.SUBMITTED)
    response = take(trang, dossier, "accept", seen=dossier.version + 1)
    assert response.status_code == 409
    assert state_of(dossier) == State.SUBMITTED


def test_a_page_without_its_version_is_refused_in_a_sentence(client, dossier_in, trang):
    dossier = dossier_in(State.SUBMITTED)
    client.force_login(trang)
    for data in ({}, {"seen": "abc"}):
        response = client.post(f"/ho-so/{dossier.pk}/buoc/accept/", data)
        assert response.status_code == 422
    assert state_of(dossier) == State.SUBMITTED


def test_hung_withdraws_only_with_a_reason_and_what_he_typed_stays(take, dossier_in, hung):
    dossier = dossier_in(State.DRAFT)
    bare = take(hung, dossier, "withdraw", note="  ")
    assert bare.status_code == 422 and "Phải ghi rõ lý do." in bare.content.decode()
    stale = take(hung, dossier, "withdraw", note="Dừng đầu tư.", seen=99)
    assert stale.status_code == 409 and "Dừng đầu tư." in stale.content.decode()
    assert take(hung, dossier, "withdraw", note="Dừng đầu tư.").status_code == 302
    assert state_of(dossier) == State.WITHDRAWN


def test_nobody_takes_the_step_of_another(take, dossier_in, hung, an, la, binh, root):
    dossier = dossier_in(State.SUBMITTED)
    assert take(hung, dossier, "accept").status_code == 403
    assert take(an, dossier, "accept").status_code == 403
    for stranger in (la, binh, root):
        assert take(stranger, dossier, "accept").status_code == 404
    assert state_of(dossier) == State.SUBMITTED


def test_a_step_that_needs_paper_is_not_taken_by_a_click(take, dossier_in, trang, ha):
    dossier = dossier_in(State.UNDER_APPRAISAL)
    response = take(trang, dossier, "return", note="Thiếu sơ đồ.")
    assert response.status_code == 422
    assert "ký văn bản" in response.content.decode()
    assert state_of(dossier) == State.UNDER_APPRAISAL


def test_an_unknown_step_is_not_found(take, dossier_in, trang):
    assert take(trang, dossier_in(State.SUBMITTED), "explode").status_code == 404


def test_supersede_is_nobodys_button(take, dossier_in, ha):
    assert take(ha, dossier_in(State.APPROVED), "supersede").status_code == 403


def test_the_submitter_does_not_accept_his_own_dossier(take, dossier_in, trang, submitted_by):
    dossier = dossier_in(State.SUBMITTED)
    submitted_by(dossier, trang)
    response = take(trang, dossier, "accept")
    assert response.status_code == 422
    assert "Người đã ký trình hồ sơ" in response.content.decode()


def test_a_protected_system_is_sent_back_with_a_reason(take, dossier_in, trang):
    dossier = dossier_in(State.PROTECTED)
    assert take(trang, dossier, "send_back", note="Nhật ký tập trung đã ngừng.").status_code == 302
    assert state_of(dossier) == State.DEPLOYING


def test_htmx_is_led_to_the_page_as_it_stands_now(take, dossier_in, trang):
    dossier = dossier_in(State.SUBMITTED)
    response = take(trang, dossier, "accept", HTTP_HX_REQUEST="true")
    assert response.headers["Location"] == f"/ho-so/{dossier.pk}/"
