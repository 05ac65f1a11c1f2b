"""Dated facts: what was true on a day, what we knew on a day, and nothing is ever lost."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from systems.history import clear_days, state_fact
from systems.models import Operation, Placement
from systems.services import change_system, close_system, days_of_operation, register_system

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 1, 1)


def day(n: int) -> datetime.date:
    return DAY + datetime.timedelta(days=n)


def test_a_closed_system_ran_until_the_day_before(system, hung):
    close_system(system=system, by=hung, on=day(10))
    assert Operation.objects.on(day(9)).exists() and not Operation.objects.on(day(10)).exists()


def test_a_corrected_start_changes_every_past_day_and_keeps_what_we_believed(system, hung):
    before = timezone.now()
    change_system(system=system, by=hung, on=day(0), operation_from=datetime.date(2020, 1, 1))
    in_2019 = datetime.date(2019, 6, 1)
    assert not Operation.objects.on(in_2019).exists()
    assert Operation.objects.on(in_2019, known_at=before).exists()


def test_a_system_handed_over_belonged_to_its_old_unit_before(system, hung, unit, registry, trang):
    sea = unit("CHHVN", "Cục Hàng hải Việt Nam")
    change_system(system=system, by=trang, on=day(5), operator=sea)
    assert Placement.objects.on(day(4)).get().operator == registry
    assert Placement.objects.on(day(5)).get().operator == sea


def test_the_same_values_write_nothing(system, hung, django_assert_max_num_queries):
    rows = Operation.objects.count(), Placement.objects.count(), system.ledger.count()
    change_system(system=system, by=hung, on=day(0), name=system.name, operation_from=system.operation_from)
    assert (Operation.objects.count(), Placement.objects.count(), system.ledger.count()) == rows


@pytest.mark.parametrize(
    ("status", "start", "end", "days"),
    [
        ("operating", day(0), None, (day(0), None)),
        ("operating", None, None, (day(7), None)),
        ("closed", day(0), day(5), (day(0), day(5))),
        ("closed", day(0), None, None),
        ("closed", None, day(5), None),
        ("building", day(9), None, None),
    ],
)
def test_days_of_operation_follow_from_the_record(system, status, start, end, days):
    system.status, system.operation_from, system.operation_until = status, start, end
    assert days_of_operation(system, day(7)) == days


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.one_of(st.none(), st.integers(1, 20)), st.booleans()), min_size=1, max_size=8
    )
)
def test_the_newest_word_about_a_day_is_what_holds(system, hung, acts):
    """Against a list of days painted one over the other."""
    Operation.objects.all().delete()
    painted = dict.fromkeys(range(60), False)
    for start, length, holds in acts:
        end = None if length is None else start + length
        if holds:
            fact = Operation(system=system, holds_from=day(start), holds_until=end and day(end), recorded_by=hung)
            state_fact(fact, about={"system": system})
        else:
            clear_days(Operation, about={"system": system}, start=day(start), end=end and day(end), by=hung)
        painted |= dict.fromkeys(range(start, 60 if end is None else min(end, 60)), holds)
    for n, expected in painted.items():
        assert Operation.objects.on(day(n)).count() == int(expected)


def test_registering_needs_the_duty(ministry, registry, it_centre, la):
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied, match="không được giao"):
        register_system(by=la, on=DAY, code="X", name="Hệ thống X", owner=ministry, operator=registry)
