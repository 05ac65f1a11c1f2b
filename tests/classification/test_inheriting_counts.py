"""Counting with inheritance: the statements of lists agree with a slow, plain reading of the rules, in any world."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from classification.models import Dossier, PlanItem
from classification.plan import Answer
from classification.workflow import IN_FORCE, State
from systems.models import InformationSystem, Organisation, User

CODES = ("network-01", "network-02", "risk-01")
STATES = (State.DRAFT, State.APPROVED, State.PROTECTED, State.SUPERSEDED)

answer = st.one_of(st.none(), st.sampled_from(Answer.values), st.just("inherits"))
building = st.fixed_dictionaries(
    {
        "level": st.sampled_from([1, 2, 3, 4]),
        "regime": st.sampled_from(["nd331-2026"] * 4 + ["nd85-2016"]),
        "state": st.sampled_from(STATES),
        "closed": st.sampled_from([False] * 5 + [True]),
        "moved": st.sampled_from([False] * 4 + [True]),
        "answers": st.tuples(answer, answer, answer),
    }
)
worlds = st.lists(building, min_size=2, max_size=4)
"""Each system stands in the one before it; `moved`: it does no longer, though its answers still name that host."""


@pytest.fixture
def ground(ministry):
    return Organisation.objects.get(pk=ministry.pk), User.objects.create_user("ai", full_name="Ai")


def build(world, ground) -> list[Dossier]:
    owner, by = ground
    systems, dossiers = [], []
    for place, told in enumerate(world):
        host = systems[-1] if systems else None
        stands = host and not told["moved"]
        system = InformationSystem.objects.create(
            code=f"HT-{place}", name=f"Hệ thống {place}", owner=owner, operator=owner,
            status="closed" if told["closed"] else "operating",
            hosting="platform" if stands else "", hosted_by=host if stands else None,
        )  # fmt: skip
        dossier = Dossier(
            system=system, state=told["state"], level=told["level"], regime=told["regime"], opened_by=by,
            decision_number="1", decision_on="2026-01-01",
        )  # fmt: skip
        dossier.save(force_insert=True)
        for code, given_answer in zip(CODES, told["answers"], strict=True):
            if given_answer and not (given_answer == "inherits" and host is None):
                inherits = given_answer == "inherits"
                PlanItem.objects.create(
                    dossier=dossier, code=code, status="not_met" if inherits else given_answer, reason="Lý do",
                    inherited_from=host if inherits else None, updated_by=by,
                )  # fmt: skip
        systems.append(system)
        dossiers.append(dossier)
    return dossiers


def plainly(world, place: int, number: int) -> str | None:
    """What the answer of a system is worth, read from the rules one by one; None where there is none."""
    told = world[place]
    given_answer = told["answers"][number]
    if given_answer != "inherits":
        return given_answer
    if place == 0:
        return None
    host = world[place - 1]
    ground = (
        told["level"] <= 3 and not told["moved"] and not host["closed"] and host["state"] in IN_FORCE
        and host["regime"] == told["regime"] and host["level"] >= told["level"]
    )  # fmt: skip
    return "met" if ground and plainly(world, place - 1, number) == "met" else "not_met"


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds)
def test_every_way_of_counting_agrees_with_the_rules_read_plainly(ground, world):
    with transaction.atomic():
        dossiers = build(world, ground)
        listed = {one.pk: one for one in Dossier.objects.with_open_requirements()}
        settled = set(PlanItem.objects.done().values_list("dossier_id", "code"))
        fallen = set(PlanItem.objects.inherited(met=False).values_list("dossier_id", "code"))
        for place, dossier in enumerate(dossiers):
            worth = {code: plainly(world, place, number) for number, code in enumerate(CODES)}
            items = {item.code: item for item in PlanItem.objects.filter(dossier=dossier).with_hosts()}
            assert {code: items[code].counts_as if code in items else None for code in CODES} == worth
            alone = {item.code: item.counts_as for item in PlanItem.objects.filter(dossier=dossier)}
            assert alone == {code: value for code, value in worth.items() if value}, "one answer alone counts the same"
            done = {code for code, value in worth.items() if value in ("met", "not_applicable")}
            assert listed[dossier.pk].requirements_done == len(done)
            assert {code for pk, code in settled if pk == dossier.pk} == done
            assert {code for pk, code in fallen if pk == dossier.pk} == {
                code for code, item in items.items() if item.inherited_from_id and worth[code] == "not_met"
            }
            asked = {one.code for one in dossier.catalogue.requirements_for(dossier.level)}
            plan = Dossier.objects.get(pk=dossier.pk).plan
            assert plan.done == len(done & asked)
            assert plan.met == sum(worth[code] == "met" for code in asked & set(CODES))
        transaction.set_rollback(True)
