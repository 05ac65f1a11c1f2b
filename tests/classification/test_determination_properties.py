"""What must hold of every system whatever its facts: found by trying thousands of them under both decrees."""

from dataclasses import replace
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from classification.determination import Determination, determine
from classification.facts import HARMS, INFORMATION_KINDS, SCOPES, SYSTEM_TYPES, WORKS_GRADES, Facts, SectorMinimum
from classification.regimes import REGIMES
from classification.regimes.base import Regime
from classification.unknowns import answers_to

FLAGS = (
    "serves_defence_security",
    "online_submission",
    "settles_administrative_procedures",
    "online_service",
    "conditional_business",
    "round_the_clock",
    "national_egovernment",
    "national_critical_data",
    "prime_minister_list",
)
COUNTS = {
    "users": (0, 1, 9_999, 10_000, 12_000),
    "basic_data_subjects": (0, 1, 99_999, 100_000, 10**9),
    "sensitive_data_subjects": (0, 1, 9_999, 10_000, 10**9),
}
LADDERS = {
    "national_security_harm": HARMS,
    "online_public_service_level": (1, 2, 3, 4),
    "online_public_service_form": ("partial", "full"),
    "scope": SCOPES,
    "works_grade": WORKS_GRADES,
    "risk_level": (1, 2, 3, 4, 5),
    **COUNTS,
    **dict.fromkeys(FLAGS, (False, True)),
}
INFORMATION = st.sets(st.sampled_from(INFORMATION_KINDS), min_size=1).map(
    lambda kinds: tuple(kind for kind in INFORMATION_KINDS if kind in kinds)
)
VALUES = {
    "system_type": st.sampled_from(SYSTEM_TYPES),
    "information": INFORMATION,
    **{fact: st.sampled_from(ladder) for fact, ladder in LADDERS.items()},
}
FLOORS = st.builds(SectorMinimum, st.integers(1, 5), st.just("Thông tư của ngành"))


@st.composite
def answers(draw, complete: bool = False) -> Facts:
    """Facts of one system, each known or not; answers may contradict each other."""
    told = {fact: draw(values) for fact, values in VALUES.items() if complete or draw(st.booleans())}
    return Facts(**told, sector_minimum=draw(st.none() | FLOORS))


@st.composite
def consistent(draw) -> Facts:
    """Facts all known, as one careful person would answer them: nothing contradicts anything."""
    facts = draw(answers(complete=True))
    if draw(st.booleans()):
        facts = replace(facts, online_public_service_form=None, online_submission=None)
    else:
        facts = replace(facts, online_public_service_level=None)
    if facts.settles_administrative_procedures is False:
        facts = replace(facts, online_public_service_level=None, online_public_service_form=None)
    if not {"private", "personal"} & set(facts.information or ()):
        facts = replace(facts, users=0, basic_data_subjects=0, sensitive_data_subjects=0)
    return facts


@st.composite
def partly_known(draw) -> tuple[Facts, Facts]:
    """A complete set of answers, and the same with some of them not known yet."""
    full = draw(consistent())
    hidden = draw(st.sets(st.sampled_from(sorted(VALUES))))
    return full, replace(full, **dict.fromkeys(hidden))


DECREES = st.sampled_from(sorted(REGIMES)).map(REGIMES.get)
SYSTEMS = st.recursive(
    answers(),
    lambda parts: st.builds(
        lambda facts, components: replace(facts, components=tuple(components)), answers(), st.lists(parts, max_size=3)
    ),
    max_leaves=5,
)
quickly = settings(deadline=None, max_examples=100)


def level(facts: Facts, regime: Regime) -> int:
    """The level as a number: nothing met counts as nought."""
    return determine(facts, regime).level or 0


def promised(facts: Facts, regime: Regime) -> dict[str, int]:
    return {missing.fact: missing.could_become for missing in determine(facts, regime).missing}


@quickly
@given(SYSTEMS, DECREES, st.data())
def test_more_harm_more_people_wider_scope_more_yes_never_lowers(facts, regime, data):
    fact = data.draw(st.sampled_from(sorted(LADDERS)))
    ladder, known = LADDERS[fact], getattr(facts, fact)
    more = ladder if known is None else ladder[ladder.index(known) :]
    assert level(replace(facts, **{fact: data.draw(st.sampled_from(more))}), regime) >= level(facts, regime)


@quickly
@given(SYSTEMS, DECREES, st.sampled_from(INFORMATION_KINDS))
def test_one_more_kind_of_information_never_lowers(facts, regime, more):
    assume(facts.information)
    kinds = tuple(kind for kind in INFORMATION_KINDS if kind == more or kind in facts.information)
    assert level(replace(facts, information=kinds), regime) >= level(facts, regime)


