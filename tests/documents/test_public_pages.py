"""Checking a paper without an account, and bringing a key."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from classification.workflow import State
from documents.models import IssuedDocument, SigningKey
from tests.documents.signing_desk import PASSPHRASE, packed_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(dossier_in, complete, ha, sign_step):
    sign_step(complete(dossier_in(State.AWAITING_APPROVAL)), "approve", ha)
    return IssuedDocument.objects.get()


def check(client, content: bytes, name="quyet-dinh.pdf"):
    return client.post(reverse("documents:verify"), {"file": SimpleUploadedFile(name, content, "application/pdf")})


def test_anyone_checks_a_paper_of_ours(client, decision):
    page = check(client, decision.read()).content.decode()
    assert "chữ ký hợp lệ" in page and "trùng từng byte với văn bản" in page and "Nguyễn Minh Hà" in page


def test_a_changed_paper_is_called_invalid(client, decision):
    content = bytearray(decision.read())
    content[len(content) // 3] ^= 1
    page = check(client, bytes(content)).content.decode()
    assert "Chữ ký không hợp lệ" in page and "không trùng với văn bản nào" in page


@pytest.mark.parametrize("content", [b"xin chao", b"%PDF-1.7\nrubbish", b"<html><script>alert(1)</script>"])
def test_what_is_no_signed_pdf_gets_a_sentence(client, trusted, content):
    answer = check(client, content)
    assert answer.status_code == 200 and "<script>alert" not in answer.content.decode()


def test_no_file_and_an_empty_file_get_a_sentence(client):
    assert "Hãy chọn một tệp PDF" in client.post(reverse("documents:verify")).content.decode()
    assert "Tệp trống" in check(client, b"").content.decode()


def test_the_code_on_a_paper_tells_whether_it_stands_and_nothing_else(client, decision):
    page = client.get(reverse("documents:verify_token", args=[decision.token])).content.decode()
    assert "đang là bản hiện hành" in page
    assert decision.dossier.system.name not in page and decision.number not in page


def test_an_unknown_code_is_said_to_be_unknown(client):
    answer = client.get(reverse("documents:verify_token", args=["khong-co"]))
    assert answer.status_code == 404 and "Không có văn bản nào mang mã này" in answer.content.decode()


def bring(client, content: bytes, passphrase=PASSPHRASE):
    file = SimpleUploadedFile("khoa.p12", content, "application/x-pkcs12")
    return client.post(reverse("documents:my_key"), {"pkcs12": file, "passphrase": passphrase})


def test_hung_brings_his_key_and_it_stays_locked(client, hung, trusted):
    client.force_login(hung)
    assert bring(client, packed_key("Đặng Việt Hùng")).status_code == 302
    stored = SigningKey.objects.get(user=hung)
    assert bytes(stored.pkcs12) == packed_key("Đặng Việt Hùng") and stored.subject == "Đặng Việt Hùng"
    assert PASSPHRASE not in str(vars(stored))


def test_a_key_is_not_taken_with_the_wrong_passphrase_or_when_it_is_no_key(client, hung, trusted):
    client.force_login(hung)
    assert bring(client, packed_key("Đặng Việt Hùng"), "sai").status_code == 422
    assert bring(client, b"no key at all").status_code == 422
    assert not SigningKey.objects.exists()


def test_a_key_that_names_somebody_else_is_not_taken(client, hung, ha, trusted):
    client.force_login(hung)
    answer = bring(client, packed_key("Nguyễn Minh Hà"))
    assert answer.status_code == 422 and "cấp cho “Nguyễn Minh Hà”, không phải cho" in answer.content.decode()
    assert not SigningKey.objects.exists()


def test_one_certificate_belongs_to_one_person(client, hung, person, trusted):
    client.force_login(hung)
    bring(client, packed_key("Đặng Việt Hùng"))
    client.force_login(person("hung2", "Đặng Việt Hùng"))
    answer = bring(client, packed_key("Đặng Việt Hùng"))
    assert answer.status_code == 422 and "đã gắn với một người khác" in answer.content.decode()


def test_a_new_key_retires_the_old_one(client, hung, trusted):
    client.force_login(hung)
    bring(client, packed_key("Đặng Việt Hùng"))
    bring(client, packed_key("DANG VIET HUNG"))
    assert SigningKey.objects.filter(user=hung).count() == 2
    assert SigningKey.objects.get(user=hung, retired_at=None).subject == "DANG VIET HUNG"
