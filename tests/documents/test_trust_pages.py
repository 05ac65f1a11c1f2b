"""Gốc tin cậy: administrators load authorities and revocation lists, and withdraw them; everybody else is refused."""

import datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.models import RevocationList, TrustedCertificate
from documents.trust_here import our_trust
from documents.verifying.here import verify_here
from systems.models import LedgerEntry
from systems.roles import Role
from tests.documents.loopback import pem_of
from tests.documents.outside_signer import certificate, revocation_list
from tests.documents.signing_desk import NOW, YEAR, authority, decision

pytestmark = pytest.mark.django_db
PAGE, LISTS = reverse("documents:trust"), reverse("documents:load_revocations")
DAY = datetime.timedelta(days=1)


@pytest.fixture
def nothing(settings, tmp_path):
    """An empty folder of roots."""
    settings.TRUST_DIR = tmp_path


@pytest.fixture
def load(client, boss, nothing):
    """Load a certificate as Bình: `load(pem, people=True)`."""

    def act(content: bytes, *, people: bool = True, stamps: bool = True):
        client.force_login(boss)
        uses = {"for_people": "on"} if people else {}
        uses |= {"for_stamps": "on"} if stamps else {}
        return client.post(PAGE, {"file": SimpleUploadedFile("goc.pem", content)} | uses, follow=True)

    return act


def bring_list(client, content: bytes):
    return client.post(LISTS, {"file": SimpleUploadedFile("a.crl", content)}, follow=True)


def root_of(name: str = "demo") -> x509.Certificate:
    return authority(name).root


def test_a_root_from_the_page_is_trusted_like_one_from_the_folder(load):
    signed = decision().pdf
    assert verify_here(signed).verdict == "indeterminate"
    answer = load(pem_of(root_of()))
    assert answer.status_code == 200 and "Đã nạp chứng thư của Gốc chứng thực thử nghiệm (DEMO)." in answer.text
    row = TrustedCertificate.objects.get()
    assert row.is_root and row.added_by.username == "binh" and row.fingerprint in answer.text
    assert verify_here(signed).verdict == "valid"
    assert LedgerEntry.objects.get(verb="trust").details["fingerprint"] == row.fingerprint


def test_der_and_pem_are_the_same_certificate(load):
    load(root_of().public_bytes(Encoding.DER))
    assert "Chứng thư này đã được nạp rồi." in load(pem_of(root_of())).text
    assert TrustedCertificate.objects.count() == 1


def test_a_root_for_time_stamps_alone_vouches_for_no_signature(load):
    load(pem_of(root_of()), people=False)
    trust = our_trust()
    assert trust.roots == () and trust.stamp_roots == (root_of(),)
    assert verify_here(decision().pdf).verdict == "indeterminate"


def test_an_authority_below_a_root_comes_after_it(load):
    below = pem_of(authority().certificate)
    assert "hãy nạp chứng thư gốc trước" in load(below).text
    load(pem_of(root_of()))
    load(below)
    assert not TrustedCertificate.objects.get(subject="Cấp chứng thư thử nghiệm (DEMO)").is_root
    assert our_trust().intermediates == (authority().certificate,)


def expired_root() -> bytes:
    basic = x509.BasicConstraints(ca=True, path_length=None)
    return pem_of(self_signed(NOW - 2 * YEAR, NOW - DAY, basic))


