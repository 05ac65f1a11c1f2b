"""Appraisal on screen: the whole dossier beside the verdict; a draft is stored, a conclusion is signed elsewhere."""

import datetime

import pytest
from django.utils import timezone

from classification.appraisal import ITEMS
from classification.models import Appraisal, StepTaken
from classification.services import write_part
from classification.workflow import State
from systems.services import register_system
from tests.conftest import TODAY

FIT = {f"{item.key}_verdict": "fit" for item in ITEMS}


@pytest.fixture
def dossier(dossier_in):
    return dossier_in(State.UNDER_APPRAISAL)


@pytest.fixture
def save(client, trang):
    """Send the appraisal as Trang."""

    def send(dossier, **given):
        client.force_login(trang)
        return client.post(f"/ho-so/{dossier.pk}/tham-dinh/", {"seen": 0, "manner": "writing"} | given)

    return send


def test_trang_saves_a_draft_with_one_verdict(save, dossier):
    assert save(dossier, level_verdict="fit", level_comment="Đúng Điều 13.").status_code == 302
    stored = Appraisal.objects.get(dossier=dossier)
    assert stored.verdicts["level"] == {"verdict": "fit", "comment": "Đúng Điều 13."}
    assert stored.verdicts["plan_in_design"]["verdict"] == ""


def test_an_unfavourable_verdict_says_in_which_point(save, dossier):
    response = save(dossier, level_verdict="unfit", other_remarks="Xem lại phạm vi.")
    text = response.content.decode()
    assert response.status_code == 422
    assert "Ghi rõ điểm chưa phù hợp" in text and "Xem lại phạm vi." in text
    assert not Appraisal.objects.exists()


def test_a_stale_page_is_refused_and_keeps_what_was_typed(save, dossier):
    save(dossier, level_comment="Lần một")
    stale = save(dossier, level_comment="Lần hai")
    text = stale.content.decode()
    assert stale.status_code == 409
    assert "Lần hai" in text and 'name="seen" value="1"' in text
    assert Appraisal.objects.get().verdicts["level"]["comment"] == "Lần một"


def test_the_ways_to_conclude_say_what_holds_them_back(client, save, dossier, trang):
    client.force_login(trang)
    text = client.get(f"/ho-so/{dossier.pk}/tham-dinh/").content.decode()
    assert "Chưa kết luận về" in text and f"/ho-so/{dossier.pk}/ky/appraise/" not in text
    assert f"/ho-so/{dossier.pk}/ky/return/" in text
    save(dossier, **FIT)
    text = client.get(f"/ho-so/{dossier.pk}/tham-dinh/").content.decode()
    assert f"/ho-so/{dossier.pk}/ky/appraise/" in text and f"/ho-so/{dossier.pk}/ky/refuse/" not in text


def test_content_stands_beside_the_verdict(client, dossier_in, hung, trang):
    dossier = dossier_in(State.DRAFT)
    write_part(dossier=dossier, key="scope", content={"scope": "Phục vụ 300 trung tâm đăng kiểm"}, by=hung)
    client.force_login(trang)
    text = client.get(f"/ho-so/{dossier.pk}/tham-dinh/").content.decode()
    assert "Phục vụ 300 trung tâm đăng kiểm" in text and dossier.catalogue.warning in text


def test_what_changed_since_the_last_return_is_marked(client, dossier_in, hung, trang):
    dossier = dossier_in(State.RETURNED, round=2)
    StepTaken.objects.create(
        dossier=dossier, step="return", source="submitted", target="returned", round=1, by=trang,
        on=timezone.localdate(), note="Nêu rõ phạm vi.",
    )  # fmt: skip
    write_part(dossier=dossier, key="scope", content={"scope": "Cả nước"}, by=hung)
    Appraisal.objects.create(
        dossier=dossier, round=1, updated_by=trang, verdicts={"level": {"verdict": "unfit", "comment": "Thiếu phạm vi"}}
    )
    client.force_login(trang)
    text = client.get(f"/ho-so/{dossier.pk}/tham-dinh/").content.decode()
    assert "đã sửa" in text and "Nêu rõ phạm vi." in text and "Thiếu phạm vi" in text


def test_others_read_and_change_nothing(client, dossier, hung, ha, an, la):
    for user in (hung, ha, an):
        client.force_login(user)
        text = client.get(f"/ho-so/{dossier.pk}/tham-dinh/").content.decode()
        assert 'id="y-kien"' not in text and "/ky/" not in text
        assert client.post(f"/ho-so/{dossier.pk}/tham-dinh/", {"seen": 0, "manner": "writing"}).status_code == 403
    client.force_login(la)
    assert client.get(f"/ho-so/{dossier.pk}/tham-dinh/").status_code == 404
    assert client.post(f"/ho-so/{dossier.pk}/tham-dinh/", FIT).status_code == 404


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.APPRAISED, State.APPROVED])
def test_a_dossier_is_appraised_only_while_under_appraisal(save, dossier_in, state):
    response = save(dossier_in(state), **FIT)
    assert response.status_code == 422
    assert "không sửa được" in response.content.decode()
    assert not Appraisal.objects.exists()


def test_the_list_puts_the_nearest_deadline_first(client, dossier_in, system, registry, hung, trang, la):
    other = register_system(
        by=hung, on=TODAY, code="X-2", name="Hệ thống thứ hai", owner=system.owner, operator=registry
    )
    dossier_in(State.SUBMITTED)
    dossier_in(State.UNDER_APPRAISAL, system=other, due_on=datetime.date(2026, 11, 20), due_unit="working")
    client.force_login(trang)
    text = client.get("/tham-dinh/").content.decode()
    assert text.index("Hệ thống thứ hai") < text.index(system.name) and "quá hạn" in text
    assert "Hệ thống thứ hai" not in client.get("/tham-dinh/?loc=cho-tiep-nhan").content.decode()
    assert client.get("/tham-dinh/?loc=nonsense").status_code == 200
    client.force_login(la)
    assert system.name not in client.get("/tham-dinh/").content.decode()


def test_the_list_asks_the_database_no_more_for_more_dossiers(
    client, dossier_in, system, hung, registry, trang, django_assert_max_num_queries
):
    for n in range(12):
        another = register_system(
            by=hung, on=TODAY, code=f"X-{n}", name=f"Hệ thống {n}", owner=system.owner, operator=registry
        )
        dossier_in(State.SUBMITTED, system=another)
    client.force_login(trang)
    with django_assert_max_num_queries(12):
        assert client.get("/tham-dinh/").status_code == 200
