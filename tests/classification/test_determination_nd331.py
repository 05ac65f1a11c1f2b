"""Every criterion of Decree 331/2026/NĐ-CP, on both sides of its edge, and what differs from Decree 85."""

import pytest

from classification.determination import determine
from classification.facts import parse_facts
from classification.regimes import REGIMES

ND331 = REGIMES["nd331-2026"]

INTERNAL = {"system_type": "internal"}
SERVICE = {"system_type": "public_service"}
ONLINE = {**SERVICE, "online_service": True}
PERSONAL = {"information": ["personal"]}
INFRA = {"system_type": "infrastructure"}
WORKS = {"system_type": "industrial_control"}
SECRET = {"information": ["state_secret"]}
DEFENCE = {"serves_defence_security": True}


def found(**facts):
    return determine(parse_facts(facts), ND331)


def codes(determination) -> list[str]:
    return [met.code.removeprefix("ND331-") for met in determination.criteria]


CASES = [
    ({**INTERNAL, "information": ["public"]}, 1, ["11.1"]),
    ({**INTERNAL, "information": ["private"]}, 2, ["12.1"]),
    ({**INTERNAL, "information": ["personal", "state_secret"]}, 3, ["13.1"]),
    (SECRET, 3, ["13.1"]),
    (DEFENCE, 3, ["13.1"]),
    ({**SECRET, "national_security_harm": "serious"}, 4, ["14.1", "13.1"]),
    ({**DEFENCE, "national_security_harm": "exceptional"}, 5, ["15.1", "14.1", "13.1"]),
    # the levels of online public services are gone; settling procedures took their place
    ({**SERVICE, "online_public_service_level": 4}, None, []),
    ({**SERVICE, "online_public_service_form": "full"}, None, []),
    ({**SERVICE, "settles_administrative_procedures": True}, 3, ["13.2.b"]),
    ({**SERVICE, "settles_administrative_procedures": False}, None, []),
    ({**INTERNAL, "settles_administrative_procedures": True}, None, []),
    ({"settles_administrative_procedures": True}, None, []),
    # other online services
    ({**ONLINE, "conditional_business": False}, 2, ["12.2.a"]),
    ({**ONLINE, "conditional_business": True}, 3, ["13.2.a"]),
    ({**ONLINE, **PERSONAL, "users": 10**6}, None, []),
    ({**ONLINE, **PERSONAL, "basic_data_subjects": 99_999}, 2, ["12.2.b"]),
    ({**ONLINE, **PERSONAL, "basic_data_subjects": 100_000}, 3, ["13.2.c"]),
    ({**ONLINE, **PERSONAL, "sensitive_data_subjects": 9_999}, 2, ["12.2.b"]),
    ({**ONLINE, **PERSONAL, "sensitive_data_subjects": 10_000}, 3, ["13.2.c"]),
    ({**ONLINE, "basic_data_subjects": 50_000, "sensitive_data_subjects": 10_000}, 3, ["13.2.c", "12.2.b"]),
    ({**ONLINE, "basic_data_subjects": 100_000, "sensitive_data_subjects": 0}, 3, ["13.2.c"]),
    ({**ONLINE, **PERSONAL, "basic_data_subjects": 0, "sensitive_data_subjects": 0}, 2, ["12.2.b"]),
    ({**ONLINE, "basic_data_subjects": 0, "sensitive_data_subjects": 0}, None, []),
    ({**ONLINE, "information": ["public"]}, None, []),
    ({**SERVICE, "basic_data_subjects": 10**6}, None, []),
    # infrastructure: one ministry is level 3 now
    ({**INFRA, "scope": "organisation"}, 2, ["12.3"]),
    ({**INFRA, "scope": "ministry"}, 3, ["13.3", "12.3"]),
    ({**INFRA, "scope": "sector_or_provinces"}, 3, ["13.3", "12.3"]),
    ({**INFRA, "scope": "nation"}, 3, ["13.3", "12.3"]),
    ({**INFRA, "scope": "nation", "round_the_clock": True}, 4, ["14.2", "13.3", "12.3"]),
    ({**INFRA, "scope": "international"}, 5, ["15.3", "13.3", "12.3"]),
    ({"national_egovernment": True, "round_the_clock": True}, 4, ["14.2"]),
    ({"national_egovernment": True}, None, []),
    # industrial control
    ({**WORKS, "works_grade": "IV"}, 3, ["13.4"]),
    ({**WORKS, "works_grade": "II"}, 3, ["13.4"]),
    ({**WORKS, "works_grade": "I"}, 4, ["14.3"]),
    ({**WORKS, "works_grade": "special"}, 5, ["15.4"]),
    ({**WORKS, "works_grade": "national_security"}, 5, ["15.4"]),
    (WORKS, None, []),
    ({"national_critical_data": True}, 5, ["15.2"]),
    ({"prime_minister_list": True}, 5, ["15.5"]),
    ({"system_type": "other"}, None, []),
    ({"system_type": "other", "risk_level": 3}, 3, []),
    ({}, None, []),
]


