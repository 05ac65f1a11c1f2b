"""The public verification page, as somebody without an account sees it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.trust import add_root
from tests.documents.forgeries import page_content_replaced
from tests.documents.signing_desk import authority, decision

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(client, settings, tmp_path):
    settings.TRUST_DIR = tmp_path / "trust"
    add_root(authority().root, folder=settings.TRUST_DIR, name="demo")

    def send(content: bytes):
        file = SimpleUploadedFile("văn bản.pdf", content, content_type="application/pdf")
        return client.post(reverse("documents:verify"), {"file": file})

    return send


def test_a_stranger_sees_that_a_paper_is_good(upload):
    page = upload(decision().pdf)
    assert page.status_code == 200 and page.context["verdict"].verdict == "valid"
    assert "Lương Đình Khải" in page.text


def test_a_stranger_sees_why_a_paper_is_not(upload):
    page = upload(page_content_replaced(decision().pdf))
    assert page.status_code == 200 and "bị thêm hoặc sửa nội dung" in page.text


def test_a_bad_root_of_the_house_is_no_crash_and_tells_no_folder(upload, settings):
    (settings.TRUST_DIR / "hong.pem").write_text("không phải chứng thư")
    page = upload(decision().pdf)
    assert page.status_code == 200 and page.context["verdict"].verdict == "indeterminate"
    assert "hong.pem" in page.text and str(settings.TRUST_DIR) not in page.text


def test_what_is_no_pdf_gets_a_sentence(upload):
    assert "không phải là PDF" in upload(b"xin chao").text
