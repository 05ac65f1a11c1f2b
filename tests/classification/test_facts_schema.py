"""The published schema and the parser accept and refuse the same input."""

import copy

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classification.facts import KEYS, FactsError, parse_facts
from classification.facts_schema import schema

from .test_facts import EVERYTHING

VALIDATOR = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker(["date"]))

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 8),
    st.floats(allow_nan=False, allow_infinity=False, min_value=-3, max_value=8),
    st.sampled_from(["", " ", "public", "personal", "I", "II", "full", "nation", "harm", "nd85-2016", "internal"]),
    st.sampled_from(["2026-11-23", "2026-02-30", "2026-13-01", "23/11/2026", "x"]),
    st.lists(st.sampled_from(["public", "private", "personal", "state_secret", "x", 1, None]), max_size=3),
    st.sampled_from(
        [{}, {"level": 3, "basis": "Thông tư"}, {"level": 0, "basis": "x"}, {"level": 3}, [{}], [{"x": 1}]]
    ),
)
SYSTEMS = st.dictionaries(st.sampled_from([*KEYS, "colour"]), ODD, max_size=4)
FACTS = st.builds(
    lambda system, parts: {**system, **({"components": parts} if parts else {})}, SYSTEMS, st.lists(SYSTEMS, max_size=2)
)


def accepted(given) -> bool:
    try:
        parse_facts(given)
    except FactsError:
        return False
    return True


def test_the_schema_is_a_valid_schema_and_names_every_fact():
    jsonschema.Draft202012Validator.check_schema(schema())
    assert set(schema()["properties"]) == set(KEYS)
    assert set(schema()["$defs"]["component"]["properties"]) == set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_each_fact_alone_is_accepted_by_both(key):
    for value in (EVERYTHING[key], None):
        assert accepted({key: value})
        assert VALIDATOR.is_valid({key: value})


def test_the_schema_given_out_is_a_copy():
    spoiled = schema()
    spoiled["properties"].clear()
    assert schema()["properties"]


@settings(deadline=None, max_examples=250)
@given(FACTS)
def test_schema_and_parser_agree(facts):
    assert VALIDATOR.is_valid(copy.deepcopy(facts)) == accepted(facts), facts
