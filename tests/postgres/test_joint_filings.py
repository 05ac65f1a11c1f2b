"""A joint filing on PostgreSQL: one moves it while another changes who belongs to it, and neither tears it apart."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from classification.errors import OutOfDate
from classification.models import Dossier, StepTaken
from classification.services import dissolve, join, leave, take_step
from classification.workflow import State
from systems.roles import Role
from systems.services import change_system, register_system
from tests.classification.test_joint_filings import with_papers
from tests.conftest import TODAY
from tests.postgres.test_two_people import at_the_same_instant
from tests.rounds import fresh

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def drafts(dossier_in, ministry, registry, it_centre, hung):
    ministry.refresh_from_db()
    found = [dossier_in(State.DRAFT, level=2, round=0)]
    for number in (1, 2):
        system = register_system(
            by=hung, on=TODAY, code=f"BGTVT-10{number}", name=f"Hệ thống {number}", owner=ministry, operator=registry,
            facts={}, operation_from=datetime.date(2019, 1, 1),
        )  # fmt: skip
        found.append(dossier_in(State.DRAFT, level=1, round=0, system=system))
    return found


@pytest.mark.parametrize("attempt", range(4))
def test_hung_withdraws_the_filing_while_mai_takes_one_out(attempt, drafts, hung, registry, person):
    """Either all three are withdrawn together, or the one taken out stays a draft and the others are withdrawn."""
    mai = person("mai", "Bùi Thị Mai", registry, Role.OPERATOR)
    lead, *others = drafts
    join(lead=lead, dossiers=others, by=hung)
    outcomes = at_the_same_instant(
        lambda: take_step(dossier=lead, name="withdraw", by=hung, note="Gộp lại."),
        lambda: leave(dossier=others[0], by=mai),
    )
    assert isinstance(outcomes[0], Dossier)
    left = [fresh(one).state for one in drafts]
    taken = StepTaken.objects.filter(step="withdraw").count()
    if isinstance(outcomes[1], Dossier):
        assert left == [State.WITHDRAWN, State.DRAFT, State.WITHDRAWN] and taken == 2
    else:
        assert isinstance(outcomes[1], OutOfDate)
        assert left == [State.WITHDRAWN] * 3 and taken == 3


@pytest.mark.parametrize("attempt", range(4))
def test_hung_withdraws_the_filing_while_mai_puts_one_more_to_it(attempt, drafts, hung, registry, person):
    """Whoever comes second is told; nothing half-moved is left behind."""
    mai = person("mai", "Bùi Thị Mai", registry, Role.OPERATOR)
    lead, other, third = drafts
    lead = join(lead=lead, dossiers=[other], by=hung)
    outcomes = at_the_same_instant(
        lambda: take_step(dossier=lead, name="withdraw", by=hung, note="Gộp lại.", seen=lead.version),
        lambda: join(lead=lead, dossiers=[third], by=mai, seen=lead.version),
    )
    states = {fresh(lead).state, fresh(other).state}
    assert len(states) == 1
    if isinstance(outcomes[0], Dossier):
        assert states == {State.WITHDRAWN} and fresh(third).state == State.DRAFT and fresh(third).lead_id is None
        assert not isinstance(outcomes[1], Dossier)
    else:
        assert states == {State.DRAFT} and fresh(third).lead_id == lead.pk


@pytest.mark.parametrize("attempt", range(4))
def test_two_operators_put_each_others_draft_under_their_own_and_one_is_refused(
    attempt, drafts, hung, registry, person
):
    mai = person("mai", "Bùi Thị Mai", registry, Role.OPERATOR)
    one, other, _third = drafts
    outcomes = at_the_same_instant(
        lambda: join(lead=one, dossiers=[other], by=hung), lambda: join(lead=other, dossiers=[one], by=mai)
    )
    assert [isinstance(outcome, Dossier) for outcome in outcomes].count(True) == 1
    assert sorted(bool(fresh(each).lead_id) for each in (one, other)) == [False, True]


def test_dissolved_twice_at_once_is_dissolved_once(drafts, hung, registry, person):
    mai = person("mai", "Bùi Thị Mai", registry, Role.OPERATOR)
    lead, *others = drafts
    join(lead=lead, dossiers=others, by=hung)
    outcomes = at_the_same_instant(lambda: dissolve(dossier=lead, by=hung), lambda: dissolve(dossier=lead, by=mai))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Dossier", "OutOfDate"]
    assert not any(fresh(one).lead_id for one in drafts)


def given_to(unit, system, by):
    """The system goes to another operator; what refuses it is returned."""
    try:
        return change_system(system=system, by=by, on=TODAY, operator=unit)
    except ValidationError as refused:
        return refused


@pytest.mark.parametrize("attempt", range(4))
def test_hung_withdraws_the_filing_while_binh_gives_one_system_away(attempt, drafts, hung, binh, unit):
    """It is given away in any case; its dossier is withdrawn with the others, or stays a draft of its own."""
    port = unit("HHVN", "Cục Hàng hải Việt Nam")
    lead, *others = drafts
    join(lead=lead, dossiers=others, by=hung)
    at_the_same_instant(
        lambda: take_step(dossier=lead, name="withdraw", by=hung, note="Gộp lại."),
        lambda: given_to(port, others[0].system, binh),
    )
    states = [fresh(one).state for one in drafts]
    assert states in ([State.WITHDRAWN] * 3, [State.WITHDRAWN, State.DRAFT, State.WITHDRAWN])
    assert fresh(others[0]).operator == port and not fresh(others[0]).is_joint


@pytest.mark.parametrize("attempt", range(4))
@pytest.mark.parametrize(("step", "state"), [("return", State.UNDER_APPRAISAL), ("approve", State.APPRAISED)])
def test_trang_moves_the_filing_while_binh_gives_one_system_away(
    attempt, step, state, drafts, hung, binh, trang, unit, complete
):
    """Approving writes the system under the lock of its dossier: neither waits for the other for ever."""
    port = unit("HHVN", "Cục Hàng hải Việt Nam")
    lead, *others = drafts
    for one in drafts:
        complete(one)
    join(lead=lead, dossiers=others, by=hung)
    Dossier.objects.update(state=state)
    outcomes = at_the_same_instant(
        lambda: with_papers(lead, step, trang, "Sửa lại."),
        lambda: given_to(port, others[0].system, binh),
    )
    assert isinstance(outcomes[0], Dossier) and {fresh(one).state for one in drafts} == {outcomes[0].state}
    given = not isinstance(outcomes[1], ValidationError)
    assert (fresh(others[0]).operator == port) is given
    still = [lead.pk, others[1].pk] if given else [one.pk for one in drafts]
    assert step == "approve" or [one.pk for one in fresh(lead).filing] == still
