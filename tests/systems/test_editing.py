"""Registering, changing and closing a system by hand: a clear sentence, what was typed stays, nothing half done."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from systems.models import InformationSystem, LedgerEntry, Placement
from systems.services import change_system

NEW = reverse("systems:new")


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def answers(ministry, registry):
    """A complete form."""
    return {
        "code": "ĐKVN-01", "name": "Cổng thông tin Đăng kiểm", "owner": ministry.pk, "operator": registry.pk,
        "status": "operating", "operation_from": "01/05/2018", "operation_until": "",
        "construction_began": "", "note": "",
    }  # fmt: skip


def seen(system) -> dict:
    """What the page of a change sends back when nothing was touched, with the hidden words of what was seen."""
    shown = {
        "code": system.code, "name": system.name, "owner": system.owner_id, "operator": system.operator_id,
        "status": system.status, "operation_from": f"{system.operation_from:%d/%m/%Y}", "operation_until": "",
        "construction_began": "", "note": system.note,
    }  # fmt: skip
    hidden = {f"initial-{name}": value for name, value in shown.items()}
    return shown | hidden | {"on": f"{timezone.localdate():%d/%m/%Y}"}


def test_hung_adds_a_system_and_is_led_to_its_page(client, hung, answers):
    client.force_login(hung)
    answer = client.post(NEW, answers)
    system = InformationSystem.objects.get(code="ĐKVN-01")
    assert answer.url == reverse("classification:system", args=[system.pk])
    assert system.operation_from == datetime.date(2018, 5, 1)
    assert system.operations.get().holds_from == system.placements.get().holds_from == datetime.date(2018, 5, 1)
    assert LedgerEntry.objects.get(system=system).by == hung


def test_hung_does_not_choose_who_approves_by_giving_the_system_to_his_own_unit(client, hung, system, registry):
    client.force_login(hung)
    answer = client.post(reverse("systems:edit", args=[system.pk]), seen(system) | {"owner": registry.pk})
    assert answer.status_code == 422 and "Chuyển hệ thống sang chủ quản khác" in answer.content.decode()
    assert InformationSystem.objects.get().owner == system.owner


def test_binh_gives_a_system_to_another_owner(client, binh, system, registry):
    client.force_login(binh)
    answer = client.post(reverse("systems:edit", args=[system.pk]), seen(system) | {"owner": registry.pk})
    assert answer.status_code == 302 and InformationSystem.objects.get().owner == registry


@pytest.mark.parametrize("day", ["01/05/0018", "01/05/20180", "31/02/2018", "01/05/9999"])
def test_a_day_that_cannot_be_is_asked_again(client, hung, answers, day):
    client.force_login(hung)
    answer = client.post(NEW, answers | {"operation_from": day})
    assert answer.status_code == 422 and day in answer.content.decode()
    assert not InformationSystem.objects.exists()


def test_a_note_as_long_as_a_book_is_refused(client, hung, answers):
    client.force_login(hung)
    assert client.post(NEW, answers | {"note": "x" * 10_001}).status_code == 422


def test_a_second_system_of_the_same_code_is_refused_beside_what_was_typed(client, hung, system, answers):
    client.force_login(hung)
    answer = client.post(NEW, answers | {"code": system.code})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Chủ quản này đã có một hệ thống mang mã đó." in text
    assert "Cổng thông tin Đăng kiểm" in text
    assert InformationSystem.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Trường này là bắt buộc"),
        ({"operation_from": "31/02/2020"}, "Ghi ngày dạng ngày/tháng/năm"),
        ({"status": "closed", "operation_until": "01/01/2010"}, "Ngày ngừng vận hành phải sau ngày đưa vào vận hành."),
        ({"operation_until": "01/01/2026"}, "Hệ thống đang vận hành thì chưa có ngày ngừng."),
    ],
)
def test_a_bad_answer_is_refused_in_words_and_nothing_is_stored(client, hung, answers, wrong, sentence):
    client.force_login(hung)
    answer = client.post(NEW, answers | wrong)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not InformationSystem.objects.exists()


def test_hung_cannot_register_a_system_for_a_unit_that_is_not_his(client, hung, unit, answers):
    other = unit("HHVN", "Cục Hàng hải Việt Nam")
    client.force_login(hung)
    answer = client.post(NEW, answers | {"operator": other.pk})
    assert answer.status_code == 422
    assert not InformationSystem.objects.exists()


def test_hung_finds_the_ministry_among_the_owners_and_only_his_units_among_the_operators(client, hung, ministry, unit):
    unit("HHVN", "Cục Hàng hải Việt Nam")
    client.force_login(hung)
    form = client.get(NEW).context["form"]
    assert [str(body) for body in form.fields["operator"].queryset] == ["Cục Đăng kiểm Việt Nam"]
    assert [str(body) for body in form.fields["owner"].queryset] == ["Bộ Giao thông vận tải", "Cục Đăng kiểm Việt Nam"]


@pytest.mark.parametrize("name", ["an", "la", "ha", "root"])
def test_who_was_not_given_the_work_cannot_register(client, request, people, answers, name):
    client.force_login(request.getfixturevalue(name))
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, answers).status_code == 403
    assert not InformationSystem.objects.exists()


@pytest.mark.parametrize("address", ["systems:edit", "systems:close"])
def test_a_stranger_gets_404_and_a_colleague_without_the_duty_403(client, la, an, ha, root, system, address):
    for user, status in ((la, 404), (root, 404), (an, 403), (ha, 403)):
        client.force_login(user)
        assert client.get(reverse(address, args=[system.pk])).status_code == status
        assert client.post(reverse(address, args=[system.pk]), {"on": "01/11/2026"}).status_code == status
    system.refresh_from_db()
    assert system.status == "operating"


def test_a_change_is_stored_and_told_in_the_ledger(client, hung, system):
    client.force_login(hung)
    answer = client.post(reverse("systems:edit", args=[system.pk]), seen(system) | {"note": "Đã chuyển máy chủ."})
    assert answer.status_code == 302
    system.refresh_from_db()
    assert system.note == "Đã chuyển máy chủ."
    assert LedgerEntry.objects.filter(system=system).first().details["changed"] == ["note"]


def test_an_untouched_form_changes_nothing(client, hung, system):
    client.force_login(hung)
    before = LedgerEntry.objects.count()
    assert client.post(reverse("systems:edit", args=[system.pk]), seen(system)).status_code == 302
    assert LedgerEntry.objects.count() == before
    assert Placement.objects.filter(system=system).count() == 1


def test_two_people_changing_different_things_do_not_undo_each_other(client, hung, trang, system, today):
    opened = seen(system)
    change_system(system=system, by=trang, on=today, name="Hệ thống kiểm định phương tiện")
    client.force_login(hung)
    client.post(reverse("systems:edit", args=[system.pk]), opened | {"note": "Đã chuyển máy chủ."})
    system.refresh_from_db()
    assert (system.name, system.note) == ("Hệ thống kiểm định phương tiện", "Đã chuyển máy chủ.")


def test_a_handover_holds_from_the_day_that_is_given(client, trang, system, unit, today):
    other = unit("HHVN", "Cục Hàng hải Việt Nam")
    day = today - datetime.timedelta(30)
    client.force_login(trang)
    client.post(
        reverse("systems:edit", args=[system.pk]), seen(system) | {"operator": other.pk, "on": f"{day:%d/%m/%Y}"}
    )
    assert Placement.objects.on(day).get().operator == other
    assert Placement.objects.on(day - datetime.timedelta(1)).get().operator == system.operator


def test_a_handover_on_a_day_to_come_is_refused(client, trang, system, unit, today):
    other = unit("HHVN", "Cục Hàng hải Việt Nam")
    given = seen(system) | {"operator": other.pk, "on": f"{today + datetime.timedelta(1):%d/%m/%Y}"}
    client.force_login(trang)
    answer = client.post(reverse("systems:edit", args=[system.pk]), given)
    assert answer.status_code == 422 and "Ngày này chưa tới." in answer.content.decode()
    assert Placement.objects.count() == 1


def test_closing_keeps_the_system_and_its_past(client, hung, system, today):
    client.force_login(hung)
    answer = client.post(reverse("systems:close", args=[system.pk]), {"on": f"{today:%d/%m/%Y}"})
    assert answer.url == reverse("classification:system", args=[system.pk])
    system.refresh_from_db()
    assert (system.status, system.operation_until) == ("closed", today)
    operation = system.operations.believed().get()
    assert (operation.holds_from, operation.holds_until) == (datetime.date(2018, 5, 1), today)


@pytest.mark.parametrize(
    ("day", "sentence"), [("01/01/2017", "đưa vào vận hành ngày 01/05/2018"), ("01/01/2099", "Ngày này chưa tới.")]
)
def test_an_impossible_closing_day_is_refused(client, hung, system, day, sentence):
    client.force_login(hung)
    answer = client.post(reverse("systems:close", args=[system.pk]), {"on": day})
    assert answer.status_code == 422
    assert sentence in answer.content.decode() and day in answer.content.decode()
    system.refresh_from_db()
    assert system.status == "operating"


def test_closing_twice_says_that_it_is_done(client, hung, system, today):
    client.force_login(hung)
    for _again in range(2):
        answer = client.post(reverse("systems:close", args=[system.pk]), {"on": f"{today:%d/%m/%Y}"}, follow=True)
    assert "đã ngừng vận hành từ trước" in answer.content.decode()
