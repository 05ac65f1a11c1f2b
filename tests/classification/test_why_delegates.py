"""Whoever may act for the owner by delegation is named among those who can take its step, with the document."""

import datetime

import pytest

from classification.services import Scanned
from classification.services.delegations import delegate, end_delegation
from classification.why import why_not
from classification.workflow import STEPS, State
from systems.acting import delegates_for
from systems.authority import may_act
from systems.models import User
from systems.roles import Role
from tests.conftest import TODAY, again

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(1)


@pytest.fixture(autouse=True)
def today(freeze_today):
    freeze_today(TODAY)


@pytest.fixture
def deputy(person, roads):
    """Lý Văn Tám is the deputy there, and signs no TUQ."""
    return person("tam", "Lý Văn Tám", roads, Role.APPROVER, title="Phó Cục trưởng")


@pytest.fixture
def give(ministry, roads, ha):
    def make(**changes):
        values = {
            "owner": ministry, "unit": roads, "holds_from": TODAY, "holds_until": TODAY + 30 * DAY,
            "paper": Scanned("25/QĐ-BGTVT", TODAY, "uy-quyen.pdf", b"%PDF-1.7 uy quyen"),
        }  # fmt: skip
        return delegate(by=ha, **(values | changes))

    return make


def named(dossier, step, reader):
    found = why_not(dossier, STEPS[step], reader).obstacles
    return {name for obstacle in found if obstacle.remover for name in obstacle.remover.people}


def test_bao_is_named_beside_ha_and_his_deputy_is_not(give, bao, deputy, dossier_in, hung):
    dossier = dossier_in(State.AWAITING_APPROVAL)
    assert named(dossier, "approve", hung) >= {"Nguyễn Minh Hà"} and bao.full_name not in named(
        dossier, "approve", hung
    )
    give()
    people = named(dossier, "approve", hung)
    assert {"Nguyễn Minh Hà", "Trần Quốc Bảo (theo ủy quyền 25/QĐ-BGTVT)"} <= people
    assert not [name for name in people if "Lý Văn Tám" in name]


@pytest.mark.parametrize(
    ("changes", "on"),
    [
        ({"holds_from": TODAY + DAY}, False),
        ({"holds_until": TODAY}, True),
        ({"decides": False, "forwards": True}, False),
    ],
)
def test_only_while_it_holds_and_for_what_it_covers(give, bao, dossier_in, changes, on):
    give(**changes)
    assert [one.full_name for one, _by in delegates_for(dossier_in(State.AWAITING_APPROVAL).system, "approve")] == (
        ["Trần Quốc Bảo"] if on else []
    )


def test_one_that_was_ended_names_nobody(give, bao, ha, dossier_in):
    end_delegation(delegation=give(), by=ha, reason="Thu hồi")
    assert delegates_for(dossier_in(State.AWAITING_APPROVAL).system, "approve") == []


def test_it_names_exactly_those_whom_authority_lets(give, bao, deputy, ha, trang, hung, an, dossier_in):
    dossier = dossier_in(State.AWAITING_APPROVAL)
    give()
    let = {
        user.pk for user in map(again, User.objects.all()) if may_act(user, Role.APPROVER, dossier.system, "approve")
    }
    assert let == {ha.pk, bao.pk}
    assert {one.pk for one, _by in delegates_for(dossier.system, "approve")} == let - {ha.pk}


def test_a_delegate_is_not_named_for_what_the_owner_cannot_give_away(give, bao, dossier_in, hung, ministry, registry):
    """Naming another appraiser is the owner's own act."""
    ministry.security_unit = registry
    ministry.save()
    dossier = dossier_in(State.SUBMITTED)
    give()
    hold = [one for one in why_not(dossier, STEPS["accept"], hung).obstacles if one.remover.role == Role.APPROVER]
    assert hold and all(one.remover.people == ["Nguyễn Minh Hà"] for one in hold)
