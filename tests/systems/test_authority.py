"""Duties flow down the tree and nowhere else."""

import pytest

from systems.authority import appoint, dismiss, holds, may_act, organisations_visible_to, systems_visible_to
from systems.models import Organisation
from systems.roles import Role

pytestmark = pytest.mark.django_db


def test_a_duty_on_the_ministry_holds_on_every_unit_below_it(ministry, registry, person):
    minh = person("minh", "Vũ Quang Minh", ministry, Role.OPERATOR)
    assert holds(minh, Role.OPERATOR, registry)


def test_a_duty_on_a_unit_does_not_hold_above_or_beside_it(ministry, registry, unit, hung):
    sea = unit("CHHVN", "Cục Hàng hải Việt Nam")
    assert not holds(hung, Role.OPERATOR, ministry) and not holds(hung, Role.OPERATOR, sea)


def test_one_duty_is_not_another(registry, hung):
    assert not any(holds(hung, role, registry) for role in Role if role is not Role.OPERATOR)


def test_the_security_unit_answers_for_the_systems_of_the_owner_it_serves(system, trang, unit, person):
    other = unit("VP", "Văn phòng Bộ")
    khoa = person("khoa", "Lý Đăng Khoa", other, Role.SECURITY_UNIT)
    assert may_act(trang, Role.SECURITY_UNIT, system) and not may_act(khoa, Role.SECURITY_UNIT, system)


def test_everyone_with_a_duty_sees_the_system_and_strangers_and_superusers_do_not(system, people, la, root):
    assert all(systems_visible_to(person).get() == system for person in people.values())
    assert not systems_visible_to(la).exists() and not systems_visible_to(root).exists()


def test_a_dismissed_person_and_a_locked_account_see_nothing(system, hung, trang, registry):
    dismiss(user=hung, role=Role.OPERATOR, organisation=registry)
    trang.is_active = False
    assert not systems_visible_to(hung).exists() and not systems_visible_to(trang).exists()


def test_duties_are_asked_of_the_database_once(hung, registry, system, django_assert_num_queries):
    hung = type(hung).objects.get(pk=hung.pk)
    with django_assert_num_queries(1):
        assert holds(hung, Role.OPERATOR, registry)
        assert not holds(hung, Role.APPROVER, registry)
        assert may_act(hung, Role.OPERATOR, system)


def test_a_unit_whose_path_begins_alike_is_another_unit(ministry, unit, person):
    """Places of the tree are compared step by step: 00010001 is not above 000100010001 of another parent."""
    first = unit("A", "Cục A")
    below = unit("A1", "Phòng A1", parent=first)
    second = unit("B", "Cục B")
    mai = person("mai", "Bùi Thị Mai", first, Role.OPERATOR)
    assert holds(mai, Role.OPERATOR, below) and not holds(mai, Role.OPERATOR, second)


def test_the_security_unit_sees_the_figures_of_the_owner_it_serves(ministry, registry, it_centre, trang, hung):
    assert set(organisations_visible_to(trang)) == set(Organisation.objects.all())
    assert list(organisations_visible_to(hung)) == [registry]


def test_several_duties_add_up(registry, unit, hung, system):
    sea = unit("CHHVN", "Cục Hàng hải Việt Nam")
    appoint(user=hung, role=Role.AUDITOR, organisation=sea)
    assert set(organisations_visible_to(hung)) == {registry, sea}
