"""Every criterion of Decree 85/2016/NĐ-CP, on both sides of its edge."""

import pytest

from classification.determination import determine
from classification.facts import parse_facts
from classification.regimes import REGIMES

ND85 = REGIMES["nd85-2016"]

INTERNAL = {"system_type": "internal"}
SERVICE = {"system_type": "public_service"}
ONLINE = {**SERVICE, "online_service": True}
PERSONAL = {"information": ["personal"]}
INFRA = {"system_type": "infrastructure"}
WORKS = {"system_type": "industrial_control"}
SECRET = {"information": ["state_secret"]}
DEFENCE = {"serves_defence_security": True}


def found(**facts):
    return determine(parse_facts(facts), ND85)


def codes(determination) -> list[str]:
    return [met.code.removeprefix("ND85-") for met in determination.criteria]


CASES = [
    # internal
    ({**INTERNAL, "information": ["public"]}, 1, ["7"]),
    ({**INTERNAL, "information": ["public", "private"]}, 2, ["8.1"]),
    ({**INTERNAL, **PERSONAL}, 2, ["8.1"]),
    ({**INTERNAL, "information": ["personal", "state_secret"]}, 3, ["9.1"]),
    (INTERNAL, None, []),
    # state secrets, defence and security: any type
    (SECRET, 3, ["9.1"]),
    (DEFENCE, 3, ["9.1"]),
    ({**SECRET, "national_security_harm": "harm"}, 3, ["9.1"]),
    ({**SECRET, "national_security_harm": "serious"}, 4, ["10.1", "9.1"]),
    ({**DEFENCE, "national_security_harm": "exceptional"}, 5, ["11.1", "10.1", "9.1"]),
    ({"national_security_harm": "exceptional"}, None, []),
    ({**PERSONAL, "serves_defence_security": False, "national_security_harm": "exceptional"}, None, []),
    # online public services
    ({**SERVICE, "online_public_service_level": 1}, 2, ["8.2.a"]),
    ({**SERVICE, "online_public_service_level": 2}, 2, ["8.2.a"]),
    ({**SERVICE, "online_public_service_level": 3}, 3, ["9.2.a"]),
    ({**SERVICE, "online_public_service_level": 4}, 3, ["9.2.a"]),
    ({**SERVICE, "online_public_service_form": "full"}, 3, ["9.2.a"]),
    ({**SERVICE, "online_public_service_form": "partial", "online_submission": True}, 3, ["9.2.a"]),
    ({**SERVICE, "online_public_service_form": "partial", "online_submission": False}, 2, ["8.2.a"]),
    ({**SERVICE, "online_public_service_form": "partial"}, None, []),
    ({**SERVICE, "online_submission": True}, None, []),
    ({"online_public_service_level": 4}, None, []),
    ({**INTERNAL, "online_public_service_level": 4}, None, []),
    # contradicting answers: the higher one
    ({**SERVICE, "online_public_service_level": 1, "online_public_service_form": "full"}, 3, ["9.2.a"]),
    ({**SERVICE, "online_public_service_level": 3, "settles_administrative_procedures": False}, 3, ["9.2.a"]),
    # other online services
    (ONLINE, None, []),
    ({**ONLINE, "conditional_business": False}, 2, ["8.2.b"]),
    ({**ONLINE, "conditional_business": True}, 3, ["9.2.b"]),
    ({**SERVICE, "conditional_business": True}, None, []),
    ({**SERVICE, "online_service": False, "conditional_business": True, "users": 10**6}, None, []),
    ({**ONLINE, **PERSONAL, "users": 0}, 2, ["8.2.c"]),
    ({**ONLINE, **PERSONAL, "users": 9_999}, 2, ["8.2.c"]),
    ({**ONLINE, **PERSONAL, "users": 10_000}, 3, ["9.2.c"]),
    ({**ONLINE, "users": 9_999}, 2, ["8.2.c"]),
    ({**ONLINE, "users": 10_000}, 3, ["9.2.c"]),
    ({**ONLINE, "users": 0}, None, []),
    ({**ONLINE, "information": ["public"]}, None, []),
    ({**ONLINE, "information": ["public"], "users": 10_000}, 3, ["9.2.c"]),
    ({**SERVICE, **PERSONAL, "users": 10**6}, None, []),
    ({**ONLINE, **PERSONAL, "basic_data_subjects": 10**9}, None, []),
    ({**ONLINE, "online_public_service_level": 2, "users": 12_000}, 3, ["9.2.c", "8.2.a"]),
    # infrastructure
    ({**INFRA, "scope": "organisation"}, 2, ["8.3"]),
    ({**INFRA, "scope": "ministry"}, 2, ["8.3"]),
    ({**INFRA, "scope": "sector_or_provinces"}, 3, ["9.3", "8.3"]),
    ({**INFRA, "scope": "nation"}, 3, ["9.3", "8.3"]),
    ({**INFRA, "scope": "nation", "round_the_clock": False}, 3, ["9.3", "8.3"]),
    ({**INFRA, "scope": "nation", "round_the_clock": True}, 4, ["10.3", "9.3", "8.3"]),
    ({**INFRA, "scope": "sector_or_provinces", "round_the_clock": True}, 3, ["9.3", "8.3"]),
    ({**INFRA, "scope": "international"}, 5, ["11.3", "9.3", "8.3"]),
    ({**INFRA, "scope": "international", "round_the_clock": True}, 5, ["11.3", "10.3", "9.3", "8.3"]),
    ({"scope": "nation", "round_the_clock": True}, None, []),
    (INFRA, None, []),
    # industrial control
    ({**WORKS, "works_grade": "IV"}, 3, ["9.4"]),
    ({**WORKS, "works_grade": "III"}, 3, ["9.4"]),
    ({**WORKS, "works_grade": "II"}, 3, ["9.4"]),
    ({**WORKS, "works_grade": "I"}, 4, ["10.4"]),
    ({**WORKS, "works_grade": "special"}, 5, ["11.4"]),
    ({**WORKS, "works_grade": "national_security"}, 5, ["11.4"]),
    (WORKS, None, []),
    ({**INTERNAL, "works_grade": "special"}, None, []),
    # national systems and the Prime Minister's decision: any type
    ({"national_egovernment": True, "round_the_clock": True}, 4, ["10.2"]),
    ({"national_egovernment": True}, None, []),
    ({"national_egovernment": True, "round_the_clock": False}, None, []),
    ({"national_critical_data": True}, 5, ["11.2"]),
    ({"prime_minister_list": True}, 5, ["11.5"]),
    ({"system_type": "other"}, None, []),
    ({"system_type": "other", "prime_minister_list": True}, 5, ["11.5"]),
    # this decree knows no risk level; a sector's floor it does not forbid
    ({"risk_level": 5}, None, []),
    ({"sector_minimum": {"level": 3, "basis": "Thông tư"}}, 3, []),
    ({}, None, []),
]


