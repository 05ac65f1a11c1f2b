"""Changed facts of an approved system: which of them oblige to look again, by which clause, and whose task it is."""

import pytest
from django.urls import reverse

from classification.errands import Errand
from classification.event_errands import event_errands
from classification.facts import parse_facts
from classification.models import Event, NeededLevel
from classification.services.system_facts import write_system_facts
from classification.triggers import MANUAL, Trigger, clause_of, triggers_in
from classification.workflow import State
from systems.models import LedgerEntry
from systems.services import change_system
from tests.conftest import TODAY

NEW, OLD = "nd331-2026", "nd85-2016"
SERVICE = {"system_type": "public_service", "information": ["personal"], "online_service": True}


def found(before: dict, after: dict, regime: str = NEW) -> list[str]:
    return [one.trigger for one in triggers_in(parse_facts(before), parse_facts(after), regime)]


@pytest.mark.parametrize(
    ("fact", "before", "after", "regime", "crossed"),
    [
        ("basic_data_subjects", 99_999, 100_000, NEW, True),
        ("basic_data_subjects", 100_000, 99_999, NEW, True),
        ("basic_data_subjects", 50_000, 99_999, NEW, False),
        ("basic_data_subjects", 100_000, 5_000_000, NEW, False),
        ("basic_data_subjects", None, 100_000, NEW, True),
        ("basic_data_subjects", None, 99_999, NEW, False),
        ("basic_data_subjects", 100_000, None, NEW, False),
        ("sensitive_data_subjects", 9_999, 10_000, NEW, True),
        ("sensitive_data_subjects", 9_998, 9_999, NEW, False),
        ("users", 9_999, 10_000, OLD, True),
        ("users", 9_999, 10_000, NEW, False),
        ("basic_data_subjects", 99_999, 100_000, OLD, False),
    ],
)
def test_a_number_counts_when_it_crosses_its_threshold_either_way(fact, before, after, regime, crossed):
    assert (Trigger.SUBJECTS in found({fact: before}, {fact: after}, regime)) is crossed


@pytest.mark.parametrize(("before", "raised"), [(None, True), (False, True), (True, False)])
def test_a_business_line_under_conditions_counts_once_it_is_there(before, raised):
    changed = found({"conditional_business": before}, {"conditional_business": True})
    assert (Trigger.BUSINESS in changed) is raised


@pytest.mark.parametrize(
    ("fact", "before", "after"),
    [
        ("system_type", "internal", "public_service"), ("information", ["public"], ["private"]),
        ("scope", "ministry", "nation"), ("round_the_clock", False, True), ("works_grade", "II", "I"),
        ("online_public_service_level", 2, 4), ("settles_administrative_procedures", False, True),
        ("online_service", True, False), ("national_egovernment", False, True),
    ],
)  # fmt: skip
def test_a_changed_function_counts_and_a_learned_one_does_not(fact, before, after):
    assert found({fact: before}, {fact: after}) == [Trigger.FUNCTION]
    assert found({}, {fact: after}) == [] and found({fact: after}, {fact: after}) == []


def test_components_are_looked_into_by_name():
    one = {"name": "Cổng", "basic_data_subjects": 10}
    grown = {"components": [one | {"basic_data_subjects": 200_000}]}
    assert found({"components": [one]}, grown) == [Trigger.SUBJECTS]
    added = {"components": [one, {"name": "Kho", "conditional_business": True}]}
    assert found({"components": [one]}, added) == [Trigger.BUSINESS, Trigger.FUNCTION]


@pytest.mark.parametrize("regime", [OLD, NEW])
def test_every_trigger_has_its_clause_under_both_decrees(regime):
    assert all(clause_of(trigger, regime) for trigger in Trigger)


# ---------------------------------------------------------------- on an approved system
CHANGES = [
    ({"basic_data_subjects": 99_999}, {"basic_data_subjects": 100_000}, {Trigger.LEVEL, Trigger.SUBJECTS}),
    ({"conditional_business": False}, {"conditional_business": True}, {Trigger.LEVEL, Trigger.BUSINESS}),
    ({"round_the_clock": False}, {"round_the_clock": True}, {Trigger.FUNCTION}),
    ({"basic_data_subjects": 5}, {"basic_data_subjects": 6}, set()),
]


@pytest.fixture
def approved(system, dossier_in):
    """The system with known facts and an approved level 2."""

    def make(known: dict, level: int = 2, **extra):
        system.facts = SERVICE | {"conditional_business": False, "basic_data_subjects": 5} | known
        system.save()
        return dossier_in(State.PROTECTED, level=level, **extra)

    return make


@pytest.mark.django_db
@pytest.mark.parametrize(("before", "after", "raised"), CHANGES)
def test_a_changed_fact_on_an_approved_system_raises_the_right_task(
    before, after, raised, approved, system, hung, trang, ha, an
):
    approved(before)
    told = write_system_facts(system=system, facts={**system.facts, **after}, by=hung, today=TODAY)
    assert {event.trigger for event in Event.objects.all()} == raised
    assert bool(told) is bool(raised)
    for person in (hung, trang):
        errands = event_errands(person, TODAY)
        assert len(errands) == len(raised) and all(isinstance(errand, Errand) for errand in errands)
        assert all("Điều" in errand.sentence for errand in errands)
    assert not event_errands(ha, TODAY) and not event_errands(an, TODAY)
    assert LedgerEntry.objects.filter(verb="raise_event").count() == len(raised)


