"""The signing page: what it shows, what it refuses, and that nothing is half done."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from classification.services import change_regime
from classification.workflow import State
from documents.models import IssuedDocument, PreparedPaper, PreparedSigning
from tests.documents.signing_desk import PASSPHRASE

pytestmark = pytest.mark.django_db


@pytest.fixture
def awaiting(dossier_in, complete):
    return complete(dossier_in(State.AWAITING_APPROVAL))


@pytest.fixture
def desk(client, awaiting):
    """The signing page of the decision: `desk(ha)` enters and returns (get, post)."""
    address = reverse("documents:sign", args=[awaiting.pk, "approve"])

    def enter(user):
        client.force_login(user)
        return client, address

    return enter


def numbers(serial=1, symbol="QĐ-BGTVT"):
    return {"serial_mau-06": serial, "symbol_mau-06": symbol}


def test_ha_reads_the_paper_and_signs_it(desk, ha, keys, awaiting):
    client, address = desk(ha)
    assert "Lập văn bản để xem và ký" in client.get(address).content.decode()
    assert client.post(address, numbers()).status_code == 302
    page = client.get(address).content.decode()
    paper = PreparedPaper.objects.get()
    assert "đúng tệp sẽ được ký" in page and paper.sha256 in page
    assert client.get(reverse("documents:prepared", args=[awaiting.pk, "approve", paper.pk])).content == bytes(
        paper.pdf
    )
    picture = client.get(reverse("documents:prepared_page", args=[awaiting.pk, "approve", paper.pk, 1]))
    assert picture.content.startswith(b"\x89PNG") and picture.headers["Content-Type"] == "image/png"
    answer = client.post(address, {"passphrase": PASSPHRASE, "seen": paper.sha256})
    assert answer.status_code == 302 and answer.url == reverse("classification:dossier", args=[awaiting.pk])
    awaiting.refresh_from_db()
    assert awaiting.state == State.APPROVED


def test_a_wrong_passphrase_is_said_beside_the_field(desk, ha, keys, awaiting):
    client, address = desk(ha)
    client.post(address, numbers())
    answer = client.post(address, {"passphrase": "sai", "seen": PreparedPaper.objects.get().sha256})
    assert answer.status_code == 422 and "Mật khẩu" in answer.content.decode()
    assert "sai" not in answer.content.decode().split('"')
    assert not IssuedDocument.objects.exists()


def test_a_second_click_is_told_that_the_dossier_moved_on(desk, ha, keys):
    client, address = desk(ha)
    client.post(address, numbers())
    signature = {"passphrase": PASSPHRASE, "seen": PreparedPaper.objects.get().sha256}
    client.post(address, signature)
    second = client.post(address, signature)
    assert second.status_code == 409 and "đã chuyển sang trạng thái" in second.content.decode()
    assert IssuedDocument.objects.count() == 1


def test_a_page_that_shows_an_older_paper_cannot_sign_the_newer_one(desk, ha, keys):
    client, address = desk(ha)
    client.post(address, numbers())
    seen = PreparedPaper.objects.get().sha256
    client.post(address, numbers(serial=7))
    answer = client.post(address, {"passphrase": PASSPHRASE, "seen": seen})
    assert answer.status_code == 409 and not IssuedDocument.objects.exists()


def test_a_paper_made_yesterday_is_made_again(desk, ha, keys):
    client, address = desk(ha)
    client.post(address, numbers())
    PreparedPaper.objects.update(issued_on=timezone.localdate() - datetime.timedelta(days=1))
    answer = client.post(address, {"passphrase": PASSPHRASE, "seen": PreparedPaper.objects.get().sha256})
    assert answer.status_code == 409 and not IssuedDocument.objects.exists()


@pytest.mark.parametrize("who", ["hung", "trang", "an", "binh"])
def test_nobody_without_the_right_signs_the_decision(who, desk, keys, request):
    client, address = desk(request.getfixturevalue(who))
    for answer in (client.get(address), client.post(address, numbers())):
        assert answer.status_code in (403, 404)
    assert not PreparedSigning.objects.exists()


def test_a_superuser_and_a_stranger_do_not_even_find_it(desk, root, la, keys):
    for user in (root, la):
        client, address = desk(user)
        assert client.get(address).status_code == 404


def test_somebody_elses_prepared_paper_is_not_shown(desk, ha, trang, keys, awaiting, client):
    client, address = desk(ha)
    client.post(address, numbers())
    paper = PreparedPaper.objects.get()
    client.force_login(trang)
    assert client.get(reverse("documents:prepared", args=[awaiting.pk, "approve", paper.pk])).status_code == 404


def test_without_a_key_the_page_says_where_to_add_one(desk, ha, awaiting):
    client, address = desk(ha)
    page = client.get(address).content.decode()
    assert reverse("documents:my_key") in page and "Bạn chưa có khóa ký" in page
    assert client.post(address, numbers()).status_code == 422


def test_a_used_number_keeps_what_was_typed(desk, ha, keys, awaiting, client, dossier_in, complete):
    client, address = desk(ha)
    client.post(address, numbers())
    client.post(address, {"passphrase": PASSPHRASE, "seen": PreparedPaper.objects.get().sha256})
    again = complete(dossier_in(State.AWAITING_APPROVAL))
    answer = client.post(
        reverse("documents:sign", args=[again.pk, "approve"]), numbers(1) | {"deploy_by": "31/03/2027"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "đã dùng trong năm" in page and "31/03/2027" in page


def test_reasons_stand_on_the_page_when_the_step_is_held_back(client, hung, keys, dossier_in):
    dossier = dossier_in(State.DRAFT)
    client.force_login(hung)
    answer = client.get(reverse("documents:sign", args=[dossier.pk, "submit"]))
    assert answer.status_code == 422 and "Hồ sơ còn thiếu" in answer.content.decode()


def test_a_step_without_paper_has_no_signing_page(client, trang, dossier_in):
    client.force_login(trang)
    dossier = dossier_in(State.SUBMITTED)
    for step in ("accept", "fly"):
        assert client.get(reverse("documents:sign", args=[dossier.pk, step])).status_code == 404


def test_an_issued_paper_is_downloaded_byte_for_byte_and_never_shown_inline(
    client, keys, awaiting, ha, sign_step, an, la
):
    sign_step(awaiting, "approve", ha)
    paper = IssuedDocument.objects.get()
    address = reverse("documents:document", args=[paper.pk])
    client.force_login(an)
    answer = client.get(address)
    assert answer.content == paper.read() and answer.headers["Content-Disposition"].startswith("attachment")
    client.force_login(la)
    assert client.get(address).status_code == 404


def test_an_expired_session_goes_back_to_the_page_after_login(client, awaiting):
    address = reverse("documents:sign", args=[awaiting.pk, "approve"])
    answer = client.post(address, numbers(), headers={"Referer": f"http://testserver{address}"})
    assert answer.status_code == 302 and answer.url.startswith("/dang-nhap/?next=") and "ky%2Fapprove" in answer.url
    part = client.post(address, headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver{address}"})
    assert part.status_code == 204 and "ky%2Fapprove" in part.headers["HX-Redirect"]


def test_an_expired_session_never_leads_to_another_site(client, awaiting):
    address = reverse("documents:sign", args=[awaiting.pk, "approve"])
    answer = client.post(address, headers={"Referer": "https://evil.example/x"})
    assert answer.url == "/dang-nhap/?next=%2F"


def test_the_answer_of_a_body_outside_is_recorded_not_signed(client, trang, keys, dossier_in, complete):
    dossier = complete(dossier_in(State.FORWARDED, level=4))
    client.force_login(trang)
    answer = client.get(reverse("documents:sign", args=[dossier.pk, "accept"]))
    assert answer.url == reverse("classification:incoming", args=[dossier.pk]) + "?viec=accept"


def test_trang_writes_her_opinion_where_she_signs_it(client, trang, keys, dossier_in, complete):
    dossier = complete(dossier_in(State.SUBMITTED, level=4))
    client.force_login(trang)
    address = reverse("documents:sign", args=[dossier.pk, "give_opinion"])
    given = {"serial_y-kien": 7, "symbol_y-kien": "CNTT-ATTT", "on_level": "fit", "on_plan": "unfit"}
    refused = client.post(address, given)
    assert refused.status_code == 422 and "Ghi rõ điểm nào chưa phù hợp" in refused.content.decode()
    assert client.post(address, given | {"on_plan_comment": "Thiếu vùng dự phòng."}).status_code == 302
    assert "Ký ý kiến chuyên môn" in client.get(address).content.decode()


@pytest.mark.parametrize(("regime", "marked"), [("nd85-2016", True), ("nd331-2026", False)])
def test_the_page_marks_forms_that_were_not_read_in_the_annex(
    client, ha, trang, keys, dossier_in, complete, regime, marked
):
    dossier = complete(dossier_in(State.AWAITING_APPROVAL, level=5, regime=regime))
    change_regime(dossier=dossier, regime=regime, reason="Thẩm định trong hạn chuyển tiếp.", by=trang)
    client.force_login(ha)
    page = client.get(reverse("documents:sign", args=[dossier.pk, "approve"])).content.decode()
    assert "Phê duyệt phương án" in page and ("chưa đối chiếu với phụ lục" in page) is marked
