"""The printed page measured against Annex I of Decree 30/2020: paper, margins, sizes, rules, numbers, boxes."""

import unicodedata

import pytest

from documents import content as c
from documents import rendering
from tests.documents import papers
from tests.documents.printed import MM, chars_of, line_of, opened, pages, printed, span

LETTERS = tuple(make.__name__ for make in papers.ALL if make is not papers.explanation)
EVERYTHING = (*LETTERS, "explanation")


@pytest.mark.parametrize("name", EVERYTHING)
def test_pages_are_a4_and_only_appendices_lie_on_their_side(name):
    for page in pages(name):
        sides = sorted((round(page.width / MM), round(page.height / MM)))
        assert sides == [210, 297]
        if page.width > page.height:
            assert name in ("report", "yearly_report", "explanation")


@pytest.mark.parametrize("name", EVERYTHING)
@pytest.mark.parametrize("regime", ["nd85", "nd331"])
def test_text_keeps_the_margins(name, regime):
    for page in pages(name, regime):
        for char in page.chars:
            if char["top"] < 19 * MM:  # the page number
                assert char["text"].isdigit()
                continue
            assert char["x0"] >= 29.9 * MM
            assert char["x1"] <= page.width - 15 * MM
            assert char["bottom"] <= page.height - 19.9 * MM


