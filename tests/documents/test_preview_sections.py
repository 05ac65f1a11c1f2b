"""Previews of the explanation: in pieces, only changed pieces are printed again, and every word and number is there."""

from dataclasses import replace

import pytest

from documents import content as c
from documents import rendering, rendering_cache
from tests.documents import papers
from tests.documents.papers import explaining
from tests.documents.printed import MM, opened, text_of


@pytest.fixture
def empty(settings, tmp_path):
    """A data folder of this test alone."""
    settings.VAR_DIR = tmp_path
    yield tmp_path
    rendering.renderers().close()


def paper(**changes) -> c.Explanation:
    return papers.explanation(groups=(3, 3), each=15, **changes)


def kept() -> int:
    return len(list(rendering_cache.folder().glob("*/*")))


def with_answer(whole: c.Explanation, group: int, text: str) -> c.Explanation:
    groups = list(whole.plan.technical)
    first, *others = groups[group].requirements
    groups[group] = replace(groups[group], requirements=(replace(first, implementation=text), *others))
    return replace(whole, plan=replace(whole.plan, technical=tuple(groups)))


def numbers(pdf: bytes) -> list[str]:
    return ["".join(char["text"] for char in page.chars if char["top"] < 19 * MM) for page in opened(pdf).pages]


def rows(pdf: bytes) -> list[int]:
    found = []
    for page in opened(pdf).pages:
        if page.width > page.height:
            digits = [char for char in page.chars if char["text"].isdigit() and "Bold" not in char["fontname"]]
            left = [char for char in digits if char["x1"] < 43 * MM and char["top"] > 57]
            for top in sorted({round(char["top"]) for char in left}):
                found.append(int("".join(char["text"] for char in left if round(char["top"]) == top)))
    return found


def test_one_edited_answer_prints_one_piece_and_joins_the_rest(empty):
    first = rendering.preview(paper())
    before = kept()
    assert before == 8  # the text, three pieces an appendix, and the whole
    later = explaining.ANSWERS[1].replace("quý I.", "quý IV.")
    edited = rendering.preview(with_answer(paper(), 1, later))
    assert kept() == before + 2  # one piece and the new whole
    assert edited.pages == first.pages
    assert "hoàn thành quý IV." in text_of(edited.pdf)
    assert "hoàn thành quý IV." not in text_of(first.pdf)


def test_the_same_preview_is_not_joined_twice(empty):
    first = rendering.preview(paper(), images=papers.IMAGES)
    before = kept()
    assert rendering.preview(paper(), images=papers.IMAGES) == first
    assert kept() == before


def test_an_answer_that_grows_over_a_page_moves_the_numbers_after_it(empty):
    first = rendering.preview(paper())
    before = kept()
    longer = rendering.preview(with_answer(paper(), 0, "Đã làm theo quy trình.\n" * 60))
    assert longer.pages > first.pages
    assert kept() == before + 4  # three pieces whose numbers moved, and the whole
    assert_numbers_run(longer.pdf)


def assert_numbers_run(pdf: bytes) -> None:
    expected = 0
    for shown in numbers(pdf):
        expected = 1 if shown == "" else expected + 1
        assert shown in ("", str(expected))
    assert numbers(pdf).count("") == 3  # the cover and the first page of each appendix


def test_page_and_row_numbers_run_through_the_pieces():
    made = rendering.preview(paper())
    assert_numbers_run(made.pdf)
    assert rows(made.pdf) == [*range(1, 46), *range(1, 46)]


def test_a_preview_says_what_the_paper_says_and_that_it_is_a_draft():
    whole, made = text_of(rendering.render(paper()).pdf), text_of(rendering.preview(paper()).pdf)
    assert "Mã văn bản" in whole and "Mã văn bản" not in made
    for words in ("Phụ lục I", "Phụ lục II", "yêu cầu kỹ thuật", papers.SYSTEM, "3. Nhóm yêu cầu kỹ thuật 3"):
        assert made.lower().count(words.lower()) >= whole.lower().count(words.lower()) > 0


def test_headings_stand_once_at_the_beginning_of_each_appendix():
    made = rendering.preview(paper())
    titles = [page.extract_text().splitlines()[:2] for page in opened(made.pdf).pages if page.width > page.height]
    assert sum("Phụ lục" in " ".join(lines) for lines in titles) == 2


def test_a_plan_without_requirements_has_both_appendices_all_the_same():
    made = rendering.preview(papers.explanation(groups=(0, 0)))
    assert numbers(made.pdf).count("") == 3


def test_other_papers_are_previewed_whole(empty):
    made = rendering.preview(papers.decision())
    assert kept() == 1
    assert made == rendering.render(papers.decision(), draft=True)
