"""What people write in cells, and what it means; anything else gets a sentence and never a traceback."""

import datetime
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from systems.importing import words
from systems.importing.columns import BY_KEY, COLUMNS, recognise
from systems.importing.values import BadCell, is_blank, read_choice, read_count, read_day, read_flag, read_online

from .sheets import HEADER, a_row, read_one, rows_of, workbook


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("12.000", 12000),
        ("12,000", 12000),
        ("12 000", 12000),
        ("12\u00a0000", 12000),
        (12000, 12000),
        (12000.0, 12000),
        ("12000.0", 12000),
        ("1.250.000", 1_250_000),
        ("1.250.000,00", 1_250_000),
        (" 4.200 người ", 4200),
        ("0", 0),
        (0.0, 0),
    ],
)
def test_a_number_of_people_is_read_as_it_is_written_here(cell, people):
    assert read_count(cell) == people


@pytest.mark.parametrize(
    "cell", ["chín trăm", "12.5", 12.5, "-3", -3, "1.2.3", "12.00.000", "１２", True, "1e5", 1e300]
)
def test_what_is_no_number_of_people_is_told_what_would_be_right(cell):
    with pytest.raises(BadCell, match="12.000"):
        read_count(cell)


@given(st.integers(min_value=0, max_value=10_000_000_000))
def test_every_number_survives_every_way_of_writing_it(number):
    for written in (number, str(number), f"{number:,}", f"{number:,}".replace(",", "."), f"{number}.0", f" {number} "):
        assert read_count(written) == number


@given(st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2100, 12, 31)))
def test_every_day_survives_every_way_of_writing_it(day):
    moment = datetime.datetime.combine(day, datetime.time())
    short = f"{day.day}/{day.month}/{day.year}"
    for written in (
        day,
        moment,
        f"{day:%d/%m/%Y}",
        short,
        f"{day:%d-%m-%Y}",
        day.isoformat(),
        str(moment),
        f" {short}",
    ):
        assert read_day(written) == day


@pytest.mark.parametrize(
    "cell", ["31/02/2020", "2015", 42078.0, "05/2019", "15/03/15", "mai", "01/01/0001", "9999-12-31"]
)
def test_what_is_no_day_is_told_what_would_be_right(cell):
    with pytest.raises(BadCell, match="15/03/2015"):
        read_day(cell)


CELLS = st.one_of(
    st.text(max_size=200),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
)


@given(CELLS)
def test_no_cell_whatever_breaks_a_reader(cell):
    for column in COLUMNS:
        if is_blank(cell):
            continue
        try:
            column.read(cell)
        except BadCell as bad:
            assert str(bad).endswith(".")


@given(st.text())
def test_no_text_whatever_breaks_the_search_for_columns(text):
    assert recognise(text) in {None, *BY_KEY}


@pytest.mark.parametrize(
    ("cell", "answer"),
    [("Có", True), ("CÓ ", True), ("co", True), ("x", True), ("X", True), ("✓", True), (True, True), (1.0, True),
     ("Không", False), ("không ", False), ("KHONG", False), (False, False), (0.0, False)],
)  # fmt: skip
def test_yes_and_no_in_all_their_spellings(cell, answer):
    assert read_flag(cell) is answer


@pytest.mark.parametrize("cell", ["", "  ", "—", "-", "–", "...", "chưa rõ", "Chưa xác định", "N/A", None, "\u200b"])
def test_a_blank_is_unknown_and_never_a_no(cell):
    assert is_blank(cell)
    row = read_one(**{"Dịch vụ kinh doanh có điều kiện": cell or "", "Số người sử dụng": cell or ""})
    assert row.facts == {} and row.problems == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("change", [str, str.upper, str.lower, lambda text: f"  {text}\t\u00a0"])
def test_every_word_of_the_lists_is_read_however_it_is_typed(form, change):
    for table in (words.SYSTEM_TYPES, words.SCOPES, words.WORKS_GRADES, words.STATUSES):
        read = read_choice(table)
        for value, (shown, _keys) in table.items():
            assert read(unicodedata.normalize(form, change(shown))) == value


@pytest.mark.parametrize(
    ("cell", "kinds"),
    [
        ("công cộng, riêng, cá nhân", ["public", "private", "personal"]),
        ("Cá nhân; công cộng", ["public", "personal"]),
        ("Thông tin riêng và thông tin cá nhân", ["private", "personal"]),
        ("riêng\ncá nhân", ["private", "personal"]),
        ("Bí mật nhà nước", ["state_secret"]),
        ("Tối mật", ["state_secret"]),
    ],
)
def test_kinds_of_information_are_read_in_any_order(cell, kinds):
    assert read_one(**{"Loại thông tin xử lý": cell}).facts == {"information": kinds}


@pytest.mark.parametrize(
    ("cell", "facts"),
    [
        ("4", {"online_public_service_level": 4}),
        (3.0, {"online_public_service_level": 3}),
        ("Mức độ 3", {"online_public_service_level": 3}),
        ("mức IV", {"online_public_service_level": 4}),
        ("Toàn trình", {"online_public_service_form": "full"}),
        ("Dịch vụ công trực tuyến một phần", {"online_public_service_form": "partial"}),
        ("Không", {}),
    ],
)
def test_levels_and_forms_of_online_services(cell, facts):
    assert read_online(cell) == facts


