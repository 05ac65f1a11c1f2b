"""Requests that no page of ours sends: each is answered by a page with a sentence, none by a fault of the server."""

import pytest
from django.test import Client

from classification.workflow import State

pytestmark = pytest.mark.django_db


def test_a_method_that_an_address_does_not_take_is_answered_by_a_page(client, hung, dossier_in):
    dossier = dossier_in(State.DRAFT)
    client.force_login(hung)
    response = client.get(f"/ho-so/{dossier.pk}/buoc/withdraw/")
    assert response.status_code == 405 and response.headers["Allow"] == "POST"
    assert "Chưa có gì được thay đổi" in response.content.decode()
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_too_many_fields_and_a_strange_host_are_answered_by_a_page(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 20
    flood = client.post("/dang-nhap/", {f"field-{n}": "x" for n in range(30)})
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    stranger = client.get("/dang-nhap/", headers={"host": "evil.example"})
    for response in (flood, stranger):
        assert response.status_code == 400 and "chưa có gì được thực hiện" in response.content.decode()
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert "evil.example" not in response.content.decode()


@pytest.mark.parametrize("address", ["http://[", "http://[::1", "//evil.example/", "javascript:alert(1)", "x" * 5000])
def test_an_ended_session_never_leads_to_an_address_that_is_not_ours(client, address):
    for headers in ({"referer": address}, {"hx-current-url": address, "hx-request": "true"}):
        response = client.post("/ho-so/1/buoc/withdraw/", headers=headers)
        assert response.status_code in (204, 302)
        assert response.headers.get("HX-Redirect", response.headers.get("Location")) == "/dang-nhap/?next=%2F"


@pytest.mark.parametrize("token", ["%00", "a%00b", "%ff", "%01", "x" * 3000])
def test_a_code_with_characters_that_no_paper_carries_is_unknown(client, token):
    assert client.get(f"/kiem-tra/{token}/").status_code == 404


def test_every_form_needs_its_token_and_no_script_reads_the_cookie(hung, dossier_in):
    dossier = dossier_in(State.DRAFT)
    client = Client(enforce_csrf_checks=True)
    client.force_login(hung)
    for way in ("buoc/withdraw", "phan/scope", "cap-do", "cap-do/ket-qua", "phuong-an-nhieu", "ky/submit", "tham-dinh"):
        response = client.post(f"/ho-so/{dossier.pk}/{way}/", {"seen": dossier.version, "note": "x"})
        assert response.status_code == 403 and "Trang đã mở quá lâu" in response.content.decode(), way
    client.get(f"/ho-so/{dossier.pk}/phan/scope/")
    assert client.cookies["csrftoken"]["httponly"] and client.cookies["csrftoken"]["samesite"] == "Lax"