@pytest.mark.parametrize(("facts", "level", "met"), CASES)
def test_level_and_criteria(facts, level, met):
    determination = found(**facts)
    assert (determination.level, codes(determination)) == (level, met)


def test_every_criterion_of_the_decree_is_met_by_some_case():
    met = {code for facts, _, _ in CASES for code in codes(found(**facts))}
    assert met == {criterion.code.removeprefix("ND85-") for criterion in ND85.criteria}


def test_a_reason_says_the_number_in_vietnamese_style():
    [met] = found(**ONLINE, **PERSONAL, users=12_000).criteria
    assert met.to_json() == {
        "code": "ND85-9.2.c",
        "level": 3,
        "clause": "Điều 9 khoản 2 điểm c",
        "reason": "Dịch vụ trực tuyến xử lý thông tin riêng, cá nhân của 12.000 người sử dụng (từ 10.000 trở lên).",
    }


@pytest.mark.parametrize(
    ("facts", "clause"),
    [
        ({**INFRA, "scope": "nation", "round_the_clock": False}, "Điều 9 khoản 3"),
        ({**INFRA, "scope": "ministry"}, "Điều 9 khoản 3"),
        (SECRET, "Điều 9 khoản 1"),
        (DEFENCE, "Điều 9 khoản 1"),
        ({**PERSONAL, "serves_defence_security": False, "national_security_harm": "harm"}, "Điều 9 khoản 1"),
        ({"system_type": "other"}, "Điều 6 khoản 2 điểm đ"),
        (WORKS, "Điều 9 khoản 4"),
        ({**INTERNAL, "works_grade": "I"}, "Điều 6 khoản 2"),
        ({**INTERNAL, "online_public_service_level": 4}, "Điều 9 khoản 2"),
        ({"national_egovernment": True, "round_the_clock": False}, "Điều 10 khoản 2"),
        ({**SERVICE, "conditional_business": True}, "Điều 9 khoản 2"),
        ({**SERVICE, "online_service": False, "conditional_business": True}, "Trả lời mâu thuẫn"),
        ({**ONLINE, "information": ["public"], "users": 5}, "Điều 9 khoản 2 điểm c"),
        ({**ONLINE, **PERSONAL, "basic_data_subjects": 5}, "Điều 9 khoản 2 điểm c"),
        ({**SERVICE, "online_public_service_form": "partial"}, "Điều 9 khoản 2 điểm a"),
        ({**SERVICE, "online_public_service_form": "full"}, "Nghị định 42/2022/NĐ-CP"),
        ({**SERVICE, "online_public_service_level": 1, "online_public_service_form": "full"}, "không khớp nhau"),
        ({**SERVICE, "online_public_service_level": 4, "settles_administrative_procedures": False}, "không khớp nhau"),
        ({**SERVICE, "settles_administrative_procedures": False}, "được hiểu là không có dịch vụ công trực tuyến từ"),
        ({**INTERNAL, **PERSONAL, "risk_level": 4}, "Điều 7 đến Điều 11"),
        ({}, "Điều 7 đến Điều 11"),
    ],
)
def test_where_the_text_is_silent_or_answers_clash_a_warning_names_the_clause(facts, clause):
    warnings = found(**facts).warnings
    assert any(clause in warning for warning in warnings), warnings


