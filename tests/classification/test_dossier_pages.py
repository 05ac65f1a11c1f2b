"""The list of dossiers and the page of one dossier: the way, the next step, who sees what."""

import pytest
from django.utils import timezone

from classification.models import Dossier, StepTaken
from classification.parts import parts_of
from classification.services import write_facts
from classification.workflow import State
from systems.services import change_system, register_system
from tests.classification.test_part_pages import picture
from tests.conftest import TODAY


def page(client, user, path: str, status: int = 200) -> str:
    client.force_login(user)
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("state", list(State))
def test_a_dossier_opens_in_every_state_for_those_who_answer_for_it(client, dossier_in, people, state):
    dossier = dossier_in(state)
    for role, user in people.items():
        page(client, user, f"/ho-so/{dossier.pk}/", 404 if role == "administrator" else 200)
    for level in (1, 5):
        Dossier.objects.filter(pk=dossier.pk).update(level=level)
        page(client, people["operator"], f"/ho-so/{dossier.pk}/")


def test_a_stranger_finds_no_dossier(client, dossier_in, la, root):
    dossier = dossier_in(State.APPROVED)
    for user in (la, root):
        page(client, user, f"/ho-so/{dossier.pk}/", 404)
        assert dossier.system.name not in page(client, user, "/ho-so/")


def test_hung_reads_what_holds_his_dossier_back_and_where_to_put_it_right(client, dossier_in, hung):
    dossier = dossier_in(State.DRAFT, level=None)
    text = page(client, hung, f"/ho-so/{dossier.pk}/")
    assert "Chưa xác định cấp độ của hệ thống." in text
    assert f'href="/ho-so/{dossier.pk}/cap-do/"' in text
    assert f'href="/ho-so/{dossier.pk}/phan/devices/"' in text
    assert "(bạn)" in text


def test_the_card_tells_a_colleague_whose_turn_it_is(client, dossier_in, trang):
    text = page(client, trang, f"/ho-so/{dossier_in(State.DRAFT).pk}/")
    assert "Việc này của Đơn vị vận hành" in text and "(bạn)" not in text


def test_an_auditor_sees_no_button_that_changes_anything(client, dossier_in, an):
    for state in (State.DRAFT,):
        text = page(client, an, f"/ho-so/{dossier_in(state).pk}/")
        assert "/buoc/" not in text and "/ky/" not in text


def test_an_auditor_cannot_open_a_dossier(client, system, an):
    client.force_login(an)
    assert client.post(f"/he-thong/{system.pk}/lap-ho-so/").status_code == 403
    assert not Dossier.objects.exists()


def test_hung_opens_a_dossier_and_lands_on_the_level(client, system, hung):
    client.force_login(hung)
    response = client.post(f"/he-thong/{system.pk}/lap-ho-so/")
    dossier = Dossier.objects.get()
    assert response.headers["Location"] == f"/ho-so/{dossier.pk}/cap-do/"
    again = client.post(f"/he-thong/{system.pk}/lap-ho-so/")
    assert again.headers["Location"] == f"/ho-so/{dossier.pk}/"
    assert Dossier.objects.count() == 1


def test_a_stranger_opens_no_dossier(client, system, la):
    client.force_login(la)
    assert client.post(f"/he-thong/{system.pk}/lap-ho-so/").status_code == 404


def test_the_reason_of_a_return_stands_on_top(client, dossier_in, hung, trang):
    dossier = dossier_in(State.RETURNED)
    StepTaken.objects.create(
        dossier=dossier, step="return", source="under_appraisal", target="returned", round=1, by=trang,
        on=timezone.localdate(), note="Sơ đồ thiếu vùng quản trị.",
    )  # fmt: skip
    text = page(client, hung, f"/ho-so/{dossier.pk}/")
    assert text.index("Sơ đồ thiếu vùng quản trị.") < text.index("Đường đi của hồ sơ")


def test_the_deadline_is_told_in_words_with_its_rule(client, dossier_in, trang):
    dossier = dossier_in(State.SUBMITTED, due_on=timezone.localdate(), due_rule="Điều 24 khoản 1", due_unit="working")
    text = page(client, trang, f"/ho-so/{dossier.pk}/")
    assert "hết hạn hôm nay" in text and "Điều 24 khoản 1" in text


