"""Two people at the same instant, on two connections of a real PostgreSQL server: it happens once."""

import threading

import pytest
from django.db import connection, connections

from classification.errors import OutOfDate, StepRefused
from classification.models import Dossier, StepTaken
from classification.services import answer_requirement, open_dossier, take_step, write_part
from classification.workflow import State
from systems.models import LedgerEntry
from systems.roles import Role

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_the_same_instant(*acts):
    """Run the acts on a connection each, released by one barrier; returns what each gave or raised, in order."""
    barrier = threading.Barrier(len(acts))
    outcomes = [None] * len(acts)

    def run(place, act):
        try:
            barrier.wait(timeout=20)
            outcomes[place] = act()
        except StepRefused as refused:
            outcomes[place] = refused
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes


def test_these_tests_speak_to_postgresql():
    assert connection.vendor == "postgresql"


@pytest.mark.parametrize("attempt", range(5))
def test_trang_and_lan_accept_the_same_dossier_and_it_is_accepted_once(
    attempt, dossier_in, complete, trang, it_centre, person
):
    lan = person("lan", "Đỗ Thị Lan", it_centre, Role.SECURITY_UNIT)
    dossier = complete(dossier_in(State.SUBMITTED))
    outcomes = at_the_same_instant(
        lambda: take_step(dossier=dossier, name="accept", by=trang),
        lambda: take_step(dossier=dossier, name="accept", by=lan),
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Dossier", "OutOfDate"]
    assert StepTaken.objects.filter(dossier=dossier, step="accept").count() == 1
    assert LedgerEntry.objects.filter(verb="accept").count() == 1


def test_ha_approves_while_long_returns_and_only_one_of_them_gets_it(
    dossier_in, complete, ministry, ha, papers_for, person
):
    long = person("long", "Trịnh Hoàng Long", ministry, Role.APPROVER)
    dossier = complete(dossier_in(State.AWAITING_APPROVAL))
    outcomes = at_the_same_instant(
        lambda: take_step(dossier=dossier, name="approve", by=ha, papers=papers_for(dossier, "approve")),
        lambda: take_step(
            dossier=dossier, name="return", by=long, note="Thiếu sơ đồ.", papers=papers_for(dossier, "return")
        ),
    )
    assert [isinstance(outcome, OutOfDate) for outcome in outcomes].count(True) == 1
    dossier.refresh_from_db()
    assert dossier.steps.count() == 1 and dossier.state in (State.APPROVED, State.RETURNED)


def test_two_operators_open_a_dossier_and_there_is_one(system, hung, registry, person):
    mai = person("mai", "Bùi Thị Mai", registry, Role.OPERATOR)
    outcomes = at_the_same_instant(
        lambda: open_dossier(system=system, by=hung), lambda: open_dossier(system=system, by=mai)
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Dossier", "StepRefused"]
    assert Dossier.objects.filter(system=system).count() == 1


def test_two_operators_write_the_same_part_and_the_second_is_told(dossier_in, hung, registry, person):
    mai = person("mai", "Bùi Thị Mai", registry, Role.OPERATOR)
    dossier = dossier_in()
    outcomes = at_the_same_instant(
        lambda: write_part(dossier=dossier, key="scope", content={"scope": "Cả nước"}, by=hung, seen=0),
        lambda: write_part(dossier=dossier, key="scope", content={"scope": "Một cục"}, by=mai, seen=0),
    )
    assert [isinstance(outcome, OutOfDate) for outcome in outcomes].count(True) == 1
    assert dossier.parts.get(key="scope").version == 1


def test_two_answers_to_one_requirement_and_the_second_is_told(dossier_in, hung, registry, person):
    mai = person("mai", "Bùi Thị Mai", registry, Role.OPERATOR)
    dossier = dossier_in()
    code = dossier.catalogue.requirements_for(3)[0].code
    outcomes = at_the_same_instant(
        lambda: answer_requirement(dossier=dossier, code=code, by=hung, seen=0, status="met"),
        lambda: answer_requirement(dossier=dossier, code=code, by=mai, seen=0, status="not_met"),
    )
    assert [isinstance(outcome, OutOfDate) for outcome in outcomes].count(True) == 1
    assert dossier.plan_items.count() == 1