@pytest.mark.django_db
@pytest.mark.parametrize("trigger", MANUAL)
def test_what_people_tell_is_a_task_too(trigger, approved, system, trang, hung):
    from classification.services.events import record_event

    approved({})
    record_event(
        system=system, trigger=trigger, happened_on=TODAY, what="Đổi máy chủ.", document="12/CA", by=trang, today=TODAY
    )  # fmt: skip
    (errand,) = event_errands(hung, TODAY)
    assert "Đổi máy chủ." in errand.sentence and clause_of(trigger, NEW) in errand.sentence


@pytest.mark.django_db
def test_the_old_level_the_new_one_and_the_clause_are_said_at_once(approved, system, hung):
    approved({})
    told = write_system_facts(system=system, facts={**system.facts, "conditional_business": True}, by=hung, today=TODAY)
    assert "Cấp độ đang có hiệu lực là 2; dữ kiện nay cho cấp độ 3 (Điều 13 khoản 2 điểm a Nghị định" in told[0]
    assert "được giao việc" in told[-1]
    event = Event.objects.get(trigger=Trigger.LEVEL)
    assert (event.level_before, event.level_after, event.automatic, event.recorded_by) == (2, 3, True, hung)


@pytest.mark.django_db
def test_the_decision_itself_is_never_recomputed(approved, system, hung):
    dossier = approved({}, facts={"regime": NEW}, determined_level=2)
    write_system_facts(system=system, facts={**system.facts, "conditional_business": True}, by=hung, today=TODAY)
    dossier.refresh_from_db()
    assert (dossier.level, dossier.determined_level, dossier.state) == (2, 2, State.PROTECTED)
    assert NeededLevel.objects.get(system=system).level == 3


@pytest.mark.django_db
def test_a_level_that_was_proposed_higher_before_is_high_enough(approved, system, hung):
    approved({}, level=3)
    write_system_facts(system=system, facts={**system.facts, "conditional_business": True}, by=hung, today=TODAY)
    assert {event.trigger for event in Event.objects.all()} == {Trigger.BUSINESS}


@pytest.mark.django_db
def test_a_system_that_nobody_approved_raises_nothing(system, hung, dossier_in):
    dossier_in(State.DRAFT)
    write_system_facts(system=system, facts={**system.facts, "conditional_business": True}, by=hung, today=TODAY)
    assert not Event.objects.exists() and NeededLevel.objects.filter(system=system).exists()


@pytest.mark.django_db
def test_one_open_task_of_a_kind_is_enough(approved, system, hung):
    approved({})
    for people in (100_000, 5, 200_000):
        write_system_facts(system=system, facts={**system.facts, "basic_data_subjects": people}, by=hung, today=TODAY)
        system.refresh_from_db()
    assert Event.objects.filter(trigger=Trigger.SUBJECTS).count() == 1


@pytest.mark.django_db
def test_the_sheet_raises_the_same_tasks_and_says_which_systems(approved, system, binh, registry):
    from tests.systems.sheets import a_row
    from tests.systems.test_importing_storing import bring

    approved({"conditional_business": False})
    row = {
        "Mã hệ thống": system.code, "Tên hệ thống thông tin": system.name, "Dịch vụ kinh doanh có điều kiện": "Có",
    }  # fmt: skip
    plan = bring([a_row(**row)], by=binh)
    assert plan.stored and {event.trigger for event in Event.objects.all()} == {Trigger.LEVEL, Trigger.BUSINESS}
    assert any("cấp độ 3" in sentence for sentence in plan.consequences)


@pytest.mark.django_db
def test_the_form_of_the_system_says_it_on_the_save_message(client, approved, system, hung):
    approved({})
    client.force_login(hung)
    url = reverse("classification:system_facts", args=[system.pk])
    page = client.get(url)
    data = {"seen": page.context["seen"], "system_type": "public_service", "information": ["personal"],
            "online_service": "yes", "conditional_business": "yes", "basic_data_subjects": "5"}  # fmt: skip
    answer = client.post(url, data, follow=True)
    shown = answer.content.decode()
    assert "dữ kiện nay cho cấp độ 3" in shown and "Điều 13 khoản 2 điểm a" in shown
    assert "phải xác định lại cấp độ" in shown and reverse("classification:events", args=[system.pk]) in shown


@pytest.mark.django_db
def test_a_stale_page_of_facts_overwrites_nothing(client, approved, system, hung):
    approved({})
    client.force_login(hung)
    url = reverse("classification:system_facts", args=[system.pk])
    change_system(system=system, by=hung, on=TODAY, facts={**system.facts, "users": 7})
    answer = client.post(url, {"seen": "1", "system_type": "internal"})
    assert answer.status_code == 409 and "Người khác vừa sửa" in answer.content.decode()
    system.refresh_from_db()
    assert system.facts["users"] == 7


@pytest.mark.django_db
def test_facts_are_for_those_who_answer_for_the_system(client, system, an, ha, la, trang):
    url = reverse("classification:system_facts", args=[system.pk])
    for person, status in ((an, 403), (ha, 403), (la, 404), (trang, 200)):
        client.force_login(person)
        assert client.get(url).status_code == status
