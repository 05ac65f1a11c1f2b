"""Numbers, dates and words as pages show them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.utils import translation

from systems.templatetags import ui

NBSP = "\u00a0"


def drawn(source: str, **context) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (428, "42,8"),
        (0, "0,0"),
        (1000, "100,0"),
        (Fraction(24, 56), "42,8"),
        (Fraction(6999, 10000), "69,9"),
        (Fraction(2, 3), "66,6"),
        (Decimal("69.99"), "69,9"),
        ("42.857", "42,8"),
        ("42,857", "42,8"),
    ],
)
def test_a_percentage_is_never_rounded_up(value, shown):
    assert ui.percent(value) == f"{shown}{NBSP}%"


def test_a_share_of_nothing_is_said_in_words():
    assert ui.percent(None) == "không có"


def test_a_float_is_refused_because_it_cannot_be_exact():
    with pytest.raises(TypeError):
        ui.percent(42.8)


def test_numbers_have_dots_between_thousands_in_both_languages():
    for language in ("vi", "en"):
        with translation.override(language):
            assert [ui.number(n) for n in (0, 999, 12000, 4700000, None)] == ["0", "999", "12.000", "4.700.000", ""]


def test_days_are_written_as_in_vietnam_and_moments_in_hanoi_time():
    late = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
    with translation.override("en"):
        assert ui.vndate(date(2026, 3, 5)) == "05/03/2026"
        assert ui.vndate(late) == "24/11/2026"
        assert ui.vntime(late) == "24/11/2026 01:30"
        assert ui.vndate(None) == ui.vntime(None) == ""


@pytest.mark.parametrize(
    ("days", "kind", "words", "tone"),
    [
        (3, "working", f"còn 3{NBSP}ngày làm việc", ""),
        (1, "working", f"còn 1{NBSP}ngày làm việc", "warn"),
        (0, "working", "hết hạn hôm nay", "warn"),
        (-2, "working", f"quá hạn 2{NBSP}ngày", "bad"),
        (15, "calendar", f"còn 15{NBSP}ngày", ""),
        (None, "working", "không có hạn", ""),
    ],
)
def test_a_deadline_is_told_in_words_first(days, kind, words, tone):
    assert ui.deadline_words(days, kind) == words
    assert ui.deadline_tone(days) == tone


def test_a_level_has_its_numeral_its_bars_and_its_name_for_those_who_listen():
    badge = ui.level(3)
    assert 'class="lv lv-3"' in badge
    assert badge.count("<path") == 5
    assert badge.count("opacity") == 2
    assert "Cấp độ" in badge
    assert f"Cấp{NBSP}độ{NBSP}3" in ui.level(3, size="lg")


def test_an_unknown_level_is_said_not_drawn():
    assert "Chưa xác định" in ui.level(None)
    assert "<svg" not in ui.level(0)


def test_a_state_takes_its_rank_or_its_official_word():
    by_rank = ui.state(2, fine="chờ phê duyệt")
    assert by_rank == ui.state("Đã thẩm định", fine="chờ phê duyệt")
    assert "Đã thẩm định<small>chờ phê duyệt</small>" in by_rank


def test_a_dossier_that_left_the_way_is_told_by_its_fine_word():
    assert "Đã rút hồ sơ" in ui.state("", fine="Đã rút hồ sơ")
    assert "<small>" not in ui.state("", fine="Đã rút hồ sơ")


def test_a_deployment_fills_a_square():
    assert "Đã triển khai đầy đủ" in ui.deployment(2)
    assert ui.deployment("Đã triển khai đầy đủ") == ui.deployment(2)


def test_what_people_wrote_is_escaped_in_every_drawing():
    bad = "<script>"
    for shown in (ui.state(0, fine=bad), ui.verdict("good", bad), ui.meter(1, 2, label=bad), ui.bound(bad)):
        assert bad not in shown


def test_a_meter_is_drawn_with_attributes_and_never_overflows():
    drawing = ui.meter(24, 56, target=70)
    assert 'width="42.85%"' in drawing
    assert 'x="70%"' in drawing
    assert "style" not in drawing
    assert 'aria-label="24 trên 56"' in drawing
    assert ui.share(9, 3) == "100.00"
    assert ui.share(0, 0) == "0"


def test_a_numeral_does_not_part_from_its_unit():
    assert ui.bound("hệ thống cấp độ 3, còn 5 ngày, đạt 70 %") == (
        f"hệ thống cấp{NBSP}độ{NBSP}3, còn 5{NBSP}ngày, đạt 70{NBSP}%"
    )


def test_an_icon_is_hidden_from_those_who_listen():
    assert 'aria-hidden="true"' in drawn('{% icon "check" "good" %}')
    assert 'class="i good"' in drawn('{% icon "check" "good" %}')


def test_far_pages_leave_a_gap():
    page = Paginator(range(1156), 20).page(30)
    assert ui.page_numbers(page) == [1, None, 28, 29, 30, 31, 32, None, 58]
