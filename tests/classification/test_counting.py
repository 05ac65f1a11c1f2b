"""Any past day gives what was true on that day, whatever happened since."""

import datetime

import pytest
from django.utils import timezone

from classification.counting import by_level, by_unit, count, groups, target_on, total_of
from classification.models import Dossier, Standing, Target
from classification.progress import Count
from systems.history import clear_days, state_fact
from systems.models import Organisation
from systems.services import change_system, close_system, register_system
from tests.conftest import TODAY

NEW_YEAR = datetime.date(2026, 1, 1)
MARCH, JUNE, SEPTEMBER = (datetime.date(2026, month, 10) for month in (3, 6, 9))
DAY = datetime.timedelta(1)


@pytest.fixture
def running(ministry, registry, binh):
    """Make a system in operation since New Year: `running("A", operator)`."""

    def make(code, operator=registry, **extra):
        values = {"owner": ministry, "operator": operator, "operation_from": NEW_YEAR, "name": f"Hệ thống {code}"}
        return register_system(by=binh, on=TODAY, code=code, **(values | extra))

    return make


@pytest.fixture
def stand(binh):
    """State that a system stood somewhere from a day on: `stand(system, "classified", MARCH)`."""

    def make(system, kind, day, level=2, until=None):
        dossier = system.dossiers.first() or Dossier.objects.create(system=system, regime="nd331-2026", opened_by=binh)
        fact = Standing(system=system, dossier=dossier, kind=kind, level=level, holds_from=day, holds_until=until)
        return state_fact(fact, about={"system": system, "kind": kind})

    return make


def protect(stand, system, day, level=2):
    stand(system, "classified", day, level)
    stand(system, "protected", day, level)


def test_a_system_counts_from_the_day_it_began_to_run(running):
    running("A", operation_from=MARCH)
    assert count(day=MARCH - DAY).total == 0
    assert count(day=MARCH).total == 1


def test_closing_today_leaves_yesterday_as_it_was(running, binh):
    system = running("A")
    close_system(system=system, by=binh, on=SEPTEMBER)
    assert count(day=SEPTEMBER - DAY).total == 1
    assert count(day=SEPTEMBER).total == 0


def test_closing_a_system_whose_first_day_nobody_knows_leaves_the_days_it_was_counted(running, binh):
    system = running("A", operation_from=None)
    change_system(system=system, by=binh, on=TODAY + DAY, note="Đã tìm hồ sơ cũ")
    close_system(system=system, by=binh, on=TODAY + 3 * DAY)
    assert [count(day=TODAY + n * DAY).total for n in (-1, 0, 2, 3)] == [0, 1, 1, 0]


def test_a_system_closed_on_no_known_day_counts_on_no_day(running):
    running("A", status="closed")
    assert count(day=MARCH).total == count(day=TODAY).total == 0


def test_a_system_still_being_built_does_not_count(running):
    running("A", status="building", operation_from=None)
    assert count(day=TODAY).total == 0


def test_a_system_handed_over_counts_for_the_unit_it_belonged_to_then(running, unit, registry, binh):
    maritime = unit("HHVN", "Cục Hàng hải Việt Nam")
    system = running("A")
    change_system(system=system, by=binh, on=JUNE, operator=maritime)
    counted = [
        (count(organisation=registry, day=day).total, count(organisation=maritime, day=day).total)
        for day in (MARCH, JUNE - DAY, JUNE, TODAY)
    ]
    assert counted == [(1, 0), (1, 0), (0, 1), (0, 1)]


def test_a_unit_counts_what_lies_below_it_and_what_it_owns(running, unit, registry, ministry, binh):
    station = unit("TT-50", "Trung tâm Đăng kiểm 50-03V", parent=registry)
    elsewhere = unit("VPB", "Văn phòng Bộ")
    running("A", station)
    running("B", elsewhere, owner=registry)
    running("C", elsewhere)
    assert count(organisation=registry, day=TODAY).total == 2
    assert count(organisation=station, day=TODAY).total == 1
    assert count(organisation=ministry, day=TODAY).total == count(day=TODAY).total == 3


def test_a_corrected_first_day_changes_the_past_but_not_what_was_reported(running, binh):
    system = running("A")
    reported_at = timezone.now()
    change_system(system=system, by=binh, on=TODAY, operation_from=JUNE)
    assert count(day=MARCH).total == 0
    assert count(day=MARCH, known_at=reported_at).total == 1
    assert count(day=TODAY).total == count(day=TODAY, known_at=reported_at).total == 1