@pytest.mark.parametrize("cell", ["5", "0.5", "nhiều", "mức cao"])
def test_a_level_of_online_service_that_does_not_exist(cell):
    with pytest.raises(BadCell, match="Toàn trình"):
        read_online(cell)


def test_conditional_business_means_an_online_service_and_its_absence_does_not_mean_none():
    assert read_one(**{"Dịch vụ kinh doanh có điều kiện": "Có"}).facts == {
        "conditional_business": True,
        "online_service": True,
    }
    assert read_one(**{"Dịch vụ kinh doanh có điều kiện": "Không"}).facts == {"conditional_business": False}


def test_people_who_use_a_system_are_not_taken_for_subjects_of_sensitive_data():
    assert read_one(**{"Số người sử dụng": "12.000"}).facts == {"users": 12000}


def test_a_bad_row_names_each_of_its_problems_with_row_column_value_and_cure():
    row = read_one(**{"Số người sử dụng": "nhiều", "Ngày đưa vào vận hành": "31/02/2020", "Tình trạng": "tạm"})
    assert [(p.row, p.column, p.value) for p in row.problems] == [
        (2, "Số người sử dụng", "nhiều"),
        (2, "Tình trạng", "tạm"),
        (2, "Ngày đưa vào vận hành", "31/02/2020"),
    ]
    assert row.problems[1].sentence == (
        "Dòng 2, cột “Tình trạng”, ghi “tạm”: ghi một trong: Đang vận hành; Đang xây dựng; Ngừng vận hành."
    )


def test_an_empty_cell_that_must_be_filled_is_a_problem():
    row = read_one(**{"Mã hệ thống": "", "Đơn vị vận hành": " — "})
    assert [problem.column for problem in row.problems] == ["Mã hệ thống", "Đơn vị vận hành"]


def test_columns_stand_in_any_order_under_other_titles_below_title_rows():
    order = [
        "Ghi chú",
        "Chủ quản",
        "ĐƠN VỊ QUẢN LÝ, VẬN HÀNH",
        "Tên HTTT",
        "Mã HTTT (*)",
        "Số người dùng (người)",
        "Màu",
    ]
    content = workbook([order, ["a", "Bộ", "Cục", "Cổng", 7.0, "12.000", "đỏ"]], above=[["DANH MỤC"], [], ["2026"]])
    (row,) = rows_of(content)
    assert (row.number, row.code, row.name, row.facts) == (5, "7", "Cổng", {"users": 12000})
    assert row.parties == {"owner": "Bộ", "operator": "Cục"}


def test_a_header_of_two_rows_with_merged_titles_is_understood():
    top = ["STT", "Mã hệ thống", "Tên hệ thống", "Các bên", "", "Tình trạng"]
    below = ["", "", "", "Chủ quản", "Đơn vị vận hành", ""]
    content = workbook(
        [top, below, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"], [1, "A", "Cổng", "Bộ", "Cục", "Đang vận hành"]],
        merged=["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"],
    )
    (row,) = rows_of(content)
    assert (row.number, row.code, row.fields["status"], row.parties["operator"]) == (4, "A", "operating", "Cục")


def test_a_block_merged_over_rows_counts_for_each_and_headings_and_sums_are_no_systems():
    first, second = a_row(), a_row(**{"Mã hệ thống": "HT-2", "Chủ quản hệ thống thông tin": ""})
    content = workbook([HEADER, ["I. KHỐI CỤC"], first, second, ["Tổng cộng"]], merged=["A2:P2", "D3:D4"])
    assert [row.parties["owner"] for row in rows_of(content)] == ["Bộ Giao thông vận tải"] * 2


def test_an_error_of_a_formula_is_a_problem_and_not_a_blank():
    book = load_workbook(io.BytesIO(workbook([HEADER, a_row()])))
    book.active["H2"], book.active["H2"].data_type = "#REF!", "e"
    stored = io.BytesIO()
    book.save(stored)
    (row,) = rows_of(stored.getvalue())
    assert [(p.column, p.value) for p in row.problems] == [("Số người sử dụng", "#REF!")]


def test_decomposed_letters_come_in_composed():
    row = read_one(**{"Tên hệ thống thông tin": unicodedata.normalize("NFD", "Cổng  thông tin ")})
    assert row.name == "Cổng thông tin"


def test_a_text_too_long_for_its_place_is_a_problem():
    assert "300" in read_one(**{"Tên hệ thống thông tin": "a" * 301}).problems[0].message


@pytest.mark.parametrize("words_again", ["loai ", "cap muc ", ", ", "1.000", " "])
def test_a_very_long_cell_is_a_problem_and_not_a_crash(words_again):
    cell = words_again * 5_000
    for column in COLUMNS:
        if column.into != "skip" and not is_blank(cell):
            row = read_one(**{column.title: cell}) if column.title in HEADER else None
            assert row is None or row.problems or column.key in {"note", "information"}
