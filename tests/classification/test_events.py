"""Events of an approved system: told by whom, open until answered, and the two answers."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from classification.errors import StepRefused
from classification.event_errands import event_errands
from classification.models import Event
from classification.services import take_step
from classification.services.events import answer_event, record_event
from classification.services.needs import refresh_needs
from classification.services.redetermining import open_redetermination
from classification.triggers import Trigger
from classification.workflow import State
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(1)
RISK = {"risk_assessed_on": TODAY, "risk_document": "5/BC-ĐKVN"}


@pytest.fixture
def event(system, dossier_in, trang):
    dossier_in(State.PROTECTED, level=3)
    return record_event(
        system=system, trigger=Trigger.INCIDENT, happened_on=TODAY - DAY, what="Máy chủ bị chiếm quyền.", by=trang,
        today=TODAY,
    )  # fmt: skip


def test_nothing_is_told_of_a_system_that_nobody_approved(system, hung):
    with pytest.raises(StepRefused, match="chưa có cấp độ"):
        record_event(system=system, trigger="incident", happened_on=TODAY, what="x", by=hung, today=TODAY)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"happened_on": TODAY + DAY}, "happened_on"), ({"what": " "}, "what"), ({"trigger": "level"}, "trigger"),
        ({"trigger": "request", "document": ""}, "document"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(changed, field, system, dossier_in, hung):
    dossier_in(State.APPROVED)
    values = {"trigger": "incident", "happened_on": TODAY, "what": "x"} | changed
    with pytest.raises(ValidationError) as refused:
        record_event(system=system, by=hung, today=TODAY, **values)
    assert field in refused.value.message_dict and not Event.objects.exists()


@pytest.mark.parametrize("name", ["ha", "an", "binh", "la", "root"])
def test_only_the_operator_and_the_security_unit_tell_and_answer(name, event, system, request):
    person = request.getfixturevalue(name)
    with pytest.raises(PermissionDenied, match="ghi và trả lời"):
        record_event(system=system, trigger="incident", happened_on=TODAY, what="x", by=person, today=TODAY)
    with pytest.raises(PermissionDenied):
        answer_event(event=event, reason="Không.", by=person, today=TODAY, **RISK)


def test_the_level_may_stay_with_a_reason_and_a_new_risk_assessment(event, hung, trang):
    with pytest.raises(ValidationError, match="lý do"):
        answer_event(event=event, reason=" ", by=hung, today=TODAY, **RISK)
    with pytest.raises(ValidationError, match="đánh giá rủi ro"):
        answer_event(event=event, reason="Đã khắc phục.", by=hung, today=TODAY)
    with pytest.raises(ValidationError, match="từ ngày có sự kiện"):
        early = RISK | {"risk_assessed_on": TODAY - 2 * DAY}
        answer_event(event=event, reason="Đã khắc phục.", by=hung, today=TODAY, **early)
    answered = answer_event(event=event, reason="Đã khắc phục.", by=hung, today=TODAY, **RISK)
    assert not answered.is_open and not event_errands(trang, TODAY)
    with pytest.raises(StepRefused, match="đã được trả lời"):
        answer_event(event=event, reason="Lần nữa.", by=hung, today=TODAY, **RISK)


def test_under_the_old_decree_no_risk_assessment_is_asked(event, hung):
    Event.objects.update(regime="nd85-2016")
    assert not answer_event(event=event, reason="Đã khắc phục.", by=hung, today=TODAY).is_open


def test_the_level_does_not_stay_where_the_facts_say_otherwise(event, system, hung):
    system.facts = {"prime_minister_list": True}
    system.save()
    refresh_needs([system], TODAY)
    with pytest.raises(StepRefused, match="phải lập hồ sơ xác định lại"):
        answer_event(event=event, reason="Không.", by=hung, today=TODAY, **RISK)


def test_a_dossier_answers_every_open_event_until_it_comes_to_nothing(event, system, hung, trang):
    dossier = open_redetermination(system=system, by=hung, today=TODAY)
    event.refresh_from_db()
    assert (event.answer, event.dossier) == ("dossier", dossier) and not event_errands(trang, TODAY)
    take_step(dossier=dossier, name="withdraw", by=hung, note="Chưa đủ.", today=TODAY)
    assert [errand.key for errand in event_errands(trang, TODAY)] == [f"event:{event.pk}"]
    again = open_redetermination(system=system, by=hung, today=TODAY)
    event.refresh_from_db()
    assert event.dossier == again and not event_errands(trang, TODAY)


def test_a_dossier_that_is_being_drafted_takes_the_event(event, system, hung, dossier_in):
    draft = dossier_in(State.DRAFT)
    assert open_redetermination(system=system, by=hung, today=TODAY) == draft
    event.refresh_from_db()
    assert event.dossier == draft


def test_the_database_holds_the_last_line(event, system):
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.update(answer="no_change")
    Event.objects.create(system=system, trigger="level", regime="nd331-2026", happened_on=TODAY, automatic=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.create(system=system, trigger="level", regime="nd331-2026", happened_on=TODAY, automatic=True)


def test_the_page_tells_records_and_answers(client, event, system, hung, an, la, freeze_today):
    freeze_today(TODAY)
    url = reverse("classification:events", args=[system.pk])
    client.force_login(hung)
    shown = client.get(url).content.decode()
    assert "Máy chủ bị chiếm quyền." in shown and "Lập hồ sơ xác định lại" in shown
    new = {"trigger": "technology", "happened_on": "20/11/2026", "what": "Chuyển lên đám mây."}
    assert client.post(url, new).status_code == 302
    assert client.post(url, new | {"happened_on": "20/11/2027"}).status_code == 422
    answer = reverse("classification:event_answer", args=[system.pk, event.pk])
    refused = client.post(answer, {f"e{event.pk}-reason": "Đã khắc phục."})
    assert refused.status_code == 422 and "Đã khắc phục." in refused.content.decode()
    good = {"reason": "Đã khắc phục.", "risk_assessed_on": "23/11/2026", "risk_document": "5/BC"}
    assert client.post(answer, {f"e{event.pk}-{name}": value for name, value in good.items()}).status_code == 302
    client.force_login(an)
    shown = client.get(url).content.decode()
    assert "Đã khắc phục." in shown and "Ghi sự kiện" not in shown
    assert client.post(url, new).status_code == 403
    client.force_login(la)
    assert client.get(url).status_code == 404


def test_my_work_shows_it(client, event, trang):
    client.force_login(trang)
    shown = client.get(reverse("classification:my_work")).content.decode()
    assert "Xem lại cấp độ" in shown and "Sự cố nghiêm trọng" in shown