@quickly
@given(SYSTEMS, DECREES, st.data())
def test_answering_what_was_unknown_never_lowers(facts, regime, data):
    """So an unknown was never counted as a no that later knowledge could take back, nor as a yes."""
    unknown = [fact for fact in VALUES if getattr(facts, fact) is None]
    assume(unknown)
    fact = data.draw(st.sampled_from(unknown))
    assert level(replace(facts, **{fact: data.draw(VALUES[fact])}), regime) >= level(facts, regime)


@quickly
@given(partly_known(), DECREES)
def test_whatever_the_full_answer_reaches_was_promised_by_one_of_the_missing_facts(both, regime):
    full, partial = both
    reached = level(full, regime)
    if reached > level(partial, regime):
        hidden = {fact for fact in VALUES if getattr(full, fact) != getattr(partial, fact)}
        assert max(n for fact, n in promised(partial, regime).items() if fact in hidden) >= reached


@quickly
@given(partly_known(), DECREES, st.data())
def test_one_answer_raises_no_further_than_was_promised_for_it(both, regime, data):
    full, partial = both
    hidden = [fact for fact in VALUES if getattr(full, fact) != getattr(partial, fact)]
    assume(hidden)
    fact = data.draw(st.sampled_from(hidden))
    after = level(replace(partial, **{fact: getattr(full, fact)}), regime)
    assert after <= max(level(partial, regime), promised(partial, regime).get(fact, 0))


@quickly
@given(partly_known(), DECREES)
def test_what_is_promised_can_come_true_and_takes_that_very_fact(both, regime):
    """Some answers to the other unknown facts leave the level short of the promise until this fact is answered."""
    _, partial = both
    for fact, reach in promised(partial, regime).items():
        assert reach > level(partial, regime)
        assert _comes_true(partial, regime, fact, reach), (fact, reach)


def _comes_true(facts: Facts, regime: Regime, fact: str, reach: int) -> bool:
    if fact == "risk_level":
        return level(replace(facts, risk_level=reach), regime) == reach
    for criterion in regime.criteria:
        if criterion.level != reach or fact not in criterion.needs:
            continue
        others = [need for need in criterion.needs if need != fact and getattr(facts, need) is None]
        for values in product(*((None, *answers_to(other, regime)) for other in others)):
            before = replace(facts, **dict(zip(others, values, strict=True)))
            if level(before, regime) < reach and any(
                level(replace(before, **{fact: answer}), regime) == reach for answer in answers_to(fact, regime)
            ):
                return True
    return False


@quickly
@given(SYSTEMS, DECREES)
def test_the_whole_is_never_below_a_component(facts, regime):
    def check(determination: Determination) -> None:
        for part in determination.components:
            assert (determination.level or 0) >= (part.level or 0)
            check(part)

    check(determine(facts, regime))


@quickly
@given(SYSTEMS, DECREES)
def test_every_result_cites_its_clause(facts, regime):
    determination = determine(facts, regime)
    clauses = {criterion.code: criterion.clause for criterion in regime.criteria}
    assert [met.clause for met in determination.criteria] == [clauses[met.code] for met in determination.criteria]
    assert all(met.reason.endswith(".") for met in determination.criteria)
    assert all("Điều" in warning or "Thông tư" in warning for warning in determination.warnings)
    if determination.level is None:
        assert determination.criteria == () and determination.warnings
    else:
        assert all(determination.grounds()) and determination.grounds()
        assert determination.level == max(ground.level for ground in (*determination.criteria, *determination.floors))
        rests_on_a_floor_alone = determination.level not in {met.level for met in determination.criteria}
        assert not rests_on_a_floor_alone or determination.warnings


@quickly
@given(SYSTEMS, DECREES)
def test_criteria_come_highest_first_and_missing_facts_furthest_first(facts, regime):
    determination = determine(facts, regime)
    levels = [met.level for met in determination.criteria]
    reaches = [missing.could_become for missing in determination.missing]
    assert levels == sorted(levels, reverse=True)
    assert reaches == sorted(reaches, reverse=True)
    assert all(getattr(facts, missing.fact) is None for missing in determination.missing)


@quickly
@given(SYSTEMS, DECREES)
def test_a_criterion_reads_no_fact_outside_those_it_names(facts, regime):
    for criterion in regime.criteria:
        only_needed = Facts(**{fact: getattr(facts, fact) for fact in criterion.needs})
        assert criterion.holds(only_needed) == criterion.holds(facts), criterion.code
