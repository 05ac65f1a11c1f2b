"""The parts of a dossier as forms and as text; files are judged by content and shown only to those who may see."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from classification.models import Dossier
from classification.parts import PARTS
from classification.services import write_part
from classification.workflow import State

ROWS = {"d-TOTAL_FORMS": "3", "d-INITIAL_FORMS": "0"}
SERVER = {"d-0-name": "Máy chủ ứng dụng", "d-0-location": "Trung tâm dữ liệu", "d-0-purpose": "Chạy phần mềm"}


def picture(name="logic.png") -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue(), "image/png")


@pytest.fixture
def draft(dossier_in):
    return dossier_in(State.DRAFT)


@pytest.fixture
def save(client, hung):
    """Send a part as Hùng: `save(draft, "devices", seen=0, **answers)`."""

    def send(dossier, key, seen=0, **answers):
        client.force_login(hung)
        return client.post(f"/ho-so/{dossier.pk}/phan/{key}/", {"seen": seen, "no_secret": "on", **answers})

    return send


def content(dossier, key) -> dict:
    return Dossier.objects.get(pk=dossier.pk).contents.get(key, {})


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.key)
def test_every_part_has_a_form_for_its_operator_and_text_for_others(client, dossier_in, hung, trang, an, la, part):
    draft = dossier_in(State.DRAFT, level=min(part.levels & {3} or part.levels))
    for user, status in ((hung, 200), (trang, 200), (an, 200), (la, 404)):
        client.force_login(user)
        response = client.get(f"/ho-so/{draft.pk}/phan/{part.key}/")
        assert response.status_code == status
        if status == 200:
            assert ("data-guard" in response.content.decode()) is (user == hung)


def test_a_part_that_the_decree_does_not_have_is_not_found(client, dossier_in, hung):
    dossier = dossier_in(State.DRAFT, regime="nd85-2016")
    client.force_login(hung)
    assert client.get(f"/ho-so/{dossier.pk}/phan/risk/").status_code == 404
    assert client.get(f"/ho-so/{dossier.pk}/phan/boundary/").status_code == 404
    assert client.get(f"/ho-so/{dossier.pk}/phan/nonsense/").status_code == 404


@pytest.mark.parametrize(("level", "status"), [(None, 404), (3, 404), (4, 200), (5, 200)])
def test_only_levels_4_and_5_explain_what_the_decrees_ask_of_them_besides(client, dossier_in, hung, level, status):
    dossier = dossier_in(State.DRAFT, level=level)
    client.force_login(hung)
    assert client.get(f"/ho-so/{dossier.pk}/phan/critical_grounds/").status_code == status


def test_hung_fills_a_table_and_empty_rows_are_left_out(save, draft):
    assert save(draft, "devices", **ROWS, **SERVER).status_code == 302
    assert content(draft, "devices") == {
        "rows": [{"name": "Máy chủ ứng dụng", "location": "Trung tâm dữ liệu", "purpose": "Chạy phần mềm"}]
    }


def test_a_half_filled_row_is_asked_for_the_rest_and_kept(save, draft):
    response = save(draft, "devices", **ROWS, **{"d-1-name": "Tường lửa"})
    text = response.content.decode()
    assert response.status_code == 422
    assert "Ghi ô này, hoặc xóa cả dòng." in text and "Tường lửa" in text
    assert content(draft, "devices") == {}


def test_a_row_is_struck_out(save, draft):
    save(draft, "devices", **ROWS, **SERVER)
    rows = {"d-TOTAL_FORMS": "1", "d-INITIAL_FORMS": "1", "d-0-DELETE": "on"}
    save(draft, "devices", seen=1, **rows, **SERVER)
    assert content(draft, "devices") == {"rows": []}


def test_a_stale_page_keeps_what_was_typed_and_may_save_again(save, draft, hung):
    write_part(dossier=draft, key="scope", content={"scope": "Cả nước"}, by=hung)
    response = save(draft, "scope", seen=0, scope="Trong Cục")
    text = response.content.decode()
    assert response.status_code == 409
    assert "Trong Cục" in text and 'name="seen" value="1"' in text
    assert content(draft, "scope")["scope"] == "Cả nước"
    assert save(draft, "scope", seen=1, scope="Trong Cục").status_code == 302


@pytest.mark.parametrize("seen", ["", "abc", "-1", "999999999999999999999", "9" * 5000])
def test_a_page_without_its_version_overwrites_nothing(save, draft, seen):
    assert save(draft, "scope", seen=seen, scope="Trong Cục").status_code == 409
    assert content(draft, "scope") == {}


def test_save_and_go_on_leads_to_the_next_part(save, draft):
    response = save(draft, "parties", next="1", owner_name="Bộ Giao thông vận tải")
    assert response.headers["Location"] == f"/ho-so/{draft.pk}/phan/scope/"


def test_a_date_and_an_address_that_are_none_are_said_beside_their_fields(save, draft):
    wrong = save(draft, "regulation", title="Quy chế", number="1", issued_on="31/02/2026").content.decode()
    assert "31/02/2026" in wrong and "23/11/2026" in wrong
    assert "ten@donvi.gov.vn" in save(draft, "parties", owner_email="khong phai thu").content.decode()


def test_a_diagram_is_kept_shown_and_taken_away(client, save, draft, trang, la):
    save(draft, "diagrams", description="Hai vùng", logical=picture())
    kept = draft.attachments.get()
    assert content(draft, "diagrams")["logical"] == kept.pk
    client.force_login(trang)
    assert f"/ho-so/{draft.pk}/tep/{kept.pk}/" in client.get(f"/ho-so/{draft.pk}/phan/diagrams/").content.decode()
    shown = client.get(f"/ho-so/{draft.pk}/tep/{kept.pk}/")
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(shown.streaming_content).startswith(b"\x89PNG")
    client.force_login(la)
    assert client.get(f"/ho-so/{draft.pk}/tep/{kept.pk}/").status_code == 404
    save(draft, "diagrams", seen=1, description="Hai vùng")
    assert content(draft, "diagrams")["logical"] == kept.pk
    save(draft, "diagrams", seen=2, description="Hai vùng", logical_drop="on")
    assert not content(draft, "diagrams")["logical"]


def test_a_file_of_another_dossier_is_not_found_here(client, save, draft, dossier_in, system, hung):
    save(draft, "diagrams", logical=picture())
    Dossier.objects.filter(pk=draft.pk).update(state=State.WITHDRAWN)
    other = dossier_in(State.DRAFT)
    assert client.get(f"/ho-so/{other.pk}/tep/{draft.attachments.get().pk}/").status_code == 404


def test_a_file_that_only_calls_itself_a_picture_is_refused_and_the_words_stay(save, draft):
    fake = SimpleUploadedFile("so-do.png", b"GIF89a", "image/png")
    response = save(draft, "diagrams", description="Hai vùng mạng", logical=picture(), physical=fake)
    text = response.content.decode()
    assert response.status_code == 422
    assert "Tệp không phải hình PNG hoặc JPEG" in text and "Hai vùng mạng" in text
    assert content(draft, "diagrams") == {} and not draft.attachments.exists()


@pytest.mark.parametrize("name", ["So do TUYET MAT.png", "sơ-đồ (Tối Mật).png", "bi_mat_nha_nuoc.png"])
def test_a_file_that_calls_itself_secret_is_refused(save, draft, name):
    response = save(draft, "diagrams", logical=picture(name))
    assert response.status_code == 422 and "nên không được nhận" in response.content.decode()
    assert not draft.attachments.exists()


def test_a_count_of_rows_that_is_no_number_stores_nothing(save, draft):
    response = save(draft, "devices", **{"d-TOTAL_FORMS": "abc", "d-INITIAL_FORMS": "x"})
    assert response.status_code == 422
    assert content(draft, "devices") == {}


def test_a_pdf_is_always_a_download(client, save, draft, hung):
    paper = SimpleUploadedFile("thiet-ke.pdf", b"%PDF-1.7 ...", "application/pdf")
    save(draft, "design", title="Thiết kế thi công", kind="construction", file=paper)
    response = client.get(f"/ho-so/{draft.pk}/tep/{draft.attachments.get().pk}/")
    assert response.headers["Content-Disposition"].startswith("attachment")
    b"".join(response.streaming_content)


def test_the_pages_of_networks_warn_against_passwords(client, draft, hung):
    client.force_login(hung)
    assert "Không ghi mật khẩu" in client.get(f"/ho-so/{draft.pk}/phan/zones/").content.decode()


def test_nobody_but_the_operator_writes(client, draft, trang, an, la, binh):
    for user, status in ((trang, 403), (an, 403), (la, 404), (binh, 404)):
        client.force_login(user)
        assert client.post(f"/ho-so/{draft.pk}/phan/scope/", {"seen": 0, "scope": "x"}).status_code == status
    assert content(draft, "scope") == {}


def test_a_submitted_dossier_is_read_only_save_the_regulation(save, client, dossier_in, hung):
    dossier = dossier_in(State.AWAITING_APPROVAL)
    assert save(dossier, "scope", scope="x").status_code == 422
    assert (
        save(dossier, "regulation", title="Quy chế", number="1022/QĐ-ĐKVN", issued_on="05/08/2026").status_code == 302
    )
    assert content(dossier, "regulation")["issued_on"] == "2026-08-05"


def test_a_decided_dossier_is_read_only_whole(save, client, dossier_in):
    dossier = dossier_in(State.APPROVED)
    assert save(dossier, "regulation", title="Quy chế").status_code == 422
    assert "data-guard" not in client.get(f"/ho-so/{dossier.pk}/phan/regulation/").content.decode()


def test_what_was_typed_is_shown_as_words_never_as_markup(client, save, draft, trang):
    save(draft, "scope", scope="<script>alert(1)</script>")
    client.force_login(trang)
    assert "<script>alert(1)" not in client.get(f"/ho-so/{draft.pk}/phan/scope/").content.decode()


@pytest.mark.parametrize(
    ("regime", "own", "other"),
    [
        ("nd331-2026", "Điều 22 khoản 3 Nghị định 331/2026", "Thông tư 12/2022"),
        ("nd85-2016", "Điều 8 khoản 3 Thông tư 12/2022", "331/2026"),
    ],
)
def test_a_part_cites_the_decree_of_its_dossier_alone(client, dossier_in, hung, regime, own, other):
    dossier = dossier_in(State.DRAFT, regime=regime)
    client.force_login(hung)
    intro = client.get(f"/ho-so/{dossier.pk}/phan/scope/").content.decode().partition('class="intro"')[2][:400]
    assert own in intro and other not in intro
