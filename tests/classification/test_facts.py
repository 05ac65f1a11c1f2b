"""Facts come in as JSON; every fault is named at its place, and what was read comes out the same."""

import json
from datetime import date

import pytest

from classification.facts import KEYS, MAX_COMPONENTS, MAX_DEPTH, Facts, FactsError, SectorMinimum, parse_facts

EVERYTHING = {
    "regime": "nd331-2026",
    "as_of": "2026-11-23",
    "construction_began": "2025-03-01",
    "name": "Hệ thống quản lý văn bản và điều hành",
    "owners": 1,
    "system_type": "public_service",
    "information": ["public", "private", "personal", "state_secret"],
    "serves_defence_security": False,
    "national_security_harm": "serious",
    "online_public_service_level": 4,
    "online_public_service_form": "full",
    "online_submission": True,
    "settles_administrative_procedures": True,
    "online_service": False,
    "conditional_business": False,
    "users": 12000,
    "basic_data_subjects": 0,
    "sensitive_data_subjects": 9999,
    "scope": "nation",
    "round_the_clock": True,
    "works_grade": "national_security",
    "national_egovernment": False,
    "national_critical_data": False,
    "prime_minister_list": False,
    "risk_level": 3,
    "sector_minimum": {"level": 3, "basis": "Thông tư 09/2020/TT-NHNN"},
    "components": [{"name": "Cơ sở dữ liệu", "system_type": "infrastructure", "scope": "ministry"}],
}


def faults(given) -> dict[str, str]:
    with pytest.raises(FactsError) as refused:
        parse_facts(given)
    return {error["path"]: error["message"] for error in refused.value.errors}


def nested(depth: int) -> dict:
    return {"components": [nested(depth - 1)]} if depth else {}


def test_nothing_known_is_accepted_and_nothing_is_guessed():
    assert parse_facts({}) == Facts()
    assert parse_facts(dict.fromkeys(KEYS)) == Facts()


def test_every_fact_is_read_in_its_right_type():
    facts = parse_facts(EVERYTHING)
    assert set(EVERYTHING) == set(KEYS)
    assert facts.as_of == date(2026, 11, 23)
    assert facts.sector_minimum == SectorMinimum(3, "Thông tư 09/2020/TT-NHNN")
    assert facts.components[0].scope == "ministry"
    assert facts.users == 12000


@pytest.mark.parametrize("given", [{}, EVERYTHING, {"components": [{}, nested(3)]}])
def test_facts_come_out_as_they_came_in(given):
    facts = parse_facts(given)
    assert parse_facts(json.loads(json.dumps(facts.to_json()))) == facts


def test_the_order_in_which_information_is_listed_changes_nothing():
    assert parse_facts({"information": ["personal", "public"]}) == parse_facts({"information": ["public", "personal"]})


def test_an_empty_list_of_information_says_nothing():
    assert parse_facts({"information": []}).information is None


def test_a_whole_number_may_be_written_with_a_decimal_point():
    assert parse_facts({"users": 12000.0, "risk_level": 3.0}) == parse_facts({"users": 12000, "risk_level": 3})


@pytest.mark.parametrize("given", [None, [], "x", 3, True, [{}]])
def test_anything_but_an_object_is_refused_at_the_root(given):
    assert list(faults(given)) == [""]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("regime", "nd85"),
        ("as_of", "23/11/2026"),
        ("as_of", "2026-02-30"),
        ("as_of", "2026-11-23T00:00:00"),
        ("as_of", "٢٠٢٦-11-23"),
        ("as_of", 20261123),
        ("construction_began", "2026-1-1"),
        ("name", 5),
        ("name", "x" * 1001),
        ("name", "nửa chữ \ud800"),
        ("name", "\0"),
        ("owners", 2),
        ("owners", 0),
        ("owners", -1),
        ("owners", True),
        ("owners", "1"),
        ("system_type", "Internal"),
        ("system_type", 1),
        ("information", "public"),
        ("information", {"public": True}),
        ("information", ["public", "public"]),
        ("serves_defence_security", 1),
        ("serves_defence_security", "true"),
        ("national_security_harm", "none"),
        ("online_public_service_level", 0),
        ("online_public_service_level", 5),
        ("online_public_service_level", True),
        ("online_public_service_level", 2.5),
        ("online_public_service_form", "toàn trình"),
        ("users", -1),
        ("users", True),
        ("users", "12.000"),
        ("users", 1.5),
        ("users", float("nan")),
        ("users", float("inf")),
        ("users", []),
        ("scope", ""),
        ("works_grade", 1),
        ("risk_level", 6),
        ("sector_minimum", 3),
        ("components", {}),
        ("components", "x"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named_at_its_key(key, value):
    found = faults({key: value})
    assert list(found) == [f"/{key}"]
    assert found[f"/{key}"].endswith(".")


def test_a_wrong_word_is_answered_with_the_words_that_are_right():
    message = faults({"scope": "country"})["/scope"]
    assert '"country"' in message
    for word in ("organisation", "ministry", "sector_or_provinces", "nation", "international"):
        assert word in message


def test_two_owners_are_refused_with_the_clause():
    assert "Điều 5 khoản 1 điểm a" in faults({"owners": 2})["/owners"]
    assert "Điều 8 khoản 1 điểm a" in faults({"owners": 2})["/owners"]


def test_an_unknown_key_is_refused_with_its_pointer_escaped():
    assert list(faults({"user/s~": 1})) == ["/user~1s~0"]


def test_all_faults_are_told_at_once_each_at_its_place():
    given = {
        "owners": 3,
        "information": ["public", "secret", 5],
        "sector_minimum": {"level": 9, "bases": "x"},
        "components": [{}, {"users": -1, "colour": "red"}, 7, {"components": [{"users": "x"}]}],
    }
    assert set(faults(given)) == {
        "/owners",
        "/information/1",
        "/information/2",
        "/sector_minimum/level",
        "/sector_minimum/basis",
        "/sector_minimum/bases",
        "/components/1/users",
        "/components/1/colour",
        "/components/2",
        "/components/3/components/0/users",
    }


def test_a_sector_floor_needs_its_level_and_its_text():
    assert set(faults({"sector_minimum": {}})) == {"/sector_minimum/level", "/sector_minimum/basis"}
    assert set(faults({"sector_minimum": {"level": 2, "basis": "  "}})) == {"/sector_minimum/basis"}


def test_a_component_follows_the_whole_whatever_it_says_of_decree_day_and_owner():
    facts = parse_facts({"components": [{"regime": "x", "as_of": 5, "owners": 9, "users": 3}]})
    assert facts.components == (Facts(users=3),)


def test_components_nest_ten_deep_and_no_deeper():
    assert parse_facts(nested(MAX_DEPTH))
    assert list(faults(nested(MAX_DEPTH + 1))) == ["/components/0" * MAX_DEPTH + "/components"]


def test_too_many_components_are_refused():
    assert parse_facts({"components": [{}] * MAX_COMPONENTS})
    assert list(faults({"components": [{}] * (MAX_COMPONENTS + 1)})) == ["/components"]


def test_a_long_wrong_value_is_cut_short_in_the_sentence():
    assert len(faults({"system_type": "x" * 5000})["/system_type"]) < 300
