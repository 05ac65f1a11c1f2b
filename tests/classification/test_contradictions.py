"""Facts that cannot all be true: each rule at both sides."""

import pytest

from classification.contradictions import BY_KEY, CONTRADICTIONS, contradictions_in
from classification.facts import parse_facts
from classification.regimes import REGIMES

SERVICE = {"system_type": "public_service", "information": ["personal"], "online_service": True}
CASES = {
    "settles-offline": (
        {"settles_administrative_procedures": True, "online_service": False, "online_submission": False},
        {"settles_administrative_procedures": True, "online_service": True, "online_submission": False},
    ),
    "served-without-submission": (
        {"online_public_service_level": 3, "online_submission": False},
        {"online_public_service_level": 2, "online_submission": False},
    ),
    "level-and-form": (
        {"online_public_service_level": 3, "online_public_service_form": "full"},
        {"online_public_service_level": 4, "online_public_service_form": "full"},
    ),
    "submission-without-service": (
        {"online_submission": True, "settles_administrative_procedures": False, "online_service": False},
        {"online_submission": True, "settles_administrative_procedures": None, "online_service": False},
    ),
    "business-offline": (
        {"conditional_business": True, "online_service": False},
        {"conditional_business": True, "online_service": None},
    ),
    "internal-serving": (
        {"system_type": "internal", "online_service": True},
        {"system_type": "internal", "online_service": False},
    ),
    "people-without-personal": (
        {"information": ["public"], "basic_data_subjects": 1},
        {"information": ["public", "personal"], "basic_data_subjects": 1},
    ),
    "personal-without-people": (
        {"information": ["personal"], "basic_data_subjects": 0, "sensitive_data_subjects": 0},
        {"information": ["personal"]},
    ),
    "more-sensitive-than-basic": (
        {"basic_data_subjects": 9, "sensitive_data_subjects": 10},
        {"basic_data_subjects": 10, "sensitive_data_subjects": 10},
    ),
    "secret-and-public-only": (
        {"information": ["public", "state_secret"]},
        {"information": ["public", "private", "state_secret"]},
    ),
    "harm-without-ground": (
        {"national_security_harm": "harm", "information": ["public"], "serves_defence_security": False},
        {"national_security_harm": "harm", "information": ["state_secret"], "serves_defence_security": False},
    ),
    "national-within-one-body": (
        {"national_egovernment": True, "scope": "ministry"},
        {"national_egovernment": True, "scope": "nation"},
    ),
    "works-of-another-type": (
        {"works_grade": "I", "system_type": "internal"},
        {"works_grade": "I", "system_type": "industrial_control"},
    ),
    "whole-without-its-part": (
        {"information": ["public"], "components": [{"name": "Kho", "information": ["personal"]}]},
        {"information": ["public", "personal"], "components": [{"name": "Kho", "information": ["personal"]}]},
    ),
}


def test_every_rule_has_a_case_and_a_clause_under_both_decrees():
    assert set(CASES) == set(BY_KEY) and len(BY_KEY) == len(CONTRADICTIONS)
    for one in CONTRADICTIONS:
        assert set(one.clauses) == set(REGIMES) and str(one.sentence).endswith(".")


@pytest.mark.parametrize("key", CASES)
def test_it_is_found_where_it_is_and_only_there(key):
    wrong, right = CASES[key]
    assert key in contradictions_in(parse_facts(wrong)) and key not in contradictions_in(parse_facts(right))


def test_what_nobody_knows_contradicts_nothing():
    assert contradictions_in(parse_facts({})) == []


def test_a_component_is_looked_into():
    whole = {"components": [{"name": "Kho", "conditional_business": True, "online_service": False}]}
    assert contradictions_in(parse_facts(whole)) == ["business-offline"]
