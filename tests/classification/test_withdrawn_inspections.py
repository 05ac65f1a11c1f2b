"""An assessment recorded by mistake is withdrawn with a reason: it counts no more, and nothing of it is erased."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from classification.assessment_dates import assessed, assessment_due
from classification.assessment_errands import finding_errands
from classification.counting import count
from classification.errors import StepRefused
from classification.models import Dossier, Inspection, InspectionFinding, InspectionWithdrawal, PlanItem, Standing
from classification.plan import Answer
from classification.report_figures import figures
from classification.services.inspections import Found, record_inspection, send_back_for
from classification.services.withdrawing import withdraw_inspection
from classification.workflow import State
from systems.models import LedgerEntry
from systems.roles import Role
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db
LAST = datetime.date(2026, 10, 24)
DECIDED = datetime.date(2026, 3, 31)


@pytest.fixture
def protected(dossier_in, complete, freeze_today):
    freeze_today(TODAY)
    dossier = complete(dossier_in(State.PROTECTED, decision_on=DECIDED))
    for kind in ("classified", "protected"):
        Standing.objects.create(system=dossier.system, dossier=dossier, kind=kind, level=3, holds_from=DECIDED)
    return dossier


@pytest.fixture
def recorded(protected, trang):
    """`recorded(by=hung, findings=(...))`: an assessment of the protected system that counts."""

    def make(by=trang, **more) -> Inspection:
        given = {
            "kind": "compliance", "occasion": "periodic", "started_on": LAST, "ended_on": LAST, "doer": "expert",
            "doer_name": "Công ty Sao Bắc", "doer_document": "GP 12/2025", "report_number": "15/BC", "report_on": LAST,
        }  # fmt: skip
        return record_inspection(dossier=protected, by=by, **given | more)

    return make


def due():
    return assessment_due(assessed(Dossier.objects.all()).get())


def test_the_next_day_is_counted_without_it_and_so_is_the_report(recorded, protected, trang):
    mistaken = recorded()
    assert due() == datetime.date(2027, 10, 24) and figures(protected.owner, TODAY).assessed == 1
    withdraw_inspection(inspection=mistaken, reason=" Ghi nhầm hệ thống ", by=trang)
    assert due() == datetime.date(2027, 3, 31) and figures(protected.owner, TODAY).assessed == 0
    kept = Inspection.objects.get()
    assert (kept.report_number, kept.withdrawal.reason, kept.withdrawal.by) == ("15/BC", "Ghi nhầm hệ thống", trang)
    entry = LedgerEntry.objects.get(verb="withdraw_inspection")
    assert (entry.by, entry.system, entry.details["inspection"]) == (trang, protected.system, kept.pk)


def test_an_earlier_one_counts_again(recorded, trang):
    recorded(started_on=datetime.date(2026, 5, 5), ended_on=datetime.date(2026, 5, 5))
    withdraw_inspection(inspection=recorded(), reason="Ghi nhầm", by=trang)
    assert due() == datetime.date(2027, 5, 5)


def test_what_it_reopened_stays_open_and_its_findings_are_nobodys_task(recorded, protected, trang):
    mistaken = recorded(findings=(Found("Không có nhật ký", "serious", "risk-01"),))
    assert [one.key for one in finding_errands(trang, TODAY)]
    withdraw_inspection(inspection=mistaken, reason="Ghi nhầm", by=trang)
    assert finding_errands(trang, TODAY) == [] and not InspectionFinding.objects.open().exists()
    assert PlanItem.objects.get(dossier=protected, code="risk-01").status == Answer.NOT_MET
    assert InspectionFinding.objects.get().before["status"] == Answer.MET
    assert LedgerEntry.objects.get(verb="withdraw_inspection").details["reopened"] == ["risk-01"]


def test_a_system_that_was_sent_back_for_it_is_confirmed_again_and_past_days_stay(recorded, protected, trang):
    yesterday = TODAY - datetime.timedelta(1)
    mistaken = recorded(findings=(Found("Không có nhật ký", "serious", "risk-01"),), send_back=True)
    before = [count(organisation=protected.owner, day=day) for day in (yesterday, TODAY)]
    assert [one.protected for one in before] == [1, 0]
    withdraw_inspection(inspection=mistaken, reason="Ghi nhầm", by=trang)
    assert [count(organisation=protected.owner, day=day) for day in (yesterday, TODAY)] == before
    assert Dossier.objects.get(pk=protected.pk).state == State.DEPLOYING


def test_one_that_was_withdrawn_sends_nothing_back(recorded, protected, trang):
    mistaken = recorded(findings=(Found("Không có nhật ký", "serious", "risk-01"),))
    withdraw_inspection(inspection=mistaken, reason="Ghi nhầm", by=trang)
    with pytest.raises(StepRefused, match="đã được rút"):
        send_back_for(inspection=Inspection.objects.get(), by=trang)
    assert Dossier.objects.get(pk=protected.pk).state == State.PROTECTED


@pytest.mark.parametrize(
    ("recorder", "who", "may"),
    [("hung", "hung", True), ("hung", "trang", True), ("trang", "hung", False), ("hung", "ha", False),
     ("hung", "an", False), ("hung", "root", False)],
)  # fmt: skip
def test_its_recorder_or_the_security_unit_withdraws_it(request, recorded, recorder, who, may):
    done, by = recorded(by=request.getfixturevalue(recorder)), request.getfixturevalue(who)
    if may:
        assert withdraw_inspection(inspection=done, reason="Ghi nhầm", by=by).by == by
    else:
        with pytest.raises(PermissionDenied, match="Chỉ người đã ghi hoặc đơn vị chuyên trách"):
            withdraw_inspection(inspection=done, reason="Ghi nhầm", by=by)
        assert not InspectionWithdrawal.objects.exists()


def test_another_operator_does_not_withdraw_what_a_colleague_recorded(recorded, hung, person, registry):
    colleague = person("khanh", "Vũ Khánh", registry, Role.OPERATOR)
    with pytest.raises(PermissionDenied):
        withdraw_inspection(inspection=recorded(by=hung), reason="Ghi nhầm", by=colleague)


@pytest.mark.parametrize(("again", "reason", "words"), [(False, "  ", "Phải ghi rõ lý do"), (True, "x", "đã được rút")])
def test_a_reason_is_needed_and_once_is_enough(recorded, trang, again, reason, words):
    done = recorded()
    if again:
        withdraw_inspection(inspection=done, reason="Ghi nhầm", by=trang)
    with pytest.raises(StepRefused, match=words):
        withdraw_inspection(inspection=done, reason=reason, by=trang)
    assert InspectionWithdrawal.objects.count() == again


def test_trang_withdraws_it_on_its_page(client, recorded, trang, protected, hung):
    done = recorded(findings=(Found("Không có nhật ký", "major", "risk-01"),))
    page, address = (
        reverse(f"classification:{name}", args=[done.pk]) for name in ("inspection", "inspection_withdraw")
    )
    client.force_login(hung)
    assert "Rút lần kiểm tra này" not in client.get(page).content.decode()
    assert client.post(address, {"reason": "Ghi nhầm"}).status_code == 403
    client.force_login(trang)
    assert "Rút lần kiểm tra này" in client.get(page).content.decode()
    empty = client.post(address, {"reason": " "})
    assert empty.status_code == 422 and "Phải ghi rõ lý do." in empty.content.decode()
    told = client.post(address, {"reason": "Ghi nhầm <hệ thống>"}, follow=True).content.decode()
    assert "Ghi nhầm, đã rút" in told and "Ghi nhầm &lt;hệ thống&gt;" in told and "yêu cầu đã được mở lại" in told
    assert "Rút lần kiểm tra này" not in told
    assert (
        "ghi nhầm, đã rút" in client.get(reverse("classification:system", args=[protected.system_id])).content.decode()
    )
