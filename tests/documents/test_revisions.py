"""What is appended to an issued paper is kept as its newest state; what is not appended is not kept."""

import pytest

from classification.workflow import State
from documents.models import IssuedDocument, PaperRevision
from documents.services.revisions import NotAppended, append_revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(dossier_in, complete, ha, sign_step):
    """The decision that Hà signed."""
    sign_step(complete(dossier_in(State.AWAITING_APPROVAL)), "approve", ha)
    return IssuedDocument.objects.get()


def test_a_seal_is_the_newest_state_and_the_issued_bytes_stay(issued):
    before = issued.read()
    added = append_revision(document=issued, pdf=before + b"\n% dau", kind=PaperRevision.Kind.SEALED)
    assert added.position == 2 and issued.read() == before + b"\n% dau"
    with IssuedDocument.objects.get(pk=issued.pk).file.open("rb") as file:
        assert file.read() == before


@pytest.mark.parametrize(
    "change", [lambda pdf: pdf, lambda pdf: pdf[:-1], lambda pdf: b" " + pdf], ids=["same", "cut", "moved"]
)
def test_bytes_that_do_not_begin_with_the_present_ones_are_not_kept(issued, change):
    with pytest.raises(NotAppended):
        append_revision(document=issued, pdf=change(issued.read()), kind=PaperRevision.Kind.SEALED)
    assert not issued.revisions.exists()


def test_of_two_additions_to_the_same_state_the_second_is_not_kept(issued):
    before = issued.read()
    append_revision(document=issued, pdf=before + b"\n% mot", kind=PaperRevision.Kind.SEALED)
    with pytest.raises(NotAppended):
        append_revision(document=issued, pdf=before + b"\n% hai", kind=PaperRevision.Kind.EVIDENCE)
    assert issued.revisions.count() == 1
