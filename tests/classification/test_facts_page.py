"""Determining the level on screen: unknown is an answer, the result stands beside it, bad input is kept and named."""

import pytest

from classification.models import Dossier
from classification.services import write_facts
from classification.workflow import State

PORTAL = {
    "system_type": "public_service", "information": ["personal"], "online_service": "yes",
    "basic_data_subjects": "9.999",
}  # fmt: skip


@pytest.fixture
def draft(dossier_in):
    return dossier_in(State.DRAFT, level=None)


@pytest.fixture
def save(client, hung):
    """Send the form as Hùng."""

    def send(dossier, **answers):
        client.force_login(hung)
        seen = Dossier.objects.get(pk=dossier.pk).version
        return client.post(f"/ho-so/{dossier.pk}/cap-do/", {"seen": seen, **answers})

    return send


@pytest.fixture
def result(client, hung):
    """Ask what these answers give, as htmx does."""

    def ask(dossier, **answers):
        client.force_login(hung)
        return client.post(f"/ho-so/{dossier.pk}/cap-do/ket-qua/", answers, HTTP_HX_REQUEST="true").content.decode()

    return ask


def stored(dossier) -> Dossier:
    return Dossier.objects.get(pk=dossier.pk)


def test_hung_saves_answers_and_the_level_follows(save, draft):
    response = save(draft, **PORTAL)
    assert response.status_code == 302
    assert stored(draft).level == 2
    assert stored(draft).facts["basic_data_subjects"] == 9999


def test_an_unanswered_question_is_unknown_and_never_no(save, draft):
    save(draft, **PORTAL)
    assert stored(draft).facts["settles_administrative_procedures"] is None
    save(draft, **PORTAL, settles_administrative_procedures="no")
    assert stored(draft).facts["settles_administrative_procedures"] is False


def test_the_result_stands_beside_the_answers_and_nothing_is_stored(result, draft):
    text = result(draft, **PORTAL)
    assert "Cấp độ <b>2</b>" in text
    assert "Điều 12 khoản 2 điểm b" in text
    assert "Nếu từ 100.000 người có dữ liệu cá nhân cơ bản trở lên" in text
    assert 'href="#id_settles_administrative_procedures_field"' in text
    assert stored(draft).level is None


def test_choosing_another_type_brings_its_questions_forward(result, draft):
    moved = result(draft, system_type="infrastructure", shown_for="public_service")
    assert 'id="theo-loai" hx-swap-oob="true"' in moved
    assert "theo-loai" not in result(draft, system_type="infrastructure", shown_for="infrastructure")


def test_without_scripts_a_button_shows_the_result_with_what_was_typed(client, draft, hung):
    client.force_login(hung)
    text = client.post(f"/ho-so/{draft.pk}/cap-do/ket-qua/", PORTAL).content.decode()
    assert 'value="9.999"' in text and "Cấp độ <b>2</b>" in text
    assert stored(draft).level is None


def test_a_number_that_cannot_be_read_is_said_beside_its_field_and_kept(save, draft):
    response = save(draft, **PORTAL, sensitive_data_subjects="1.200 người")
    text = response.content.decode()
    assert response.status_code == 422
    assert "Chỉ ghi số, ví dụ 1.200" in text and 'value="1.200 người"' in text
    assert "chưa đọc được, nên chưa tính" in text
    assert stored(draft).level is None


def test_a_value_that_is_no_choice_is_refused(save, draft):
    assert save(draft, system_type="castle").status_code == 422
    assert save(draft, information=["gossip"]).status_code == 422


def test_a_higher_level_needs_a_reason_and_a_lower_one_is_refused_in_words(save, draft):
    bare = save(draft, **PORTAL, proposed_level="3")
    assert bare.status_code == 422 and "phải ghi rõ lý do" in bare.content.decode()
    lower = save(draft, **PORTAL, proposed_level="1", higher_reason="Ít người dùng")
    assert lower.status_code == 422
    assert "Không được đề xuất thấp hơn" in lower.content.decode() and "Ít người dùng" in lower.content.decode()
    assert (
        save(draft, **PORTAL, proposed_level="3", higher_reason="Dùng chung với hệ thống cấp độ 3").status_code == 302
    )
    assert (stored(draft).level, stored(draft).determined_level) == (3, 2)


def test_a_component_raises_the_whole(save, draft):
    rows = {"tp-TOTAL_FORMS": "2", "tp-INITIAL_FORMS": "0", "tp-0-name": "Phân hệ hồ sơ cán bộ"}
    save(draft, system_type="internal", information=["public"], **rows, **{
        "tp-0-system_type": "internal", "tp-0-information": ["private"],
    })  # fmt: skip
    assert stored(draft).level == 2
    assert [part["name"] for part in stored(draft).facts["components"]] == ["Phân hệ hồ sơ cán bộ"]


