"""The yearly report of the ministry for 2026: its systems and who makes it."""

import datetime

import pytest

from classification.models import (
    DossierPart,
)
from classification.services.annual_reports import open_report
from classification.workflow import State
from systems.roles import Role
from systems.services import register_system

from .desk import CLOSING, SIGNING_DAY, stand


@pytest.fixture
def on(freeze_today):
    """Two days after the figures closed."""
    freeze_today(SIGNING_DAY)


@pytest.fixture
def protected(dossier_in, system, ministry):
    """The registry's system, approved on 01/09/2026 and protected since 01/10/2026."""
    dossier = dossier_in(State.PROTECTED, decision_number="12/QĐ-BGTVT", decision_on=datetime.date(2026, 9, 1))
    stand(dossier, "classified", datetime.date(2026, 9, 1))
    stand(dossier, "protected", datetime.date(2026, 10, 1))
    regulation = {"number": "7/QĐ-BGTVT", "issued_on": "2026-01-05", "issuer": "Bộ Giao thông vận tải"}
    DossierPart.objects.create(dossier=dossier, key="regulation", content=regulation, updated_by=dossier.opened_by)
    return dossier


@pytest.fixture
def another(ministry, registry, hung, system):
    """A second system of the registry, in operation since 2020, without a dossier: `another("BGTVT-030", "Tên")`."""

    def make(code, name, **extra):
        return register_system(
            by=hung, on=CLOSING, code=code, name=name, owner=system.owner, operator=registry,
            operation_from=datetime.date(2020, 1, 1), **extra,
        )  # fmt: skip

    return make


@pytest.fixture
def owners_report(on, ha, system):
    return open_report(organisation=system.owner, role=Role.APPROVER, year=2026, by=ha)
