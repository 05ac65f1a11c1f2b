"""The curve and the funnel say the same as the count of each day."""

import datetime
import random

import pytest
from django.utils import timezone

from classification.counting import count
from classification.counting_over_time import Point, burn_up
from classification.counting_stages import STAGES, reached, stages_on
from classification.models import Dossier, Standing, StepTaken
from systems.history import clear_days, state_fact
from systems.services import change_system, close_system, register_system
from tests.conftest import TODAY

JANUARY, MARCH, JUNE = (datetime.date(2026, month, 10) for month in (1, 3, 6))
DAY = datetime.timedelta(1)


@pytest.fixture
def running(ministry, registry, binh):
    def make(code, since=JANUARY):
        values = {"owner": ministry, "operator": registry, "name": f"Hệ thống {code}"}
        return register_system(by=binh, on=TODAY, code=code, operation_from=since, **values)

    return make


@pytest.fixture
def opened(binh):
    """Open a dossier and walk it through these states: `opened(system, ("submitted", MARCH))`."""

    def make(system, *walk, on=JANUARY):
        moment = datetime.datetime.combine(on, datetime.time(9), datetime.UTC)
        state = walk[-1][0] if walk else "draft"
        extra = {"level": 2, "regime": "nd331-2026", "opened_by": binh, "opened_at": moment}
        dossier = Dossier(system=system, state=state, decision_number="1/QĐ", decision_on=MARCH, **extra)
        dossier.save(force_insert=True)
        for target, day in walk:
            StepTaken.objects.create(dossier=dossier, step="submit", source="draft", target=target, by=binh, on=day)
        return dossier

    return make


@pytest.fixture
def today():
    return timezone.localdate()


def stand(system, dossier, kind, day, until=None):
    fact = Standing(system=system, dossier=dossier, kind=kind, level=2, holds_from=day, holds_until=until)
    state_fact(fact, about={"system": system, "kind": kind})


def test_the_curve_shows_each_day_on_which_the_count_changed(running, opened, binh):
    one, two = running("A"), running("B", since=MARCH)
    for system in (one, two):
        dossier = opened(system)
        stand(system, dossier, "classified", JANUARY)
        stand(system, dossier, "protected", MARCH if system == one else JANUARY)
    close_system(system=one, by=binh, on=JUNE)
    assert burn_up(since=JANUARY, until=TODAY) == [
        Point(JANUARY, 1, 0),
        Point(MARCH, 2, 2),
        Point(JUNE, 1, 1),
        Point(TODAY, 1, 1),
    ]


def test_the_curve_agrees_with_the_count_of_every_day_whatever_happened(running, opened, unit, registry, binh):
    luck = random.Random(2026)  # noqa: S311 - a repeatable history, not a secret
    other = unit("HHVN", "Cục Hàng hải Việt Nam")

    def some_day():
        return JANUARY + luck.randrange(120) * DAY

    for number in range(25):
        system = running(f"S{number}", some_day())
        dossier = opened(system)
        stand(system, dossier, "classified", some_day(), luck.choice([None, JUNE]))
        stand(system, dossier, "protected", some_day())
        if luck.random() < 0.3:
            clear_days(Standing, about={"system": system, "kind": "protected"}, start=some_day(), end=None)
        if luck.random() < 0.4:
            change_system(system=system, by=binh, on=some_day(), operator=other)
        if luck.random() < 0.3:
            close_system(system=system, by=binh, on=max(some_day(), system.operation_from + DAY))
    for organisation in (None, registry, other):
        curve = {point.day: point for point in burn_up(since=JANUARY, until=JUNE, organisation=organisation)}
        now = curve[JANUARY]
        for offset in range((JUNE - JANUARY).days + 1):
            day = JANUARY + offset * DAY
            now = curve.get(day, now)
            counted = count(organisation=organisation, day=day)
            assert (now.total, now.protected) == (counted.total, counted.protected), (organisation, day)


def test_the_curve_takes_four_statements(running, opened, django_assert_num_queries):
    for number in range(5):
        system = running(f"S{number}")
        stand(system, opened(system), "protected", MARCH)
    with django_assert_num_queries(4):
        burn_up(since=JANUARY, until=TODAY)


def test_the_funnel_of_today_counts_every_system_at_the_furthest_stage_it_reached(running, opened, today):
    running("A")
    opened(running("B"))
    opened(running("C"), ("under_appraisal", MARCH))
    opened(running("D"), ("awaiting_approval", MARCH))
    for code, kinds in (("E", ["classified"]), ("F", ["classified", "protected"])):
        system = running(code)
        dossier = opened(system, ("protected" if "protected" in kinds else "approved", MARCH))
        for kind in kinds:
            stand(system, dossier, kind, MARCH)
    counted = stages_on(day=today)
    assert [counted[rank] for rank in range(len(STAGES))] == [1, 1, 1, 1, 1, 1]
    assert reached(counted) == [6, 5, 4, 3, 2, 1]


def test_the_funnel_of_a_past_day_reads_the_journal_and_not_the_state_of_today(running, opened, today):
    system = running("A")
    dossier = opened(system, ("submitted", MARCH), ("appraised", JUNE), ("approved", JUNE + 5 * DAY), on=JANUARY + DAY)
    stand(system, dossier, "classified", JUNE + 5 * DAY)
    stages = [list(stages_on(day=day).elements()) for day in (JANUARY, JANUARY + DAY, MARCH, JUNE, JUNE + 5 * DAY)]
    assert stages == [[0], [1], [2], [3], [4]]


def test_a_withdrawn_dossier_is_no_stage_at_all(running, opened, today):
    opened(running("A"), ("submitted", MARCH), ("withdrawn", JUNE))
    assert list(stages_on(day=JUNE - DAY).elements()) == [2]
    assert list(stages_on(day=JUNE).elements()) == [0]
    assert list(stages_on(day=today).elements()) == [0]