def test_a_level_five_dossier_shows_the_opinion_and_the_way_to_the_outside_appraiser(client, dossier_in, trang):
    text = page(client, trang, f"/ho-so/{dossier_in(State.SUBMITTED, level=5).pk}/")
    assert "Gửi cơ quan thẩm định" in text and "Cho ý kiến chuyên môn" in text


def test_a_level_two_dossier_goes_from_appraisal_straight_to_approval(client, dossier_in, trang):
    text = page(client, trang, f"/ho-so/{dossier_in(State.APPRAISED, level=2).pk}/")
    assert "Phê duyệt cấp độ" in text and "Trình phê duyệt" not in text


def test_the_list_is_filtered_by_what_stands_in_the_address(client, dossier_in, system, hung, registry):
    dossier_in(State.DRAFT)
    other = register_system(
        by=hung, on=TODAY, code="BGTVT-027", name="Cổng đăng ký khám xe", owner=system.owner, operator=registry
    )
    dossier_in(State.SUBMITTED, level=2, system=other)
    for query, found in (
        ("", 2), ("?state=draft", 1), ("?level=2", 1), ("?level=5", 0), ("?q=kham+xe", 1), ("?state=nonsense", 2),
        (f"?unit={registry.pk}", 2),
    ):  # fmt: skip
        text = page(client, hung, f"/ho-so/{query}")
        assert sum(name in text for name in (system.name, other.name)) == found, query


def test_the_list_asks_the_database_no_more_for_more_dossiers(
    client, dossier_in, system, hung, registry, django_assert_max_num_queries
):
    for n in range(12):
        another = register_system(
            by=hung, on=TODAY, code=f"X-{n}", name=f"Hệ thống {n}", owner=system.owner, operator=registry
        )
        dossier_in(State.DRAFT, system=another)
    client.force_login(hung)
    with django_assert_max_num_queries(12):
        assert client.get("/ho-so/").status_code == 200


def test_the_page_of_a_dossier_tells_the_grounds_of_its_level(client, dossier_in, hung):
    dossier = dossier_in(State.DRAFT, level=None)
    write_facts(dossier=dossier, by=hung, facts={"system_type": "internal", "information": ["personal"]})
    text = page(client, hung, f"/ho-so/{dossier.pk}/")
    assert "Điều 12 khoản 1" in text


def test_hung_writes_a_dossier_page_by_page_until_nothing_holds_it_back(client, system, hung):
    client.force_login(hung)
    change_system(system=system, by=hung, on=timezone.localdate(), hosting="own")
    client.post(f"/he-thong/{system.pk}/lap-ho-so/")
    dossier = Dossier.objects.get()
    here = f"/ho-so/{dossier.pk}"
    client.post(f"{here}/cap-do/", {"seen": dossier.version, **ANSWERS})
    for part in parts_of(dossier.regime, dossier.level):
        assert client.post(f"{here}/phan/{part.key}/", written(dossier, part)).status_code == 302, part.key
    codes = [requirement.code for requirement in dossier.catalogue.requirements_for(3)]
    client.post(f"{here}/phuong-an-nhieu/", {"code": codes, "status": "met", "how": "Đã có quy trình"})
    text = page(client, hung, f"{here}/")
    assert "Không còn điều gì vướng" in text and f'href="{here}/ky/submit/"' in text


ANSWERS = {
    "system_type": "public_service", "information": ["personal"], "settles_administrative_procedures": "yes",
    "serves_defence_security": "no", "online_service": "no", "conditional_business": "no", "round_the_clock": "no",
    "national_egovernment": "no", "national_critical_data": "no", "prime_minister_list": "no", "risk_level": "3",
    "basic_data_subjects": "50.000", "sensitive_data_subjects": "0",
}  # fmt: skip


def written(dossier, part) -> dict:
    """A complete part as its form sends it."""
    kept = dossier.parts.filter(key=part.key).first()
    answers = {"seen": kept.version if kept else 0, "d-TOTAL_FORMS": "1", "d-INITIAL_FORMS": "0", "no_secret": "on"}
    for field in part.fields:
        match field.kind:
            case "image":
                answers[field.name] = picture()
            case "choice":
                answers[field.name] = field.choices[0][0]
            case "date":
                answers[field.name] = "05/08/2026"
            case "email":
                answers[field.name] = "vanthu@dkvn.gov.vn"
            case "text" | "long":
                answers[field.name] = "Nội dung"
    return answers | {f"d-0-{column.name}": "Nội dung" for column in part.columns}
