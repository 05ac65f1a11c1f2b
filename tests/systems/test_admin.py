"""The administration: people and settings of one's own part of the tree; what was decided is only looked at."""

import datetime

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.urls import reverse

from classification.models import Target
from classification.workflow import State
from systems.authority import duties, holds
from systems.models import LedgerEntry, Organisation, User
from systems.roles import Role

READ_ONLY = [
    "systems_informationsystem", "systems_operation", "systems_placement", "systems_ledgerentry",
    "classification_dossier", "classification_steptaken", "classification_standing", "documents_issueddocument",
]  # fmt: skip


def duty_rows(*rows) -> dict:
    """The inline of duties as the page posts it: rows of (role, organisation)."""
    data = {"appointments-TOTAL_FORMS": str(len(rows)), "appointments-INITIAL_FORMS": "0"}
    for number, (role, organisation) in enumerate(rows):
        permission = Permission.objects.get(codename=role.codename)
        data |= {
            f"appointments-{number}-permission": permission.pk,
            f"appointments-{number}-content_object": organisation.pk,
        }
    return data


def prefixed(data: dict, prefix: str) -> dict:
    return {key.replace("appointments", prefix, 1): value for key, value in data.items()}


def post_duties(client, person, *rows, **more):
    address = reverse("admin:systems_user_change", args=[person.pk])
    prefix = client.get(address).context["inline_admin_formsets"][0].formset.prefix
    values = {"username": person.username, "full_name": person.full_name, "organisation": person.organisation_id or ""}
    return client.post(address, values | {"is_active": "on"} | prefixed(duty_rows(*rows), prefix) | more)


@pytest.mark.parametrize("name", ["la", "hung", "ha", "an"])
def test_nobody_else_gets_in_not_even_as_staff(client, request, people, name):
    user = request.getfixturevalue(name)
    client.force_login(user)
    assert client.get(reverse("admin:index")).status_code == 302
    user.is_staff = True
    user.save()
    for model in ("systems_user", "systems_organisation", "classification_target"):
        assert client.get(reverse(f"admin:{model}_changelist")).status_code == 403


@pytest.mark.parametrize("model", READ_ONLY)
def test_records_are_looked_at_by_a_superuser_and_changed_by_nobody(client, root, boss, model, dossier_in):
    dossier_in(State.APPROVED)
    client.force_login(root)
    assert client.get(reverse(f"admin:{model}_changelist")).status_code == 200
    assert client.get(reverse(f"admin:{model}_add")).status_code == 403
    client.force_login(boss)
    assert client.get(reverse(f"admin:{model}_changelist")).status_code == 403


def test_a_superuser_cannot_set_the_state_of_a_dossier(client, root, dossier_in):
    dossier = dossier_in(State.SUBMITTED)
    address = reverse("admin:classification_dossier_change", args=[dossier.pk])
    client.force_login(root)
    assert b'name="state"' not in client.get(address).content
    assert client.post(address, {"state": "approved"}).status_code == 403
    dossier.refresh_from_db()
    assert dossier.state == State.SUBMITTED


def test_nothing_can_be_deleted_anywhere(rf, root):
    request = rf.get("/")
    request.user = root
    for model in admin.site._registry.values():
        if model.model._meta.app_label in {"systems", "classification", "documents"}:
            assert not model.has_delete_permission(request), model


def test_binh_adds_a_unit_below_the_ministry_and_it_is_found_without_diacritics(client, boss, ministry):
    client.force_login(boss)
    answer = client.post(
        reverse("admin:systems_organisation_add"),
        {"code": "ĐTNĐ", "name": "Cục Đường thủy nội địa", "kind": "department", "parent": ministry.pk},
    )
    assert answer.status_code == 302
    made = Organisation.objects.get(code="ĐTNĐ")
    assert made.path.startswith(ministry.path) and made.depth == 2
    assert made.name_search == "cuc duong thuy noi dia"
    assert LedgerEntry.objects.get(verb="add_organisation").by == boss


