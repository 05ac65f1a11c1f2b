"""Keys for the named people, and a dossier that is ready for any step."""

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from documents.services import add_key, prepare_signing, sign_prepared
from tests.documents.signing_desk import PASSPHRASE, authority, packed_key
from tests.documents.tally import Tally


@pytest.fixture
def attack(record_property):
    """Have a forged file judged and counted: `attack(forged, original)` gives the verdict."""
    return Tally(record_property).judge


@pytest.fixture
def trusted(settings, tmp_path):
    """Trust the test authority, and keep files in a folder of this test."""
    folder = tmp_path / "trust"
    folder.mkdir()
    (folder / "demo.pem").write_bytes(authority().root.public_bytes(Encoding.PEM))
    settings.TRUST_DIR = folder
    return folder


@pytest.fixture
def keys(trusted, people):
    """A key for each of the named people."""
    for user in people.values():
        add_key(user=user, pkcs12=packed_key(user.full_name), passphrase=PASSPHRASE)


@pytest.fixture
def sign_step(keys):
    """Prepare and sign the papers of a step: `sign_step(dossier, "submit", hung)`."""

    def act(dossier, step, by, note="", **details):
        signing = prepare_signing(dossier=dossier, step=step, by=by, note=note, details=details)
        return sign_prepared(signing=signing, by=by, passphrase=PASSPHRASE)

    return act
