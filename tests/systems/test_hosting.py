"""Where a system stands: stated once, never in a circle, the place always named."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from systems.models import InformationSystem
from systems.services import change_system, close_system, register_system

DAY = datetime.date(2026, 11, 23)


@pytest.fixture
def make(ministry, it_centre, binh):
    """Register a system of the ministry: `make("BGTVT-008", "Trung tâm dữ liệu")`."""
    ministry.refresh_from_db()

    def register(code, name="Hệ thống", **more):
        given = {"owner": ministry, "operator": it_centre, "facts": {"system_type": "infrastructure"}} | more
        return register_system(by=binh, on=DAY, code=code, name=name, **given)

    return register


@pytest.fixture
def put(binh):
    """Put one system into another: `put(tenant, host)`."""

    def into(tenant, host, **more):
        given = {"hosting": "platform", "hosted_by": host} | more
        return change_system(system=tenant, by=binh, on=DAY, **given)

    return into


def test_a_chain_of_three_hosts_stands_and_a_fourth_is_refused(make, put):
    a, b, c, d, e = (make(f"HT-{n}") for n in range(5))
    put(a, b)
    put(b, c)
    put(c, d)
    with pytest.raises(ValidationError, match="quá 3 tầng"):
        put(d, e)
    put(e, b)
    with pytest.raises(ValidationError, match="quá 3 tầng"):
        put(make("HT-9"), a)


def test_no_system_stands_in_itself_near_or_far(make, put):
    a, b, c = make("HT-1", "Một"), make("HT-2", "Hai"), make("HT-3", "Ba")
    put(a, b)
    put(b, c)
    for host in (a, b):
        with pytest.raises(ValidationError, match="lại đang đặt trong chính hệ thống này"):
            put(c, host)
    with pytest.raises(ValidationError):
        put(a, a)
    with pytest.raises(IntegrityError), transaction.atomic():
        InformationSystem.objects.filter(pk=a.pk).update(hosted_by=a.pk)


def test_the_place_is_named_and_nothing_else_is(make, put):
    a, b = make("HT-1"), make("HT-2")
    for wrong in ({"hosting": "platform", "hosted_by": None}, {"hosting": "own"}, {"hosting": ""}):
        with pytest.raises(ValidationError):
            put(a, b, **({"hosted_by": b} | wrong))
    with pytest.raises(ValidationError, match="nhà cung cấp"):
        put(a, None, hosting="provider")
    stored = put(a, None, hosting="provider", hosting_provider="Viettel IDC", separation="logical")
    assert (stored.hosting_provider, stored.separation) == ("Viettel IDC", "logical")


def test_what_no_longer_runs_takes_nobody_in(make, put, binh):
    a, b = make("HT-1"), make("HT-2")
    close_system(system=b, by=binh, on=DAY)
    with pytest.raises(ValidationError, match="đã ngừng vận hành"):
        put(a, b)


def test_hung_names_the_data_centre_that_he_does_not_see(client, make, system, hung, la):
    centre = make("BGTVT-008", "Trung tâm dữ liệu Bộ")
    make("BGTVT-050", "Cổng nội bộ", facts={"system_type": "internal"})
    client.force_login(hung)
    assert client.get(f"/he-thong/{centre.pk}/").status_code == 404
    url = reverse("systems:edit", args=[system.pk])
    page = client.get(url).content.decode()
    assert "BGTVT-008 Trung tâm dữ liệu Bộ" in page and "Cổng nội bộ" not in page
    form = {
        name: value
        for name, value in client.get(url).context["form"].initial.items()
        if value is not None and not hasattr(value, "pk")
    }
    form |= {
        "owner": system.owner_id,
        "operator": system.operator_id,
        "on": "23/11/2026",
        "operation_from": "01/05/2018",
    }
    asked = client.post(url, form | {"hosting": "platform", "hosted_by": ""})
    assert asked.status_code == 422 and "Chọn trung tâm dữ liệu" in asked.content.decode()
    assert client.post(url, form | {"hosting": "provider"}).status_code == 422
    done = client.post(url, form | {"hosting": "platform", "hosted_by": centre.pk, "separation": "logical"})
    assert done.status_code == 302
    system.refresh_from_db()
    assert (system.hosted_by, system.separation) == (centre, "logical")
    shown = client.get(f"/he-thong/{system.pk}/").content.decode()
    assert "Trung tâm dữ liệu Bộ" in shown and f"/he-thong/{centre.pk}/" not in shown
    client.post(url, form | {"hosting": "own", "hosted_by": centre.pk, "initial-hosting": "platform"})
    system.refresh_from_db()
    assert (system.hosting, system.hosted_by) == ("own", None)


@pytest.mark.parametrize(
    ("back", "lands"),
    [("/ho-so/1/phan/hosting/", "/ho-so/1/phan/hosting/"), ("//evil.example/", None), ("https://evil.example/", None)],
)
def test_whoever_came_from_a_dossier_goes_back_there_and_nowhere_else(client, system, hung, back, lands):
    client.force_login(hung)
    url = reverse("systems:edit", args=[system.pk])
    form = {
        "code": system.code, "name": system.name, "owner": system.owner_id, "operator": system.operator_id,
        "status": "operating", "operation_from": "01/05/2018", "on": "23/11/2026", "hosting": "own",
    }  # fmt: skip
    response = client.post(f"{url}?ve={back}", form)
    assert response.headers["Location"] == (lands or f"/he-thong/{system.pk}/")


def test_the_data_centre_shows_who_stands_in_it_to_those_who_see_them(client, make, put, system, trang, binh):
    centre = make("BGTVT-008", "Trung tâm dữ liệu Bộ")
    put(system, centre)
    client.force_login(trang)
    assert system.name in client.get(f"/he-thong/{centre.pk}/").content.decode()
