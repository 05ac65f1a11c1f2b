"""Every kind of paper in both regimes against Decree 30/2020, box by box, and what long contents do to it."""

import re
import unicodedata

import pytest

from documents import content as c
from documents import fonts, markup, rendering
from tests.documents import papers
from tests.documents.printed import MM, chars_of, opened, pages, printed, span, text_of

LETTERS = tuple(make.__name__ for make in papers.ALL if make is not papers.explanation)
ABOUT = ("submission", "return_notice", "refusal_notice", "opinion", "refusal", "specialist_opinion", "yearly_report")
MINUTES = ("minutes", "council_minutes")
both_regimes = pytest.mark.parametrize("regime", ["nd85", "nd331"])
every_letter = pytest.mark.parametrize("name", LETTERS)

COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"


def middle(chars) -> float:
    return sum(span(chars)) / 2


def baseline(chars) -> float:
    return chars[0]["matrix"][5]


def sizes(chars) -> set[int]:
    return {round(char["size"]) for char in chars}


def is_upright(chars) -> bool:
    return not any("Italic" in char["fontname"] or "Bold" in char["fontname"] for char in chars)


@every_letter
@both_regimes
def test_the_head_stands_where_the_annex_puts_it(name, regime):
    page = pages(name, regime)[0]
    country, motto = chars_of(page, COUNTRY), chars_of(page, MOTTO)
    assert 20 <= min(char["top"] for char in country) / MM <= 25
    assert span(country)[0] > page.width * 0.4
    assert span(country)[1] <= page.width - 15 * MM
    assert abs(middle(country) - middle(motto)) < 1
    first_on_the_left = min(
        (char for char in page.chars if char["x1"] < span(country)[0]), key=lambda char: char["top"]
    )
    assert abs(first_on_the_left["matrix"][5] - baseline(country)) < 0.1


@every_letter
@both_regimes
def test_the_number_is_thirteen_points_upright_and_centred_under_its_agency(name, regime):
    page = pages(name, regime)[0]
    label = chars_of(page, "Số:")
    left = [char for char in page.chars if char["x1"] < span(chars_of(page, COUNTRY))[0] and char["text"].strip()]
    number = [char for char in left if abs(baseline([char]) - baseline(label)) < 0.1]
    assert sizes(number) == {13} and is_upright(number)
    issuer = [char for char in left if "Bold" in char["fontname"] and char["top"] < label[0]["top"]]
    assert abs(middle(number) - middle(issuer)) < 2


@pytest.mark.parametrize("name", [name for name in LETTERS if name not in MINUTES])
@both_regimes
def test_place_and_date_are_italic_and_centred_under_the_motto(name, regime):
    page = pages(name, regime)[0]
    place = chars_of(page, "Hà Nội, ngày")
    line = [
        char for char in page.chars if abs(baseline([char]) - baseline(place)) < 0.1 and "Italic" in char["fontname"]
    ]
    assert sizes(line) == {14} and "Bold" not in line[0]["fontname"]
    assert abs(middle(line) - middle(chars_of(page, MOTTO))) < 1
    assert abs(baseline(place) - baseline(chars_of(page, "Số:"))) < 0.1


@pytest.mark.parametrize("name", ABOUT)
@both_regimes
def test_a_letter_says_what_it_is_about_six_points_under_its_number(name, regime):
    page = pages(name, regime)[0]
    about, number = chars_of(page, "V/v"), chars_of(page, "Số:")
    assert sizes(about) == {13} and is_upright(about)
    assert 13 * 1.15 + 6 - 1 < baseline(number) - baseline(about) < 13 * 1.15 + 6 + 3


@pytest.mark.parametrize("name", [name for name in LETTERS if name not in ABOUT])
@both_regimes
def test_the_kind_of_paper_stands_in_bold_capitals_over_its_summary(name, regime):
    page = pages(name, regime)[0]
    words = {
        "request": "TỜ TRÌNH",
        "report": "BÁO CÁO",
        "owner_report": "BÁO CÁO",
        "yearly_report": "BÁO CÁO",
    } | dict.fromkeys(MINUTES, "BIÊN BẢN")
    kind = chars_of(page, words.get(name, "QUYẾT ĐỊNH"))
    assert sizes(kind) == {14} and all("Bold" in char["fontname"] for char in kind)
    assert abs(middle(kind) / MM - 112) < 0.5


@pytest.mark.parametrize("name", [*ABOUT, "request", "owner_report", "report"])
@both_regimes
def test_receivers_are_fourteen_points_upright(name, regime):
    to = chars_of(pages(name, regime)[0], "Kính gửi:")
    assert sizes(to) == {14} and is_upright(to)


@pytest.mark.parametrize("name", LETTERS)
@both_regimes
def test_copies_to_are_listed_at_the_left_edge(name, regime):
    page = next(page for page in pages(name, regime) if "Nơi nhận:" in page.extract_text())
    label = chars_of(page, "Nơi nhận:")
    assert sizes(label) == {12} and all("Bold-Italic" in char["fontname"] for char in label)
    assert abs(span(label)[0] / MM - 30) < 0.5
    first = chars_of(page, "- ")
    listed = [char for char in page.chars if round(char["size"]) == 11 and char["top"] > label[0]["top"]]
    assert listed and is_upright(listed) and sizes(listed) == {11}
    assert first


