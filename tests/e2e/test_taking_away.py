"""In a real browser: Hà takes the decision away, signs it with a tool of her own, brings it back, and Lan seals it."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.urls import reverse
from playwright.sync_api import Page, expect

from classification.workflow import State
from documents.keys import open_key
from documents.models import IssuedDocument
from documents.verifying import verify_isolated
from systems.roles import Role
from tests.documents.command_line import Desk
from tests.documents.seals import seal_picture
from tests.documents.signing_desk import PASSPHRASE, packed_key, trust
from tests.e2e.desk import SIGNING

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PDF, PNG = "application/pdf", "image/png"


def file(name: str, content: bytes, mime: str) -> dict:
    return {"name": name, "mimeType": mime, "buffer": content}


def certificate_file(key) -> bytes:
    return b"".join(one.public_bytes(Encoding.PEM) for one in (key.certificate, *key.chain))


def signed_by(name: str, given: bytes, folder: Path, field: str = "ky-1") -> bytes:
    """By a command line in a process of its own, on that person's own machine so to say."""
    return Desk(folder / "may-rieng").with_key_file(given, packed_key(name), "--use-pades", field=field)


def register_certificate(page: Page, key) -> None:
    form = page.locator("#chung-thu-so")
    form.get_by_label("Tệp chứng thư số").set_input_files(file("ha.cer", certificate_file(key), "application/x-x509"))
    form.get_by_role("button", name="Nhận chứng thư số này").click()
    expect(page.locator("#bao")).to_contain_text("Đã nhận chứng thư số của bạn")


def take_away(page: Page, folder: Path) -> bytes:
    page.get_by_role("button", name="Lập văn bản để xem và ký").click(timeout=SIGNING)
    expect(page.get_by_role("heading", name="Mang đi ký rồi mang về")).to_be_visible(timeout=SIGNING)
    with page.expect_download() as waiting:
        page.locator(".todo").get_by_role("link", name="Tải PDF").click()
    waiting.value.save_as(folder / "van-ban.pdf")
    return (folder / "van-ban.pdf").read_bytes()


def bring_back(page: Page, content: bytes) -> None:
    page.get_by_label("Tệp đã ký").set_input_files(file("da-ky.pdf", content, PDF))
    page.get_by_role("button", name="Kiểm tra và nhận văn bản đã ký").click(timeout=SIGNING)


def test_a_decision_goes_out_comes_back_and_is_sealed(
    enter, trusted, ha, person, ministry, dossier_in, complete, tmp_path
):
    dossier, key = complete(dossier_in(State.AWAITING_APPROVAL)), open_key(packed_key(ha.full_name), PASSPHRASE)
    page = enter(ha, reverse("documents:my_key"))
    register_certificate(page, key)
    page.goto(page.url.split("/khoa-ky/")[0] + reverse("documents:sign", args=[dossier.pk, "approve"]))
    given = take_away(page, tmp_path)
    for wrong, words in (
        (given, "Tệp này chưa được ký"),
        (signed_by("Lương Đình Khải", given, tmp_path), "Chữ ký là của “Lương Đình Khải”"),
        (signed_by(ha.full_name, given, tmp_path, field="dau-1"), "phải ký vào ô đã dành sẵn «ky-1»"),
    ):
        bring_back(page, wrong)
        expect(page.locator(".how-sign")).to_contain_text(words, timeout=SIGNING)
    assert not IssuedDocument.objects.exists()
    bring_back(page, signed_by(ha.full_name, given, tmp_path))
    expect(page.locator("#bao")).to_contain_text("Đã ký", timeout=SIGNING)
    expect(page.locator("#van-ban")).to_contain_text("đã ký số")
    seal_it(enter(person("lan", "Trần Thị Lan", ministry, Role.CLERK)), ministry)
    page = enter(ha, reverse("classification:dossier", args=[dossier.pk]))
    expect(page.locator("#van-ban")).to_contain_text("đã đóng dấu")
    found = verify_isolated(IssuedDocument.objects.get().read(), trust=trust())
    assert found.verdict == "valid" and [one.field for one in found.signatures] == ["ky-1", "dau-1"]


def seal_it(page: Page, ministry) -> None:
    """From the clerk's first day: the seal is registered, then the waiting paper is found among her work."""
    page.get_by_role("link", name="Đóng dấu", exact=True).first.click()
    page.get_by_role("link", name="Con dấu", exact=True).click()
    page.get_by_label("Tệp khóa (.p12, .pfx)").set_input_files(
        file("dau.p12", packed_key(ministry.name), "application/x-pkcs12")
    )
    page.get_by_label("Mật khẩu của tệp khóa").fill(PASSPHRASE)
    page.get_by_label("Hình con dấu").set_input_files(file("dau.png", seal_picture(), PNG))
    page.get_by_role("button", name="Nhận con dấu này").click(timeout=SIGNING)
    expect(page.locator("#bao")).to_contain_text("Đã nhận con dấu", timeout=SIGNING)
    page.goto(page.url.split("/dong-dau/")[0] + "/")
    page.get_by_role("link", name="Xem và đóng dấu").click()
    page.get_by_role("link", name="01/QĐ-BGTVT").click()
    page.get_by_label("Mật khẩu con dấu").fill(PASSPHRASE)
    page.get_by_role("button", name="Đóng dấu", exact=True).click(timeout=SIGNING)
    expect(page.locator("#bao")).to_contain_text("Đã đóng dấu văn bản 01/QĐ-BGTVT", timeout=SIGNING)