@pytest.mark.parametrize("name", LETTERS)
def test_name_of_the_country_and_motto_have_their_sizes_and_the_rule_its_length(name):
    page = pages(name)[0]
    country = chars_of(page, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    motto = chars_of(page, "Độc lập - Tự do - Hạnh phúc")
    assert {round(char["size"]) for char in country} == {13}
    assert {round(char["size"]) for char in motto} == {14}
    assert all("Bold" in char["fontname"] for char in country + motto)
    left, right = span(motto)
    rule = _rule_below(page, motto)
    assert abs((rule[1] - rule[0]) - (right - left)) < 1.5
    assert abs(rule[0] - left) < 1


@pytest.mark.parametrize("name", LETTERS)
def test_the_issuers_rule_is_a_third_to_a_half_of_its_line_and_centred(name):
    page = pages(name)[0]
    ministry = "BỘ GIAO THÔNG VẬN TẢI"
    last = {
        "decision": ministry,
        "plan_decision": ministry,
        "refusal_notice": ministry,
        "yearly_report": ministry,
        "appraiser_decision": ministry,
        "delegation": ministry,
        "order_to_sign": ministry,
        "council_minutes": "THẨM ĐỊNH ĐỘC LẬP",
        "opinion": "CÔNG NGHỆ THÔNG TIN",
    }
    centre = name in ("return_notice", "opinion", "refusal", "minutes", "specialist_opinion", "owner_report")
    words = last["opinion"] if centre else last.get(name, "CỤC ĐĂNG KIỂM VIỆT NAM")
    issuer = chars_of(page, words)
    left, right = span(issuer)
    rule = _rule_below(page, issuer)
    assert 1 / 3 <= (rule[1] - rule[0]) / (right - left) <= 1 / 2
    assert abs(sum(rule) / 2 - (left + right) / 2) < 1


def _rule_below(page, chars) -> tuple[float, float]:
    """Left and right of what is ruled right under `chars` (one-sided borders come as a clipped box)."""
    left, right = span(chars)
    foot = max(char["bottom"] for char in chars)
    shapes = page.rects + page.lines + page.curves
    found = [s for s in shapes if s["x0"] >= left - 2 and s["x1"] <= right + 2 and -1 < s["bottom"] - foot < 8]
    ruled = min(found, key=lambda shape: shape["bottom"])
    return ruled["x0"], ruled["x1"]


def test_number_and_date_stand_on_one_line():
    page = pages("decision")[0]
    number, place = chars_of(page, "Số: 09/QĐ-BGTVT"), chars_of(page, "Hà Nội, ngày 05 tháng 01 năm 2027")
    assert abs(number[0]["matrix"][5] - place[0]["matrix"][5]) < 0.1
    assert all("Italic" in char["fontname"] for char in place)
    assert all("Italic" not in char["fontname"] for char in number)


def test_body_text_is_fourteen_points_with_the_first_line_indented():
    page = pages("submission")[0]
    line = line_of(page, "Căn cứ Nghị định")
    assert round(line["chars"][0]["size"]) == 14
    assert abs(line["x0"] / MM - 42.7) < 0.3


@pytest.mark.parametrize("name", ["decision", "opinion", "explanation"])
def test_the_page_number_is_hidden_on_page_one_and_centred_later(name):
    first, second = pages(name)[:2]
    assert not [char for char in first.chars if char["top"] < 19 * MM]
    number = [char for char in second.chars if char["top"] < 19 * MM]
    assert "".join(char["text"] for char in number) == "2"
    assert abs((number[0]["x0"] + number[-1]["x1"]) / 2 / MM - 112) < 0.3
    assert round(number[0]["size"]) == 14
    assert "Bold" not in number[0]["fontname"]


def test_each_appendix_counts_its_pages_anew():
    wide = [page for page in pages("explanation") if page.width > page.height]
    numbers = ["".join(char["text"] for char in page.chars if char["top"] < 19 * MM) for page in wide]
    assert numbers.count("") == 2
    assert numbers[0] == ""
    assert numbers[1] == "2"


@pytest.mark.parametrize("name", EVERYTHING)
@pytest.mark.parametrize("regime", ["nd85", "nd331"])
def test_nothing_is_printed_where_people_sign(name, regime):
    result = printed(name, regime)
    people = {box for box in result.boxes if box.startswith("ky-")}
    assert {"ky-1", "dau-1"} <= result.boxes.keys()
    for box in people:
        number, (x1, y1, x2, y2) = result.boxes[box]
        page = pages(name, regime)[number]
        for char in page.chars:
            middle_x, middle_y = (char["x0"] + char["x1"]) / 2, page.height - (char["top"] + char["bottom"]) / 2
            assert not (x1 < middle_x < x2 and y1 < middle_y < y2), char["text"]


@pytest.mark.parametrize("name", EVERYTHING)
def test_the_seal_covers_a_third_of_the_signature_on_its_left(name):
    boxes = printed(name).boxes
    (page, signature), (seal_page, seal) = boxes["ky-1"], boxes["dau-1"]
    assert page == seal_page
    assert abs((seal[2] - signature[0]) / (signature[2] - signature[0]) - 1 / 3) < 0.01
    assert abs((signature[2] - signature[0]) / MM - 50) < 0.1
    assert abs((signature[3] - signature[1]) / MM - 26) < 0.1
    assert abs((seal[2] - seal[0]) / MM - 36) < 0.1


def test_title_signature_and_name_are_centred_on_each_other():
    result = printed("decision")
    number, (x1, _, x2, _) = result.boxes["ky-1"]
    page = pages("decision")[number]
    for words in ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Lương Đình Khải"):
        left, right = span(chars_of(page, words))
        assert abs((left + right) / 2 - (x1 + x2) / 2) < 0.6


def test_recipients_stand_level_with_the_signers_title():
    page = pages("decision")[-1]
    label, title = chars_of(page, "Nơi nhận:"), chars_of(page, "KT. BỘ TRƯỞNG")
    assert abs(label[0]["matrix"][5] - title[0]["matrix"][5]) < 0.1
    assert round(label[0]["size"]) == 12
    assert "Bold-Italic" in label[0]["fontname"]
    assert round(chars_of(page, "- Như Điều 3;")[0]["size"]) == 11


def test_minutes_have_a_box_for_everyone_who_signs_and_none_overlaps():
    secretary = c.Signer(name="Vũ Thị Minh Nguyệt", title="Thư ký")
    council = rendering.render(papers.council_minutes(second_signer=secretary)).boxes
    assert {"ky-1", "ky-2", "dau-1"} == council.keys()
    boxes = printed("minutes").boxes
    assert {"ky-1", "ky-2", "ky-3", "dau-1"} == boxes.keys()
    for people in (boxes, council):
        none_overlaps([box for name, box in people.items() if name.startswith("ky")])


def none_overlaps(people):
    for i, (page, a) in enumerate(people):
        for other_page, b in people[i + 1 :]:
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert page != other_page or apart


@pytest.mark.parametrize("name", EVERYTHING)
@pytest.mark.parametrize("regime", ["nd85", "nd331"])
def test_no_heading_is_left_alone_at_the_foot_of_a_page(name, regime):
    upright = [page for page in pages(name, regime) if page.width < page.height]
    for page in upright[:-1]:
        lines = [line for line in page.extract_text_lines(return_chars=True) if line["top"] > 19 * MM]
        if "MỤC LỤC" in lines[0]["text"] or "Hà Nội, tháng" in lines[-1]["text"]:
            continue
        letters = [char for char in lines[-1]["chars"] if char["text"].isalpha()]
        assert not letters or not all("Bold" in char["fontname"] for char in letters), lines[-1]["text"]


def test_contents_point_to_the_right_pages():
    listing = pages("explanation")[1].extract_text()
    for title, heading in (
        ("Kiến trúc hệ thống", "KIẾN TRÚC HỆ THỐNG"),
        ("Phần II. Thuyết minh cấp độ đề xuất", "THUYẾT MINH CẤP ĐỘ ĐỀ XUẤT"),
        ("Tổng hợp mức độ đáp ứng", "TỔNG HỢP MỨC ĐỘ ĐÁP ỨNG"),
    ):
        line = next(line for line in listing.splitlines() if title in line)
        shown = int(line.rsplit(".", 1)[-1])
        assert heading in unicodedata.normalize("NFC", pages("explanation")[shown - 1].extract_text())


def test_a_plan_of_250_requirements_repeats_its_group_headings_and_overflows_no_cell():
    paper = papers.explanation(groups=(3, 2), each=50)
    result = rendering.render(paper, images=papers.IMAGES)
    wide = [page for page in opened(result.pdf).pages if page.width > page.height]
    assert len(wide) > 20
    for page in (*wide[:3], wide[-1]):
        assert "Nhóm yêu cầu" in page.extract_text()
        assert "Phương án triển khai" in page.extract_text()
        _assert_inside_cells(page)


def _assert_inside_cells(page):
    uprights = [
        s for s in page.rects + page.lines + page.curves if s["x1"] - s["x0"] < 1.5 and s["bottom"] - s["top"] > 4
    ]
    assert uprights
    for char in page.chars:
        middle = (char["top"] + char["bottom"]) / 2
        for line in uprights:
            crossed = char["x0"] + 0.3 < line["x0"] and char["x1"] - 0.3 > line["x1"]
            assert not (crossed and line["top"] < middle < line["bottom"]), char["text"]


def test_an_agency_with_a_name_of_many_lines_keeps_to_its_half_of_the_head():
    name = (
        "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông và phát triển hạ tầng đô thị thành phố Hồ Chí Minh"
    )
    paper = papers.decision(letterhead=c.Letterhead(parent_body=name, issuing_body=name, place="Bà Rịa - Vũng Tàu"))
    page = opened(rendering.render(paper).pdf).pages[0]
    country = span(chars_of(page, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
    head = [char for char in page.chars if char["top"] < chars_of(page, "Số: 09/QĐ-BGTVT")[0]["top"]]
    issuer = [char for char in head if char["x0"] < country[0] - 4]
    assert max(char["x1"] for char in issuer) <= country[0]
    assert len({round(char["top"]) for char in issuer}) >= 8
