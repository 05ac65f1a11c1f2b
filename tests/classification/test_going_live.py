"""A system built anew runs only when its plan is deployed; a slip in the inventory is corrected with a reason."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from classification.errors import StepRefused
from classification.models import GoingLive
from classification.services import correct_operation, put_into_operation
from classification.workflow import State
from systems.models import InformationSystem
from systems.services import change_system

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(1)
ASSESSED = {"assessment_number": "12/BC-CNTT", "assessor": "Trung tâm Công nghệ thông tin"}


@pytest.fixture
def building(system) -> InformationSystem:
    system.status, system.operation_from = InformationSystem.Status.BUILDING, None
    system.save()
    return system


def assessed(day) -> dict:
    return ASSESSED | {"assessment_on": day}


def test_without_an_approved_level_it_does_not_run(building, hung):
    with pytest.raises(StepRefused, match="Cấp độ của hệ thống chưa được phê duyệt"):
        put_into_operation(system=building, by=hung, on=timezone.localdate())


@pytest.mark.parametrize("state", [State.APPROVED, State.DEPLOYING, State.AWAITING_INSPECTION])
def test_before_the_plan_is_confirmed_it_does_not_run(building, dossier_in, hung, state):
    dossier_in(state, system=building)
    with pytest.raises(StepRefused, match="Phương án chưa được xác nhận"):
        put_into_operation(system=building, by=hung, on=timezone.localdate(), **assessed(timezone.localdate()))


def test_hung_puts_it_into_operation_when_all_is_there(building, dossier_in, hung):
    dossier, today = dossier_in(State.PROTECTED, system=building), timezone.localdate()
    live = put_into_operation(system=building, by=hung, on=today, **assessed(today))
    assert (live.status, live.operation_from) == ("operating", today)
    assert GoingLive.objects.get().dossier == dossier
    assert live.operations.believed().get().holds_from == today


def test_the_new_decree_asks_for_the_assessment_of_conditions_and_the_old_one_does_not(building, dossier_in, hung):
    dossier, today = dossier_in(State.PROTECTED, system=building), timezone.localdate()
    with pytest.raises(ValidationError) as refused:
        put_into_operation(system=building, by=hung, on=today)
    assert set(refused.value.message_dict) == {"assessment_number", "assessment_on", "assessor"}
    with pytest.raises(ValidationError, match="không sau ngày đưa vào vận hành"):
        put_into_operation(system=building, by=hung, on=today, **assessed(today + DAY))
    type(dossier).objects.filter(pk=dossier.pk).update(regime="nd85-2016")
    assert put_into_operation(system=building, by=hung, on=today).status == "operating"


def test_tomorrow_has_not_come(building, dossier_in, hung):
    dossier_in(State.PROTECTED, system=building)
    today = timezone.localdate()
    with pytest.raises(ValidationError, match="đến hôm nay"):
        put_into_operation(system=building, by=hung, on=today + DAY, **assessed(today))


@pytest.mark.parametrize("who", ["trang", "ha", "an", "binh", "root", "la"])
def test_only_the_operator_puts_into_operation(building, dossier_in, request, who):
    dossier_in(State.PROTECTED, system=building)
    today = timezone.localdate()
    with pytest.raises(PermissionDenied):
        put_into_operation(system=building, by=request.getfixturevalue(who), on=today, **assessed(today))


def test_the_form_of_the_inventory_is_no_way_round(building, hung, client):
    with pytest.raises(ValidationError, match="chỉ được đưa vào vận hành"):
        change_system(system=building, by=hung, on=timezone.localdate(), status="operating")
    building.refresh_from_db()
    assert building.status == "building"


def test_trang_corrects_a_slip_with_a_reason_and_hung_may_not(building, trang, hung):
    day = datetime.date(2019, 7, 1)
    with pytest.raises(PermissionDenied):
        correct_operation(system=building, by=hung, on=day, reason="Ghi nhầm.")
    with pytest.raises(ValidationError, match="Phải ghi rõ lý do"):
        correct_operation(system=building, by=trang, on=day, reason=" ")
    assert correct_operation(system=building, by=trang, on=day, reason="Ghi nhầm.").operation_from == day
    assert GoingLive.objects.get().correction == "Ghi nhầm."


def test_the_page_says_what_holds_it_back_and_keeps_what_was_typed(client, building, dossier_in, hung, trang, la):
    address = reverse("classification:going_live", args=[building.pk])
    client.force_login(hung)
    assert "Cấp độ của hệ thống chưa được phê duyệt." in client.get(address).content.decode()
    dossier_in(State.PROTECTED, system=building)
    sent = client.post(address, {"on": f"{timezone.localdate():%d/%m/%Y}", "assessor": "Trung tâm CNTT"})
    page = sent.content.decode()
    assert sent.status_code == 422 and 'value="Trung tâm CNTT"' in page and "Điều 28 khoản 3" in page
    client.force_login(trang)
    assert 'name="correct"' in client.get(address).content.decode()
    client.force_login(la)
    assert client.get(address).status_code == 404
