"""Remarks and rounds on two connections of a real PostgreSQL server."""

import pytest
from django.db import IntegrityError, transaction

from classification.errors import OutOfDate, StepRefused
from classification.models import Remark, Submission
from classification.services import answer_remark, change_remark, remove_remark, settle_remark, write_remark
from classification.workflow import State
from systems.roles import Role
from tests.postgres.test_two_people import at_the_same_instant
from tests.rounds import FACTS, fresh, handed_back, take

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
SCALE = "part/scope/scale"


@pytest.fixture
def draft(dossier_in, complete):
    return complete(dossier_in(State.DRAFT, round=0, facts=FACTS))


@pytest.fixture
def lan(person, it_centre):
    return person("lan", "Đỗ Thị Lan", it_centre, Role.SECURITY_UNIT)


@pytest.fixture
def mai(person, registry):
    return person("mai", "Bùi Thị Mai", registry, Role.OPERATOR)


def refusals(outcomes, kind=StepRefused) -> int:
    return sum(isinstance(outcome, kind) for outcome in outcomes)


def test_two_operators_submit_and_there_is_one_round(draft, hung, mai):
    outcomes = at_the_same_instant(lambda: take(draft, "submit", hung), lambda: take(draft, "submit", mai))
    assert refusals(outcomes) == 1 and Submission.objects.count() == 1


@pytest.mark.parametrize("attempt", range(4))
def test_a_remark_written_while_the_dossier_is_returned_goes_with_it_or_is_refused(attempt, draft, hung, trang, lan):
    dossier = take(draft, "submit", hung)
    outcomes = at_the_same_instant(
        lambda: take(dossier, "return", trang, "Thiếu sơ đồ."),
        lambda: write_remark(dossier=dossier, place=SCALE, text="Ghi số.", by=lan),
    )
    assert fresh(dossier).state == State.RETURNED
    assert [remark.state for remark in Remark.objects.all()] == ([] if refusals(outcomes) else ["open"])


def test_one_appraiser_changes_a_draft_that_the_other_removes(draft, hung, trang, lan):
    dossier = take(draft, "submit", hung)
    remark = write_remark(dossier=dossier, place=SCALE, text="Ghi số.", by=trang)
    outcomes = at_the_same_instant(
        lambda: change_remark(remark=remark, place=SCALE, text="Ghi số người.", by=trang, seen=1),
        lambda: remove_remark(remark=remark, by=lan),
    )
    assert refusals(outcomes) <= 1 and not Remark.objects.exists()


def test_two_operators_answer_one_remark_and_the_second_is_told(draft, hung, mai, trang):
    dossier = handed_back(draft, hung, trang, {SCALE: "Ghi số."})
    remark = dossier.remarks.get()
    outcomes = at_the_same_instant(
        lambda: answer_remark(remark=remark, text="Hùng trả lời", by=hung, seen=remark.version),
        lambda: answer_remark(remark=remark, text="Mai trả lời", by=mai, seen=remark.version),
    )
    assert refusals(outcomes, OutOfDate) == 1 and remark.answers.count() == 1


def test_one_settles_while_the_other_returns_and_the_remark_is_one_or_the_other(draft, hung, trang, lan):
    dossier = take(handed_back(draft, hung, trang, {SCALE: "Ghi số."}, answered=True), "submit", hung)
    remark = dossier.remarks.get()
    outcomes = at_the_same_instant(
        lambda: settle_remark(remark=remark, by=lan, seen=remark.version),
        lambda: take(dossier, "return", trang, "Chưa đạt."),
    )
    stored = dossier.remarks.get()
    assert (stored.state, stored.asked_in) == (("open", 2) if refusals(outcomes) else ("settled", 1))


def test_what_was_sent_is_neither_changed_nor_deleted(draft, hung, trang):
    dossier = handed_back(draft, hung, trang, {SCALE: "Ghi số."}, answered=True)
    for act in (
        lambda: Submission.objects.update(level=1),
        lambda: Submission.objects.all().delete(),
        lambda: Remark.objects.update(text="Khác"),
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            act()
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Remark.objects.filter(pk=dossier.remarks.get().pk)._raw_delete("default")
