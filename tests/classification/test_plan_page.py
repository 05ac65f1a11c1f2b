"""The plan on screen: every requirement of the level, filtered, answered one by one or many at once."""

import datetime

import pytest

from classification.models import Dossier, PlanItem
from classification.services import answer_requirements
from classification.workflow import State

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def draft(dossier_in):
    return dossier_in(State.DRAFT, level=3)


@pytest.fixture
def plan(client, hung):
    """The page of a plan as Hùng sees it."""

    def look(dossier, query=""):
        client.force_login(hung)
        response = client.get(f"/ho-so/{dossier.pk}/phuong-an/{query}")
        assert response.status_code == 200
        return response

    return look


@pytest.fixture
def answer(client, hung):
    """Answer one requirement as Hùng."""

    def send(dossier, code="risk-01", *, htmx=False, query="", **given):
        client.force_login(hung)
        given = {"seen": 0, "status": "met"} | given
        return client.post(f"/ho-so/{dossier.pk}/phuong-an/{code}/{query}", given, **(HTMX if htmx else {}))

    return send


def codes(response) -> list[str]:
    return [row.code for row in response.context["table"].shown]


def test_every_requirement_of_the_level_stands_on_the_page(plan, draft):
    response = plan(draft)
    assert sorted(codes(response)) == sorted(requirement.code for requirement in draft.catalogue.requirements_for(3))
    assert draft.catalogue.warning in response.content.decode()


def test_without_a_level_the_page_leads_to_the_level(client, dossier_in, hung):
    dossier = dossier_in(State.DRAFT, level=None)
    client.force_login(hung)
    assert f"/ho-so/{dossier.pk}/cap-do/" in client.get(f"/ho-so/{dossier.pk}/phuong-an/").content.decode()
    assert client.get(f"/ho-so/{dossier.pk}/phuong-an/risk-01/").status_code == 404


def test_three_hundred_answers_cost_no_more_questions_to_the_database(
    client, dossier_in, hung, django_assert_max_num_queries
):
    dossier = dossier_in(State.DRAFT, level=5)
    every = [requirement.code for requirement in dossier.catalogue.requirements_for(5)]
    with django_assert_max_num_queries(16):
        answer_requirements(dossier=dossier, codes=every, by=hung, status="met", how="Đã có quy trình")
    client.force_login(hung)
    with django_assert_max_num_queries(15):
        assert client.get(f"/ho-so/{dossier.pk}/phuong-an/").status_code == 200


def test_filters_say_how_many_and_show_those(plan, draft, hung):
    late = datetime.date(2020, 1, 1)
    answer_requirements(dossier=draft, codes=["risk-01"], by=hung, status="met", how="Xong")
    answer_requirements(dossier=draft, codes=["risk-02"], by=hung, status="partly", responsible="Vũ Nam", due_on=late)
    answer_requirements(dossier=draft, codes=["risk-03"], by=hung, status="not_applicable", reason="Không có")
    everything = len(draft.catalogue.requirements_for(3))
    for query, expected in (
        ("?loc=chua-tra-loi", everything - 3), ("?loc=chua-dat", everything - 2), ("?loc=qua-han", 1),
        ("?loc=khong-ap-dung", 1), ("?loc=thieu-minh-chung", 1), ("?loc=thieu-nguoi-han", everything - 3),
        ("?q=vu+nam", 1), ("?q=so+rui+ro&nhom=management.risk", 1), ("?nhom=khong-co", 0),
        ("?loc=khong-co", everything),
    ):  # fmt: skip
        assert len(codes(plan(draft, query))) == expected, query


def test_hung_answers_one_requirement_and_goes_to_the_next(answer, draft):
    response = answer(draft, next="1", how="Quyết định 12/QĐ", query="?nhom=management.risk")
    assert response.headers["Location"] == f"/ho-so/{draft.pk}/phuong-an/risk-02/?nhom=management.risk"
    assert PlanItem.objects.get(code="risk-01").how == "Quyết định 12/QĐ"
    last = answer(draft, "risk-02", query="?q=xem+lai+quy+trinh")
    assert last.headers["Location"].endswith("#r-risk-02")


