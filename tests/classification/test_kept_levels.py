"""Giữ cấp độ: who keeps an old level, what each still lacks, how long is left."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from classification import kept_levels as keeping
from classification.errand_list import errands_for
from classification.models import Dossier, StatutoryDay
from classification.services import migrate_plan
from classification.workflow import State
from systems.services import close_system, register_system

pytestmark = pytest.mark.django_db
ADDRESS = "/giu-cap-do/"


def kept_of(user):
    return keeping.kept(Dossier.objects.visible_to(user))


def words(dossier, user) -> list[str]:
    return [lack.key for lack in keeping.lacks_of(kept_of(user).get(pk=dossier.pk))]


def test_a_bare_kept_system_lacks_everything(dossier_in, hung):
    dossier = dossier_in(State.APPROVED, regime="nd85-2016")
    assert words(dossier, hung) == ["tieu-chuan", "phuong-an", "xac-nhan", "quy-che", "rui-ro"]


def test_a_complete_one_lacks_only_what_the_old_law_did_not_know(dossier_in, complete, hung):
    dossier = complete(dossier_in(State.PROTECTED, regime="nd85-2016"))
    assert words(dossier, hung) == ["tieu-chuan", "rui-ro"]
    migrate_plan(dossier=dossier, by=hung)
    assert "tieu-chuan" not in words(dossier, hung)


@pytest.mark.parametrize(
    ("state", "regime"),
    [(State.APPROVED, "nd331-2026"), (State.UNDER_APPRAISAL, "nd85-2016"), (State.SUPERSEDED, "nd85-2016")],
)
def test_only_what_is_in_force_under_the_old_decree_is_kept(dossier_in, hung, state, regime):
    dossier_in(state, regime=regime)
    assert not kept_of(hung).exists()


def test_a_closed_system_keeps_nothing(dossier_in, hung, system):
    dossier_in(State.PROTECTED, regime="nd85-2016")
    close_system(system=system, by=hung, on=timezone.localdate())
    assert not kept_of(hung).exists()


def test_the_numbers_agree_with_the_rows(dossier_in, complete, hung, ministry, registry):
    complete(dossier_in(State.PROTECTED, regime="nd85-2016"))
    second = register_system(by=hung, on=datetime.date(2026, 11, 1), code="X-2", name="Hệ thống hai",
                             owner=ministry, operator=registry)  # fmt: skip
    dossier_in(State.DEPLOYING, regime="nd85-2016", system=second)
    numbers = keeping.counted(kept_of(hung))
    rows = list(kept_of(hung))
    assert numbers["all"] == len(rows) == 2
    for lack in keeping.LACKS:
        shown = [dossier for dossier in rows if lack in keeping.lacks_of(dossier)]
        assert numbers[lack.key] == len(shown) == keeping.lacking(kept_of(hung), lack.key).count()


def test_an_reads_the_days_left_and_filters_by_what_is_lacking(client, an, dossier_in, freeze_today):
    freeze_today(datetime.date(2027, 6, 20))
    dossier = dossier_in(State.APPROVED, regime="nd85-2016")
    client.force_login(an)
    page = client.get(ADDRESS).content.decode().replace("\xa0", " ")
    assert "còn 10 ngày" in page and "30/06/2027" in page and dossier.system.name in page
    assert dossier.system.name in client.get(ADDRESS, {"thieu": "rui-ro"}).content.decode()
    assert client.get(ADDRESS, {"thieu": "bịa", "unit": "x", "level": "9"}).status_code == 200


def test_la_the_stranger_sees_an_empty_list(client, la, dossier_in):
    dossier = dossier_in(State.APPROVED, regime="nd85-2016")
    client.force_login(la)
    assert dossier.system.name not in client.get(ADDRESS).content.decode()


def test_the_list_costs_the_same_few_statements_for_any_length(
    client, hung, ministry, registry, dossier_in, django_assert_max_num_queries
):
    for number in range(12):
        one = register_system(by=hung, on=datetime.date(2026, 11, 1), code=f"N-{number}", name=f"Hệ thống {number}",
                              owner=ministry, operator=registry)  # fmt: skip
        dossier_in(State.APPROVED, regime="nd85-2016", system=one)
    client.force_login(hung)
    with django_assert_max_num_queries(14):
        client.get(ADDRESS)


def test_hung_is_told_once_for_all_his_kept_systems(dossier_in, hung, an):
    dossier_in(State.APPROVED, regime="nd85-2016")
    today = datetime.date(2026, 11, 25)
    (errand,) = [one for one in errands_for(hung, today) if one.key.startswith("kept:")]
    assert "1 hệ thống giữ cấp độ" in errand.title and errand.url == reverse("classification:kept_levels")
    assert errand.due_on == StatutoryDay.objects.get(key="measures_due").day
    assert not [one for one in errands_for(an, today) if one.key.startswith("kept:")]
