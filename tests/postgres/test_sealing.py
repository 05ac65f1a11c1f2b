"""Two clerks seal the same papers at the same instant on PostgreSQL: each paper takes one seal."""

import pytest

from classification.workflow import State
from documents.models import IssuedDocument
from documents.services.sealing import register_seal
from documents.services.sealing_many import seal_papers
from systems.models import LedgerEntry
from systems.roles import Role
from tests.documents.conftest import keys, sign_step, trusted  # noqa: F401 - fixtures of papers
from tests.documents.signing_desk import PASSPHRASE, packed_key
from tests.postgres.test_two_people import at_the_same_instant

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("attempt", range(3))
def test_mai_and_lan_seal_the_same_papers_and_each_is_sealed_once(
    attempt,
    dossier_in,
    complete,
    hung,
    registry,
    person,
    sign_step,  # noqa: F811
):
    mai, lan = (person(name, f"Văn thư {name}", registry, Role.CLERK) for name in ("mai", "lan"))
    register_seal(organisation=registry, by=mai, pkcs12=packed_key(registry.name), passphrase=PASSPHRASE)
    sign_step(complete(dossier_in(State.DRAFT)), "submit", hung)
    papers = list(IssuedDocument.objects.order_by("pk"))

    def seal_all(by):
        """Each clerk with papers of their own, as two requests have them."""
        return seal_papers(documents=list(IssuedDocument.objects.order_by("pk")), by=by, passphrase=PASSPHRASE)

    outcomes = at_the_same_instant(*(lambda by=by: seal_all(by) for by in (mai, lan)))
    assert sorted(paper.pk for outcome in outcomes for paper in outcome.done) == [paper.pk for paper in papers]
    told = [" ".join(reasons) for outcome in outcomes for _paper, reasons in outcome.refused]
    assert len(told) == len(papers)
    assert all("đã được đóng dấu" in words or "vừa được bổ sung ở nơi khác" in words for words in told)
    assert [paper.revisions.count() for paper in papers] == [1] * len(papers)
    assert LedgerEntry.objects.filter(verb="seal_paper").count() == len(papers)
