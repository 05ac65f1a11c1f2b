"""Which decree applies, day by day through the transition of 2026."""

from datetime import date

import pytest

from classification.classifying import classify
from classification.facts import Facts, parse_facts
from classification.regimes.selector import (
    DECREE_IN_FORCE,
    LAW_IN_FORCE,
    MEASURES_DUE,
    TRANSITION_ENDS,
    choose_regime,
    is_a_reading,
)

BEFORE_THE_LAW = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("as_of", "began", "code", "because"),
    [
        (date(2017, 1, 1), None, "nd85-2016", "Trước ngày 01/7/2026"),
        (date(2026, 6, 30), None, "nd85-2016", "Trước ngày 01/7/2026"),
        (date(2026, 7, 1), None, "nd85-2016", "Điều 57 khoản 2 Luật số 64/2025/QH15"),
        (date(2026, 8, 18), date(2026, 7, 5), "nd85-2016", "Điều 57 khoản 2 Luật số 64/2025/QH15"),
        (date(2026, 8, 19), None, "nd331-2026", "Điều 38"),
        (date(2026, 11, 23), None, "nd331-2026", "Điều 38"),
        (date(2026, 11, 23), date(2026, 7, 1), "nd331-2026", "Điều 38"),
        (date(2026, 8, 19), BEFORE_THE_LAW, "nd85-2016", "Điều 39 khoản 1"),
        (date(2026, 11, 23), BEFORE_THE_LAW, "nd85-2016", "Điều 39 khoản 1"),
        (date(2026, 12, 31), BEFORE_THE_LAW, "nd85-2016", "Điều 39 khoản 1"),
        (date(2027, 1, 1), BEFORE_THE_LAW, "nd331-2026", "Điều 39 khoản 1"),
    ],
)
def test_the_decree_of_a_day(as_of, began, code, because):
    regime, reason = choose_regime(as_of, began)
    assert regime.code == code
    assert because in reason


def test_a_system_that_already_ran_before_the_law_is_not_under_construction():
    regime, _ = choose_regime(date(2026, 11, 23), date(2011, 5, 1), operating_since=date(2012, 1, 1))
    assert regime.code == "nd331-2026"


def test_each_day_of_change_has_its_source_and_says_what_is_a_reading():
    for day in (LAW_IN_FORCE, DECREE_IN_FORCE, TRANSITION_ENDS, MEASURES_DUE):
        assert day.source.startswith("Điều")
    assert TRANSITION_ENDS.uncertain and MEASURES_DUE.uncertain
    assert not LAW_IN_FORCE.uncertain


def test_facts_that_name_their_decree_are_determined_under_it():
    assert classify(Facts(regime="nd85-2016"), today=date(2030, 1, 1)).regime == "nd85-2016"


def test_without_a_day_today_decides():
    assert classify(Facts(), today=date(2026, 8, 18)).regime == "nd85-2016"
    assert classify(Facts(), today=date(2026, 8, 19)).regime == "nd331-2026"


def test_a_choice_that_rests_on_a_reading_is_told_first():
    facts = parse_facts({"as_of": "2026-11-23", "construction_began": "2025-03-01"})
    determination = classify(facts, today=date(2026, 11, 23))
    assert determination.regime == "nd85-2016"
    assert is_a_reading(determination.warnings[0])
    plain = classify(parse_facts({"as_of": "2026-11-23"}), today=date(2026, 11, 23))
    assert not any(map(is_a_reading, plain.warnings))
