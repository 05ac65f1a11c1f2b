"""What the code on a paper and a check of its file say when the paper has been sealed, replaced or its dossier left."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from classification.models import Dossier
from classification.workflow import State
from documents.models import IssuedDocument, PaperRevision
from documents.services.revisions import append_revision
from documents.verifying.here import verify_here
from documents.verifying.issued import issued_paper
from tests.documents import chains
from tests.documents.signing_desk import key_of, put_signature

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(dossier_in, complete, ha, sign_step):
    """The decision that Hà signed."""
    sign_step(complete(dossier_in(State.AWAITING_APPROVAL)), "approve", ha)
    return IssuedDocument.objects.get()


@pytest.fixture
def archived(decision):
    """The same decision sealed, with stored evidence and a time-stamp; gives its four states."""
    states = [decision.read()]
    seal = put_signature(states[0], key_of("Bộ Giao thông vận tải"), field="dau-1", certify=False)
    append_revision(
        document=decision, pdf=seal.pdf, kind=PaperRevision.Kind.SEALED, field=seal.field, signer_name=seal.signer,
        fingerprint=seal.fingerprint,
    )  # fmt: skip
    evident = chains.with_evidence(seal.pdf)
    append_revision(document=decision, pdf=evident, kind=PaperRevision.Kind.EVIDENCE)
    stamped = chains.with_time_stamp(evident)
    field, fingerprint = stamped.signature
    append_revision(
        document=decision, pdf=stamped.pdf, kind=PaperRevision.Kind.TIMESTAMPED, field=field, fingerprint=fingerprint
    )
    return [*states, seal.pdf, evident, stamped.pdf]


def test_each_state_of_the_decision_is_known(archived):
    told = [(verdict.headline, verdict.registered) for verdict in map(verify_here, archived)]
    assert told == [("earlier", False), ("earlier", False), ("earlier", False), ("valid", True)]
    assert "trước khi đóng dấu" in verify_here(archived[0]).reasons[0]
    assert [state.kind for state in issued_paper(chains.sha256_of(archived[0])).states] == [
        "issued", "sealed", "evidence", "timestamped",
    ]  # fmt: skip


def test_between_two_states_there_is_none(archived):
    """Cut where the last addition was being written: neither the newest nor an earlier state."""
    inside = archived[2] + archived[3][len(archived[2]) : -100]
    verdict = verify_here(inside)
    assert verdict.verdict == "invalid" and not verdict.registered


@pytest.fixture
def ask(client):
    def page(paper):
        return client.get(reverse("documents:verify_token", args=[paper.token]))

    return page


def check(client, content: bytes) -> str:
    file = SimpleUploadedFile("quyet-dinh.pdf", content, "application/pdf")
    return client.post(reverse("documents:verify"), {"file": file}).content.decode()


def test_the_code_tells_the_day_and_that_the_paper_stands(ask, decision):
    answer = ask(decision)
    page = answer.content.decode()
    assert "đang là bản hiện hành" in page and f"Ngày ban hành: {decision.issued_on:%d/%m/%Y}." in page
    assert "no-store" in answer.headers["Cache-Control"] and answer.headers["X-Robots-Tag"] == "noindex"


def test_a_stranger_learns_no_title_no_number_no_name_and_no_body(ask, decision):
    page = ask(decision).content.decode()
    secrets = (decision.title, decision.number, decision.signer_name, decision.issuer.name, decision.sha256,
               decision.dossier.system.name, decision.dossier.system.code)  # fmt: skip
    assert not [secret for secret in secrets if secret in page]
    assert reverse("classification:dossier", args=[decision.dossier_id]) not in page


def test_who_may_see_the_dossier_gets_the_way_to_it_and_a_stranger_with_an_account_does_not(
    client, ask, decision, an, la
):
    way = reverse("classification:dossier", args=[decision.dossier_id])
    client.force_login(an)
    assert way in ask(decision).content.decode()
    client.force_login(la)
    assert way not in ask(decision).content.decode()


def test_a_replaced_decision_says_so_in_both_places(client, ask, decision):
    content = decision.read()
    newer = IssuedDocument.objects.get(pk=decision.pk)
    newer.pk, newer.sha256, newer.token, newer.serial = None, "1" * 64, "mã khác", 999
    newer.issued_on = decision.issued_on + datetime.timedelta(days=30)
    newer.save(force_insert=True)
    IssuedDocument.objects.filter(pk=decision.pk).update(replaced_by=newer)
    page = ask(decision).content.decode()
    assert "đã được thay bằng văn bản khác" in page and f"ban hành ngày {newer.issued_on:%d/%m/%Y}" in page
    assert "đang là bản hiện hành" not in page
    page = check(client, content)
    assert "không còn là bản hiện hành" in page and "đã được thay thế bằng văn bản khác" in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.SUPERSEDED, "Hồ sơ có văn bản này đã được thay bằng hồ sơ mới"),
        (State.WITHDRAWN, "Hồ sơ có văn bản này đã được rút"),
    ],
)
def test_a_decision_of_a_dossier_that_left_says_so_in_both_places(client, ask, decision, state, words):
    content = decision.read()
    Dossier.objects.filter(pk=decision.dossier_id).update(state=state)
    assert words in ask(decision).content.decode()
    page = check(client, content)
    assert words in page and "không còn là bản hiện hành" in page and "Chữ ký không hợp lệ" not in page


def test_the_page_for_an_earlier_state_says_what_came_since(client, archived):
    page = check(client, archived[0])
    assert "Bản thật, nhưng chưa phải bản mới nhất" in page and "con dấu của cơ quan" in page
    assert "lấy bản mới nhất" in page and "Không dùng văn bản này" not in page


def as_prepared(paper: IssuedDocument) -> bytes:
    """What was given to sign: the signed bytes begin with it."""
    content = paper.read()
    ends = (mark.end() for mark in re.finditer(rb"%%EOF\n?", content))
    return next(content[:end] for end in ends if chains.sha256_of(content[:end]) == paper.prepared_sha256)


def test_the_page_for_the_paper_as_it_was_before_anybody_signed_it_says_just_that(client, archived, decision):
    page = check(client, as_prepared(decision))
    assert "Văn bản này chưa được ký, không có giá trị pháp lý" in page
    assert f"bản đã lập để ký của văn bản {decision.title} {decision.number}" in page and "lấy bản đã ký" in page
    assert "Chữ ký không hợp lệ" not in page and "nguyên vẹn" not in page


def test_the_same_file_with_a_word_behind_it_is_not_that(client, archived, decision):
    page = check(client, as_prepared(decision) + b"%sua\n%%EOF\n")
    assert "Chữ ký không hợp lệ. Không dùng văn bản này" in page and "thiếu chữ ký so với văn bản" in page
    assert "chưa được ký" not in page


def test_a_code_is_as_good_as_unguessable(decision):
    assert len(decision.token) >= 12 and not decision.token.isdecimal()
