"""A paper that we stamped, sealed and stamped again: what is told of each beginning of it, and of less honest cuts."""

import re

import pytest

from classification.workflow import State
from documents.models import IssuedDocument, PaperRevision, TimestampServer
from documents.services.revisions import append_revision
from documents.services.sealing import register_seal, seal_paper
from documents.signing_long_term import with_validation_data
from documents.verifying.here import verify_here
from systems.jobs.working import work
from systems.roles import Role
from tests.documents.loopback import running
from tests.documents.outside_signer import outside_signature, revocation_list
from tests.documents.signing_desk import PASSPHRASE, authority, key_of, packed_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(dossier_in, complete, ha, sign_step, person, ministry, tmp_path):
    """Hà signed, the job stamped, Lan sealed, the job stamped again."""
    lan = person("lan", "Trần Thị Lan", ministry, Role.CLERK, title="Văn thư")
    with running(tmp_path / "authority") as loopback:
        TimestampServer.objects.create(name="Máy cấp dấu", url=loopback.url("tsa"), place=1, seconds=30)
        sign_step(complete(dossier_in(State.AWAITING_APPROVAL)), "approve", ha)
        paper = IssuedDocument.objects.get()
        work()
        register_seal(organisation=ministry, by=lan, pkcs12=packed_key(ministry.name), passphrase=PASSPHRASE)
        seal_paper(document=paper, by=lan, passphrase=PASSPHRASE)
        work()
    return paper


def ends(pdf: bytes) -> list[int]:
    """Where each update of the file ends."""
    return [mark.end() for mark in re.finditer(rb"%%EOF(?:\r\n|\n|\r)?", pdf)]


def test_every_row_of_the_book_is_a_state_and_everything_between_is_a_cut(decision):
    """A stamp is one row, though it adds up to three updates: the file between them was never given to anybody."""
    whole, rows = decision.read(), list(decision.revisions.all())
    assert [(row.kind, bool(row.field), bool(row.fingerprint)) for row in rows] == [
        ("timestamped", True, True), ("sealed", True, True), ("timestamped", True, True),
    ]  # fmt: skip
    told = {}
    for end in ends(whole):
        found = verify_here(whole[:end])
        told[end] = (found.verdict, found.headline, found.registered)
    states = {
        decision.size: ("indeterminate", "earlier", False),
        rows[0].size: ("indeterminate", "earlier", False),
        rows[1].size: ("valid", "earlier", False),
        rows[2].size: ("valid", "valid", True),
    }
    assert {end: told.get(end) for end in states} == states
    between = {verdict for end, (verdict, _headline, _registered) in told.items() if end not in states}
    assert len(told) > len(states) + 1 and between <= {"invalid", "unsigned"}


def test_the_unsealed_paper_signed_by_somebody_else_is_not_the_paper(decision):
    forged = outside_signature(decision.revisions.first().read(), key_of("Lê Thị Giả"), field="dau-1")
    found = verify_here(forged)
    assert (found.verdict, found.registered) == ("invalid", False)
    assert any("khác với người đã ký" in reason or "thiếu chữ ký" in reason for reason in found.reasons)


def test_data_added_by_the_job_alone_leaves_the_copy_of_before_valid(decision):
    before = decision.read()
    grown = with_validation_data(before, certificates=(), lists=(revocation_list(authority()),), answers=())
    append_revision(document=decision, pdf=grown, kind=PaperRevision.Kind.EVIDENCE)
    found = verify_here(before)
    assert (found.verdict, found.headline, found.registered) == ("valid", "earlier", False)
    assert "bản mới nhất có thêm: dữ liệu kiểm tra chữ ký" in found.reasons[0]
    newest = verify_here(grown)
    assert (newest.verdict, newest.headline, newest.registered) == ("valid", "valid", True)