def test_a_requirement_opens_in_place_and_closes_again(client, draft, hung):
    client.force_login(hung)
    url = f"/ho-so/{draft.pk}/phuong-an/risk-01/"
    opened = client.get(url, **HTMX)
    assert opened.content.decode().startswith('<tr class="edit"')
    assert "HX-Request" in opened.headers["Vary"]
    closed = client.get(f"{url}?hang=1", **HTMX).content.decode()
    assert "<form" not in closed and 'id="r-risk-01"' in closed
    assert "<html" in client.get(url).content.decode()


def test_saved_in_place_the_counts_and_the_next_row_come_along(answer, draft):
    text = answer(draft, htmx=True, next="1").content.decode()
    assert text.startswith('<tr id="r-risk-01">')
    assert 'id="r-risk-02" hx-swap-oob="true"' in text
    assert "1 / " in text and 'id="nhom"' in text


def test_not_applicable_asks_for_the_reason_and_keeps_the_words(answer, draft):
    for htmx in (True, False):
        response = answer(draft, htmx=htmx, status="not_applicable", how="Hệ thống không có thư điện tử")
        text = response.content.decode()
        assert response.status_code == 422
        assert "Ghi lý do" in text and "Hệ thống không có thư điện tử" in text
    assert not PlanItem.objects.exists()


def test_a_status_is_chosen_and_a_day_exists(answer, draft):
    assert answer(draft, status="").status_code == 422
    assert answer(draft, status="perhaps").status_code == 422
    wrong = answer(draft, due_on="31/02/2026")
    assert wrong.status_code == 422 and "31/02/2026" in wrong.content.decode()


def test_a_stale_answer_keeps_what_was_typed_and_may_be_saved_again(answer, draft):
    answer(draft, how="Bản thứ nhất")
    stale = answer(draft, how="Bản thứ hai")
    text = stale.content.decode()
    assert stale.status_code == 409
    assert "Người khác vừa sửa" in text and "Bản thứ hai" in text and 'name="seen" value="1"' in text
    assert PlanItem.objects.get().how == "Bản thứ nhất"
    assert "Bản thứ hai" in answer(draft, htmx=True, how="Bản thứ hai").content.decode()


def test_many_get_the_same_words_at_once(client, draft, hung):
    client.force_login(hung)
    many = {"code": ["risk-01", "risk-02"], "status": "partly", "responsible": "Vũ Hải Nam", "due_on": "31/12/2026"}
    response = client.post(f"/ho-so/{draft.pk}/phuong-an-nhieu/?loc=chua-dat", many)
    assert response.headers["Location"] == f"/ho-so/{draft.pk}/phuong-an/?loc=chua-dat"
    found = PlanItem.objects.values_list("status", "responsible", "due_on", "version")
    assert set(found) == {("partly", "Vũ Hải Nam", datetime.date(2026, 12, 31), 1)} and len(found) == 2


def test_many_at_once_overwrites_no_answer_that_its_writer_never_saw(client, answer, plan, draft):
    shown = plan(draft).content.decode()
    assert 'value="risk-01:0"' in shown
    answer(draft, "risk-02", how="Do Phòng CNTT")
    many = {"code": ["risk-01:0", "risk-02:0"], "status": "not_met", "responsible": "Vũ Hải Nam"}
    response = client.post(f"/ho-so/{draft.pk}/phuong-an-nhieu/", many)
    text = response.content.decode()
    assert response.status_code == 409
    clause = next(one.clause for one in draft.catalogue.requirements_for(3) if one.code == "risk-02")
    assert f"Người khác vừa sửa trong số các yêu cầu đã chọn: {clause}. Chưa ghi gì" in text
    assert "Vũ Hải Nam" in text and text.count("checked") == 2 and 'value="risk-02:1"' in text
    assert PlanItem.objects.get().how == "Do Phòng CNTT"
    again = client.post(f"/ho-so/{draft.pk}/phuong-an-nhieu/", many | {"code": ["risk-01:0", "risk-02:1"]})
    assert again.status_code == 302
    assert set(PlanItem.objects.values_list("status", "how")) == {("not_met", ""), ("not_met", "Do Phòng CNTT")}


