"""At levels 1-2 the unit that appraised also approves, and then tells the owner."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from classification.errand_list import errands_for
from classification.errands import A_KIND
from classification.owner_reports import owner_report_errands
from classification.services import record_owner_report, take_step
from classification.workflow import State
from systems.models import LedgerEntry
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved(dossier_in, complete, people, papers_for, freeze_today):
    """A dossier of this level, approved by whoever approves it."""
    freeze_today(TODAY)

    def make(level: int):
        state = State.APPRAISED if level < 3 else State.AWAITING_APPROVAL
        dossier = complete(dossier_in(state, level=level))
        by = people["security_unit" if level < 3 else "approver"]
        return take_step(dossier=dossier, name="approve", by=by, papers=papers_for(dossier, "approve"))

    return make


@pytest.mark.parametrize(("level", "told"), [(1, True), (2, True), (3, False)])
def test_trang_is_reminded_of_the_report_at_levels_1_and_2_only(approved, trang, level, told):
    dossier = approved(level)
    errands = [errand for errand in errands_for(trang, TODAY) if errand.key == f"owner-report:{dossier.pk}"]
    assert bool(errands) is told
    if told:
        assert errands[0].url == reverse("classification:owner_report", args=[dossier.pk])
        assert "23/11/2026" in errands[0].sentence and "Bộ Giao thông vận tải" in errands[0].sentence


def test_nobody_else_is_reminded(approved, hung, ha, an, binh):
    approved(2)
    assert [owner_report_errands(who, TODAY) for who in (hung, ha, an, binh)] == [[], [], [], []]


def test_a_report_sent_on_paper_is_recorded_and_ends_the_reminder(approved, trang):
    dossier = approved(2)
    told = record_owner_report(dossier=dossier, number=" 15/BC-CNTT ", sent_on=TODAY, by=trang)
    assert (told.state, told.owner_report.papers[0]["number"]) == (State.APPROVED, "15/BC-CNTT")
    assert owner_report_errands(trang, TODAY) == []
    assert LedgerEntry.objects.filter(verb="report_to_owner", by=trang, about=f"dossier:{dossier.pk}").exists()
    later = take_step(dossier=told, name="deploy", by=dossier.opened_by)
    assert later.state == State.DEPLOYING


@pytest.mark.parametrize(
    ("number", "day", "field"),
    [
        ("  ", TODAY, "number"),
        ("15/BC", TODAY + datetime.timedelta(1), "sent_on"),
        ("15/BC", TODAY - datetime.timedelta(1), "sent_on"),
    ],
)
def test_a_report_without_number_or_of_an_impossible_day_is_refused(approved, trang, number, day, field):
    dossier = approved(1)
    with pytest.raises(ValidationError) as wrong:
        record_owner_report(dossier=dossier, number=number, sent_on=day, by=trang)
    assert list(wrong.value.message_dict) == [field] and len(owner_report_errands(trang, TODAY)) == 1


def test_hung_does_not_report_for_the_security_unit(approved, hung):
    with pytest.raises(PermissionDenied):
        record_owner_report(dossier=approved(2), number="1/BC", sent_on=TODAY, by=hung)


def test_trang_finds_both_ways_on_the_page(client, approved, trang, ha):
    dossier = approved(2)
    address = reverse("classification:owner_report", args=[dossier.pk])
    client.force_login(trang)
    assert "Chưa báo cáo" in client.get(reverse("classification:dossier", args=[dossier.pk])).content.decode()
    page = client.get(address).content.decode()
    assert reverse("documents:sign", args=[dossier.pk, "report_to_owner"]) in page
    bad = client.post(address, {"seen": dossier.version, "number": "", "sent_on": "23/11/2026"})
    assert bad.status_code == 422 and "23/11/2026" in bad.content.decode()
    assert client.post(address, {"seen": dossier.version, "number": "3/BC", "sent_on": "23/11/2026"}).status_code == 302
    shown = client.get(reverse("classification:dossier", args=[dossier.pk])).content.decode()
    assert "Chưa báo cáo" not in shown and "3/BC" in shown
    client.force_login(ha)
    assert client.get(address).status_code in (302, 403)


def test_a_level_3_dossier_has_no_such_page(client, approved, trang):
    client.force_login(trang)
    assert client.get(reverse("classification:owner_report", args=[approved(3).pk])).status_code == 404


def test_the_reminders_cost_the_same_however_many_there_are(trang, approved, django_assert_num_queries):
    approved(2)
    assert A_KIND == 20
    owner_report_errands(trang, TODAY)
    with django_assert_num_queries(1):
        owner_report_errands(trang, TODAY)
