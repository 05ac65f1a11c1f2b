"""What an administrator found wrong in the mapping between the standards is data: it holds from its day on."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from classification.catalogue_mapping import NONE, Correction, Link, Relation, load_mapping
from classification.mapping_in_use import mapping_on
from classification.models import MappingCorrection, PlanItem, PlanMigration
from classification.plan import Answer
from classification.services import migrate_plan
from classification.workflow import State
from systems.models import LedgerEntry
from systems.roles import Role
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db


def a_pair(level=3, relation=Relation.SAME):
    """A new requirement with exactly one old one behind it, of this relation, in no complete set."""
    for new, links in sorted(load_mapping().links(level).items()):
        if len(links) == 1 and links[0].relation is relation and new not in load_mapping().complete(level):
            return links[0].code, new
    raise AssertionError("the mapping has no such pair")


@pytest.fixture
def correct():
    """Enter a correction, as an administrator's page does: `correct(relation="none")`."""

    def make(**changes):
        old, new = a_pair()
        values = {"level": 3, "old": old, "new": new, "relation": "partial", "since": TODAY, "source": "Biên bản 3"}
        row = MappingCorrection(**(values | changes))
        row.full_clean()
        row.save()
        return row

    return make


def test_without_corrections_the_mapping_is_the_products_own():
    assert mapping_on(TODAY) is load_mapping() and mapping_on(TODAY).corrections == 0


def test_a_relation_is_replaced_at_its_level_from_its_day_on(correct):
    row = correct()
    own, now = load_mapping(), mapping_on(TODAY)
    assert now.links(3)[row.new] == (Link(row.old, Relation.PARTIAL),)
    assert own.links(3)[row.new] == (Link(row.old, Relation.SAME),), "the product's own stays what it is"
    assert now.links(4) == own.links(4) and now.version != own.version and now.corrections == 1
    assert mapping_on(TODAY - datetime.timedelta(1)) is own


def test_a_correction_that_ended_no_longer_holds(correct):
    correct(until=TODAY)
    assert mapping_on(TODAY).corrections == 1
    assert mapping_on(TODAY + datetime.timedelta(1)) is load_mapping()


def test_requirements_that_have_nothing_in_common_are_parted(correct):
    row = correct(relation=NONE)
    assert mapping_on(TODAY).links(3)[row.new] == ()


def test_a_set_that_answers_together_ends_with_one_of_its_members():
    own = load_mapping()
    new, sets = next((code, sets) for code, sets in sorted(own.complete(3).items()) if sets)
    member = sorted(sets[0])[0]
    assert own.corrected([Correction(3, member, new, NONE)]).complete(3)[new] == tuple(
        whole for whole in sets if member not in whole
    )
    assert own.corrected([Correction(3, member, new, "partial")]).complete(3)[new] == sets


def test_plans_brought_over_from_then_on_follow_it_and_earlier_ones_keep_theirs(
    correct, dossier_in, hung, system, freeze_today
):
    freeze_today(TODAY)
    old, new = a_pair()
    dossier = dossier_in(State.APPROVED, regime="nd85-2016")
    PlanItem.objects.create(dossier=dossier, code=old, status=Answer.MET, how="Đã làm", updated_by=hung)
    row = correct()
    migration = migrate_plan(dossier=dossier, by=hung)
    assert PlanItem.objects.get(dossier=dossier, code=new, live=True).status == Answer.PARTLY
    assert migration.mapping_sha256 == mapping_on(TODAY).version != load_mapping().version
    row.until = TODAY
    row.save()
    freeze_today(TODAY + datetime.timedelta(1))
    assert PlanItem.objects.get(dossier=dossier, code=new, live=True).status == Answer.PARTLY
    assert PlanMigration.objects.get().carried[new]["sources"] == [[old, "partial"]]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"old": "khong-co"}, "TCVN11930:2017 không có yêu cầu mang mã này ở cấp độ 3."),
        ({"new": "khong-co"}, "TCVN14423:2026 không có yêu cầu mang mã này ở cấp độ 3."),
        ({"level": 6}, "6"),
        ({"relation": "như nhau"}, "như nhau"),
        ({"until": TODAY - datetime.timedelta(1)}, "Ngày hết áp dụng không được trước ngày bắt đầu."),
        ({"source": ""}, ""),
    ],
)
def test_a_correction_that_cannot_be_is_refused(correct, changes, words):
    with pytest.raises(ValidationError) as refused:
        correct(**changes)
    assert words in str(refused.value) and not MappingCorrection.objects.exists()


def test_two_corrections_of_one_pair_do_not_hold_at_once(correct):
    correct()
    with pytest.raises(ValidationError, match="Đã có một bản áp dụng trong khoảng này"):
        correct(relation="none", since=TODAY + datetime.timedelta(3))


def test_an_administrator_enters_one_and_others_do_not(client, person, ministry, hung, root):
    old, new = a_pair()
    given = {"level": 3, "old": old, "new": new, "relation": "stricter", "since": "2026-11-23", "until": ""}
    given |= {"source": "Biên bản 3", "note": ""}
    address = reverse("admin:classification_mappingcorrection_add")
    client.force_login(hung)
    assert client.post(address, given).status_code == 302 and not MappingCorrection.objects.exists()
    client.force_login(person("minh", "Đỗ Minh", ministry, Role.ADMINISTRATOR, is_staff=True))
    assert client.post(address, given).status_code == 302
    row = MappingCorrection.objects.get()
    assert LedgerEntry.objects.filter(verb="add_law", about=f"mappingcorrection:{row.pk}").exists()


def test_the_page_that_brings_a_plan_over_says_that_it_was_corrected(client, correct, dossier_in, hung, freeze_today):
    freeze_today(TODAY)
    dossier = dossier_in(State.APPROVED, regime="nd85-2016")
    client.force_login(hung)
    address = reverse("classification:plan_migration", args=[dossier.pk])
    assert "đã hiệu chỉnh" not in client.get(address).content.decode()
    correct()
    page = client.get(address).content.decode()
    assert "Người quản trị đã hiệu chỉnh 1 quan hệ giữa hai tiêu chuẩn." in page and load_mapping().warning in page