@pytest.mark.parametrize("name", [*LETTERS, "explanation"])
@both_regimes
def test_page_numbers_run_in_the_top_margin_and_the_first_is_hidden(name, regime):
    expected = 0
    for page in pages(name, regime):
        number = [char for char in page.chars if char["top"] < 19 * MM]
        shown = "".join(char["text"] for char in number)
        first = shown == ""
        expected = 1 if first else expected + 1
        if not first:
            assert shown == str(expected)
            assert sizes(number) == {14} and is_upright(number)
            assert abs(middle(number) - (30 * MM + page.width - 16 * MM) / 2) < 1
    assert not [char for char in pages(name, regime)[0].chars if char["top"] < 19 * MM]


@pytest.mark.parametrize("name", [*LETTERS, "explanation"])
@both_regimes
def test_the_strip_never_touches_what_is_signed(name, regime):
    result = printed(name, regime)
    number, box = result.boxes["ky-1"]
    page = pages(name, regime)[number]
    strip = chars_of(page, "Mã văn bản:")
    assert page.height - min(char["top"] for char in strip) < box[1]


def test_all_accented_letters_are_printed_and_can_be_copied_in_every_face():
    letters = fonts.accented()
    assert len(letters) == len(set(letters)) == 134
    text = text_of(rendering.render(papers.report(difficulties=letters)).pdf)
    assert letters in unicodedata.normalize("NFC", text).replace(" ", "")
    group = c.RequirementGroup(title=letters, requirements=papers.requirement_groups("QL", "N", 1, 2)[0].requirements)
    bold = rendering.render(papers.explanation(plan=c.Plan(management=(group,), technical=(group,))))
    assert letters in text_of(bold.pdf).replace(" ", "")


def test_a_table_of_three_hundred_rows_has_each_row_once_under_its_headings():
    result = rendering.render(papers.report(rows=300))
    wide = [page for page in opened(result.pdf).pages if page.width > page.height]
    rows = []
    for page in wide:
        text = page.extract_text()
        assert "Mục của tiêu chuẩn" in text.replace("\n", " ") or "STT" in text
        left = [char for char in page.chars if char["x1"] < 30 * MM + 0.05 * (page.width - 46 * MM) + 1]
        tops = sorted({round(char["top"]) for char in left if char["text"].isdigit() and char["top"] > 20 * MM})
        for top in tops:
            digits = [char["text"] for char in left if round(char["top"]) == top and char["text"].isdigit()]
            rows.append("".join(digits))
        assert max(char["bottom"] for char in page.chars) <= page.height - 19.9 * MM
    numbers = [int(row) for row in rows if row]
    assert sorted(set(numbers)) == list(range(1, 301))


def test_a_paper_of_more_than_sixty_pages_keeps_its_numbers_and_its_signature():
    result = rendering.render(papers.explanation(groups=(4, 4), each=48), images=papers.IMAGES)
    assert result.pages > 60
    book = opened(result.pdf).pages
    shown = [int("".join(char["text"] for char in page.chars if char["top"] < 19 * MM) or 1) for page in book]
    starts = [position for position, number in enumerate(shown) if number == 1]
    assert len(starts) == 3  # the text and two appendices
    for start, end in zip(starts, [*starts[1:], len(shown)], strict=True):
        assert shown[start:end] == list(range(1, end - start + 1))
    page, _box = result.boxes["ky-1"]
    assert starts[0] <= page < starts[1]


@pytest.mark.parametrize("name", ["decision", "plan_decision", "appraiser_decision", "minutes"])
def test_a_signer_with_the_longest_of_names_and_offices_stays_in_the_right_half(name):
    signer = c.Signer(
        name="Công Tằng Tôn Nữ Hoàng Nguyễn Phương Anh Minh Thư",
        authority_lines=(
            "TUQ. Chủ tịch Ủy ban nhân dân thành phố Hồ Chí Minh",
            "KT. Giám đốc Sở Khoa học và Công nghệ",
        ),
        title="Phó Giám đốc phụ trách Trung tâm Chuyển đổi số và Bảo đảm an ninh mạng",
    )
    result = rendering.render(getattr(papers, name)(signer=signer))
    number, (x1, _y1, x2, _y2) = result.boxes["ky-1"]
    page = opened(result.pdf).pages[number]
    bold = [char for char in page.chars if "Bold" in char["fontname"] and char["x0"] > 104 * MM]
    below = [char for char in bold if char["top"] > page.height - _y1 - 1]
    assert below and all(char["x1"] <= page.width - 15 * MM for char in bold)
    assert abs(middle(below) - (x1 + x2) / 2) < 2


@pytest.mark.parametrize("name", [*LETTERS, "explanation"])
def test_every_table_has_fixed_columns_whose_widths_are_given(name):
    """A table that has to be measured first costs half as much again."""
    html = markup.html(getattr(papers, name)(), images=papers.IMAGES)
    tables = re.findall(r"<table class=\"([a-z]+)[^>]*>(<colgroup>)?", html)
    assert tables and len(tables) == html.count("<table")
    assert all(colgroup for _kind, colgroup in tables)
    for kind in {kind for kind, _colgroup in tables}:
        assert re.search(rf"table\.{kind} {{[^}}]*table-layout: fixed", markup.stylesheet())
