"""Every address refuses a stranger, including the ones added tomorrow."""

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from classification.workflow import State

PUBLIC = {"login", "set_language", "documents:verify", "documents:verify_token", "documents:snapshot_schema"}
ADMIN = "admin"


def addresses(resolver, namespace=""):
    """(name, converters) of every named address below a resolver."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, f"{entry.namespace}:" if entry.namespace else namespace)
        elif entry.name:
            yield f"{namespace}{entry.name}", entry.pattern.converters


def every_address():
    return sorted({name: list(converters) for name, converters in addresses(get_resolver())}.items())


OURS = [(name, keys) for name, keys in every_address() if not name.startswith(ADMIN)]
OF_A_SYSTEM = {
    f"classification:{name}"
    for name in ("system", "open_dossier", "record_decision", "decision_scan", "system_facts", "events", "event_answer")
}
SAMPLE = {
    "pk": 1,
    "step": "submit",
    "key": "scope",
    "code": "risk-01",
    "attachment": 1,
    "paper": 1,
    "token": "abc",
    "event": 1,
    "number": 1,
    "remark": 1,
}


def address(name, keys, **known):
    return reverse(name, kwargs={key: (SAMPLE | known).get(key, 1) for key in keys})


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "keys"), OURS, ids=lambda value: value if isinstance(value, str) else "")
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_gets_in_without_an_account(client, name, keys, method):
    response = getattr(client, method)(address(name, keys))
    if name in PUBLIC:
        assert response.status_code in (200, 302, 400, 404, 405, 422)
    else:
        assert response.status_code in (302, 405), name
        assert response.status_code == 405 or response.url.startswith(reverse("login"))


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("name", "keys"), [row for row in OURS if row[1]], ids=lambda v: v if isinstance(v, str) else ""
)
def test_la_the_stranger_finds_nothing_behind_any_address_of_a_thing(client, la, dossier_in, name, keys, method):
    """An account without a duty gets 404 (or a refused method) for systems, dossiers and papers that exist."""
    dossier = dossier_in(State.DRAFT)
    client.force_login(la)
    pk = dossier.system_id if name in OF_A_SYSTEM or name.startswith("systems:") else dossier.pk
    response = getattr(client, method)(address(name, keys, pk=pk))
    if name not in PUBLIC:
        assert response.status_code in (403, 404, 405), (name, response.status_code)
        assert dossier.system.name not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        name
        for name, keys in every_address()
        if name.startswith(ADMIN) and not keys and name not in {"admin:app_list", "admin:login"}
    ],
)
def test_the_administration_refuses_everyone_who_is_not_staff(client, hung, name):
    client.force_login(hung)
    assert client.get(reverse(name)).status_code in (302, 403, 404, 405)


@pytest.mark.django_db
def test_every_page_carries_the_strict_policy(client):
    policy = client.get(reverse("login")).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy


@pytest.mark.django_db
def test_static_files_carry_it_too(settings):
    (settings.STATIC_ROOT / "sign.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    answer = Client().get("/static/sign.svg")
    answer.close()
    assert answer.status_code == 200 and "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_the_administration_asks_for_nothing_that_is_not_there(client, root):
    """Without an icon of its own a browser would ask for /favicon.ico and get nothing."""
    client.force_login(root)
    assert 'rel="icon"' in client.get(reverse("admin:index")).content.decode()
