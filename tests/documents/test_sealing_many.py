"""Many papers sealed at once: one passphrase, each paper on its own; what is refused is told beside."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from classification.errors import StepRefused
from classification.workflow import PaperKind, State
from documents.keys import WrongPassphrase
from documents.models import IssuedDocument, PaperRevision
from documents.services.sealing import register_seal, seal_paper
from documents.services.sealing_many import seal_papers
from documents.trust import load_trust, trust_folder
from documents.verifying import verify_isolated
from documents.verifying.issued import issued_paper
from systems.models import LedgerEntry
from systems.roles import Role
from systems.services import register_system
from tests.conftest import TODAY
from tests.documents.seals import seal_picture
from tests.documents.signing_desk import PASSPHRASE, packed_key

pytestmark = pytest.mark.django_db
QUEUE = "documents:seals"


def give_seal(clerk, body):
    return register_seal(
        organisation=body, by=clerk, pkcs12=packed_key(body.name), passphrase=PASSPHRASE, image=seal_picture()
    )


@pytest.fixture
def mai(trusted, person, registry):
    """Vũ Thị Mai keeps the seal of the registry, and of nobody else."""
    mai = person("mai", "Vũ Thị Mai", registry, Role.CLERK, title="Văn thư")
    give_seal(mai, registry)
    return mai


@pytest.fixture
def papers(mai, dossier_in, complete, hung, sign_step):
    """The letter and the explanation that Hùng signed for the registry."""
    sign_step(complete(dossier_in(State.DRAFT)), "submit", hung)
    papers = list(IssuedDocument.objects.order_by("pk"))
    assert len(papers) > 1
    return papers


@pytest.fixture
def decision(dossier_in, complete, ministry, registry, hung, ha, sign_step):
    """A decision of the ministry about another system, whose seal Mai does not keep."""
    ministry.refresh_from_db()
    system = register_system(
        by=hung, on=TODAY, code="BGTVT-101", name="Hệ thống tra cứu", owner=ministry, operator=registry, facts={},
        operation_from=datetime.date(2019, 1, 1),
    )  # fmt: skip
    sign_step(complete(dossier_in(State.AWAITING_APPROVAL, system=system)), "approve", ha)
    return IssuedDocument.objects.get(kind=PaperKind.DECISION_06)


def sealed() -> set[int]:
    return set(PaperRevision.objects.filter(kind="sealed").values_list("document_id", flat=True))


def replace(paper: IssuedDocument) -> None:
    """Somebody's newer paper takes the place of this one, behind the back of whoever holds the old page."""
    IssuedDocument.objects.filter(pk=paper.pk).update(replaced_by=paper.pk)


def test_mai_seals_all_papers_with_one_passphrase_and_each_is_valid_and_written_down(papers, mai):
    outcome = seal_papers(documents=papers, by=mai, passphrase=PASSPHRASE)
    assert (outcome.done, outcome.refused) == (papers, [])
    for paper in papers:
        found = verify_isolated(paper.read(), trust=load_trust(folder=trust_folder()), register=issued_paper)
        assert (found.verdict, found.registered) == ("valid", True), found.reasons
    entries = LedgerEntry.objects.filter(verb="seal_paper", by=mai)
    assert {entry.about for entry in entries} == {f"document:{paper.pk}" for paper in papers}


def test_what_cannot_be_sealed_is_told_while_the_others_are_done(papers, mai):
    first, *others = papers
    seal_paper(document=first, by=mai, passphrase=PASSPHRASE)
    outcome = seal_papers(documents=papers, by=mai, passphrase=PASSPHRASE)
    assert outcome.done == others
    assert outcome.refused == [(first, ["Văn bản này đã được đóng dấu."])]
    assert first.revisions.count() == 1


def test_a_paper_replaced_after_the_clerk_opened_the_list_is_not_sealed(papers, mai):
    replace(papers[0])
    assert papers[0].replaced_by_id is None  # as the clerk's page still has it
    outcome = seal_papers(documents=papers, by=mai, passphrase=PASSPHRASE)
    assert outcome.done == papers[1:]
    ((paper, reasons),) = outcome.refused
    assert paper == papers[0] and "đã được thay thế bằng văn bản khác" in reasons[0]
    assert papers[0].pk not in sealed()


def test_a_wrong_passphrase_is_refused_once_and_nothing_is_sealed(papers, mai):
    with pytest.raises(WrongPassphrase):
        seal_papers(documents=papers, by=mai, passphrase="đoán mò")
    assert not sealed()


