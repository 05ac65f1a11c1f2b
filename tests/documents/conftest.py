"""Keys for the named people, and a dossier that is ready for any step."""

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from classification.models import Dossier
from classification.workflow import State
from documents.models import IssuedDocument, PaperRevision, PreparedPaper
from documents.services import NotAccepted, add_key, bring_back, prepare_signing, sign_prepared
from documents.services.revisions import append_revision
from tests.documents.bringing import registered
from tests.documents.signing_desk import PASSPHRASE, authority, key_of, packed_key
from tests.documents.tally import Tally
from tests.documents.whole_dossier import add_files


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


@pytest.fixture
def decided(dossier_in, complete, ha, hung, trang, sign_step):
    """A decision that Hà signed and the ministry sealed, a letter from outside, and a proof in two versions."""
    dossier = sign_step(complete(dossier_in(State.AWAITING_APPROVAL)), "approve", ha)
    paper = IssuedDocument.objects.get()
    append_revision(document=paper, pdf=paper.read() + b"\n% dau", kind=PaperRevision.Kind.SEALED)
    add_files(dossier, operator=hung, appraiser=trang)
    return dossier


@pytest.fixture
def awaiting(dossier_in, complete):
    return complete(dossier_in(State.AWAITING_APPROVAL))


@pytest.fixture
def taken(trusted, ha, awaiting):
    """The decision prepared for Hà, whose key is in a device at her own desk: (signing, the bytes she took away)."""
    registered(ha)
    signing = prepare_signing(dossier=awaiting, step="approve", by=ha)
    return signing, bytes(signing.papers.get().pdf)


@pytest.fixture
def hand_in(taken, ha):
    """Bring a file back: `hand_in(pdf)`."""

    def act(pdf: bytes) -> Dossier:
        signing, _given = taken
        return bring_back(signing=signing, by=ha, files={signing.papers.get().pk: pdf})

    return act


@pytest.fixture
def refused(hand_in, awaiting):
    """Bring a file back that must not be taken: the code and the sentence; nothing is issued and nothing moves."""

    def act(pdf: bytes) -> tuple[str, str]:
        with pytest.raises(NotAccepted) as refusal:
            hand_in(pdf)
        awaiting.refresh_from_db()
        assert not IssuedDocument.objects.exists() and awaiting.state == State.AWAITING_APPROVAL
        assert refusal.value.paper == PreparedPaper.objects.get().pk
        return refusal.value.code, str(refusal.value)

    return act


@pytest.fixture
def minh_ha(ha):
    return key_of(ha.full_name)
