"""Rounds: what was sent is kept whole and never changes; the next round shows what became of it."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from classification.content import content_sent, digest
from classification.errors import StepRefused
from classification.models import Submission
from classification.services import answer_requirement, take_step, write_facts, write_part
from classification.workflow import State
from tests.rounds import FACTS, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(dossier_in, complete):
    """A complete level-3 dossier that was never handed in."""
    return complete(dossier_in(State.DRAFT, round=0, facts=FACTS))


@pytest.fixture
def sent(draft, hung):
    """The same, handed in by Hùng for the first time."""
    return take(draft, "submit", hung)


def test_a_submission_keeps_everything_the_dossier_said(sent, hung):
    kept = sent.submissions.get()
    assert (kept.round, kept.by, kept.level, kept.letter_number) == (1, hung, 3, "1/mau-02")
    assert kept.parts["scope"]["scope"] == "Nội dung"
    assert len(kept.plan) == len(sent.catalogue.requirements_for(3)) and kept.plan[0]["how"] == "Đã làm"
    assert kept.plan[0]["text"] == sent.catalogue.requirements_for(3)[0].text
    picture = kept.files[str(kept.parts["diagrams"]["logical"])]
    assert picture["filename"] == "so-do.png" and len(picture["sha256"]) == 64
    assert kept.facts == sent.facts and kept.determination == sent.determination
    assert (kept.regime, kept.catalogue_version) == ("nd331-2026", sent.catalogue.version)
    assert [paper["kind"] for paper in kept.papers] == ["mau-02", "thuyet-minh"]
    assert kept.digest == digest(content_sent(kept))


@pytest.mark.parametrize("change", [{"level": 2}, {"parts": {}}, {"digest": "0" * 64}])
def test_the_database_refuses_to_change_what_was_sent(sent, change):
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Submission.objects.update(**change)
    kept = sent.submissions.get()
    kept.level = 5
    with pytest.raises(DatabaseError), transaction.atomic():
        kept.save()
    assert sent.submissions.get().digest == digest(content_sent(sent.submissions.get()))


def test_there_is_one_submission_a_round(sent):
    kept = sent.submissions.get()
    kept.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.save(force_insert=True)


def test_later_changes_leave_the_first_round_as_it_was(sent, hung, trang):
    before = content_sent(sent.submissions.get())
    back = take(sent, "return", trang, "Nêu rõ quy mô.")
    write_part(dossier=back, key="scope", content={"scope": "a", "scale": "b", "audience": "c"}, by=hung)
    code = back.catalogue.requirements_for(3)[0].code
    answer_requirement(dossier=back, code=code, by=hung, status="met", how="Làm lại")
    write_facts(dossier=back, facts={**FACTS, "online_service": True}, by=hung)
    take(back, "submit", hung)
    first, second = sent.submissions.all()
    assert content_sent(first) == before
    assert second.round == 2 and second.parts["scope"]["scale"] == "b" and second.facts["online_service"] is True


def test_a_refused_submission_leaves_nothing_behind(draft, hung):
    with pytest.raises(StepRefused, match="ký văn bản"):
        take_step(dossier=draft, name="submit", by=hung)
    assert not Submission.objects.exists()
