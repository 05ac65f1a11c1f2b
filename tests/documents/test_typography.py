"""Vietnamese typesetting: what stays together, what is cut out, how names and dates are written."""

import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import typography as t


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2027, 1, 5), "ngày 05 tháng 01 năm 2027"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 8, 9), "ngày 09 tháng 8 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_carry_a_zero(day, words):
    assert t.date_in_words(day) == words


def test_a_draft_without_a_date_keeps_room_for_it():
    assert t.date_in_words(None).split() == ["ngày", "tháng", "năm"]


def test_an_aware_moment_is_told_in_vietnams_time():
    assert t.moment_in_words(datetime(2026, 11, 20, 1, 30, tzinfo=UTC)) == "08 giờ 30 phút, ngày 20 tháng 11 năm 2026"
    assert t.moment_in_words(datetime(2026, 11, 20, 8, 5)).startswith("08 giờ 05 phút")


def test_numbers_are_parted_by_full_stops():
    assert t.number(4_700_000) == "4.700.000"
    assert [t.counted(n) for n in (0, 4, 10, 1204)] == ["00", "04", "10", "1.204"]


@pytest.mark.parametrize("text", ["Điều 5", "khoản 2", "Điểm b khoản 2 Điều 13", "Phụ lục II", "tháng 11", "Mẫu số 06"])
def test_a_reference_does_not_break_before_its_number(text):
    shown = t.typeset(text)
    assert shown.replace(t.NBSP, " ") == text
    assert not shown.endswith(" " + text.split()[-1])


def test_a_level_is_one_unbreakable_piece():
    assert t.typeset("đề xuất cấp độ 3.") == f"đề xuất cấp{t.NBSP}độ{t.NBSP}3."


def test_ordinary_words_after_reference_words_stay_breakable():
    for text in ("cấp độ của hệ thống", "điểm yếu, lỗ hổng", "mục đích sử dụng", "năm nay", "hình thức"):
        assert t.typeset(text) == text


def test_a_document_symbol_is_glued_and_a_long_one_may_break_after_its_slash():
    assert t.typeset("số 331/2026/NĐ-CP") == f"số 331/{t.JOINER}2026/{t.JOINER}NĐ-{t.JOINER}CP"
    assert t.typeset("09/QĐ-BGTVT") == f"09/{t.JOINER}QĐ-{t.JOINER}BGTVT"
    assert t.typeset("1208/ĐKVN-CNTT") == f"1208/{t.JOINER}ĐKVN-{t.JOINER}CNTT"
    assert t.typeset("1208/ĐKVN-CNTT-KHĐT") == f"1208/ĐKVN-{t.JOINER}CNTT-{t.JOINER}KHĐT"
    assert t.typeset("theo TCVN 14423:2026") == f"theo TCVN{t.NBSP}14423:2026"
    assert t.typeset("31/12/2026, 172.16.0.0/28").replace(t.JOINER, "") == "31/12/2026, 172.16.0.0/28"


def test_addresses_on_the_web_stay_breakable():
    address = "https://hoso.example.vn/x/7F3K9QXM2D?a=b-c"
    assert t.typeset(address) == address


def test_an_endless_word_may_break_every_twenty_signs_and_a_long_one_only_where_it_overflows():
    room = t.give_room("đường " + "ab" * 500 + " dài " + "x" * 80)
    assert room.replace(t.ROOM, "") == "đường " + "ab" * 500 + " dài " + "x" * 80
    assert room.split(" ")[1].split(t.ROOM) == ["ab" * 10] * 50
    assert room.endswith(" " + "x" * 80)


def test_room_is_never_made_inside_an_escaped_sign_or_between_a_letter_and_its_mark():
    marked = "q\u0301" * 100
    assert all(piece[0] == "q" for piece in t.give_room(marked).split(t.ROOM))
    pieces = t.typeset_html("<p>" + "&lt;&amp;&#x27;" * 100 + "</p>")[3:-4].split(t.ROOM)
    assert len(pieces) == 15 and set("".join(pieces).split(";")) == {"&lt", "&amp", "&#x27", ""}
    assert all(piece.endswith(";") for piece in pieces)


def test_only_text_between_tags_is_typeset():
    html = '<p class="cấp độ 3" title="Điều 5">Điều 5 &lt;b&gt;</p>'
    assert t.typeset_html(html) == f'<p class="cấp độ 3" title="Điều 5">Điều{t.NBSP}5 &lt;b&gt;</p>'


def test_what_the_font_lacks_becomes_a_hollow_square():
    assert t.typeset_html("<p>Tốt 👍</p>", frozenset(map(ord, "Tốt "))) == f"<p>Tốt {t.MISSING}</p>"


def test_decomposed_text_is_composed():
    assert t.clean(unicodedata.normalize("NFD", "Đường bộ Việt Nam")) == "Đường bộ Việt Nam"


@pytest.mark.parametrize(
    "hidden", ["\x00", "\x1b", "\u202e", "\u2066", "\u200b", "\u00ad", "\ufeff", "\ud800", "\ue000"]
)
def test_invisible_and_reordering_characters_are_cut_out(hidden):
    assert t.clean(f"cấp{hidden} độ") == "cấp độ"


def test_line_ends_are_unified_and_kept():
    assert t.clean("a\r\nb\rc\u2028d\te") == "a\nb\nc\nd\te"


def test_a_tower_of_marks_is_cut_down():
    assert len(t.clean("e" + "\u0301" * 200)) <= 3


@given(st.text())
def test_cleaning_twice_changes_nothing_and_the_result_can_be_stored(text):
    once = t.clean(text)
    assert t.clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\x00" not in once
    once.encode()


@given(st.text())
def test_typesetting_only_touches_spaces_and_joiners(text):
    text = t.clean(text)
    assert t.typeset(text).replace(t.NBSP, " ").replace(t.JOINER, "") == text.replace(t.NBSP, " ")


def test_an_agencys_name_breaks_before_a_capital_not_inside_a_word():
    assert t.balanced_lines("Trung tâm Công nghệ thông tin", 14.2) == ["Trung tâm", "Công nghệ thông tin"]
    assert t.balanced_lines("ỦY BAN NHÂN DÂN TỈNH BÀ RỊA - VŨNG TÀU", 14.2)[0].startswith("ỦY BAN NHÂN DÂN")
    assert t.balanced_lines("Bộ Giao thông vận tải", 14.2) == ["Bộ Giao thông vận tải"]


@given(st.lists(st.text("abcĐẾ", min_size=1, max_size=30), max_size=60))
def test_breaking_a_name_loses_no_word_and_overfills_no_line(words):
    lines = t.balanced_lines(" ".join(words), 14.2)
    assert " ".join(lines).split() == words
    assert all(t.capitals_width(line) <= 14.2 or " " not in line for line in lines)
