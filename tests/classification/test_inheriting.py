"""Requirements met by the host: declared, never copied, worth what the host's answer is at every moment."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from classification.errands_hosting import inherited_errands
from classification.errors import StepRefused
from classification.inheriting import offer
from classification.models import Dossier, PlanItem
from classification.services import (
    answer_requirement,
    answer_requirements,
    check_step,
    copy_answers,
    inherit_requirements,
)
from classification.workflow import IN_FORCE, State
from systems.models import InformationSystem, LedgerEntry
from systems.services import change_system, register_system

DAY = datetime.date(2026, 11, 23)


@pytest.fixture
def centre(system, it_centre, trang, dossier_in, hung):
    """Trung tâm dữ liệu, in force at level 3; it meets two requirements and the registry's system stands in it."""
    host = register_system(
        by=trang, on=DAY, code="BGTVT-008", name="Trung tâm dữ liệu Bộ", owner=system.owner, operator=it_centre,
        facts={"system_type": "infrastructure"},
    )  # fmt: skip
    dossier = dossier_in(State.PROTECTED, system=host)
    for code, status in (
        ("network-01", "met"),
        ("risk-01", "met"),
        ("risk-02", "partly"),
        ("risk-03", "not_applicable"),
    ):
        reason = "Không có" if status == "not_applicable" else ""
        PlanItem.objects.create(dossier=dossier, code=code, status=status, reason=reason, updated_by=trang)
    change_system(system=system, by=hung, on=DAY, hosting="platform", hosted_by=host, separation="logical")
    system.refresh_from_db()
    return dossier


@pytest.fixture
def draft(dossier_in, centre):
    return dossier_in(State.DRAFT)


def fresh(dossier) -> Dossier:
    return Dossier.objects.with_parties().get(pk=dossier.pk)


def done(dossier) -> tuple[int, int]:
    """How many are done, as the plan says and as lists say."""
    return fresh(dossier).plan.done, Dossier.objects.with_open_requirements().get(pk=dossier.pk).requirements_done


def test_what_the_host_meets_is_met_here_until_the_host_falls_behind(draft, centre, hung):
    assert inherit_requirements(dossier=draft, codes=["network-01"], by=hung) == 1
    assert done(draft) == (1, 1)
    PlanItem.objects.filter(dossier=centre, code="network-01").update(status="partly")
    assert done(draft) == (0, 0)
    assert fresh(draft).plan.not_met == 1
    PlanItem.objects.filter(dossier=centre, code="network-01").update(status="met")
    assert done(draft) == (1, 1)


@pytest.mark.parametrize("state", [state for state in State if state not in {State.SUPERSEDED}])
def test_only_a_dossier_in_force_serves_its_tenants(draft, centre, hung, state):
    inherit_requirements(dossier=draft, codes=["network-01"], by=hung)
    Dossier.objects.filter(pk=centre.pk).update(state=state)
    assert done(draft) == ((1, 1) if state in IN_FORCE else (0, 0))


@pytest.mark.parametrize(
    "change",
    [
        lambda centre, draft: Dossier.objects.filter(pk=centre.pk).update(level=2),
        lambda centre, draft: Dossier.objects.filter(pk=centre.pk).update(regime="nd85-2016"),
        lambda centre, draft: Dossier.objects.filter(pk=draft.pk).update(level=4),
        lambda centre, draft: InformationSystem.objects.filter(pk=centre.system_id).update(status="closed"),
        lambda centre, draft: InformationSystem.objects.filter(pk=draft.system_id).update(
            hosting="own", hosted_by=None
        ),
        lambda centre, draft: PlanItem.objects.filter(dossier=centre, code="network-01").delete(),
    ],
    ids=["lower level", "other decree", "tenant above 3", "host closed", "moved out", "answer gone"],
)
def test_it_falls_back_by_itself_when_the_ground_goes(draft, centre, hung, change):
    inherit_requirements(dossier=draft, codes=["network-01"], by=hung)
    change(centre, draft)
    assert done(draft) == (0, 0)
    assert PlanItem.objects.filter(dossier=draft).inherited(met=False).count() == 1


def test_a_host_of_a_higher_level_serves_and_one_of_a_lower_level_says_why_not(draft, centre, hung):
    Dossier.objects.filter(pk=centre.pk).update(level=4)
    assert "network-01" in offer(fresh(draft)).codes
    Dossier.objects.filter(pk=centre.pk).update(level=2)
    assert "cấp độ 2, thấp hơn cấp độ 3" in offer(fresh(draft)).refusal