def test_binh_can_neither_make_a_new_top_nor_hang_a_unit_below_anothers(client, boss):
    health = Organisation.objects.add_root({"code": "BYT", "name": "Bộ Y tế"})
    client.force_login(boss)
    for parent in ("", health.pk):
        answer = client.post(
            reverse("admin:systems_organisation_add"), {"code": "X", "name": "X", "kind": "other", "parent": parent}
        )
        assert answer.status_code == 200
    assert client.get(reverse("admin:systems_organisation_change", args=[health.pk])).status_code == 302
    assert not Organisation.objects.filter(code="X").exists()


def test_a_unit_keeps_its_place_in_the_tree(client, boss, registry):
    client.force_login(boss)
    page = client.get(reverse("admin:systems_organisation_change", args=[registry.pk])).content.decode()
    assert 'name="path"' not in page and 'name="parent"' not in page


def test_binh_gives_a_duty_and_the_ledger_tells_it(client, boss, la, ministry, registry):
    la.organisation = registry
    la.save()
    client.force_login(boss)
    assert post_duties(client, la, (Role.OPERATOR, registry)).status_code == 302
    assert holds(User.objects.get(pk=la.pk), Role.OPERATOR, registry)
    entry = LedgerEntry.objects.get(verb="appoint")
    assert entry.details == {"duty": "act_as_operator", "organisation": "ĐKVN"}


def test_binh_takes_a_duty_away(client, boss, hung, registry):
    client.force_login(boss)
    address = reverse("admin:systems_user_change", args=[hung.pk])
    formset = client.get(address).context["inline_admin_formsets"][0].formset
    prefix, [row] = formset.prefix, formset.queryset
    answer = post_duties(
        client,
        hung,
        **{
            f"{prefix}-TOTAL_FORMS": "1",
            f"{prefix}-INITIAL_FORMS": "1",
            f"{prefix}-0-id": row.pk,
            f"{prefix}-0-DELETE": "on",
        },
    )
    assert answer.status_code == 302
    assert not duties(User.objects.get(pk=hung.pk))
    assert LedgerEntry.objects.filter(verb="dismiss").count() == 1


def test_binh_cannot_give_himself_a_duty(client, boss, ministry):
    client.force_login(boss)
    answer = post_duties(client, boss, (Role.APPROVER, ministry), is_staff="on")
    assert "Không ai tự giao hay tự bỏ vai trò của mình" in answer.content.decode()
    assert Role.APPROVER not in duties(User.objects.get(pk=boss.pk))


def test_binh_reaches_neither_superusers_nor_people_of_other_houses(client, boss, root):
    health = Organisation.objects.add_root({"code": "BYT", "name": "Bộ Y tế"})
    other = User.objects.create_user("lan", full_name="Lan", organisation=health)
    client.force_login(boss)
    for person in (root, other):
        assert client.get(reverse("admin:systems_user_change", args=[person.pk])).status_code == 302
        assert client.get(reverse("admin:auth_user_password_change", args=[person.pk])).status_code == 404
    page = client.get(reverse("admin:systems_user_change", args=[boss.pk])).content.decode()
    assert 'name="is_superuser"' not in page and 'name="user_permissions"' not in page


def test_binh_adds_a_person_of_his_house(client, boss, registry):
    client.force_login(boss)
    answer = client.post(
        reverse("admin:systems_user_add"),
        {
            "username": "moi", "full_name": "Người Mới", "title": "Chuyên viên", "organisation": registry.pk,
            "usable_password": "true", "password1": "hoa-sen-tren-ho-7", "password2": "hoa-sen-tren-ho-7",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    person = User.objects.get(username="moi")
    assert (person.full_name, person.organisation, person.is_staff) == ("Người Mới", registry, False)


def test_binh_sets_a_target_and_an_impossible_one_is_refused(client, boss, ministry):
    client.force_login(boss)
    address = reverse("admin:classification_target_add")
    given = {"organisation": ministry.pk, "percent": "80", "holds_from": "01/01/2026", "due_on": "", "basis": ""}
    assert client.post(address, given | {"percent": "101"}).status_code == 200
    assert not Target.objects.exists()
    assert client.post(address, given).status_code == 302
    target = Target.objects.get()
    assert (target.percent, target.holds_from) == (80, datetime.date(2026, 1, 1))
    assert LedgerEntry.objects.get(verb="set_target").details["percent"] == 80
