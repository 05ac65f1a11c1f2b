"""Errands stand on "Việc của tôi", nearest deadline first."""

import datetime

from classification import errand_list
from classification.errands import Errand

TODAY = datetime.date(2026, 11, 23)


def errand(key: str, due_on=None) -> Errand:
    return Errand(key, f"Việc {key}", "Vì luật nói thế.", "Làm", f"/lam/{key}/", due_on=due_on)


def test_the_nearest_deadline_comes_first_and_no_deadline_last(monkeypatch):
    one, two, none = errand("a", TODAY), errand("b", TODAY - datetime.timedelta(1)), errand("c")
    monkeypatch.setattr(errand_list, "PROVIDERS", (lambda user, today: [none, one], lambda user, today: [two]))
    monkeypatch.setattr(errand_list, "FURTHER", [])
    assert errand_list.errands_for(None, TODAY) == [two, one, none]
    assert (two.days(TODAY), none.days(TODAY)) == (-1, None)


def test_hung_sees_his_errand_with_its_place(client, hung, monkeypatch):
    monkeypatch.setattr(errand_list, "PROVIDERS", (lambda user, today: [errand("a", TODAY)] * (user == hung),))
    client.force_login(hung)
    page = client.get("/").content.decode()
    assert 'href="/lam/a/"' in page and "Vì luật nói thế." in page