@pytest.mark.parametrize(("level", "offered"), [(3, True), (4, False)])
def test_levels_up_to_three_share_and_from_four_on_each_has_its_own(dossier_in, centre, hung, level, offered):
    Dossier.objects.filter(pk=centre.pk).update(level=5)
    draft = dossier_in(State.DRAFT, level=level)
    assert bool(offer(draft).rows) == offered
    if not offered:
        with pytest.raises(StepRefused, match="Từ cấp độ 4"):
            inherit_requirements(dossier=draft, codes=["network-01"], by=hung)


def test_what_the_host_does_not_meet_is_not_inherited_and_all_or_none(draft, centre, hung):
    for codes in (["risk-02"], ["risk-03"], ["network-01", "risk-02"]):
        with pytest.raises(StepRefused, match="chưa đạt"):
            inherit_requirements(dossier=draft, codes=codes, by=hung)
    with pytest.raises(StepRefused, match="khong-co"):
        inherit_requirements(dossier=draft, codes=["khong-co"], by=hung)
    assert not PlanItem.objects.filter(dossier=draft).exists()


def test_every_reason_why_nothing_can_be_inherited_is_a_sentence(dossier_in, draft, centre, system, hung):
    Dossier.objects.filter(pk=centre.pk).update(state=State.SUPERSEDED)
    assert "chưa có hồ sơ được phê duyệt" in offer(fresh(draft)).refusal
    Dossier.objects.filter(pk=centre.pk).update(state=State.APPROVED, regime="nd85-2016")
    assert "theo tiêu chuẩn khác" in offer(fresh(draft)).refusal
    InformationSystem.objects.filter(pk=centre.system_id).update(status="closed")
    assert "đã ngừng vận hành" in offer(fresh(draft)).refusal
    change_system(system=system, by=hung, on=DAY, hosting="own", hosted_by=None)
    assert "không ghi là đặt" in offer(fresh(draft)).refusal
    Dossier.objects.filter(pk=draft.pk).update(level=None)
    assert "xác định cấp độ trước" in offer(fresh(draft)).refusal


def test_only_the_operator_declares_it_and_only_while_the_plan_is_written(draft, centre, trang, ha, root, hung):
    for other in (trang, ha, root):
        with pytest.raises(PermissionDenied):
            inherit_requirements(dossier=draft, codes=["network-01"], by=other)
    Dossier.objects.filter(pk=draft.pk).update(state=State.SUBMITTED)
    with pytest.raises(StepRefused, match="không sửa được"):
        inherit_requirements(dossier=draft, codes=["network-01"], by=hung)


def test_the_own_words_stay_and_an_own_answer_ends_the_inheritance(draft, centre, hung):
    answer_requirement(
        dossier=draft, code="network-01", by=hung, status="partly", how="Đang làm", responsible="Tổ mạng"
    )
    inherit_requirements(dossier=draft, codes=["network-01"], by=hung)
    item = PlanItem.objects.get(dossier=draft, code="network-01")
    assert (item.how, item.responsible, item.counts_as, item.status) == ("Đang làm", "Tổ mạng", "met", "not_met")
    answer_requirements(dossier=draft, codes=["network-01"], by=hung, responsible="Tổ khác")
    assert PlanItem.objects.get(pk=item.pk).inherited_from_id
    answer_requirement(dossier=draft, code="network-01", by=hung, status="partly")
    item = PlanItem.objects.get(pk=item.pk)
    assert (item.inherited_from, item.counts_as) == (None, "partly")
    entry = LedgerEntry.objects.get(verb="inherit_requirements")
    assert (entry.details["host"], entry.details["codes"]) == ("BGTVT-008", ["network-01"])


def test_the_database_never_takes_an_inherited_answer_for_an_own_one(draft, centre, hung):
    inherit_requirements(dossier=draft, codes=["network-01"], by=hung)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanItem.objects.filter(dossier=draft).update(status="met")


def test_an_inherited_answer_is_nobody_elses_to_copy(draft, centre, dossier_in, hung, system):
    inherit_requirements(dossier=draft, codes=["network-01"], by=hung)
    answer_requirement(dossier=draft, code="risk-05", by=hung, status="met")
    other = register_system(
        by=hung, on=DAY, code="BGTVT-027", name="Đăng kiểm tàu biển", owner=system.owner, operator=system.operator
    )
    target = dossier_in(State.DRAFT, system=other)
    with pytest.raises(StepRefused):
        copy_answers(dossier=target, source=draft, codes=["network-01"], by=hung)
    assert copy_answers(dossier=target, source=draft, codes=["network-01", "risk-05"], by=hung) == 1


