"""What is still missing is named exactly: each unknown fact that could raise the level, and no other."""

import pytest

from classification.determination import determine
from classification.facts import parse_facts
from classification.regimes import REGIMES
from classification.what_if import what_if

NO_NATIONAL_MATTER = {
    "serves_defence_security": False,
    "national_egovernment": False,
    "national_critical_data": False,
    "prime_minister_list": False,
    "risk_level": 1,
}
PERSONAL = {"information": ["personal"], **NO_NATIONAL_MATTER}
PUBLIC = {"information": ["public"], **NO_NATIONAL_MATTER}
SERVICE = {"system_type": "public_service"}
ONLINE = {**SERVICE, "online_service": True}
INFRA = {"system_type": "infrastructure"}


def missing(code: str, **facts) -> dict[str, int]:
    determination = determine(parse_facts(facts), REGIMES[code])
    return {item.fact: item.could_become for item in determination.missing}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"system_type": "internal", **PERSONAL}, {}),
        ({"system_type": "internal", **NO_NATIONAL_MATTER}, {"information": 5, "national_security_harm": 5}),
        ({**PUBLIC, "system_type": "other", "information": ["state_secret"]}, {"national_security_harm": 5}),
        ({**PERSONAL, "system_type": "internal", "serves_defence_security": True}, {"national_security_harm": 5}),
        ({**ONLINE, **PERSONAL, "online_public_service_level": 2, "users": 50}, {"conditional_business": 3}),
        ({**ONLINE, **PERSONAL, "online_public_service_level": 2, "conditional_business": False}, {"users": 3}),
        ({**SERVICE, **PERSONAL, "online_public_service_level": 4}, {}),
        (
            {**SERVICE, **PERSONAL, "online_public_service_level": 1},
            {"online_service": 3, "conditional_business": 3, "users": 3},
        ),
        ({**SERVICE, **PUBLIC, "online_public_service_level": 1, "conditional_business": False}, {}),
        (
            {**SERVICE, **PUBLIC, "online_service": False, "online_public_service_form": "partial"},
            {"online_public_service_level": 3, "online_submission": 3},
        ),
        (
            {**SERVICE, **PUBLIC, "online_service": False},
            {"online_public_service_level": 3, "online_public_service_form": 3, "online_submission": 3},
        ),
        (
            {**SERVICE, **PUBLIC, "online_service": False, "settles_administrative_procedures": False},
            {"online_public_service_level": 2, "online_public_service_form": 2, "online_submission": 2},
        ),
        ({**INFRA, **PUBLIC}, {"scope": 5, "round_the_clock": 4}),
        ({**INFRA, **PUBLIC, "scope": "nation"}, {"round_the_clock": 4}),
        ({**INFRA, **PUBLIC, "scope": "nation", "round_the_clock": False}, {}),
        ({"system_type": "industrial_control", **PUBLIC}, {"works_grade": 5}),
        ({"system_type": "other", **PUBLIC}, {}),
        (
            {"system_type": "other", **PUBLIC, "national_egovernment": None},
            {"round_the_clock": 4, "national_egovernment": 4},
        ),
    ],
)
def test_missing_under_decree_85(facts, expected):
    assert missing("nd85-2016", **facts) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"system_type": "internal", **PERSONAL}, {}),
        ({"system_type": "internal", **PERSONAL, "risk_level": None}, {"risk_level": 5}),
        (
            {**ONLINE, **PERSONAL, "conditional_business": False, "settles_administrative_procedures": False},
            {"basic_data_subjects": 3, "sensitive_data_subjects": 3},
        ),
        (
            {**ONLINE, **PERSONAL, "conditional_business": False, "basic_data_subjects": 5},
            {"settles_administrative_procedures": 3, "sensitive_data_subjects": 3},
        ),
        ({**SERVICE, **PERSONAL, "settles_administrative_procedures": True}, {}),
        ({**INFRA, **PUBLIC}, {"scope": 5, "round_the_clock": 4}),
    ],
)
def test_missing_under_decree_331(facts, expected):
    assert missing("nd331-2026", **facts) == expected


@pytest.mark.parametrize("code", REGIMES)
def test_nothing_known_leaves_level_five_open(code):
    assert max(missing(code).values()) == 5


@pytest.mark.parametrize("code", REGIMES)
def test_at_level_five_nothing_is_missing(code):
    assert missing(code, prime_minister_list=True) == {}


def test_questions_left_open_in_a_component_are_found_from_the_whole_where_they_matter():
    facts = {
        "system_type": "internal",
        **PERSONAL,
        "components": [{**INFRA, **PUBLIC}, {"system_type": "internal", **PUBLIC}],
    }
    determination = determine(parse_facts(facts), REGIMES["nd85-2016"])
    assert determination.missing == ()
    assert [(path, item.could_become) for path, item in determination.open_questions()] == [
        ("/components/0/scope", 5),
        ("/components/0/round_the_clock", 4),
    ]


def sentences(code: str, **facts) -> list[str]:
    return [change.sentence for change in what_if(parse_facts(facts), REGIMES[code])]


def test_the_screen_can_say_from_how_many_users_on_the_level_is_three():
    told = sentences("nd85-2016", **ONLINE, **PERSONAL, users=9_999, conditional_business=False)
    assert "Nếu từ 10.000 người sử dụng trở lên: cấp độ 3" in told
    assert "Nếu dịch vụ thuộc danh mục kinh doanh có điều kiện: cấp độ 3" in told
    assert not any("dưới" in sentence for sentence in told)


def test_only_the_nearest_rung_that_reaches_a_level_is_told():
    told = sentences("nd85-2016", system_type="industrial_control", works_grade="IV", **PUBLIC)
    assert [sentence for sentence in told if "công trình" in sentence] == [
        "Nếu phục vụ công trình cấp I: cấp độ 4",
        "Nếu phục vụ công trình cấp đặc biệt: cấp độ 5",
    ]


def test_an_unanswered_question_is_tried_with_every_answer():
    told = sentences("nd331-2026", **ONLINE, **PERSONAL)
    assert "Nếu dịch vụ không thuộc danh mục kinh doanh có điều kiện: cấp độ 2" in told
    assert "Nếu dịch vụ thuộc danh mục kinh doanh có điều kiện: cấp độ 3" in told
    assert "Nếu dưới 100.000 người có dữ liệu cá nhân cơ bản: cấp độ 2" in told


def test_the_form_of_a_public_service_is_not_asked_once_its_level_is_known():
    told = sentences("nd85-2016", **SERVICE, **PUBLIC, online_public_service_level=2)
    assert "Nếu dịch vụ công trực tuyến mức độ 3: cấp độ 3" in told
    assert not any("toàn trình" in sentence for sentence in told)


def test_a_change_names_its_fact_clause_and_whether_it_was_answered():
    facts = parse_facts({**INFRA, **PUBLIC, "scope": "nation"})
    [change] = [change for change in what_if(facts, REGIMES["nd85-2016"]) if change.fact == "round_the_clock"]
    assert (change.clause, change.code, change.unknown) == ("Điều 10 khoản 3", "ND85-10.3", True)
    assert change.to_json() == {
        "fact": "round_the_clock",
        "condition": "vận hành 24/7 và không chấp nhận ngừng vận hành ngoài kế hoạch",
        "level": 4,
        "clause": "Điều 10 khoản 3",
    }
