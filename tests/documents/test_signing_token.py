"""Keys in a device attached to the server: the PIN at every signature, and words for every way it can fail."""

from io import StringIO

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.management import CommandError, call_command
from django.urls import reverse

from classification.workflow import State
from documents.keys import KeyProblem, UnusableKey, WrongPassphrase
from documents.models import IssuedDocument, PreparedPaper, SigningKey
from documents.services import add_token_key, key_in_use, prepare_signing, sign_prepared
from documents.services.sealing import register_token_seal, seal_paper
from documents.signing_token import Slot, open_token_key
from documents.verifying.direct import verify
from systems.roles import Role
from tests.documents.key_device import MODULE, PIN, Device
from tests.documents.outside_signer import certificate, usage
from tests.documents.signing_desk import authority, key_of, trust

pytestmark = [pytest.mark.django_db, pytest.mark.hsm]


@pytest.fixture
def device(tmp_path, settings, monkeypatch):
    """A token labelled «may-chu» in this machine, known to the settings."""
    settings.PKCS11_MODULES = [MODULE]
    made = Device(tmp_path, "may-chu")
    monkeypatch.setenv("SOFTHSM2_CONF", made.environment["SOFTHSM2_CONF"])
    return made


def certificate_file(key) -> bytes:
    return b"".join(one.public_bytes(Encoding.PEM) for one in (key.certificate, *key.chain))


@pytest.fixture
def ha_key(ha):
    return key_of(ha.full_name)


@pytest.fixture
def with_device(device, trusted, ha, ha_key):
    """Hà signs with a key in the device."""
    return add_token_key(user=ha, slot=device.put(ha_key, "ha"), content=certificate_file(ha_key))


@pytest.fixture
def signing(with_device, dossier_in, complete, ha):
    return prepare_signing(dossier=complete(dossier_in(State.AWAITING_APPROVAL)), step="approve", by=ha)


def test_ha_signs_with_the_device_and_her_pin(signing, ha):
    moved = sign_prepared(signing=signing, by=ha, passphrase=PIN)
    paper = IssuedDocument.objects.get()
    assert (moved.state, paper.signed_with) == (State.APPROVED, "token")
    assert verify(paper.read(), trust=trust()).verdict == "valid"
    held = key_in_use(ha)
    assert held.way == SigningKey.Way.TOKEN and bytes(held.pkcs12) == b"" and PIN not in repr(held.__dict__)


def test_an_elliptic_key_in_the_device_signs_as_well(device, trusted, ha, dossier_in, complete):
    key = certificate(ha.full_name, authority(), uses=usage("digital_signature"))
    add_token_key(user=ha, slot=device.put(key, "ha-ec"), content=certificate_file(key))
    signing = prepare_signing(dossier=complete(dossier_in(State.AWAITING_APPROVAL)), step="approve", by=ha)
    sign_prepared(signing=signing, by=ha, passphrase=PIN)
    assert verify(IssuedDocument.objects.get().read(), trust=trust()).verdict == "valid"


def test_a_wrong_pin_signs_nothing(signing, ha):
    with pytest.raises(WrongPassphrase, match="Mã PIN của thiết bị khóa không đúng"):
        sign_prepared(signing=signing, by=ha, passphrase="000000")
    assert not IssuedDocument.objects.exists()


def test_the_page_asks_for_a_pin_and_says_when_it_is_wrong(signing, ha, client):
    client.force_login(ha)
    address = reverse("documents:sign", args=[signing.dossier_id, "approve"])
    page = client.get(address).content.decode()
    assert "Ký bằng thiết bị khóa" in page and "Mã PIN của thiết bị khóa" in page and "Mật khẩu khóa ký" not in page
    seen = PreparedPaper.objects.get().sha256
    answer = client.post(address, {"passphrase": "111111", "seen": seen})
    assert answer.status_code == 422 and "Mã PIN của thiết bị khóa không đúng" in answer.content.decode()
    assert "111111" not in answer.content.decode()
    assert client.post(address, {"passphrase": PIN, "seen": seen}).status_code == 302


def opened(slot: Slot, key, pin: str = PIN):
    return open_token_key(slot, pin, certificate=key.certificate, chain=key.chain)


