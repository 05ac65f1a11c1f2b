"""Differences hold both versions whole, say nothing of what is equal, and never take long."""

from hypothesis import given
from hypothesis import strategies as st

from classification.differences import CAME, GONE, SAME, TOO_MUCH, Change, Words, answers, flat, rows, words

TEXT = st.text(alphabet="ab \n.ộ", max_size=60)
ROW = st.dictionaries(st.sampled_from(["name", "location", "purpose"]), TEXT, max_size=3)


def whole(pieces, *kinds) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


@given(TEXT, TEXT)
def test_both_texts_stand_whole_in_their_difference(old, new):
    pieces = words(old, new)
    assert whole(pieces, SAME, GONE) == old
    assert whole(pieces, SAME, CAME) == new
    assert all(one.kind != other.kind for one, other in zip(pieces, pieces[1:], strict=False))


@given(TEXT)
def test_equal_texts_differ_in_nothing(text):
    assert not [piece for piece in words(text, text) if piece.kind != SAME]


def test_only_the_changed_words_of_a_long_text_are_marked():
    old = "Phục vụ 300 trung tâm đăng kiểm trên cả nước.\nVận hành từ năm 2018."
    new = "Phục vụ 312 trung tâm đăng kiểm trên cả nước.\nVận hành từ năm 2018."
    assert words(old, new) == (
        Words(SAME, "Phục vụ "), Words(GONE, "300"), Words(CAME, "312"), Words(SAME, old[11:]),
    )  # fmt: skip


def test_a_paragraph_too_long_to_compare_is_told_as_replaced():
    half = int(TOO_MUCH**0.5)
    old, new = "a " * half, "b " * half
    assert [piece.kind for piece in words(old, new)] == [GONE, CAME]


@given(st.dictionaries(st.sampled_from("abc"), TEXT))
def test_equal_answers_differ_in_nothing(said):
    assert answers(said, dict(said)) == ()


@given(st.dictionaries(st.sampled_from("abc"), TEXT), st.dictionaries(st.sampled_from("abc"), TEXT))
def test_the_older_answers_with_the_changes_are_the_newer_ones(old, new):
    applied = {name: value for name, value in old.items() if value}
    for change in answers(old, new):
        assert applied.get(change.name) == change.old
        applied[change.name] = change.new
    assert {n: v for n, v in applied.items() if v} == {n: v for n, v in new.items() if v}


def test_nothing_said_is_no_answer_and_a_no_is_one():
    assert answers({"a": "", "b": None}, {"b": [], "c": ""}) == ()
    assert answers({}, {"a": False}) == (Change("a", None, False),)


@given(st.lists(ROW, max_size=6))
def test_a_table_whose_rows_only_moved_did_not_change(table):
    assert rows(table, table[::-1]) == ()


@given(st.lists(ROW, max_size=5), st.lists(ROW, max_size=5))
def test_the_older_table_with_the_changes_is_the_newer_one(old, new):
    left = list(old)
    for change in rows(old, new):
        if change.kind in (GONE, "changed"):
            left.remove(change.old)
        if change.kind in (CAME, "changed"):
            left.append(change.new)
    assert sorted(map(said, left)) == sorted(map(said, new))


def said(row) -> list:
    return sorted((name, value) for name, value in row.items() if value)


def test_a_row_with_half_its_words_is_the_same_row_changed():
    old = [{"name": "Tường lửa", "location": "Trung tâm dữ liệu"}, {"name": "Máy in", "location": "Tầng 2"}]
    new = [{"name": "Tường lửa", "location": "Trung tâm dự phòng"}, {"name": "Máy chủ mới", "location": "Hòa Lạc"}]
    changed, came, gone = rows(old, new)
    assert (changed.kind, changed.cells) == (
        "changed", (Change("location", "Trung tâm dữ liệu", "Trung tâm dự phòng"),)
    )  # fmt: skip
    assert (came.kind, came.new["name"], gone.kind, gone.old["name"]) == (CAME, "Máy chủ mới", GONE, "Máy in")


def test_facts_of_components_go_by_their_names():
    facts = {"users": 1, "components": [{"name": "A", "users": 2}, {"name": "A", "users": 3}, {"users": 4}]}
    assert flat(facts) == {
        ("users",): 1,
        ("components", "A", "name"): "A", ("components", "A", "users"): 2,
        ("components", "A (2)", "name"): "A", ("components", "A (2)", "users"): 3,
        ("components", "3", "users"): 4,
    }  # fmt: skip
