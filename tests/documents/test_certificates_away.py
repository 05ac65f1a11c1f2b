"""The certificate of a key that stays elsewhere: how it is registered, and when a signature with it counts no more."""

import datetime

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from classification.errors import StepRefused
from classification.workflow import State
from documents.keys import KeyProblem, UnusableKey
from documents.models import IssuedDocument, RevocationHost, RevocationList, SigningKey
from documents.services import add_certificate, bring_back, key_in_use, prepare_signing
from tests.documents.bringing import certificate_file, registered
from tests.documents.loopback import running
from tests.documents.outside_signer import (
    certificate,
    outside_signature,
    revocation_list,
    usage,
)
from tests.documents.signing_desk import NOW, YEAR, authority, key_of, packed_key

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def test_a_certificate_known_to_be_revoked_is_refused_and_any_other_is_not(taken, hand_in, refused, minh_ha, trusted):
    ca, signed = authority(), outside_signature(taken[1], minh_ha)
    (trusted / "demo.crl").write_bytes(revocation_list(ca, minh_ha.certificate, NOW - HOUR))
    assert refused(signed) == ("revoked", "Chứng thư số đã bị thu hồi trước thời điểm ký.")
    (trusted / "demo.crl").write_bytes(revocation_list(ca))
    assert hand_in(signed).state == State.APPROVED


def test_what_the_authority_says_of_a_revocation_counts_for_signatures_from_elsewhere_too(
    trusted, ha, awaiting, tmp_path
):
    with running(tmp_path / "authority") as loopback:
        own = registered(ha, certificate(ha.full_name, authority(), revocation_address=loopback.url("crl")))
        signing = prepare_signing(dossier=awaiting, step="approve", by=ha)
        paper = signing.papers.get()
        files = {paper.pk: outside_signature(bytes(paper.pdf), own)}
        loopback.revoke(own.certificate, NOW - HOUR)
        host = RevocationHost.objects.create(host="127.0.0.1")
        with pytest.raises(StepRefused, match="đã bị thu hồi ngày"):
            bring_back(signing=signing, by=ha, files=files)
        assert not IssuedDocument.objects.exists()
        host.delete()
        RevocationList.objects.all().delete()
        assert bring_back(signing=signing, by=ha, files=files).state == State.APPROVED


def test_a_certificate_that_ran_out_meanwhile_is_refused(taken, refused, minh_ha, monkeypatch):
    from django.utils import timezone

    signed, real = outside_signature(taken[1], minh_ha), timezone.now
    monkeypatch.setattr(timezone, "localdate", lambda: taken[0].papers.get().issued_on)
    monkeypatch.setattr(timezone, "now", lambda: real() + 2 * YEAR)
    code, words = refused(signed)
    assert code == "expired_since" and words.startswith("Chứng thư số nay đã hết hạn")


def test_a_root_that_is_trusted_no_longer_carries_nothing(taken, refused, minh_ha, trusted):
    (trusted / "demo.pem").unlink()
    code, words = refused(outside_signature(taken[1], minh_ha))
    assert (code, words) == ("untrusted", "Chứng thư số của người ký không thuộc tổ chức chứng thực được tin cậy.")


class TestCertificates:
    """What is registered for a person whose key stays elsewhere."""

    def test_it_replaces_the_key_in_use(self, keys, ha):
        registered(ha)
        key = key_in_use(ha)
        assert (key.way, bytes(key.pkcs12), key.subject) == (SigningKey.Way.AWAY, b"", "Nguyễn Minh Hà")
        assert ha.signing_keys.exclude(pk=key.pk).get().retired_at

    def test_the_plain_der_form_is_read_too(self, trusted, ha):
        key = certificate("NGUYEN MINH HA", authority(), uses=usage("digital_signature"))
        content = key.certificate.public_bytes(Encoding.DER)
        with pytest.raises(UnusableKey, match="không thuộc tổ chức chứng thực được tin cậy"):
            add_certificate(user=ha, content=content)  # its issuer is not at hand
        (trusted / "cap.pem").write_bytes(authority().certificate.public_bytes(Encoding.PEM))
        assert add_certificate(user=ha, content=content).subject == "NGUYEN MINH HA"

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (lambda: b"junk", "không phải là chứng thư số"),
            (lambda: b"0" * 70_000, "không lớn hơn 64 KB"),
            (lambda: packed_key("Nguyễn Minh Hà"), "không phải là chứng thư số"),
            (lambda: b"-----BEGIN PRIVATE KEY-----\n", "Tệp này chứa khóa riêng"),
            (lambda: authority().certificate.public_bytes(Encoding.PEM), "đúng một chứng thư số của người ký"),
            (lambda: certificate_file(key_of("Lương Đình Khải")), "cấp cho “Lương Đình Khải”, không phải"),
            (lambda: certificate_file(key_of("Nguyễn Minh Hà", "stranger")), "không thuộc tổ chức chứng thực"),
            (lambda: certificate_file(key_of("Nguyễn Minh Hà", "demo", NOW - 2 * YEAR, 30)), "đã hết hạn ngày"),
            (
                lambda: certificate_file(certificate("Nguyễn Minh Hà", authority(), uses=usage("key_encipherment"))),
                "không được cấp để ký số",
            ),
        ],
        ids=["junk", "big", "p12", "private", "issuer", "other", "untrusted", "expired", "use"],
    )
    def test_what_is_not_her_signing_certificate_is_refused_in_words(self, trusted, ha, content, words):
        with pytest.raises(KeyProblem, match=words):
            add_certificate(user=ha, content=content())
        assert key_in_use(ha) is None

    def test_a_certificate_has_one_person(self, trusted, ha, person, ministry):
        registered(ha)
        namesake = person("ha2", "Nguyễn Minh Hà", ministry)
        with pytest.raises(UnusableKey, match="đã gắn với một người khác"):
            registered(namesake)

    def test_on_the_page_of_keys(self, client, trusted, ha):
        from django.core.files.uploadedfile import SimpleUploadedFile
        from django.urls import reverse

        client.force_login(ha)
        address = reverse("documents:my_key")
        sent = {"what": "certificate", "certificate": SimpleUploadedFile("ha.p12", packed_key("Nguyễn Minh Hà"))}
        answer = client.post(address, sent)
        assert answer.status_code == 422 and "không phải là chứng thư số" in answer.content.decode()
        sent["certificate"] = SimpleUploadedFile("ha.cer", certificate_file(key_of("Nguyễn Minh Hà")))
        assert client.post(address, sent).url == address
        assert "ở đây chỉ có chứng thư số" in client.get(address).content.decode()
