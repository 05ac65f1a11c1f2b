"""A paper taken away and signed with a command line that knows nothing of this product; refusals in words."""

import pytest

from classification.workflow import State
from documents.keys import open_key
from documents.models import IssuedDocument
from documents.services import NotAccepted, add_certificate, bring_back, prepare_signing
from documents.verifying.direct import verify
from tests.documents.bringing import certificate_file
from tests.documents.command_line import Desk
from tests.documents.key_device import Device
from tests.documents.outside_signer import certificate, usage
from tests.documents.signing_desk import PASSPHRASE, authority, packed_key, trust

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "ban-lam-viec")


def minh_ha(ha):
    """Her key as the file that opens with PASSPHRASE holds it."""
    return open_key(packed_key(ha.full_name), PASSPHRASE)


@pytest.fixture
def signing(trusted, ha, dossier_in, complete):
    """The decision prepared for Hà, whose certificate alone is known here."""
    add_certificate(user=ha, content=certificate_file(minh_ha(ha)))
    return prepare_signing(dossier=complete(dossier_in(State.AWAITING_APPROVAL)), step="approve", by=ha)


def given(signing) -> bytes:
    return bytes(signing.papers.get().pdf)


def brought_back(signing, pdf: bytes):
    return bring_back(signing=signing, by=signing.by, files={signing.papers.get().pk: pdf})


def issued_and_valid(signing) -> bool:
    paper = IssuedDocument.objects.get()
    assert (paper.signed_with, paper.signature_field, paper.signer_name) == ("away", "ky-1", "Nguyễn Minh Hà")
    found = verify(paper.read(), trust=trust())
    return (found.verdict, [one.field for one in found.signatures]) == ("valid", ["ky-1"])


@pytest.mark.parametrize(
    "options", [["--use-pades"], [], ["--use-pades", "--certify"]], ids=["pades", "as-it-comes", "certify"]
)
def test_ha_signs_with_her_key_file_on_the_command_line(signing, desk, options):
    signed = desk.with_key_file(given(signing), packed_key("Nguyễn Minh Hà"), *options)
    assert brought_back(signing, signed).state == State.APPROVED
    assert issued_and_valid(signing)


@pytest.mark.hsm
@pytest.mark.parametrize("kind", ["rsa", "elliptic"])
def test_ha_signs_with_her_own_device_on_the_command_line(
    trusted, ha, dossier_in, complete, desk, tmp_path, monkeypatch, kind
):
    elliptic = certificate(ha.full_name, authority(), uses=usage("digital_signature"))
    key = minh_ha(ha) if kind == "rsa" else elliptic
    device = Device(tmp_path, "usb-token")
    monkeypatch.setenv("SOFTHSM2_CONF", device.environment["SOFTHSM2_CONF"])
    add_certificate(user=ha, content=certificate_file(key))
    signing = prepare_signing(dossier=complete(dossier_in(State.AWAITING_APPROVAL)), step="approve", by=ha)
    signed = desk.with_device(given(signing), device.put(key, "khoa-ky"), key)
    assert brought_back(signing, signed).state == State.APPROVED
    assert issued_and_valid(signing)


@pytest.mark.parametrize(
    ("who", "field", "words"),
    [
        (
            "Nguyễn Minh Hà",
            "1/300,60,460,120/Signature1",
            "Chữ ký nằm ở ô «Signature1»; phải ký vào ô đã dành sẵn «ky-1».",
        ),
        ("Nguyễn Minh Hà", "dau-1", "Chữ ký nằm ở ô «dau-1»; phải ký vào ô đã dành sẵn «ky-1»."),
        ("Lương Đình Khải", "ky-1", "Chữ ký là của “Lương Đình Khải”, bằng chứng thư số khác với chứng thư"),
    ],
    ids=["own-field", "seal", "colleague"],
)
def test_what_the_tool_was_told_wrongly_is_refused_in_words(signing, desk, who, field, words):
    signed = desk.with_key_file(given(signing), packed_key(who), "--use-pades", field=field)
    with pytest.raises(NotAccepted) as refusal:
        brought_back(signing, signed)
    assert str(refusal.value).startswith(words)
    assert not IssuedDocument.objects.exists()
