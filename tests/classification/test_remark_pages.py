"""Remarks on screen: pinned from where they are read, beside what they are about, answered with what was typed kept."""

import pytest
from django.urls import reverse

from classification.models import Remark
from classification.services import write_remark
from classification.workflow import State
from tests.rounds import FACTS, fresh, handed_back, take

pytestmark = pytest.mark.django_db
SCALE = "part/scope/scale"


@pytest.fixture
def draft(dossier_in, complete):
    return complete(dossier_in(State.DRAFT, round=0, facts=FACTS))


@pytest.fixture
def returned(draft, hung, trang):
    code = draft.catalogue.requirements_for(3)[0].code
    asked = {SCALE: "Ghi số người dùng.", "part/devices/location": "Ghi rõ tòa nhà.", f"plan/{code}": "Nêu ai làm.",
             "fact/round_the_clock": "Xem lại."}  # fmt: skip
    return handed_back(draft, hung, trang, asked)


@pytest.fixture
def read(client):
    """Read a page of a dossier: `read(hung, dossier, "y-kien/")`."""

    def get(user, dossier, path="", status=200) -> str:
        client.force_login(user)
        response = client.get(f"/ho-so/{dossier.pk}/{path}")
        assert response.status_code == status
        return response.content.decode()

    return get


@pytest.fixture
def send(client):
    """Send a form: `send(hung, dossier, "y-kien/", text="…")`."""

    def post(user, dossier, path, **given):
        client.force_login(user)
        return client.post(f"/ho-so/{dossier.pk}/{path}", given)

    return post


def test_trang_pins_a_remark_from_the_field_it_is_about(read, send, draft, hung, trang):
    dossier = take(take(draft, "submit", hung), "accept", trang)
    page = read(trang, dossier, "tham-dinh/")
    assert f"/ho-so/{dossier.pk}/y-kien/?vi_tri=part%2Fscope%2Fscale&amp;ve=tham-dinh#them" in page
    form = read(trang, dossier, "y-kien/?vi_tri=part/scope/scale&ve=tham-dinh")
    assert f'<option value="{SCALE}" selected>Quy mô</option>' in form
    answer = send(trang, dossier, "y-kien/", place=SCALE, text="Ghi số người dùng.", ve="tham-dinh")
    remark = Remark.objects.get()
    assert answer.headers["Location"] == f"/ho-so/{dossier.pk}/tham-dinh/#yk-{remark.pk}"
    page = read(trang, dossier, "tham-dinh/")
    assert page.count("Ghi số người dùng.") == 3  # beside the field, in the list, in the form that changes it
    for other in (hung,):
        assert "Ghi số người dùng." not in read(other, dossier, "y-kien/")


def test_a_draft_is_seen_by_the_body_that_wrote_it_alone(read, draft, hung, trang, ha, an):
    dossier = take(draft, "submit", hung)
    write_remark(dossier=dossier, place=SCALE, text="Chỉ là nháp.", by=trang)
    for path in ("", "y-kien/", "phan/scope/", "tham-dinh/"):
        assert "Chỉ là nháp." in read(trang, dossier, path)
        for other in (hung, ha, an):
            assert "Chỉ là nháp." not in read(other, dossier, path)


def test_a_refused_remark_keeps_what_was_typed(send, draft, hung, trang):
    dossier = take(draft, "submit", hung)
    answer = send(trang, dossier, "y-kien/", place="part/nothing", text="Lời đã viết")
    text = answer.content.decode()
    assert answer.status_code == 422 and "không có vị trí đó" in text and "Lời đã viết" in text
    assert send(hung, dossier, "y-kien/", place=SCALE, text="Tự ghi").status_code == 403
    assert not Remark.objects.exists()