def test_a_component_without_a_name_is_asked_for_one(save, draft):
    rows = {"tp-TOTAL_FORMS": "1", "tp-INITIAL_FORMS": "0", "tp-0-system_type": "internal"}
    response = save(draft, **PORTAL, **rows)
    assert response.status_code == 422
    assert "Ghi tên hệ thống thành phần này" in response.content.decode()


def test_a_component_is_taken_away(save, draft, hung):
    write_facts(dossier=draft, by=hung, facts={"components": [{"name": "A", "system_type": "internal"}]})
    rows = {"tp-TOTAL_FORMS": "1", "tp-INITIAL_FORMS": "1", "tp-0-name": "A", "tp-0-DELETE": "on"}
    assert save(draft, **PORTAL, **rows).status_code == 302
    assert stored(draft).facts["components"] == []


def test_components_of_components_survive_the_page(client, save, draft, hung):
    inner = {"name": "Trong cùng", "system_type": "internal", "information": ["private"]}
    facts = {"components": [{"name": "A", "components": [inner]}]}
    write_facts(dossier=draft, by=hung, facts=facts)
    client.force_login(hung)
    page = client.get(f"/ho-so/{draft.pk}/cap-do/")
    rows = page.context["components"]
    kept = {"tp-TOTAL_FORMS": "1", "tp-INITIAL_FORMS": "1", "tp-0-name": "A", "tp-0-deeper": rows[0]["deeper"].value()}
    save(draft, **kept)
    assert stored(draft).facts["components"][0]["components"][0]["name"] == "Trong cùng"


@pytest.mark.parametrize(
    "deeper",
    [
        '{"scope": "\\ud800"}',
        '{"\\ud800": 1}',
        '{"name": "\\u0000"}',
        "[" * 20_000,
        '{"users": 1e999}',
        '{"users": NaN}',
    ],
)
def test_forged_facts_of_a_component_are_neither_stored_nor_a_fault(save, draft, deeper):
    given = {"tp-TOTAL_FORMS": "1", "tp-INITIAL_FORMS": "0", "tp-0-name": "Kho dữ liệu", "tp-0-deeper": deeper}
    assert save(draft, **PORTAL, **given).status_code in (302, 422)
    assert "ud800" not in str(stored(draft).facts) and "\\0" not in str(stored(draft).facts)


def test_a_page_without_its_version_overwrites_nothing(client, draft, hung):
    client.force_login(hung)
    assert client.post(f"/ho-so/{draft.pk}/cap-do/", PORTAL).status_code == 409
    assert stored(draft).version == draft.version


def test_the_sectors_floor_needs_its_text(save, draft):
    assert "Ghi văn bản của ngành" in save(draft, **PORTAL, sector_level="3").content.decode()
    save(draft, **PORTAL, sector_level="3", sector_basis="Thông tư 01/2026/TT-BGTVT")
    assert stored(draft).level == 3


def test_state_secrets_bring_the_warning_not_to_type_them_here(result, draft):
    assert "Không nhập nội dung bí mật nhà nước" in result(draft, information=["state_secret"])


def test_a_stale_page_is_refused_and_keeps_what_was_typed(client, draft, hung, save):
    save(draft, **PORTAL)
    response = client.post(f"/ho-so/{draft.pk}/cap-do/", {"seen": 1, **PORTAL, "basic_data_subjects": "77.777"})
    text = response.content.decode()
    assert response.status_code == 409
    assert "77.777" in text and f'name="seen" value="{stored(draft).version}"' in text
    assert stored(draft).facts["basic_data_subjects"] == 9999


def test_each_decree_asks_its_own_questions(client, dossier_in, system, hung):
    client.force_login(hung)
    old = dossier_in(State.DRAFT, level=None, regime="nd85-2016")
    text = client.get(f"/ho-so/{old.pk}/cap-do/").content.decode()
    assert "online_public_service_form" in text and "sensitive_data_subjects" not in text


def test_others_read_the_answers_and_change_nothing(client, dossier_in, trang, an, la, hung):
    dossier = dossier_in(State.SUBMITTED, facts={"system_type": "internal", "users": 12})
    for reader in (trang, an, hung):
        client.force_login(reader)
        text = client.get(f"/ho-so/{dossier.pk}/cap-do/").content.decode()
        assert "Phục vụ hoạt động nội bộ" in text and "Chưa biết" in text and 'id="cau-hoi"' not in text
    client.force_login(trang)
    assert client.post(f"/ho-so/{dossier.pk}/cap-do/", PORTAL).status_code == 403
    client.force_login(la)
    assert client.get(f"/ho-so/{dossier.pk}/cap-do/").status_code == 404
    assert client.post(f"/ho-so/{dossier.pk}/cap-do/ket-qua/", PORTAL).status_code == 404


def test_a_submitted_dossier_keeps_its_facts(save, dossier_in):
    dossier = dossier_in(State.SUBMITTED)
    assert save(dossier, **PORTAL).status_code == 422
    assert stored(dossier).facts == {}