def self_signed(start, end, basic=None) -> x509.Certificate:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Gốc cũ")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(7).not_valid_before(start).not_valid_after(end)
    if basic:
        builder = builder.add_extension(basic, critical=True)
    return builder.sign(key, hashes.SHA256())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda: b"%PDF-1.7", "Tệp này không phải chứng thư số ở dạng PEM hoặc DER."),
        (lambda: b"", "Tệp trống."),
        (lambda: pem_of(root_of()) + b" " * 64 * 1024, "Tệp lớn hơn 64 KB; một chứng thư chỉ vài KB."),
        (expired_root, "Chứng thư số đã hết hạn ngày"),
        (lambda: pem_of(certificate("Lương Đình Khải", authority()).certificate), "không phải của tổ chức chứng thực"),
        (lambda: pem_of(self_signed(NOW - DAY, NOW + DAY)), "không phải của tổ chức chứng thực"),
        (lambda: pem_of(root_of()) * 2, "Tệp chứa 2 chứng thư; hãy nạp từng chứng thư một."),
    ],
    ids=["not a certificate", "empty", "too big", "expired", "a person's", "no authority", "two"],
)
def test_what_cannot_be_trusted_is_refused_in_words(load, content, words):
    answer = load(content())
    assert answer.status_code == 422 and words in answer.text
    assert not TrustedCertificate.objects.exists()


def test_it_has_to_be_for_something(load):
    assert "Hãy chọn chứng thư này dùng cho chữ ký" in load(pem_of(root_of()), people=False, stamps=False).text


def test_withdrawn_with_a_reason_it_vouches_for_nothing_and_stays_in_the_book(load, client):
    load(pem_of(root_of()))
    row = TrustedCertificate.objects.get()
    address = reverse("documents:trusted", args=[row.pk])
    assert client.post(address, {"reason": " "}).status_code == 422
    answer = client.post(address, {"reason": "Ban Cơ yếu thay gốc mới"}, follow=True)
    assert "Đã thôi tin cậy" in answer.text and "Ban Cơ yếu thay gốc mới" in answer.text
    assert our_trust().roots == () and verify_here(decision().pdf).verdict == "indeterminate"
    assert "đã được rút trước đó" in client.post(address, {"reason": "lần nữa"}).text
    load(pem_of(root_of()))
    assert our_trust().roots == (root_of(),), "it may come back"


def test_a_revocation_list_counts_when_a_trusted_authority_signed_it(load, client):
    load(pem_of(root_of()))
    load(pem_of(authority().certificate))
    answer = bring_list(client, revocation_list(authority(), certificate("A", authority()).certificate))
    assert "Đã nạp danh sách thu hồi của Cấp chứng thư thử nghiệm (DEMO)." in answer.text
    row = RevocationList.objects.get()
    assert row.entries == 1 and row.added_by.username == "binh"
    assert bytes(row.der) in our_trust().revocation_lists


def test_lists_that_do_not_count_are_refused_in_words(load, client):
    load(pem_of(root_of()))
    assert "Tệp này không phải danh sách thu hồi (CRL)." in bring_list(client, b"rac").text
    strange = bring_list(client, revocation_list(authority("stranger")))
    assert strange.status_code == 422 and "không do tổ chức nào được tin cậy ở đây ký" in strange.text
    assert not RevocationList.objects.exists()


def test_only_administrators_of_the_top_say_whom_everybody_trusts(client, person, unit, la, hung, an, ha, boss, load):
    for user in (la, hung, an, ha):
        client.force_login(user)
        assert client.get(PAGE).status_code == 403 and client.post(PAGE, {}).status_code == 403
        assert client.post(LISTS, {}).status_code == 403
    local = person("cuc", "Đỗ Quản Trị", unit("CHHVN", "Cục Hàng hải Việt Nam"), Role.ADMINISTRATOR, is_staff=True)
    load(pem_of(root_of()))
    client.force_login(local)
    page = client.get(PAGE)
    assert page.status_code == 200 and "Nạp danh sách" not in page.text
    assert "chỉ người quản trị của cơ quan đứng đầu" in page.text
    assert (
        client.post(PAGE, {"file": SimpleUploadedFile("a", pem_of(root_of())), "for_people": "on"}).status_code == 403
    )
    address = reverse("documents:trusted", args=[TrustedCertificate.objects.get().pk])
    assert client.post(address, {"reason": "x"}).status_code == 403
    assert TrustedCertificate.objects.get().withdrawn_at is None