@pytest.mark.parametrize("code", ["risk-01:", "risk-01:-1", "risk-01:x", "risk-01:²", ":1", "risk-01:" + "9" * 5000])
def test_a_row_that_no_page_of_ours_would_send_is_refused_in_words(client, draft, hung, code):
    client.force_login(hung)
    response = client.post(f"/ho-so/{draft.pk}/phuong-an-nhieu/", {"code": [code], "status": "met"})
    assert response.status_code == 422 and not PlanItem.objects.exists()
    assert "Phương án của hồ sơ này không có yêu cầu" in response.content.decode()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"status": "met"}, "Hãy đánh dấu ít nhất một yêu cầu."),
        ({"code": ["risk-01"]}, "Chưa chọn điều gì để ghi"),
        ({"code": ["risk-01"], "responsible": "Nam"}, "hãy chọn tình trạng"),
        ({"code": ["risk-01", "no-such"], "status": "met"}, "no-such"),
        ({"code": ["risk-01"], "status": "not_applicable"}, "Ghi lý do"),
        ({"code": ["risk-01"], "status": "met", "due_on": "32/13/2026"}, "32/13/2026"),
    ],
)
def test_many_at_once_is_refused_whole_and_in_words(client, draft, hung, given, sentence):
    client.force_login(hung)
    response = client.post(f"/ho-so/{draft.pk}/phuong-an-nhieu/", given)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not PlanItem.objects.exists()


def test_others_read_the_plan_and_change_nothing(client, draft, trang, an, la):
    for user in (trang, an):
        client.force_login(user)
        text = client.get(f"/ho-so/{draft.pk}/phuong-an/").content.decode()
        assert 'name="code"' not in text and "phuong-an-nhieu" not in text
        assert "<form" not in client.get(f"/ho-so/{draft.pk}/phuong-an/risk-01/", **HTMX).content.decode()
        assert client.post(f"/ho-so/{draft.pk}/phuong-an/risk-01/", {"seen": 0, "status": "met"}).status_code == 403
        assert client.post(f"/ho-so/{draft.pk}/phuong-an-nhieu/", {"code": ["risk-01"]}).status_code == 403
    client.force_login(la)
    assert client.get(f"/ho-so/{draft.pk}/phuong-an/").status_code == 404
    assert client.get(f"/ho-so/{draft.pk}/phuong-an/risk-01/").status_code == 404


@pytest.mark.parametrize(
    ("state", "status"),
    [(State.DRAFT, 302), (State.SUBMITTED, 422), (State.DEPLOYING, 302), (State.PROTECTED, 422)],
)
def test_the_plan_is_written_while_drafting_and_while_deploying(answer, dossier_in, state, status):
    assert answer(dossier_in(state)).status_code == status


def test_addresses_that_make_no_sense_are_answered_calmly(client, draft, hung):
    client.force_login(hung)
    far = 10**30
    assert client.get(f"/ho-so/{far}/").status_code == 404
    assert client.get(f"/ho-so/?unit={far}&page={far}&q=%00").status_code == 200
    assert client.get(f"/ho-so/{draft.pk}/tep/{far}/").status_code == 404
    assert client.get(f"/ho-so/{draft.pk}/phuong-an/khong-co/").status_code == 404
    assert client.get(f"/ho-so/{draft.pk}/phuong-an/?q=%00").status_code == 200
    assert client.get(f"/ho-so/{draft.pk}/phuong-an-nhieu/").status_code == 405


def test_answers_sent_after_the_level_was_lost_are_led_back_to_the_level(client, dossier_in, hung):
    """Another page emptied the facts while this one stood open: there is no plan to answer any more."""
    draft = dossier_in(State.DRAFT, level=None)
    client.force_login(hung)
    response = client.post(f"/ho-so/{draft.pk}/phuong-an-nhieu/", {"code": ["risk-01"], "status": "met"})
    assert response.status_code == 422 and f"/ho-so/{draft.pk}/cap-do/" in response.content.decode()


def test_both_standards_are_shown(plan, dossier_in):
    old = dossier_in(State.DRAFT, level=3, regime="nd85-2016")
    assert len(codes(plan(old))) == len(Dossier.objects.get(pk=old.pk).catalogue.requirements_for(3))
