"""The demonstration authority and what its certificates promise."""

import datetime
import stat

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store

from documents.demo_ca import create_demo_ca, issue_person_certificate
from documents.keys import UnusableKey, describe_certificate, issued_by
from documents.trust import leads_to_root
from tests.documents.signing_desk import NOW, PASSPHRASE, authority, key_of


def test_the_authority_is_made_once_and_found_again(tmp_path):
    first = create_demo_ca(tmp_path / "var" / "pki")
    again = create_demo_ca(tmp_path / "var" / "pki")
    assert again.root == first.root and again.certificate == first.certificate
    assert sorted(p.name for p in (tmp_path / "var" / "pki").iterdir()) == ["issuer-key.pem", "issuer.pem", "root.pem"]
    assert [p.name for p in (tmp_path / "var").iterdir()] == ["pki"]


def test_only_the_owner_reads_the_authority(tmp_path):
    ca = create_demo_ca(tmp_path / "pki")
    assert stat.S_IMODE(ca.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in ca.folder.iterdir()} == {0o600}


def test_the_private_key_shows_in_no_printed_form():
    assert "private" not in repr(authority()).lower() and "private" not in repr(key_of("Lương Đình Khải")).lower()


def test_the_chain_leads_from_person_to_root():
    key = key_of("Lương Đình Khải")
    assert key.chain == (authority().certificate,)
    assert issued_by(authority().certificate, authority().root)
    assert leads_to_root(key.certificate, key.chain, [authority().root])
    assert not leads_to_root(key.certificate, key.chain, [authority("stranger").root])
    assert not leads_to_root(key.certificate, (), [authority().root])


def test_the_extensions_are_those_of_a_signing_certificate():
    certificate = key_of("Lương Đình Khải").certificate
    found = {e.oid: e for e in certificate.extensions}
    usage = found[x509.KeyUsage.oid]
    assert usage.critical and usage.value.digital_signature and usage.value.content_commitment
    assert not usage.value.key_cert_sign and not found[x509.BasicConstraints.oid].value.ca
    issuer_id = authority().certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    assert found[x509.AuthorityKeyIdentifier.oid].value.key_identifier == issuer_id.digest
    assert x509.SubjectKeyIdentifier.oid in found


def test_an_outside_verifier_accepts_the_chain():
    key = key_of("Lương Đình Khải")
    verifier = PolicyBuilder().store(Store([authority().root])).time(NOW.replace(tzinfo=None)).build_client_verifier()
    assert len(verifier.verify(key.certificate, list(key.chain)).chain) == 3


def test_the_description_is_what_a_screen_needs():
    certificate = key_of("Lương Đình Khải").certificate
    shown = describe_certificate(certificate)
    assert (shown.name, shown.title) == ("Lương Đình Khải", "Thứ trưởng")
    assert (shown.organisation, shown.email) == ("Bộ Giao thông vận tải", "khai@example.vn")
    assert shown.issuer == "Cấp chứng thư thử nghiệm (DEMO)"
    assert len(shown.fingerprint) == 64 and int(shown.serial, 16) == certificate.serial_number
    assert shown.valid_until - shown.valid_from == datetime.timedelta(days=365)


@pytest.mark.parametrize("name", ["", "   ", "Nguyễn " * 20])
def test_a_name_no_certificate_can_hold_is_refused(name):
    with pytest.raises(UnusableKey, match="Họ tên"):
        issue_person_certificate(
            authority(), name=name, title="", organisation="", email="", days=1, passphrase=PASSPHRASE
        )


def test_a_long_organisation_is_shortened():
    _packed, certificate = issue_person_certificate(
        authority(), name="Trần Văn Bình", title="", organisation="Trung tâm " * 20, email="", days=1,
        passphrase=PASSPHRASE, rounds=2000,
    )  # fmt: skip
    assert len(describe_certificate(certificate).organisation) == 64
