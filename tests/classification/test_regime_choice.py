"""The decree of a dossier: chosen by dates that can be corrected, overruled by the security unit with a reason."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from classification.errors import OutOfDate, StepRefused
from classification.models import Dossier, PlanItem, RegimeChange, StatutoryDay
from classification.regimes.selector import LAW_DAYS, regime_of
from classification.services import change_regime, open_dossier
from classification.workflow import STEPS, State
from systems.models import InformationSystem, LedgerEntry

pytestmark = pytest.mark.django_db
DAY = datetime.date
REASON = "Dự án được phê duyệt chủ trương đầu tư ngày 05/3/2025."


@pytest.fixture
def begun(system) -> InformationSystem:
    """A system in construction since before the law."""
    system.status, system.operation_from = InformationSystem.Status.BUILDING, None
    system.construction_began = DAY(2025, 3, 5)
    system.save()
    return system


def test_a_running_system_follows_the_new_decree_although_it_was_begun_before(system):
    system.construction_began = DAY(2017, 1, 1)
    assert regime_of(system, DAY(2026, 11, 23))[0].code == "nd331-2026"
    system.operation_from = None
    assert regime_of(system, DAY(2026, 11, 23))[0].code == "nd331-2026"


def test_a_system_in_construction_follows_the_old_one_to_the_last_day(begun, hung):
    dossier = open_dossier(system=begun, by=hung, today=DAY(2026, 12, 31))
    assert dossier.regime == "nd85-2016" and "đến hết ngày 31/12/2026" in dossier.regime_reason


def test_an_administrator_moves_the_last_day_and_the_next_dossier_follows(begun, hung):
    StatutoryDay.objects.filter(key="transition_ends").update(day=DAY(2027, 1, 1), note="")
    dossier = open_dossier(system=begun, by=hung, today=DAY(2027, 1, 1))
    assert dossier.regime == "nd85-2016" and "đến hết ngày 01/01/2027" in dossier.regime_reason


def test_the_days_that_were_sown_are_the_ones_of_the_code():
    assert StatutoryDay.objects.law_days() == LAW_DAYS


def test_the_days_keep_their_order():
    row = StatutoryDay.objects.get(key="transition_ends")
    row.day = DAY(2026, 8, 1)
    with pytest.raises(ValidationError, match="theo thứ tự"):
        row.full_clean()


def test_trang_overrules_with_a_reason_and_the_level_is_determined_anew(dossier_in, trang):
    dossier = dossier_in(State.DRAFT, facts={"system_type": "public_service", "online_public_service_level": 4})
    changed = change_regime(dossier=dossier, regime="nd85-2016", reason=REASON, by=trang)
    assert (changed.regime, changed.ruleset_version) == ("nd85-2016", changed.rules.ruleset_version)
    assert (changed.level, changed.determination["criteria"][0]["code"]) == (3, "ND85-9.2.a")
    assert REASON in changed.regime_reason
    entry = LedgerEntry.objects.get(verb="change_regime")
    assert (entry.details["source"], entry.details["target"]) == ("nd331-2026", "nd85-2016")


@pytest.mark.parametrize("who", ["hung", "ha", "an", "root", "la"])
def test_nobody_else_overrules(request, dossier_in, who):
    dossier = dossier_in(State.DRAFT)
    with pytest.raises(PermissionDenied):
        change_regime(dossier=dossier, regime="nd85-2016", reason=REASON, by=request.getfixturevalue(who))
    assert not RegimeChange.objects.exists()


def test_without_a_reason_nothing_changes(dossier_in, trang):
    dossier = dossier_in(State.DRAFT)
    with pytest.raises(StepRefused, match="Phải ghi rõ lý do"):
        change_regime(dossier=dossier, regime="nd85-2016", reason="  ", by=trang)


def test_a_submitted_dossier_keeps_its_decree_until_it_is_handed_back(dossier_in, trang):
    dossier = dossier_in(State.UNDER_APPRAISAL)
    with pytest.raises(StepRefused, match="nên không sửa được"):
        change_regime(dossier=dossier, regime="nd85-2016", reason=REASON, by=trang)


@pytest.mark.parametrize("state", [State.APPROVED, State.PROTECTED, State.REFUSED, State.SUPERSEDED])
def test_a_decided_dossier_keeps_its_decree_for_ever(dossier_in, trang, state):
    dossier = dossier_in(state, regime="nd85-2016")
    for regime in ("nd331-2026", "nd85-2016"):
        with pytest.raises(StepRefused, match="được giữ nguyên"):
            change_regime(dossier=dossier, regime=regime, reason=REASON, by=trang)


def test_answers_to_the_other_catalogue_are_set_aside_and_come_back(dossier_in, complete, trang):
    dossier = complete(dossier_in(State.DRAFT))
    before = sorted(PlanItem.objects.values_list("code", "status", "how", "due_on"))
    moved = change_regime(dossier=dossier, regime="nd85-2016", reason=REASON, by=trang)
    assert not PlanItem.objects.exists() and moved.plan.answered == 0
    change_regime(dossier=moved, regime="nd331-2026", reason="Nhầm.", by=trang)
    assert sorted(PlanItem.objects.values_list("code", "status", "how", "due_on")) == before


def test_a_stale_page_overrules_nothing(dossier_in, trang):
    dossier = dossier_in(State.DRAFT)
    with pytest.raises(OutOfDate):
        change_regime(dossier=dossier, regime="nd85-2016", reason=REASON, by=trang, seen=dossier.version + 1)


def test_a_dossier_of_the_old_decree_is_held_back_once_its_time_is_over(begun, dossier_in, hung, freeze_today):
    dossier = dossier_in(State.AWAITING_APPROVAL, regime="nd85-2016", system=begun)
    freeze_today(DAY(2026, 12, 31))
    assert not [why for why in STEPS["approve"].obstacles(dossier) if "hôm nay thuộc" in why]
    freeze_today(DAY(2027, 1, 1))
    late = Dossier.objects.with_parties().get(pk=dossier.pk)
    assert [why for why in STEPS["approve"].obstacles(late) if "hôm nay thuộc NĐ 331/2026" in why]


def test_trang_confirms_the_old_decree_and_the_way_is_free(begun, dossier_in, trang, freeze_today):
    freeze_today(DAY(2027, 1, 4))
    dossier = dossier_in(State.AWAITING_APPROVAL, regime="nd85-2016", system=begun)
    kept = change_regime(dossier=dossier, regime="nd85-2016", reason="Đã thẩm định trong hạn.", by=trang)
    assert kept.other_decree_today is None and kept.regime == "nd85-2016"


def test_trang_chooses_on_the_page_and_hung_reads_why(client, dossier_in, trang, hung):
    dossier = dossier_in(State.DRAFT)
    address = reverse("classification:regime", args=[dossier.pk])
    client.force_login(trang)
    empty = client.post(address, {"seen": dossier.version, "regime": "nd85-2016", "reason": ""})
    assert empty.status_code == 422 and "Phải ghi rõ lý do." in empty.content.decode()
    done = client.post(address, {"seen": dossier.version, "regime": "nd85-2016", "reason": REASON})
    assert done.status_code == 302
    client.force_login(hung)
    page = client.get(address).content.decode()
    assert REASON in page and "từ NĐ 331/2026 sang NĐ 85/2016" in page and "TCVN 11930:2017" in page
    assert "<textarea" not in page
    assert client.post(address, {"regime": "nd331-2026", "reason": "x", "seen": 1}).status_code == 403