def test_each_remark_stands_beside_what_it_is_about(read, returned, hung):
    scope, devices = read(hung, returned, "phan/scope/"), read(hung, returned, "phan/devices/")
    field = scope[scope.index('id="id_scale_field"') : scope.index('id="id_audience_field"')]
    assert "Ghi số người dùng." in field and ">Trả lời<" in field and "Ghi rõ tòa nhà." in devices
    facts = read(hung, returned, "cap-do/")
    assert "Xem lại." in facts[facts.index('id="id_round_the_clock_field"') :]
    code = returned.catalogue.requirements_for(3)[0].code
    assert "Nêu ai làm." in read(hung, returned, f"phuong-an/{code}/")
    assert "Ý kiến:" in read(hung, returned, "phuong-an/")
    overview = read(hung, returned)
    assert "4 chưa trả lời" in overview and "Còn 4 ý kiến" in overview and "Nêu ai làm." in overview


def test_hung_answers_and_may_answer_anew_until_he_submits(read, send, returned, hung, trang, an):
    remark = returned.remarks.get(place=SCALE)
    path = f"y-kien/{remark.pk}/"
    empty = send(hung, returned, path, act="answer", text="  ", seen=remark.version)
    assert empty.status_code == 422 and "Hãy viết nội dung." in empty.content.decode()
    assert send(hung, returned, path, act="answer", text="Đã ghi.", seen=remark.version).status_code == 302
    stale = send(hung, returned, path, act="answer", text="Lời khác", seen=remark.version)
    assert stale.status_code == 409 and "Lời khác" in stale.content.decode()
    assert send(trang, returned, path, act="answer", text="Hộ").status_code == 403
    for who in (hung, trang, an):
        assert "Đã ghi." in read(who, returned, "y-kien/")
    assert "<textarea" not in read(an, returned, "y-kien/")


def test_trang_settles_where_she_reads(read, send, draft, hung, trang):
    dossier = handed_back(draft, hung, trang, {SCALE: "Ghi số người dùng."}, answered=True)
    dossier = take(take(dossier, "submit", hung), "accept", trang)
    remark = dossier.remarks.get()
    page = read(trang, dossier, "tham-dinh/")
    assert "Còn 1 ý kiến chưa xong" in page and "Đã sửa." in page
    answer = send(trang, dossier, f"y-kien/{remark.pk}/", act="settle", seen=remark.version, ve="tham-dinh")
    assert answer.headers["Location"] == f"/ho-so/{dossier.pk}/tham-dinh/#yk-{remark.pk}"
    assert "Còn 1 ý kiến chưa xong" not in read(trang, dossier, "tham-dinh/")
    assert send(hung, dossier, f"y-kien/{remark.pk}/", act="unsettle").status_code == 403
    assert send(trang, dossier, f"y-kien/{remark.pk}/", act="nothing").status_code == 404


def test_a_draft_is_changed_and_removed_on_the_page(send, draft, hung, trang):
    dossier = take(draft, "submit", hung)
    remark = write_remark(dossier=dossier, place=SCALE, text="Lời một", by=trang)
    path = f"y-kien/{remark.pk}/"
    assert send(hung, dossier, path, act="remove").status_code == 404
    changed = send(trang, dossier, path, act="change", place=SCALE, text="Lời hai", seen=1)
    assert changed.status_code == 302 and Remark.objects.get().text == "Lời hai"
    assert send(trang, dossier, path, act="change", place=SCALE, text="Lời ba", seen=1).status_code == 409
    assert send(trang, dossier, path, act="remove", text="", place=SCALE).status_code == 302
    assert not Remark.objects.exists()


def test_remarks_of_another_dossier_are_not_reached_through_this_one(send, returned, trang, dossier_in, hung):
    assert send(trang, returned, "y-kien/999999/", act="settle").status_code == 404


def test_the_list_costs_the_same_however_many_remarks_there_are(
    client, draft, hung, trang, django_assert_max_num_queries
):
    dossier = take(draft, "submit", hung)
    for number in range(30):
        write_remark(dossier=dossier, place=SCALE, text=f"Ý kiến {number}", by=trang)
    client.force_login(trang)
    with django_assert_max_num_queries(40):
        assert "Ý kiến 29" in client.get(reverse("classification:remarks", args=[dossier.pk])).content.decode()
    assert fresh(dossier).count_remarks("draft") == 30
