"""Printed papers are remembered: found by content alone, checked when read, thrown away when damaged or too many."""

import os
import stat

import pytest

from documents import rendering, rendering_cache
from documents.jobs import sweep
from documents.rendering_key import key_of
from tests.documents import papers


@pytest.fixture
def empty(settings, tmp_path):
    """A data folder of this test alone."""
    settings.VAR_DIR = tmp_path
    yield tmp_path
    rendering.renderers().close()


def kept() -> list:
    return sorted(rendering_cache.folder().glob("*/*"))


def key(paper=None, images=None, *, draft=False, variant=rendering.VARIANT) -> str:
    return key_of(paper or papers.decision(), images, draft=draft, variant=variant)


def test_the_same_content_is_printed_once(empty):
    first = rendering.render(papers.decision())
    rendering.renderers().close()
    again = rendering.render(papers.decision())
    assert again == first
    assert rendering.renderers().processes() == []
    assert len(kept()) == 1


def test_other_content_is_another_paper(empty):
    one, other = (
        rendering.render(papers.decision()),
        rendering.render(papers.decision(extra_grounds=("Luật Đo lường",))),
    )
    assert one.sha256 != other.sha256
    assert len(kept()) == 2


def test_everything_that_changes_a_page_changes_the_key():
    picture = {"logical": ("image/png", papers.diagram())}
    other = {"logical": ("image/png", papers.diagram(size=(1200, 701)))}
    keys = {
        key(), key(papers.decision(papers.ND85)), key(draft=True), key(variant="pdf/a-3b"), key(images=picture),
        key(images=other), key(images={"physical": picture["logical"]}),
    }  # fmt: skip
    assert len(keys) == 7
    assert key() == key() == key_of(papers.decision(), {}, draft=False, variant=rendering.VARIANT)


@pytest.mark.parametrize("place", [0, 30, 70, -1])
def test_a_damaged_entry_is_thrown_away_and_printed_again(empty, place):
    first = rendering.render(papers.return_notice())
    (entry,) = kept()
    content = bytearray(entry.read_bytes())
    content[place] ^= 1
    entry.write_bytes(content)
    assert rendering_cache.read(key(papers.return_notice())) is None
    assert not entry.exists()
    assert rendering.render(papers.return_notice()) == first


@pytest.mark.parametrize("content", [b"", b"x", b"0" * 64])
def test_a_torn_entry_is_no_entry(empty, content):
    place = rendering_cache._place("ab" * 32)
    place.parent.mkdir(parents=True)
    place.write_bytes(content)
    assert rendering_cache.read("ab" * 32) is None
    assert not place.exists()


def test_an_entry_under_another_name_is_not_believed(empty):
    rendering.render(papers.return_notice())
    (entry,) = kept()
    stolen = rendering_cache._place("cd" * 32)
    stolen.parent.mkdir(parents=True)
    entry.rename(stolen)
    assert rendering_cache.read("cd" * 32) is None


def test_entries_are_for_the_owner_of_the_process_alone(empty):
    rendering.render(papers.return_notice())
    (entry,) = kept()
    assert stat.S_IMODE(entry.stat().st_mode) & 0o077 == 0
    assert stat.S_IMODE(entry.parent.stat().st_mode) & 0o077 == 0


def test_an_entry_is_written_once(empty):
    made = rendering.render(papers.return_notice())
    (entry,) = kept()
    before = entry.stat().st_ino
    rendering_cache.write(key(papers.return_notice()), made)
    assert [entry.stat().st_ino] == [before] and kept() == [entry]


def test_a_folder_that_cannot_be_written_costs_only_the_next_printing(empty):
    (empty / "rendered").write_text("no folder")
    assert rendering.render(papers.return_notice()).pages == 1


def test_nothing_is_remembered_where_it_is_switched_off(empty, settings):
    settings.RENDER_CACHE_MB = 0
    rendering.render(papers.return_notice())
    assert kept() == []


def _entries(sizes: dict[str, int]) -> None:
    for age, (name, size) in enumerate(sizes.items()):
        place = rendering_cache._place(name * 32)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"x" * size)
        os.utime(place, (age * 100, age * 100))


def test_the_sweep_takes_what_was_not_read_for_longest(empty):
    _entries({"aa": 400, "bb": 400, "cc": 400})
    assert rendering_cache.sweep(1000) == (1, 800)
    assert [place.parent.name for place in kept()] == ["bb", "cc"]


def test_the_sweep_leaves_a_folder_that_is_exactly_full(empty):
    _entries({"aa": 500, "bb": 500})
    assert rendering_cache.sweep(1000) == (0, 1000)
    assert rendering_cache.sweep(999) == (1, 500)


def test_the_daily_job_says_what_it_removed(empty, settings):
    settings.RENDER_CACHE_MB = 1
    _entries({"aa": 1 << 20, "bb": 1 << 19})
    assert sweep(day="2026-11-25") == "Đã xóa 1 bản in tạm, còn 0 MB."


def test_reading_keeps_an_entry_from_the_sweep(empty):
    rendering.render(papers.return_notice())
    (entry,) = kept()
    os.utime(entry, (0, 0))
    rendering.render(papers.return_notice())
    assert entry.stat().st_mtime > 1_000_000
