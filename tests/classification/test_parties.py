"""Several operators with one lead, and rented services whose contract ends."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from classification.errand_list import errands_for
from classification.models import Dossier
from classification.renting import who_operates
from classification.services import open_dossier
from classification.workflow import STEPS, State
from systems.models import InformationSystem, LedgerEntry
from systems.roles import Role
from systems.services import change_system
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def today(freeze_today):
    freeze_today(TODAY)


@pytest.fixture
def change(system, hung):
    return lambda **values: change_system(system=system, by=hung, on=TODAY, **values)


@pytest.fixture
def rented(change):
    """The system rented until so many days from today."""
    return lambda days: change(
        provider="Công ty Dịch vụ số", contract_number="12/HĐ", contract_until=TODAY + days * DAY
    )


def test_a_co_operator_is_listed_and_only_the_lead_files(change, unit, person, client, hung):
    sea = unit("CHHVN", "Cục Hàng hải Việt Nam")
    dung = person("dung", "Phan Anh Dũng", sea, Role.OPERATOR)
    system = change(co_operators=[sea])
    client.force_login(hung)
    page = client.get(reverse("classification:system", args=[system.pk])).content.decode()
    assert "Cùng vận hành" in page and "Cục Hàng hải Việt Nam" in page and "đầu mối" in page
    assert LedgerEntry.objects.filter(verb="change_system").latest("pk").details["changed"] == ["co_operators"]
    with pytest.raises(PermissionDenied, match="Chỉ đơn vị vận hành Cục Đăng kiểm"):
        open_dossier(system=system, by=dung)


def test_the_lead_is_not_its_own_co_operator(change, registry, system):
    with pytest.raises(ValidationError, match="đơn vị đầu mối rồi"):
        change(co_operators=[registry])
    assert not system.co_operators.exists()


def test_a_co_operator_that_becomes_the_lead_is_refused_until_it_leaves_the_list(change, unit, person, system, hung):
    sea = unit("CHHVN", "Cục Hàng hải Việt Nam")
    system.co_operators.add(sea)
    from systems.authority import appoint

    appoint(user=hung, role=Role.OPERATOR, organisation=sea)
    with pytest.raises(ValidationError, match="đơn vị đầu mối rồi"):
        change(operator=sea)
    assert change(operator=sea, co_operators=[]).operator == sea


def test_a_security_unit_that_operates_beside_others_does_not_appraise_either(dossier_in, system, it_centre):
    system.co_operators.add(it_centre)
    dossier = Dossier.objects.with_parties().get(pk=dossier_in(State.SUBMITTED).pk)
    assert any("vừa vận hành" in reason for reason in STEPS["accept"].obstacles(dossier))


def test_the_form_keeps_who_operates_and_the_contract(client, hung, system, registry, ministry):
    client.force_login(hung)
    url = reverse("systems:edit", args=[system.pk])
    form = client.get(url).context["form"]
    given = {name: form[name].value() or "" for name in form.fields} | {
        f"initial-{name}": form[name].value() or "" for name in form.fields if name != "on"
    }
    given |= {"operation_from": "01/05/2018", "initial-operation_from": "01/05/2018", "on": "23/11/2026"}
    given = {name: value for name, value in given.items() if "co_operators" not in name}
    given |= {"contract_until": "31/12/2026"}
    wrong = client.post(url, given)
    assert wrong.status_code == 422 and "Ghi tên bên cung cấp dịch vụ" in wrong.content.decode()
    assert client.post(url, given | {"provider": "Công ty Dịch vụ số"}).status_code == 302
    system.refresh_from_db()
    assert (system.provider, system.contract_until) == ("Công ty Dịch vụ số", datetime.date(2026, 12, 31))


@pytest.mark.parametrize(
    ("days", "tone", "words"),
    [
        (-1, "bad", "đã hết ngày 22/11/2026"), (0, "warn", "sắp hết"), (60, "warn", "sắp hết"),
        (61, "", "trong thời hạn đó Công ty Dịch vụ số vận hành"),
    ],
)  # fmt: skip
def test_who_operates_by_law_while_the_contract_runs_and_after(days, tone, words, rented, client, hung):
    system = rented(days)
    told = who_operates(system, TODAY)
    assert told[0] == tone and words in told[1]
    assert "Cục Đăng kiểm Việt Nam" in told[1]
    client.force_login(hung)
    assert words in client.get(reverse("classification:system", args=[system.pk])).content.decode()


@pytest.mark.parametrize(("days", "reminded"), [(-400, True), (0, True), (60, True), (61, False)])
def test_the_operator_is_reminded_while_the_system_goes_on(days, reminded, rented, hung, trang):
    system = rented(days)
    contracts = [errand for errand in errands_for(hung, TODAY) if "Hợp đồng thuê" in errand.title]
    assert bool(contracts) is reminded
    assert not [errand for errand in errands_for(trang, TODAY) if "Hợp đồng thuê" in errand.title]
    InformationSystem.objects.filter(pk=system.pk).update(status="closed")
    assert not [errand for errand in errands_for(hung, TODAY) if "Hợp đồng thuê" in errand.title]
    assert who_operates(InformationSystem.objects.get(), TODAY) is None


def test_the_database_wants_a_provider_for_a_contract(rented, system):
    rented(10)
    with pytest.raises(IntegrityError), transaction.atomic():
        InformationSystem.objects.filter(pk=system.pk).update(provider="")
