"""Opening a person's key: what opens it, what does not, and the sentence that says why."""

import datetime

import pytest
from asn1crypto import pkcs12 as pfx_format
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from documents.demo_ca import issue_person_certificate
from documents.keys import (
    KDF_ROUNDS,
    KeyExpired,
    SigningKey,
    UnusableKey,
    WrongPassphrase,
    describe_certificate,
    open_key,
    pack_pkcs12,
)
from tests.documents.signing_desk import NOW, PASSPHRASE, YEAR, authority, key_of, packed_key


def self_made(name="Kẻ tự xưng", *, signs=True, key=None, days=30):
    key = key or ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = dict.fromkeys(
        ("key_cert_sign", "crl_sign", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
    )
    usage |= {"digital_signature": signs, "content_commitment": signs, "key_encipherment": not signs}
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(NOW - YEAR)
    builder = builder.not_valid_after(NOW + datetime.timedelta(days=days))
    certificate = builder.add_extension(x509.KeyUsage(**usage), critical=True).sign(key, hashes.SHA256())
    return SigningKey(key, certificate)


def test_the_right_passphrase_opens_the_key():
    key = open_key(packed_key("Lương Đình Khải"), PASSPHRASE)
    assert describe_certificate(key.certificate).name == "Lương Đình Khải"
    assert key.chain == (authority().certificate,)


def test_a_passphrase_typed_in_decomposed_letters_opens_it_too():
    import unicodedata

    assert open_key(packed_key("Lương Đình Khải"), unicodedata.normalize("NFD", PASSPHRASE))


@pytest.mark.parametrize("wrong", ["", "cây đa", PASSPHRASE + " ", PASSPHRASE.upper()])
def test_a_wrong_passphrase_is_told_apart_from_a_bad_file(wrong):
    with pytest.raises(WrongPassphrase) as refusal:
        open_key(packed_key("Lương Đình Khải"), wrong)
    assert str(refusal.value) == "Mật khẩu của khóa ký không đúng."
    assert refusal.value.__cause__ is None and not refusal.value.args[1:]


@pytest.mark.parametrize("junk", [b"", b"junk", b"%PDF-1.7 not a key", b"\x30\x82\xff\xff", b"\0" * 300_000])
def test_a_file_that_is_no_key_is_refused_in_words(junk):
    with pytest.raises(UnusableKey, match="PKCS#12"):
        open_key(junk, PASSPHRASE)


def test_a_cut_off_file_is_refused_in_words():
    with pytest.raises(UnusableKey, match="đã hỏng"):
        open_key(packed_key("Lương Đình Khải")[:-10], PASSPHRASE)


def test_a_file_that_would_keep_the_server_busy_is_refused():
    pfx = pfx_format.Pfx.load(packed_key("Lương Đình Khải"))
    pfx["mac_data"]["iterations"] = 2_000_000_000
    with pytest.raises(UnusableKey, match="số vòng"):
        open_key(pfx.dump(force=True), PASSPHRASE)


def test_an_expired_key_says_the_day():
    packed = packed_key("Bà Nguyễn Thị Cũ", "demo", NOW - 2 * YEAR, 30)
    with pytest.raises(KeyExpired, match=r"hết hạn ngày \d\d/\d\d/\d{4}"):
        open_key(packed, PASSPHRASE)
    assert open_key(packed, PASSPHRASE, moment=NOW - 2 * YEAR + datetime.timedelta(days=1))


def test_a_key_of_tomorrow_does_not_sign_today():
    with pytest.raises(UnusableKey, match="có hiệu lực từ ngày"):
        open_key(packed_key("Ông Trần Ngày Mai", "demo", NOW + datetime.timedelta(days=5), 30), PASSPHRASE)


def test_a_file_without_the_issuers_certificate_names_what_is_missing():
    person = key_of("Lương Đình Khải")
    packed = pack_pkcs12(SigningKey(person.private_key, person.certificate), PASSPHRASE, rounds=2000)
    with pytest.raises(UnusableKey, match="thiếu chứng thư của tổ chức cấp «Cấp chứng thư thử nghiệm"):
        open_key(packed, PASSPHRASE)


def test_the_root_may_be_missing_when_it_is_trusted_here():
    person = key_of("Lương Đình Khải")
    packed = pack_pkcs12(person, PASSPHRASE, rounds=2000)
    assert open_key(packed, PASSPHRASE, roots=[authority().root]).chain == person.chain


def test_somebody_elses_certificate_is_noticed():
    own, other = key_of("Lương Đình Khải"), key_of("Đặng Việt Hùng")
    lock = BestAvailableEncryption(PASSPHRASE.encode())
    packed = pkcs12.serialize_key_and_certificates(b"x", own.private_key, None, [other.certificate], lock)
    with pytest.raises(UnusableKey, match="thiếu khóa riêng hoặc thiếu chứng thư"):
        open_key(packed, PASSPHRASE)


def test_a_self_made_certificate_does_not_sign():
    with pytest.raises(UnusableKey, match="tự cấp"):
        open_key(pack_pkcs12(self_made(), PASSPHRASE, rounds=2000), PASSPHRASE)


def test_a_certificate_for_other_uses_does_not_sign():
    with pytest.raises(UnusableKey, match="không được cấp để ký số"):
        open_key(pack_pkcs12(self_made(signs=False), PASSPHRASE, rounds=2000), PASSPHRASE)


def test_a_weak_key_does_not_sign():
    weak = self_made(key=rsa.generate_private_key(public_exponent=65537, key_size=1024))  # noqa: S505
    with pytest.raises(UnusableKey, match="quá yếu"):
        open_key(pack_pkcs12(weak, PASSPHRASE, rounds=2000), PASSPHRASE)


def test_a_short_passphrase_locks_nothing():
    with pytest.raises(UnusableKey, match="ít nhất 8 ký tự"):
        pack_pkcs12(key_of("Lương Đình Khải"), "ngắn")


def test_guessing_costs_the_same_through_every_part_of_the_file():
    packed, _certificate = issue_person_certificate(
        authority(), name="Lê Thị Bền", title="", organisation="", email="", days=1, passphrase=PASSPHRASE
    )
    pfx = pfx_format.Pfx.load(packed)
    assert pfx["mac_data"]["iterations"].native == KDF_ROUNDS
    assert pfx["mac_data"]["mac"]["digest_algorithm"]["algorithm"].native == "sha256"
    for part in pfx.authenticated_safe:
        if part["content_type"].native == "encrypted_data":
            lock = part["content"]["encrypted_content_info"]["content_encryption_algorithm"]
        else:
            bag = pfx_format.SafeContents.load(part["content"].native)[0]
            lock = bag["bag_value"]["encryption_algorithm"]
        assert lock.kdf_iterations == KDF_ROUNDS and lock.encryption_cipher == "aes" and lock.key_length == 32
    assert open_key(packed, PASSPHRASE)
