"""Every page of every kind of paper, in both regimes, looks as it did when somebody last looked at its picture."""

import pytest
from PIL import Image, ImageChops

from documents import content as c
from documents import rendering
from tests.documents import papers
from tests.documents.picture_book import ALLOWED, FOLDER, differing, reference, shot
from tests.documents.printed import printed

NAMES = [make.__name__ for make in papers.ALL]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("regime", ["nd85", "nd331"])
def test_pages_look_like_their_pictures(name, regime):
    made, kept, left = printed(name, regime), reference(f"{name}-{regime}"), 0
    for number in range(made.pages):
        page = shot(made.pdf, number)
        assert left + page.width <= kept.width, f"page {number + 1} is new"
        picture = kept.crop((left, 0, left + page.width, page.height))
        assert differing(page, picture) <= ALLOWED, f"page {number + 1}"
        left += page.width
    assert left == kept.width, "a page is missing"


def first_page(paper) -> Image.Image:
    return shot(rendering.render(paper).pdf, 0)


def test_a_moved_block_a_lost_line_and_another_paper_are_seen():
    page = first_page(papers.return_notice())
    lower = ImageChops.offset(page, 0, 6)
    shorter = first_page(papers.return_notice(reasons=(c.Reason(text="Quy chế chưa có số"),)))
    assert differing(page, page) == 0
    assert differing(page, lower) > ALLOWED
    assert differing(page, shorter) > ALLOWED
    assert differing(page, first_page(papers.refusal_notice())) > ALLOWED


def test_letters_that_lie_half_a_millimetre_aside_are_not():
    page = first_page(papers.return_notice())
    assert differing(page, ImageChops.offset(page, 1, 0)) <= ALLOWED


def test_the_pictures_are_small_and_none_is_left_over():
    files = sorted(FOLDER.glob("*"))
    assert {file.stem for file in files} == {f"{name}-{regime}" for name in NAMES for regime in ("nd85", "nd331")}
    assert sum(file.stat().st_size for file in files) < 1_500_000
