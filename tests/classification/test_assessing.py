"""Who may assess a system, and when the next time is, clause by clause."""

import datetime

import pytest

from classification.assessing import Doer, Occasion, is_last_of_month, lawful, month_index, months_later
from classification.regimes import regime_for

OLD, NEW = regime_for("nd85-2016"), regime_for("nd331-2026")


def judged(rules, level, doer=Doer.OWN, *, occasion=Occasion.PERIODIC, operates=False, critical=False, document=""):
    return lawful(
        rules=rules, level=level, critical=critical, doer=doer, occasion=occasion, operates=operates, document=document
    )


@pytest.mark.parametrize(("level", "counts"), [(1, True), (2, True), (3, False), (4, False), (5, False)])
def test_decree_85_wants_an_expert_from_level_3_on(level, counts):
    own = judged(OLD, level)
    assert own.counts is counts and not own.refusals
    if not counts:
        assert "Điều 20 khoản 2 điểm c Nghị định 85/2016/NĐ-CP" in own.shortfalls[0]
    assert judged(OLD, level, Doer.EXPERT, document="GP 12/2025").counts
    assert judged(OLD, level, Doer.STATE).counts


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_decree_331_never_lets_the_operator_assess_itself(level):
    refused = judged(NEW, level, operates=True)
    assert "độc lập với đơn vị vận hành" in refused.refusals[0] and not refused.counts
    assert "Điều 31 khoản 2 điểm c Nghị định 331/2026/NĐ-CP" in refused.refusals[0]


@pytest.mark.parametrize(
    ("level", "critical", "counts"), [(3, False, True), (4, False, True), (3, True, False), (5, False, False)]
)
def test_decree_331_wants_an_expert_at_level_5_and_for_critical_systems(level, critical, counts):
    assert judged(NEW, level, critical=critical).counts is counts
    assert judged(NEW, level, Doer.EXPERT, critical=critical, document="QĐ 5").counts


@pytest.mark.parametrize(
    ("occasion", "counts"),
    [
        (Occasion.PERIODIC, True), (Occasion.BEFORE_USE, True), (Occasion.INCIDENT, False), (Occasion.CHANGE, False),
        (Occasion.DOUBT, False), (Occasion.REQUEST, False),
    ],
)  # fmt: skip
def test_decree_331_wants_an_expert_after_an_incident_a_change_a_doubt_or_a_request(occasion, counts):
    own = judged(NEW, 2, occasion=occasion)
    assert own.counts is counts and not own.refusals
    if not counts:
        assert f"“{occasion.label}”" in own.shortfalls[0]
    assert judged(NEW, 2, Doer.STATE, occasion=occasion).counts


@pytest.mark.parametrize("rules", [OLD, NEW])
def test_an_expert_without_a_licence_is_refused(rules):
    assert "giấy phép" in judged(rules, 3, Doer.EXPERT, document=" ").refusals[0]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2024-02-29", 12, "2025-02-28"),
        ("2026-11-23", 12, "2027-11-23"), ("2026-12-15", 1, "2027-01-15"), ("2026-08-31", 6, "2027-02-28"),
    ],
)  # fmt: skip
def test_months_later_is_the_same_day_or_the_last_of_the_month(day, months, later):
    assert months_later(datetime.date.fromisoformat(day), months) == datetime.date.fromisoformat(later)


def test_months_count_on_over_the_new_year():
    assert month_index(datetime.date(2027, 1, 1)) - month_index(datetime.date(2026, 12, 31)) == 1
    assert is_last_of_month(datetime.date(2028, 2, 29)) and not is_last_of_month(datetime.date(2028, 2, 28))