def test_the_operator_and_the_inspector_are_told_when_the_host_falls_behind(dossier_in, centre, hung, trang, ha):
    dossier = dossier_in(State.DEPLOYING)
    inherit_requirements(dossier=dossier, codes=["network-01", "risk-01"], by=hung)
    assert inherited_errands(hung, DAY) == []
    PlanItem.objects.filter(dossier=centre).update(status="partly")
    (errand,) = inherited_errands(hung, DAY)
    assert "2 yêu cầu kế thừa từ nơi đặt (Trung tâm dữ liệu Bộ)" in errand.sentence
    assert errand.url == f"/ho-so/{dossier.pk}/phuong-an/?loc=ke-thua-khong-dat"
    assert inherited_errands(trang, DAY) == inherited_errands(ha, DAY) == []
    Dossier.objects.filter(pk=dossier.pk).update(state=State.PROTECTED)
    (errand,) = inherited_errands(trang, DAY)
    assert errand.title.startswith("Xem xét yêu cầu triển khai tiếp")


def test_what_fell_behind_is_not_confirmed(dossier_in, complete, centre, hung, trang):
    dossier = complete(dossier_in(State.DEPLOYING))
    PlanItem.objects.filter(dossier=dossier, code="network-01").delete()
    inherit_requirements(dossier=dossier, codes=["network-01"], by=hung)
    Dossier.objects.filter(pk=dossier.pk).update(state=State.AWAITING_INSPECTION)
    check_step(dossier=fresh(dossier), name="confirm", by=trang)
    PlanItem.objects.filter(dossier=centre).update(status="partly")
    with pytest.raises(StepRefused) as refused:
        check_step(dossier=fresh(dossier), name="confirm", by=trang)
    assert refused.value.reasons == ["1 yêu cầu kế thừa từ nơi đặt không còn đạt."]


def test_hung_sees_what_is_offered_and_declares_it_on_the_page(client, draft, centre, hung, trang, la):
    client.force_login(hung)
    url = f"/ho-so/{draft.pk}/phuong-an-ke-thua/"
    page = client.get(url).content.decode()
    assert page.count(" checked") == 1, "infrastructure is ticked at first, a procedure is not"
    assert client.post(url, {}).status_code == 422
    refused = client.post(url, {"code": ["risk-02"]})
    assert refused.status_code == 422 and "chưa đạt" in refused.content.decode()
    assert client.post(url, {"code": ["network-01", "risk-01"]}).headers["Location"] == f"/ho-so/{draft.pk}/phuong-an/"
    assert "Không còn yêu cầu nào để kế thừa" in client.get(url).content.decode()
    plan = client.get(f"/ho-so/{draft.pk}/phuong-an/?loc=ke-thua")
    assert sorted(row.code for row in plan.context["table"].shown) == ["network-01", "risk-01"]
    assert "kế thừa từ BGTVT-008" in plan.content.decode()
    row = client.get(f"/ho-so/{draft.pk}/phuong-an/risk-01/").content.decode()
    assert "Kế thừa từ Trung tâm dữ liệu Bộ (BGTVT-008): đang đạt." in row
    PlanItem.objects.filter(dossier=centre).update(status="partly")
    row = client.get(f"/ho-so/{draft.pk}/phuong-an/risk-01/").content.decode()
    assert "nơi đặt không còn đạt nên ở đây tính là chưa đạt" in row
    for user, status in ((trang, 403), (la, 404)):
        client.force_login(user)
        assert client.get(url).status_code == client.post(url, {"code": ["risk-01"]}).status_code == status


def test_a_row_offers_what_the_host_meets_and_only_that(client, draft, centre, hung):
    client.force_login(hung)
    assert "đang đạt yêu cầu này" in client.get(f"/ho-so/{draft.pk}/phuong-an/network-01/").content.decode()
    assert "đang đạt yêu cầu này" not in client.get(f"/ho-so/{draft.pk}/phuong-an/risk-02/").content.decode()


def test_lists_ask_no_more_however_much_is_inherited(client, draft, centre, hung, trang, django_assert_max_num_queries):
    every = [asked.code for asked in draft.catalogue.requirements_for(3)]
    PlanItem.objects.filter(dossier=centre).delete()
    PlanItem.objects.bulk_create(PlanItem(dossier=centre, code=code, status="met", updated_by=trang) for code in every)
    with django_assert_max_num_queries(20):
        inherit_requirements(dossier=draft, codes=every, by=hung)
    assert done(draft) == (len(every), len(every))
    client.force_login(hung)
    with django_assert_max_num_queries(15):
        client.get(f"/ho-so/{draft.pk}/phuong-an/")
