"""What becomes of each answer under the newer standard, by the pure rules, on the catalogues themselves."""

import pytest

from classification.catalogue import load
from classification.catalogue_mapping import Relation, load_mapping
from classification.plan import Answer
from classification.plan_carrying import Outcome, carry
from tests.conftest import TODAY

OLD, NEW = "tcvn11930:2017", "tcvn14423:2026"


class Kept:
    """An old answer, as the pure rules read it."""

    def __init__(self, status, **more):
        values = {
            "how": "", "reason": "", "responsible": "", "due_on": None, "evidence": "", "inherited_from": None,
        }  # fmt: skip
        values |= more
        self.counts_as = status
        for name, value in values.items():
            setattr(self, name, value)


def carried(level: int, answers: dict, **of_all):
    old = load(OLD).requirements_for(level)
    if of_all:
        answers = {wanted.code: Kept(**of_all) for wanted in old} | answers
    result = carry(old=old, new=load(NEW).requirements_for(level), between=load_mapping(), level=level, items=answers)
    return {row.requirement.code: row for row in result.rows}, result


def source_of(code: str, level: int = 3):
    return load_mapping().links(level)[code]


def only_by(relation: Relation, number: int, level: int = 3) -> str:
    """A new requirement with so many sources, all of this relation, and no set that completes it."""
    return next(
        code
        for code, links in load_mapping().links(level).items()
        if len(links) == number
        and {link.relation for link in links} == {relation}
        and code not in load_mapping().complete(level)
        and code in {wanted.code for wanted in load(NEW).requirements_for(level)}
    )


@pytest.mark.parametrize(
    ("level", "carry_whole", "review", "new"),
    [(1, 18, 24, 71), (2, 36, 36, 61), (3, 71, 64, 66), (4, 76, 92, 112), (5, 83, 95, 118)],
)
def test_with_everything_met_as_many_carry_over_as_the_mapping_says(level, carry_whole, review, new):
    _rows, result = carried(level, {}, status=Answer.MET)
    assert [result.count(outcome) for outcome in Outcome] == [carry_whole, review, new]


def test_met_stays_met_only_where_the_meaning_is_the_same():
    same, stricter, partial = (only_by(relation, 1) for relation in Relation)
    answers = {source_of(code)[0].code: Kept(Answer.MET, how="Đã làm") for code in (same, stricter, partial)}
    rows, _result = carried(3, answers)
    assert (rows[same].answer.status, rows[same].outcome) == (Answer.MET, Outcome.CARRIED)
    for code in (stricter, partial):
        assert (rows[code].answer.status, rows[code].outcome) == (Answer.PARTLY, Outcome.REVIEW)
    assert rows[same].answer.how == "Đã làm"


def test_one_source_that_is_not_met_pulls_the_result_down():
    code = only_by(Relation.SAME, 2)
    first, second = (link.code for link in source_of(code))
    rows, _result = carried(3, {first: Kept(Answer.MET), second: Kept(Answer.NOT_MET)})
    assert (rows[code].answer.status, rows[code].outcome) == (Answer.PARTLY, Outcome.REVIEW)
    rows, _result = carried(3, {first: Kept(Answer.MET)})
    assert rows[code].answer.status == Answer.PARTLY, "a source without an answer is not met"


def test_parts_never_add_up_except_in_a_complete_set():
    parts = load_mapping().complete(3)["incident-03"][0]
    rows, _result = carried(3, {code: Kept(Answer.MET) for code in parts})
    assert (rows["incident-03"].answer.status, rows["incident-03"].outcome) == (Answer.MET, Outcome.CARRIED)
    some = sorted(parts)[0]
    rows, _result = carried(3, {code: Kept(Answer.MET) for code in parts - {some}} | {some: Kept(Answer.PARTLY)})
    assert (rows["incident-03"].answer.status, rows["incident-03"].outcome) == (Answer.PARTLY, Outcome.REVIEW)


def test_not_applicable_carries_only_where_the_meaning_is_the_same_and_is_reviewed():
    same, partial = only_by(Relation.SAME, 1), only_by(Relation.PARTIAL, 1)
    reason = {"reason": "Không có mạng không dây"}
    answers = {source_of(code)[0].code: Kept(Answer.NOT_APPLICABLE, **reason) for code in (same, partial)}
    rows, _result = carried(3, answers)
    assert (rows[same].answer.status, rows[same].answer.reason) == (Answer.NOT_APPLICABLE, reason["reason"])
    assert rows[same].outcome is rows[partial].outcome is Outcome.REVIEW
    assert rows[partial].answer is None


def test_what_hangs_on_a_host_is_carried_as_it_counts_today_and_reviewed():
    code = only_by(Relation.SAME, 1)
    rows, _result = carried(3, {source_of(code)[0].code: Kept(Answer.MET, inherited_from="Trung tâm dữ liệu")})
    assert (rows[code].answer.status, rows[code].outcome) == (Answer.MET, Outcome.REVIEW)
    assert rows[code].answer.how == "Kế thừa từ Trung tâm dữ liệu."


def test_a_day_that_went_by_is_no_promise():
    code = only_by(Relation.PARTIAL, 1)
    rows, _result = carried(3, {source_of(code)[0].code: Kept(Answer.MET, due_on=TODAY, responsible="Phòng CNTT")})
    assert (rows[code].answer.due_on, rows[code].answer.responsible) == (None, "Phòng CNTT")


def test_what_nothing_takes_up_says_where_the_duty_lives_on():
    _rows, result = carried(3, {}, status=Answer.MET)
    gone = {dropped.requirement.code: dropped for dropped in result.dropped}
    assert gone["mgmt.policy.content.a"].remark.decree == "NĐ 331 Đ30.3.a, Đ30.7"
