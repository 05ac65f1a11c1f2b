"""Asking whether a certificate was revoked: what the authority signed counts, and only who was allowed is asked."""

import datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from documents.keys import SigningKey, pack_pkcs12
from documents.models import RevocationHost, RevocationList
from documents.services import add_key
from documents.services.refreshing import fetch, refresh
from documents.services.trusting import trust_certificate
from documents.trust_here import issuer_key
from documents.trust_revocation import Standing, standing_of
from systems.jobs import GiveUp, TryLater
from systems.jobs.working import work
from systems.models import Job
from tests.documents.loopback import pem_of, running, write_key
from tests.documents.outside_signer import certificate, revocation_list
from tests.documents.signing_desk import FEW_ROUNDS, NOW, PASSPHRASE, YEAR, authority

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def loopback(tmp_path):
    with running(tmp_path / "authority") as place:
        yield place


def ask(one: x509.Certificate, *lists: bytes, seconds: float = 0) -> Standing:
    return standing_of(one, authority().certificate, at_hand=lists, moment=NOW, seconds=seconds)


def with_ocsp(address: str) -> x509.Certificate:
    """A certificate that names an OCSP responder and no list."""
    key = certificate("Trần Thu Hồi", authority())
    at = x509.AccessDescription(x509.AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(address))
    builder = x509.CertificateBuilder().subject_name(key.certificate.subject).issuer_name(key.certificate.issuer)
    builder = builder.public_key(key.private_key.public_key()).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(NOW - YEAR).not_valid_after(NOW + YEAR)
    builder = builder.add_extension(x509.AuthorityInformationAccess([at]), critical=False)
    return builder.sign(authority().private_key, hashes.SHA256())


def test_a_list_that_names_it_says_since_when():
    one = certificate("A", authority()).certificate
    assert ask(one, revocation_list(authority(), one, NOW - DAY)).revoked_at == NOW - DAY
    good = revocation_list(authority())
    assert ask(one, good) == Standing(True, lists=(good,))


def test_a_list_of_somebody_else_says_nothing():
    one = certificate("A", authority(), revocation_address="http://crl.example.vn/a").certificate
    standing = ask(one, revocation_list(authority("stranger"), one, NOW - DAY))
    assert not standing.known and "không có danh sách thu hồi còn hiệu lực" in standing.gap


def test_a_part_of_a_list_does_not_say_that_the_rest_is_good():
    one = certificate("A", authority(), revocation_address="http://crl.example.vn/a").certificate
    builder = x509.CertificateRevocationListBuilder().issuer_name(authority().certificate.subject)
    builder = builder.last_update(NOW - DAY).next_update(NOW + DAY)
    scope = x509.IssuingDistributionPoint(None, None, False, True, None, False, False)
    authorities_alone = builder.add_extension(scope, critical=True).sign(authority().private_key, hashes.SHA256())
    changes = builder.add_extension(x509.DeltaCRLIndicator(1), critical=True)
    for part in (authorities_alone, changes.sign(authority().private_key, hashes.SHA256())):
        assert not ask(one, part.public_bytes(Encoding.DER)).known


def test_the_responder_is_asked_where_it_was_allowed(loopback):
    one = with_ocsp(loopback.url("ocsp"))
    loopback.knows(one)
    assert not ask(one, seconds=5).known and loopback.asked() == []
    RevocationHost.objects.create(host="127.0.0.1")
    good = ask(one, seconds=5)
    assert good.known and good.revoked_at is None and len(good.answers) == 1
    loopback.revoke(one, NOW - DAY)
    assert ask(one, seconds=5).revoked_at == NOW - DAY


@pytest.mark.parametrize(
    ("what", "words"),
    [("rubbish", "không phải là trả lời về thu hồi"), ("nowhere", "mã lỗi HTTP 503"), ("moved", "mã lỗi HTTP 302")],
)
def test_a_responder_that_answers_badly_leaves_a_gap_in_words(loopback, what, words):
    RevocationHost.objects.create(host="127.0.0.1")
    standing = ask(with_ocsp(loopback.url(what)), seconds=5)
    assert not standing.known and words in standing.gap


def test_the_answer_of_another_authority_does_not_count(loopback):
    RevocationHost.objects.create(host="127.0.0.1")
    one = with_ocsp(loopback.url("ocsp"))
    loopback.knows(one)
    (loopback.folder / "issuer.pem").write_bytes(pem_of(authority("stranger").certificate))
    stranger = authority("stranger")
    write_key(loopback.folder / "issuer-key.pem", SigningKey(stranger.private_key, stranger.certificate))
    standing = ask(one, seconds=5)
    assert not standing.known and "trả lời về thu hồi không dùng được" in standing.gap


@pytest.fixture
def ha_with_a_list(trusted, ha, binh, loopback):
    binh.is_staff = True
    trust_certificate(pem=pem_of(authority().certificate), for_people=True, for_stamps=False, by=binh)
    address = loopback.url("crl")
    key = certificate(ha.full_name, authority(), start=NOW - DAY, end=NOW + YEAR, revocation_address=address)
    add_key(user=ha, pkcs12=pack_pkcs12(key, PASSPHRASE, rounds=FEW_ROUNDS), passphrase=PASSPHRASE)


def test_lists_are_fetched_every_day_once_from_allowed_hosts(ha_with_a_list, loopback):
    assert refresh(day="2026-11-26") == "Lấy 0 danh sách thu hồi."
    RevocationHost.objects.create(host="127.0.0.1")
    assert refresh(day="2026-11-26") == refresh(day="2026-11-26") == "Lấy 1 danh sách thu hồi."
    work()
    assert loopback.asked() == ["/crl"]
    row = RevocationList.objects.get()
    assert row.fetched_from == loopback.url("crl") and row.entries == 0
    assert Job.objects.get(kind="papers.check_list").state == Job.State.DONE


def test_a_host_that_is_no_longer_allowed_is_not_asked(ha_with_a_list, loopback):
    with pytest.raises(GiveUp):
        fetch(url=loopback.url("crl"), issuer=issuer_key(authority().certificate))
    assert loopback.asked() == []


def test_a_list_that_cannot_be_had_is_tried_later(ha_with_a_list, loopback):
    RevocationHost.objects.create(host="127.0.0.1")
    with pytest.raises(TryLater, match="mã lỗi HTTP 404"):
        fetch(url=loopback.url("other"), issuer=issuer_key(authority().certificate))


def test_an_older_list_does_not_take_the_place_of_a_newer_one(loopback, ha_with_a_list):
    RevocationHost.objects.create(host="127.0.0.1")
    fetch(url=loopback.url("crl"), issuer=issuer_key(authority().certificate))
    RevocationList.objects.update(issued_at=NOW + DAY)
    loopback.revoke(certificate("A", authority()).certificate)
    fetch(url=loopback.url("crl"), issuer=issuer_key(authority().certificate))
    assert RevocationList.objects.get().entries == 0
