"""A catalogue from outside is examined to the letter: every problem with its line, requirement and field."""

import hashlib

import pytest

from classification.catalogue import load
from classification.catalogue_checking import examine
from classification.catalogue_differences import differences
from classification.catalogue_files import FILES, bundled, provenance, read

OLD, NEW = "tcvn11930:2017", "tcvn14423:2026"
# A corrected file must not be the one of the product: these are its bytes, and decided plans are read by them.
RELEASED = {
    OLD: "da27306f21d459c8b2c26f189279c5c28b5fcae9cb9479743bbd81d7d1ae3d0e",
    NEW: "6f1246645a8617e2735687a0ab51f92b74b29018276dc94ccc39bab3140963b4",
}


def text(standard: str = NEW) -> str:
    return bundled(standard).decode()


def told(content: str | bytes) -> list[str]:
    return [str(problem) for problem in examine(content.encode() if isinstance(content, str) else content).problems]


@pytest.mark.parametrize("standard", FILES)
def test_the_files_of_the_product_are_good_and_never_change_once_released(standard):
    examined = examine(bundled(standard))
    assert (examined.standard, examined.problems) == (standard, ())
    assert examined.catalogue.by_level == load(standard).by_level
    digest = hashlib.sha256(bundled(standard)).hexdigest()
    assert digest == RELEASED[standard], "add the correction as a new file or edition: decided plans follow this one"


def test_a_figure_without_quotes_is_told_with_its_line_requirement_and_field():
    assert told(text().replace("clause: 3.1 a)", "clause: 3.1", 1)) == [
        "dòng 335, risk-01, levels.1.clause: phải là chữ: đặt trong dấu nháy, như '3.1'."
    ]


def test_every_slip_is_told_at_once_in_the_order_of_the_lines():
    broken = text().replace("every_months: 12", "every_months: năm", 1).replace("kind: management", "kind: quản lý", 1)
    assert told(broken) == [
        "dòng 344, risk-01, kind: phải là một trong: management, technical.",
        "dòng 353, risk-02, levels.1.every_months: phải là số tháng, từ 1 đến 120.",
    ]


@pytest.mark.parametrize(
    ("found", "written", "sentence"),
    [
        ("id: risk-02", "id: risk-01", "dòng 347, risk-01: mã này đã có ở dòng 331."),
        ("evidence_vi: Văn bản", "evidence: Văn bản", "dòng 331, risk-01, evidence_vi: thiếu trường này."),
        ("head: 30.3.e\n    evidence", "head: 99\n    evidence", "risk-01, head: phải là chữ"),
        ("requirements: 113", "requirements: 112", "tệp ghi 112 yêu cầu, đếm được 113"),
        ("id: risk-01", "id: risk 01", "mã chỉ gồm chữ, số"),
        ("group: network", "group: khong-co", "nhóm khong-co không có trong tệp."),
    ],
)
def test_a_slip_in_the_newer_standard_is_named(found, written, sentence):
    assert found in text()
    assert any(sentence in problem for problem in told(text().replace(found, written, 1)))


@pytest.mark.parametrize(
    ("found", "written", "sentence"),
    [
        ("conf_text: high", "conf_text: chắc", "conf_text: phải là một trong: high, medium, low."),
        ("    3: 2 năm", "    9: 2 năm", "phải ghi theo cấp độ"),
        ("- key: b\n    min_level: 1", "- key: a\n    min_level: 1", "mã này đã có ở dòng"),
        ("min_level: 3", "min_level: 6", "phải là cấp độ, một số từ 1 đến 5."),
        ("- id: mgmt.policy\n", "- id: mgmt.other\n", "chương mgmt.policy không có trong tệp."),
    ],
)
def test_a_slip_in_the_older_standard_is_named(found, written, sentence):
    assert found in text(OLD)
    assert any(sentence in problem for problem in told(text(OLD).replace(found, written, 1)))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("a: &x [1]\nb: *x", "dòng 1: không dùng neo"),
        ("a: 1\na: 2", "dòng 2, a: trường này được ghi hai lần."),
        ("[" * 100_000, "dòng 1: lồng quá sâu"),
        ("x: !!python/object:os.system {}", "Không thấy “nodes”"),
        ("made: !!python/name:os.system", "không đọc được tệp theo cú pháp YAML"),
        ("made: 2026-13-45\ngroups: []", "không đọc được tệp theo cú pháp YAML"),
        (b"\xff\xfe\x00", "không đọc được tệp theo cú pháp YAML"),
        ("a: b: c", "dòng 1: không đọc được"),
        ("? [a]\n: b", "tên trường phải là chữ hoặc số."),
        ("", "Không thấy “nodes”"),
        ("nodes: 3\nmeta: 4", "meta: phải là một mục có các trường."),
        ("groups: [1]\nmeta: {heads: {a: b}}", "phải là một mục có các trường."),
        ("groups:\n- id: [1]\nmeta: {heads: {a: b}}", "id: mã chỉ gồm chữ"),
        (b" " * (4 * 1024 * 1024 + 1), "Tệp lớn hơn 4 MB"),
    ],
)
def test_what_is_no_catalogue_is_refused_in_words_and_never_followed(content, sentence):
    assert any(sentence in problem for problem in told(content))


def test_a_corrected_file_says_what_it_changes_level_by_level():
    corrected = text().replace("value: ít nhất 1 lần/năm\n        every_months: 12", "every_months: 6", 1)
    after = read(NEW, corrected.encode())
    changed = differences(load(NEW), after)
    assert [len(one.changed) for one in changed] == [1, 0, 0, 0, 0]
    [change] = changed[0].changed
    assert change.decisive
    assert change.pairs == [("value", "ít nhất 1 lần/năm", ""), ("every_months", "12", "6")]


def test_a_moved_clause_is_a_change_that_needs_no_new_answer():
    after = read(NEW, text().replace("clause: 3.1 a)", "clause: 3.1 đ)", 1).encode())
    [change] = differences(load(NEW), after)[0].changed
    assert (change.fields, change.decisive) == (("clause",), False)


@pytest.mark.parametrize("standard", FILES)
def test_a_file_tells_where_its_words_come_from_and_what_it_lacks(standard):
    about = provenance(bundled(standard))
    assert about.sources and about.gaps and about.made == "2026-11-23"