@pytest.mark.parametrize(("facts", "level", "met"), CASES)
def test_level_and_criteria(facts, level, met):
    determination = found(**facts)
    assert (determination.level, codes(determination)) == (level, met)


def test_every_criterion_of_the_decree_is_met_by_some_case():
    met = {code for facts, _, _ in CASES for code in codes(found(**facts))}
    assert met == {criterion.code.removeprefix("ND331-") for criterion in ND331.criteria}


@pytest.mark.parametrize("risk", [1, 2, 3, 4, 5])
def test_the_risk_assessment_lifts_and_never_lowers(risk):
    determination = found(**INTERNAL, **PERSONAL, risk_level=risk)
    assert determination.level == max(2, risk)
    if risk >= 2:
        assert "Điều 10 khoản 5 Nghị định 331/2026/NĐ-CP" in determination.warnings[0]


def test_an_unknown_risk_level_is_missing():
    assert ("risk_level", 5) in [(m.fact, m.could_become) for m in found(**INTERNAL, **PERSONAL).missing]
    assert "risk_level" not in [m.fact for m in found(**INTERNAL, **PERSONAL, risk_level=1).missing]


@pytest.mark.parametrize(
    ("facts", "clause"),
    [
        ({"prime_minister_list": True}, "Điều 16 khoản 4"),
        (SECRET, "Điều 16 khoản 3"),
        ({**SECRET, "national_security_harm": "exceptional"}, "Điều 15 khoản 1"),
        ({**ONLINE, **PERSONAL, "users": 5}, "Điều 13 khoản 2 điểm c"),
        ({**SERVICE, "online_public_service_level": 4}, "Điều 13 khoản 2 điểm b"),
        ({**ONLINE, "information": ["public"], "basic_data_subjects": 5}, "Điều 12 khoản 2 điểm b"),
        ({"system_type": "other", "risk_level": 3}, "Khung chưa được ban hành"),
        ({"system_type": "other"}, "Điều 9 khoản 2 điểm đ"),
        ({**INFRA, "scope": "nation"}, "Điều 13 khoản 3"),
        ({}, "Điều 11 đến Điều 15"),
    ],
)
def test_where_the_text_is_silent_or_answers_clash_a_warning_names_the_clause(facts, clause):
    warnings = found(**facts).warnings
    assert any(clause in warning for warning in warnings), warnings


def test_criteria_that_wait_for_the_risk_framework_are_written_down_and_decide_nothing():
    waiting = {criterion.code for criterion in ND331.open_criteria}
    assert waiting == {"ND331-11.2", "ND331-12.4", "ND331-13.5", "ND331-14.4"}
    assert waiting.isdisjoint(criterion.code for criterion in ND331.criteria)


def test_the_whole_is_as_high_as_its_highest_component_under_the_clause_of_this_decree():
    whole = found(**INTERNAL, **PERSONAL, components=[{**WORKS, "works_grade": "II"}])
    assert (whole.level, whole.grounds()) == (3, ("Điều 8 khoản 2",))
    assert "thành phần thứ 1" in whole.warnings[0]
