"""Copying answers from the plan of a sister system: seen before, one act, the source kept, reviewed by somebody."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from classification.errors import OutOfDate, StepRefused
from classification.models import Dossier, PlanItem
from classification.plan_copying import compare, sources
from classification.services import answer_requirement, answer_requirements, check_step, copy_answers
from classification.workflow import State
from systems.models import LedgerEntry
from systems.services import register_system

DAY = datetime.date(2026, 11, 1)


@pytest.fixture
def sister(system, hung, dossier_in):
    """Hệ thống đăng kiểm tàu biển, whose plan answers three requirements."""
    other = register_system(
        by=hung, on=DAY, code="BGTVT-027", name="Hệ thống đăng kiểm tàu biển", owner=system.owner,
        operator=system.operator,
    )  # fmt: skip
    dossier = dossier_in(State.PROTECTED, system=other)
    for code, status, reason in (
        ("risk-01", "met", ""),
        ("risk-02", "not_applicable", "Không có"),
        ("risk-03", "partly", ""),
    ):
        PlanItem.objects.create(
            dossier=dossier, code=code, status=status, how="Theo quy trình 12", reason=reason, responsible="Phòng CNTT",
            due_on=DAY, evidence="http://noi-bo/12", updated_by=hung,
        )  # fmt: skip
    return dossier


@pytest.fixture
def draft(dossier_in):
    return dossier_in(State.DRAFT)


def test_what_was_not_answered_is_filled_and_what_was_is_left(draft, sister, hung):
    answer_requirement(dossier=draft, code="risk-01", by=hung, status="not_met", how="Chưa làm")
    comparison = compare(draft, sister)
    assert [pair.code for pair in comparison.filling] == ["risk-02", "risk-03"]
    assert [pair.code for pair in comparison.overwriting] == ["risk-01"]
    count = copy_answers(dossier=draft, source=sister, codes=[pair.code for pair in comparison.filling], by=hung)
    assert count == 2
    assert PlanItem.objects.get(dossier=draft, code="risk-01").how == "Chưa làm"
    copied = PlanItem.objects.get(dossier=draft, code="risk-02")
    assert (copied.status, copied.reason, copied.responsible) == ("not_applicable", "Không có", "Phòng CNTT")
    assert (copied.due_on, copied.evidence) == (None, ""), "days and evidence are each system's own"


def test_what_was_chosen_is_overwritten_with_one_entry(draft, sister, hung):
    answer_requirement(dossier=draft, code="risk-01", by=hung, status="not_met", how="Chưa làm")
    copy_answers(dossier=draft, source=sister, codes=["risk-01", "risk-02"], by=hung)
    item = PlanItem.objects.get(dossier=draft, code="risk-01")
    assert (item.status, item.how, item.version, item.copied_from) == ("met", "Theo quy trình 12", 2, sister)
    entry = LedgerEntry.objects.get(verb="copy_answers")
    assert entry.details["source_system"] == "BGTVT-027" and entry.details["overwritten"] == ["risk-01"]


def test_a_copied_answer_says_where_it_comes_from_for_good_and_waits_for_review_until_saved(
    draft, sister, hung, client
):
    copy_answers(dossier=draft, source=sister, codes=["risk-01", "risk-02", "risk-03"], by=hung)
    client.force_login(hung)
    url = f"/ho-so/{draft.pk}/phuong-an/risk-01/"
    today = f"{PlanItem.objects.get(dossier=draft, code='risk-01').copied_on:%d/%m/%Y}"
    assert f"Chép từ BGTVT-027, {today}; chưa xem lại." in client.get(url).content.decode()
    answer_requirement(dossier=draft, code="risk-01", by=hung, seen=1, status="met", how="Theo quy trình 12")
    text = client.get(url).content.decode()
    assert f"Chép từ BGTVT-027, {today}." in text and "chưa xem lại" not in text
    answer_requirements(dossier=draft, codes=["risk-02", "risk-03"], by=hung, responsible="Tổ mạng")
    assert Dossier.objects.get(pk=draft.pk).copied_unreviewed == 2, "naming a person is not looking at the answer"
    answer_requirements(dossier=draft, codes=["risk-02", "risk-03"], by=hung, reviewed=True)
    assert Dossier.objects.get(pk=draft.pk).copied_unreviewed == 0


def test_nobody_submits_or_reports_what_nobody_reviewed(draft, sister, hung, complete):
    draft = complete(draft)
    PlanItem.objects.filter(dossier=draft, code="risk-01").delete()
    copy_answers(dossier=draft, source=sister, codes=["risk-01"], by=hung)
    sentence = "1 câu trả lời chép từ hệ thống khác chưa có ai xem lại."
    with pytest.raises(StepRefused) as refused:
        check_step(dossier=Dossier.objects.with_parties().get(pk=draft.pk), name="submit", by=hung)
    assert sentence in refused.value.reasons
    answer_requirements(dossier=draft, codes=["risk-01"], by=hung, reviewed=True)
    check_step(dossier=Dossier.objects.with_parties().get(pk=draft.pk), name="submit", by=hung)


def test_only_plans_of_the_same_catalogue_that_hung_may_see_are_offered(
    draft, sister, hung, dossier_in, unit, ministry
):
    other = unit("HHVN", "Cục Hàng hải Việt Nam")
    hidden = register_system(
        by=None, trusted=True, on=DAY, code="BGTVT-030", name="Cơ sở dữ liệu tàu biển", owner=ministry, operator=other
    )
    unseen = dossier_in(State.PROTECTED, system=hidden)
    PlanItem.objects.create(dossier=unseen, code="risk-01", status="met", updated_by=hung)
    assert list(sources(draft, hung)) == [sister]
    assert list(sources(draft, hung, "tau bien")) == [sister] and not sources(draft, hung, "hang khong")
    with pytest.raises(PermissionDenied):
        copy_answers(dossier=draft, source=unseen, codes=["risk-01"], by=hung)
    Dossier.objects.filter(pk=sister.pk).update(regime="nd85-2016")
    assert not sources(draft, hung)


def test_a_comparison_that_is_out_of_date_is_looked_at_again(draft, sister, hung):
    seen = compare(draft, sister).fingerprint
    answer_requirement(dossier=draft, code="risk-02", by=hung, status="met")
    with pytest.raises(OutOfDate):
        copy_answers(dossier=draft, source=sister, codes=["risk-03"], by=hung, seen=seen)
    with pytest.raises(StepRefused, match="ít nhất một"):
        copy_answers(dossier=draft, source=sister, codes=[], by=hung)


def test_hung_searches_compares_and_copies_on_the_page(client, draft, sister, hung):
    client.force_login(hung)
    url = f"/ho-so/{draft.pk}/phuong-an-chep/"
    assert "Hệ thống đăng kiểm tàu biển" in client.get(f"{url}?q=tau+bien").content.decode()
    assert "Không có phương án nào để chép" in client.get(f"{url}?q=khong+co").content.decode()
    page = client.get(f"{url}?tu={sister.pk}")
    assert page.content.decode().count(" checked") == 3
    given = {"tu": sister.pk, "seen": page.context["comparison"].fingerprint, "code": ["risk-01", "risk-03"]}
    response = client.post(url, given)
    assert response.headers["Location"] == f"/ho-so/{draft.pk}/phuong-an/?loc=cho-xem-lai"
    assert PlanItem.objects.filter(dossier=draft, needs_review=True).count() == 2
    stale = client.post(url, given)
    assert stale.status_code == 409 and "vừa được sửa" in stale.content.decode()
    assert client.get(f"{url}?tu=10000000000").status_code == 404
    assert client.get(f"{url}?tu=abc&page=99999").status_code == 200
    reviewed = client.post(f"/ho-so/{draft.pk}/phuong-an-nhieu/", {"code": ["risk-01:1"], "reviewed": "on"})
    assert reviewed.status_code == 302
    assert PlanItem.objects.filter(dossier=draft, needs_review=True).count() == 1


def test_a_plan_that_nobody_writes_now_takes_no_copy(client, dossier_in, sister, hung, trang, la):
    submitted = dossier_in(State.SUBMITTED)
    with pytest.raises(StepRefused):
        copy_answers(dossier=submitted, source=sister, codes=["risk-01"], by=hung)
    url = f"/ho-so/{submitted.pk}/phuong-an-chep/"
    client.force_login(hung)
    assert client.get(url).headers["Location"] == f"/ho-so/{submitted.pk}/phuong-an/"
    for user, status in ((trang, 403), (la, 404)):
        client.force_login(user)
        assert client.get(url).status_code == client.post(url, {"tu": sister.pk}).status_code == status
