"""A place of a dossier: read from its short text, told in words, refused where the dossier has no such place."""

import pytest

from classification.places import place_choices, place_words, read_place

NEW = "nd331-2026"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("whole", "Toàn bộ hồ sơ"),
        ("part/scope", "Phạm vi, quy mô"),
        ("part/scope/scale", "Phạm vi, quy mô (quy mô)"),
        ("part/devices/location", "Thiết bị (vị trí triển khai)"),
        ("part/parties/operator_name", "Chủ quản và đơn vị vận hành (tên, đơn vị vận hành)"),
        ("part/zones/public_ip", "Vùng mạng và địa chỉ IP (IP Public)"),
        ("fact/round_the_clock", "Dữ kiện: vận hành 24/7, không chấp nhận ngừng ngoài kế hoạch"),
    ],
)
def test_a_place_is_told_in_words(text, words):
    assert str(read_place(text, NEW, 3)) == text
    assert place_words(text, NEW, 3) == words


NOWHERE = [
    "whole/x", "part", "part/nothing", "part/scope/nothing", "part/scope/scale/x", "fact/users", "fact/users/x",
    "plan/nothing", "plan", "elsewhere/x", "///",
]  # fmt: skip


@pytest.mark.parametrize("text", ["", *NOWHERE])
def test_a_place_the_dossier_does_not_have_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - its words are the text that was read
        read_place(text, NEW, 3)
    assert place_words(text, NEW, 3) == ""


def test_a_requirement_is_a_place_at_its_own_levels_only():
    codes = [value for _group, found in place_choices(NEW, 3) for value, _words in found if value.startswith("plan/")]
    assert "…" in place_words(next(code for code in codes if "…" in place_words(code, NEW, 3)), NEW, 3)
    assert not [value for _g, found in place_choices(NEW, None) for value, _w in found if value.startswith("plan/")]
    with pytest.raises(ValueError, match="plan/"):
        read_place(codes[0], NEW, None)


@pytest.mark.parametrize("regime", ["nd85-2016", NEW])
def test_every_choice_can_be_read_and_none_stands_twice(regime):
    values = [value for _group, found in place_choices(regime, 3) for value, _words in found]
    assert len(values) == len(set(values)) > 200
    assert all(place_words(value, regime, 3) for value in values)
    assert max(map(len, values)) <= 120
