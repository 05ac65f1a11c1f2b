"""Percentages are rounded down and the target is decided on whole numbers."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classification.progress import Count, Progress, against, systems_for

targets = st.integers(min_value=1, max_value=100)


@st.composite
def counts(draw):
    total = draw(st.integers(min_value=0, max_value=200_000))
    protected = draw(st.integers(min_value=0, max_value=total))
    return Count(total, protected, 0, protected)


@pytest.mark.parametrize(
    ("protected", "total", "percent", "needed", "reached"),
    [
        (24, 56, "42.8", 16, False),
        (6999, 10_000, "69.9", 1, False),
        (7000, 10_000, "70.0", 0, True),
        (7001, 10_000, "70.0", 0, True),
        (2, 3, "66.6", 1, False),
        (7, 10, "70.0", 0, True),
        (0, 1, "0.0", 1, False),
        (1, 1, "100.0", 0, True),
    ],
)
def test_the_figure_is_honest_around_seventy(protected, total, percent, needed, reached):
    progress = against(Count(total, total, 0, protected), 70)
    assert progress == Progress(Decimal(percent), 70, needed, reached)


def test_without_any_system_nothing_is_reached_and_nothing_is_needed():
    assert against(Count(), 70) == Progress(Decimal("0.0"), 70, 0, False)


@given(counts(), targets)
def test_the_percentage_never_says_more_than_is_true(count, target):
    progress = against(count, target)
    true = Fraction(count.protected * 100, count.total) if count.total else Fraction(0)
    assert progress.percent <= true < progress.percent + Decimal("0.1")


@given(counts(), targets)
def test_reached_and_needed_agree_with_whole_numbers(count, target):
    progress = against(count, target)
    assert progress.reached == (count.total > 0 and Fraction(count.protected, count.total) >= Fraction(target, 100))
    assert progress.reached == (progress.needed == 0 and count.total > 0)


@given(counts(), targets)
def test_needed_is_the_smallest_number_that_reaches_the_target(count, target):
    needed = against(count, target).needed
    if not needed:
        return
    with_them = Count(count.total, 0, 0, count.protected + needed)
    one_fewer = Count(count.total, 0, 0, count.protected + needed - 1)
    assert against(with_them, target).reached
    assert not against(one_fewer, target).reached


@given(st.integers(min_value=0, max_value=200_000), targets)
def test_the_goal_in_systems_never_exceeds_all_systems(total, target):
    assert 0 <= systems_for(total, target) <= total