def test_a_device_that_is_not_plugged_in(device, ha_key):
    with pytest.raises(KeyProblem, match="Không thấy thiết bị khóa «nha-rieng»"):
        opened(device.put(ha_key, "ha")._replace(token_label="nha-rieng"), ha_key)


def test_a_key_that_is_not_in_the_device(device, ha_key):
    with pytest.raises(UnusableKey, match="Thiết bị khóa «may-chu» không có khóa «khac»"):
        opened(device.put(ha_key, "ha")._replace(key_label="khac"), ha_key)


def test_a_key_of_another_certificate_is_noticed_before_it_signs_a_paper(device, ha_key):
    slot = device.put(key_of("Lương Đình Khải"), "khai")
    with pytest.raises(UnusableKey, match="không phải của chứng thư số đã đăng ký"):
        opened(slot, ha_key)


def test_no_library_is_loaded_that_the_settings_do_not_name(device, ha_key, settings):
    slot = device.put(ha_key, "ha")
    settings.PKCS11_MODULES = []
    with pytest.raises(KeyProblem, match="không mở được thư viện của thiết bị khóa"):
        opened(slot, ha_key)


def test_a_library_that_is_none_is_said(device, ha_key, settings, tmp_path):
    nothing = str(tmp_path / "khong-co.so")
    settings.PKCS11_MODULES = [nothing]
    with pytest.raises(KeyProblem, match="không mở được thư viện của thiết bị khóa"):
        opened(device.put(ha_key, "ha")._replace(module=nothing), ha_key)


def test_the_ministrys_seal_may_be_in_the_device_too(
    device, keys, ha, person, ministry, dossier_in, complete, sign_step
):
    sign_step(complete(dossier_in(State.AWAITING_APPROVAL)), "approve", ha)
    key, lan = key_of(ministry.name), person("lan", "Trần Thị Lan", ministry, Role.CLERK)
    slot = device.put(key, "dau")
    register_token_seal(organisation=ministry, by=lan, slot=slot, content=certificate_file(key))
    paper = IssuedDocument.objects.get()
    with pytest.raises(WrongPassphrase):
        seal_paper(document=paper, by=lan, passphrase="999999")
    seal_paper(document=paper, by=lan, passphrase=PIN)
    found = verify(paper.read(), trust=trust())
    assert found.verdict == "valid" and [one.signer for one in found.signatures] == [ha.full_name, ministry.name]


def command(*arguments):
    out = StringIO()
    call_command("register_token_key", *arguments, stdout=out)
    return out.getvalue()


def test_the_administrator_ties_a_key_to_a_person_on_the_server(device, trusted, ha, ha_key, tmp_path):
    slot, file = device.put(ha_key, "ha"), tmp_path / "ha.cer"
    file.write_bytes(certificate_file(ha_key))
    where = ("--module", MODULE, "--token", slot.token_label, "--key", slot.key_label, "--certificate", str(file))
    assert command("ha", *where) == "Đã gắn khóa «ha» trong «may-chu» với Nguyễn Minh Hà.\n"
    assert key_in_use(ha).key_label == "ha"
    for arguments, words in (
        (("ai-do", *where), "Không có người dùng «ai-do»"),
        (("ha", *where, "--module", "/tmp/x.so"), "chưa có trong PKCS11_MODULES"),
        (("ha", *where, "--certificate", str(tmp_path / "mat.cer")), "Không đọc được tệp"),
        (("ha", *where, "--seal-of", "KHÔNG"), "Không có cơ quan mã «KHÔNG»"),
        (("ha", *where, "--seal-of", "BGTVT"), "do văn thư ở đó giữ và đóng"),
    ):
        with pytest.raises(CommandError, match=words):
            command(*arguments)


def test_a_weak_key_is_refused_wherever_it_is(device, trusted, ha):
    weak = certificate(
        ha.full_name, authority(), uses=usage("digital_signature"),
        key=rsa.generate_private_key(public_exponent=65537, key_size=1024),  # noqa: S505
    )  # fmt: skip
    with pytest.raises(UnusableKey, match="quá yếu"):
        add_token_key(user=ha, slot=Slot(MODULE, "may-chu", "yeu"), content=certificate_file(weak))