def test_a_plain_answer_has_no_warning():
    assert found(**INTERNAL, **PERSONAL, serves_defence_security=False).warnings == ()


def test_other_with_nothing_met_asks_for_a_written_reason():
    [warning] = found(system_type="other").warnings
    assert "tự viết lý do" in warning


def test_the_whole_is_as_high_as_its_highest_component_and_says_which():
    whole = found(
        **INTERNAL, **PERSONAL, components=[{**WORKS, "name": "Trạm điều khiển", "works_grade": "I"}, {"name": "Kho"}]
    )
    assert (whole.level, [part.level for part in whole.components]) == (4, [4, None])
    assert whole.grounds() == ("Điều 5 khoản 2",)
    assert "“Trạm điều khiển” ở cấp độ 4" in whole.warnings[0] and "Điều 5 khoản 2" in whole.warnings[0]


def test_components_nest():
    whole = found(components=[{"components": [{**WORKS, "works_grade": "I"}]}])
    assert (whole.level, whole.to_json()["components"][0]["components"][0]["level"]) == (4, 4)


def test_the_sector_floor_lifts_and_never_lowers():
    floor = {"sector_minimum": {"level": 3, "basis": "Thông tư 09/2020/TT-NHNN"}}
    assert found(**INTERNAL, **PERSONAL, **floor).level == 3
    assert "Thông tư 09/2020/TT-NHNN" in found(**INTERNAL, **PERSONAL, **floor).warnings[0]
    assert found(**DEFENCE, national_security_harm="exceptional", **floor).level == 5


def test_the_answer_has_exactly_the_agreed_keys():
    answer = found(**INTERNAL, components=[{"name": "Kho"}]).to_json()
    assert list(answer) == ["regime", "level", "criteria", "missing", "warnings", "components"]
    assert list(answer["components"][0]) == ["name", "level", "criteria", "missing", "warnings"]
