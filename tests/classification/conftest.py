"""Offices and people beside those of the ministry: they appraise, operate or act for the owner where others may not."""

import datetime

import pytest

from classification.models import Dossier, Standing
from classification.workflow import State
from systems.history import state_fact
from systems.models import CouncilMember, InformationSystem
from systems.roles import Role
from tests.conftest import TODAY


@pytest.fixture
def office(unit):
    """Văn phòng Bộ, which appraises what the security unit operates itself."""
    return unit("VP", "Văn phòng Bộ", kind="centre")


@pytest.fixture
def nghia(person, office):
    """Lê Hữu Nghĩa appraises at the ministry's office."""
    return person("nghia", "Lê Hữu Nghĩa", office, Role.SECURITY_UNIT, title="Chánh Văn phòng")


@pytest.fixture
def minh(person, it_centre):
    """Vũ Quang Minh operates what the IT centre runs itself."""
    return person("minh", "Vũ Quang Minh", it_centre, Role.OPERATOR, title="Phó Giám đốc")


@pytest.fixture
def own(dossier_in, complete, system, it_centre, minh):
    """A dossier of a system that the ministry's security unit operates: `own(State.SUBMITTED)`."""

    def make(state=State.SUBMITTED, level=3, **extra) -> Dossier:
        InformationSystem.objects.filter(pk=system.pk).update(operator=it_centre)
        system.refresh_from_db()
        return complete(dossier_in(state, level, **extra))

    return make


@pytest.fixture
def seats(person, office, unit):
    """A council of three: Nghĩa chairs, Tùng writes, and an expert without an account."""
    planning = unit("KHDT", "Vụ Kế hoạch - Đầu tư")
    chair = person("nghia", "Lê Hữu Nghĩa", office, title="Chánh Văn phòng")
    secretary = person("tung", "Đỗ Thanh Tùng", planning, title="Chuyên viên chính")

    def make(**changes) -> list[CouncilMember]:
        rows = [
            {"seat": "chair", "person": chair, "full_name": chair.full_name, "title": chair.title, "unit": str(office)},
            {"seat": "secretary", "person": secretary, "full_name": secretary.full_name, "title": "Chuyên viên",
             "unit": str(planning)},
            {"seat": "member", "full_name": "Phạm Gia Tuệ", "title": "Tiến sĩ", "unit": "Đại học Bách khoa Hà Nội"}
            | changes,
        ]  # fmt: skip
        return [CouncilMember(**row) for row in rows]

    return make


@pytest.fixture
def protected(dossier_in, complete, trang):
    """A confirmed level-3 plan, every requirement met, counted since two months ago."""
    since = TODAY - datetime.timedelta(60)

    def make(regime="nd331-2026", level=3, **more) -> Dossier:
        dossier = complete(dossier_in(State.PROTECTED, level, regime=regime, **more))
        for kind in (Standing.Kind.CLASSIFIED, Standing.Kind.PROTECTED):
            fact = Standing(
                system=dossier.system, dossier=dossier, kind=kind, level=level, holds_from=since,
                recorded_by=trang,
            )  # fmt: skip
            state_fact(fact, about={"system": dossier.system, "kind": kind})
        return dossier

    return make