def test_papers_of_two_bodies_are_refused_together(papers, decision, mai, ministry, person):
    lan = person("lan", "Trần Thị Lan", ministry, Role.CLERK)
    give_seal(lan, ministry)
    with pytest.raises(StepRefused, match="chỉ đóng dấu văn bản của một cơ quan"):
        seal_papers(documents=[*papers, decision], by=lan, passphrase=PASSPHRASE)
    assert not sealed()


def test_a_stranger_and_the_clerk_of_another_body_seal_nothing(papers, decision, mai, hung):
    for who, what in ((hung, papers), (mai, [decision])):
        with pytest.raises(PermissionDenied, match="do văn thư ở đó giữ và đóng"):
            seal_papers(documents=what, by=who, passphrase=PASSPHRASE)
    assert not sealed()


def test_more_than_fifty_at_once_are_refused_in_words(papers, mai):
    with pytest.raises(StepRefused, match="nhiều nhất 50 văn bản"):
        seal_papers(documents=papers[:1] * 51, by=mai, passphrase=PASSPHRASE)
    assert not sealed()


class TestPage:
    """The list with ticks, as it works without JavaScript."""

    def send(self, client, papers, passphrase=PASSPHRASE, query=""):
        ticks = [getattr(paper, "pk", paper) for paper in papers]
        return client.post(reverse(QUEUE) + query, {"papers": ticks, "passphrase": passphrase})

    def test_mai_ticks_two_papers_reads_them_first_and_both_are_sealed(self, client, papers, mai):
        client.force_login(mai)
        page = client.get(reverse(QUEUE)).content.decode()
        assert all(reverse("documents:seal", args=[paper.pk]) in page for paper in papers)
        answer = self.send(client, papers)
        assert answer.url == reverse(QUEUE) and sealed() == {paper.pk for paper in papers}
        assert f"Đã đóng dấu {len(papers)} văn bản." in client.get(answer.url).content.decode()

    def test_a_wrong_passphrase_is_told_beside_its_field_and_the_ticks_stay(self, client, papers, mai):
        client.force_login(mai)
        answer = self.send(client, papers[:1], "sai mất rồi")
        page = answer.content.decode()
        assert answer.status_code == 422 and "Mật khẩu của khóa ký không đúng" in page
        assert "Chưa đóng dấu được vì ô này chưa đúng:" in page and "Chưa lưu được" not in page
        assert answer.context["form"].errors.keys() == {"passphrase"}
        assert [box.split('value="')[1].split('"')[0] for box in page.split("<input")[1:] if " checked" in box] == [
            str(papers[0].pk)
        ]
        assert "sai mất rồi" not in page and not sealed()

    def test_the_page_names_what_was_refused_and_what_was_done(self, client, papers, mai):
        replace(papers[0])
        client.force_login(mai)
        answer = self.send(client, papers)
        page = answer.content.decode()
        assert answer.status_code == 422 and sealed() == {paper.pk for paper in papers[1:]}
        assert f"Đã đóng dấu {len(papers) - 1} văn bản." in page and "1 văn bản chưa đóng dấu được" in page
        assert papers[0].number in page and "đã được thay thế bằng văn bản khác" in page

    def test_no_tick_is_told(self, client, papers, mai):
        client.force_login(mai)
        answer = self.send(client, [])
        assert answer.status_code == 422 and "Hãy đánh dấu ít nhất một văn bản." in answer.content.decode()

    @pytest.mark.parametrize("ticked", ["another", "none", "word"])
    def test_a_paper_of_a_body_whose_seal_she_does_not_keep_stops_it_all(self, client, papers, decision, mai, ticked):
        client.force_login(mai)
        answer = self.send(client, [*papers, {"another": decision.pk, "none": 10**6, "word": "abc"}[ticked]])
        assert answer.status_code == 422 and "không thuộc cơ quan bạn giữ con dấu" in answer.content.decode()
        assert not sealed()

    def test_who_is_no_clerk_is_refused(self, client, papers, hung, la):
        for user in (hung, la):
            client.force_login(user)
            answer = self.send(client, papers)
            assert answer.status_code == 403 and "dành cho văn thư" in answer.content.decode()
        assert not sealed()

    def test_a_clerk_of_two_bodies_sees_one_at_a_time(self, client, papers, decision, mai, ministry, registry, person):
        lan = person("lan", "Trần Thị Lan", ministry, Role.CLERK)
        give_seal(lan, ministry)
        client.force_login(lan)
        shown = client.get(reverse(QUEUE), {"co-quan": registry.pk})
        assert {paper.issuer for paper in shown.context["page"]} == {registry}
        query = f"?co-quan={ministry.pk}"
        assert list(client.get(reverse(QUEUE) + query).context["page"]) == [decision]
        answer = self.send(client, [decision], query=query)
        assert answer.url == reverse(QUEUE) + query and sealed() == {decision.pk}
        assert client.get(answer.url).context["body"] == registry