def test_a_system_found_to_run_earlier_than_we_knew_counts_on_those_days_for_its_first_unit(
    running, registry, unit, binh
):
    maritime = unit("HHVN", "Cục Hàng hải Việt Nam")
    system = running("A", operation_from=JUNE)
    change_system(system=system, by=binh, on=SEPTEMBER, operator=maritime)
    change_system(system=system, by=binh, on=TODAY, operation_from=MARCH)
    assert count(day=MARCH - DAY).total == 0
    assert count(day=MARCH, organisation=registry).total == 1
    assert count(day=TODAY, organisation=maritime).total == 1


def test_classified_deploying_and_protected_hold_from_their_days(running, stand):
    system = running("A")
    stand(system, "classified", MARCH)
    stand(system, "deploying", JUNE, until=SEPTEMBER)
    stand(system, "protected", SEPTEMBER)
    assert [count(day=day) for day in (MARCH - DAY, MARCH, JUNE, SEPTEMBER)] == [
        Count(1),
        Count(1, 1),
        Count(1, 1, 1),
        Count(1, 1, 0, 1),
    ]


def test_a_plan_sent_back_leaves_the_count_from_that_day_only(running, stand):
    system = running("A")
    protect(stand, system, MARCH)
    clear_days(Standing, about={"system": system, "kind": "protected"}, start=JUNE, end=None)
    assert count(day=JUNE - DAY).protected == 1
    assert count(day=JUNE).protected == 0


def test_a_confirmed_plan_without_an_approved_level_protects_nothing(running, stand):
    system = running("A")
    stand(system, "protected", MARCH)
    assert count(day=TODAY) == Count(1)


def test_a_protected_system_that_closed_is_in_neither_number(running, stand, binh):
    system = running("A")
    protect(stand, system, MARCH)
    close_system(system=system, by=binh, on=JUNE)
    assert count(day=JUNE) == Count()
    assert count(day=JUNE - DAY) == Count(1, 1, 0, 1)


def test_a_new_decision_at_a_higher_level_moves_the_system_between_levels(running, stand):
    system = running("A")
    stand(system, "classified", MARCH, level=2)
    stand(system, "classified", JUNE, level=3)
    levels = [dict(by_level(groups(day=day))) for day in (MARCH - DAY, MARCH, JUNE)]
    assert [level[None].total for level in levels] == [1, 0, 0]
    assert [level[2].total for level in levels] == [0, 1, 0]
    assert [level[3].total for level in levels] == [0, 0, 1]


def test_every_unit_of_the_tree_gets_the_count_it_would_get_alone(running, stand, unit, registry, binh):
    station = unit("TT-50", "Trung tâm Đăng kiểm 50-03V", parent=registry)
    office = unit("VPB", "Văn phòng Bộ")
    protect(stand, running("A", station), MARCH, level=3)
    protect(stand, running("B", office, owner=registry), MARCH)
    stand(running("C", office), "classified", JUNE)
    running("D")
    found = groups(day=TODAY)
    counted = by_unit(found)
    assert total_of(found) == count(day=TODAY) == Count(4, 3, 0, 2)
    for organisation in Organisation.objects.all():
        assert counted.get(organisation.path, Count()) == count(organisation=organisation, day=TODAY), organisation


def test_within_the_places_a_reader_sees_nothing_else_is_counted(running, unit, registry):
    office = unit("VPB", "Văn phòng Bộ")
    running("A")
    running("B", office)
    assert count(day=TODAY, restrict=(registry.path,)).total == 1
    assert count(day=TODAY, restrict=()).total == 0
    assert count(day=TODAY, organisation=office, restrict=(registry.path,)).total == 0


def test_the_number_of_statements_does_not_grow_with_systems(running, stand, django_assert_num_queries):
    for number in range(3):
        protect(stand, running(f"A{number}"), MARCH)
    with django_assert_num_queries(2):
        count(day=TODAY)
        groups(day=TODAY)
    for number in range(20):
        protect(stand, running(f"B{number}"), MARCH)
    with django_assert_num_queries(2):
        assert count(day=TODAY).protected == total_of(groups(day=TODAY)).protected == 23


def test_the_nearest_and_newest_target_holds(ministry, registry, unit):
    station = unit("TT-50", "Trung tâm Đăng kiểm 50-03V", parent=registry)
    assert target_on(registry, TODAY).percent == target_on(None, TODAY).percent == 70
    Target.objects.create(organisation=ministry, percent=70, holds_from=NEW_YEAR)
    Target.objects.create(organisation=ministry, percent=80, holds_from=JUNE)
    Target.objects.create(organisation=ministry, percent=95, holds_from=TODAY + DAY)
    assert target_on(None, TODAY).percent == target_on(station, TODAY).percent == 80
    assert target_on(station, MARCH).percent == 70
    Target.objects.create(organisation=registry, percent=60, holds_from=MARCH)
    assert target_on(station, TODAY).percent == target_on(registry, TODAY).percent == 60
    assert target_on(ministry, TODAY).percent == 80
