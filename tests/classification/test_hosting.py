"""How far a system is kept apart in somebody's data centre: asked by level and decree, held against what is stated."""

import pytest
from django.utils import timezone

from classification.errors import StepRefused
from classification.hosting import falls_short, required_separation
from classification.models import Dossier, DossierPart
from classification.services import check_step, write_part
from classification.services.effects import submitted
from classification.workflow import State
from systems.services import change_system

LADDER = ("", "none", "logical", "physical")


@pytest.mark.parametrize(
    ("regime", "level", "enough"),
    [
        ("nd85-2016", 1, ""), ("nd85-2016", 2, ""), ("nd85-2016", 3, "logical"), ("nd85-2016", 4, "physical"),
        ("nd85-2016", 5, "physical"), ("nd331-2026", 1, ""), ("nd331-2026", 2, ""), ("nd331-2026", 3, "logical"),
        ("nd331-2026", 4, "logical"), ("nd331-2026", 5, "physical"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["platform", "provider"])
def test_each_level_of_each_decree_asks_for_its_separation(regime, level, enough, place):
    for stated in LADDER:
        short = falls_short({"place": place, "separation": stated}, regime, level)
        assert (short is None) == (LADDER.index(stated) >= LADDER.index(enough)), (stated, short)


def test_on_own_premises_and_before_a_level_nothing_is_asked_and_the_critical_list_asks_for_the_most():
    assert falls_short({"place": "own", "separation": ""}, "nd85-2016", 5) is None
    assert falls_short({}, "nd85-2016", 5) is None
    assert falls_short({"place": "platform"}, "nd331-2026", None) is None
    assert required_separation("nd331-2026", 3, critical=True) == "physical"


@pytest.fixture
def stands(system, hung):
    """Let the system stand at a provider: `stands("logical")`."""

    def at(separation, **more):
        given = {"hosting": "provider", "hosting_provider": "VNPT IDC", "separation": separation} | more
        return change_system(system=system, by=hung, on=timezone.localdate(), **given)

    return at


def fresh(dossier) -> Dossier:
    return Dossier.objects.with_parties().get(pk=dossier.pk)


def test_too_little_separation_holds_the_submission_back_with_the_clause_and_the_place(
    client, dossier_in, complete, stands, hung
):
    draft = complete(dossier_in(State.DRAFT))
    stands("none")
    with pytest.raises(StepRefused) as refused:
        check_step(dossier=fresh(draft), name="submit", by=hung)
    assert refused.value.reasons == [
        "Hệ thống cấp độ 3 đặt tại VNPT IDC phải phân tách lô-gic (Điều 30 khoản 8, khoản 9 Nghị định 331/2026/NĐ-CP); "
        "hiện ghi: không phân tách."
    ]
    client.force_login(hung)
    assert f"/ho-so/{draft.pk}/phan/hosting/" in client.get(f"/ho-so/{draft.pk}/").content.decode()
    stands("logical")
    check_step(dossier=fresh(draft), name="submit", by=hung)


def test_where_it_stands_is_asked_before_it_is_submitted(dossier_in, complete, stands, hung):
    draft = complete(dossier_in(State.DRAFT))
    DossierPart.objects.filter(dossier=draft, key="hosting").delete()
    with pytest.raises(StepRefused, match="Nơi đặt hệ thống"):
        check_step(dossier=fresh(draft), name="submit", by=hung)
    stands("physical")
    check_step(dossier=fresh(draft), name="submit", by=hung)


def test_the_part_shows_what_the_inventory_says_and_keeps_the_words_written_to_it(client, dossier_in, stands, hung):
    draft = dossier_in(State.DRAFT)
    stands("logical")
    client.force_login(hung)
    page = client.get(f"/ho-so/{draft.pk}/phan/hosting/").content.decode()
    assert "VNPT IDC" in page and "Phân tách lô-gic" in page and f"/{draft.system_id}/" in page
    assert client.post(f"/ho-so/{draft.pk}/phan/hosting/", {"seen": 0, "description": "VLAN riêng"}).status_code == 302
    kept = DossierPart.objects.get(dossier=draft, key="hosting").content
    assert kept == {
        "place": "provider", "host": "VNPT IDC", "separation": "logical", "description": "VLAN riêng",
    }  # fmt: skip


def test_a_dossier_handed_in_keeps_where_the_system_stood_then(dossier_in, stands, hung):
    draft = dossier_in(State.DRAFT)
    write_part(dossier=draft, key="hosting", content={"description": "VLAN riêng"}, by=hung)
    stands("logical")
    submitted(fresh(draft), by=hung, today=timezone.localdate(), papers=())
    Dossier.objects.filter(pk=draft.pk).update(state=State.SUBMITTED)
    stands("", hosting="own", hosting_provider="")
    kept = fresh(draft).contents["hosting"]
    assert (kept["host"], kept["separation"], kept["description"]) == ("VNPT IDC", "logical", "VLAN riêng")
    Dossier.objects.filter(pk=draft.pk).update(state=State.RETURNED)
    assert fresh(draft).contents["hosting"]["place"] == "own", "what is written anew is told anew"
