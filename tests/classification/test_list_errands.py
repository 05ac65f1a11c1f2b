"""A dossier that only waits for the Prime Minister's list is a task of who records what comes in."""

import pytest
from django.urls import reverse

from classification.errand_list import errands_for
from classification.list_errands import list_errands
from classification.models import Dossier, IncomingDocument
from classification.paper_kinds import PaperKind
from classification.services import record_list_decision
from classification.workflow import State
from tests.conftest import TODAY
from tests.letters import letter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(freeze_today):
    freeze_today(TODAY)


@pytest.mark.parametrize(
    ("state", "level", "told"),
    [
        (State.APPRAISED, 5, True),
        (State.AWAITING_APPROVAL, 5, True),
        (State.UNDER_APPRAISAL, 5, False),
        (State.APPROVED, 5, False),
        (State.AWAITING_APPROVAL, 4, False),
        (State.AWAITING_APPROVAL, 3, False),
    ],
)
def test_trang_is_told_once_the_appraisal_is_over(dossier_in, trang, state, level, told):
    dossier = dossier_in(state, level=level)
    found = list_errands(trang, TODAY)
    assert bool(found) is told
    if told:
        assert found[0].url == reverse("classification:list_decision", args=[dossier.pk])
        assert dossier.list_name in found[0].sentence and found[0] in errands_for(trang, TODAY)


def test_nobody_else_is_told(dossier_in, hung, ha, an, binh, la):
    dossier_in(State.AWAITING_APPROVAL, level=5)
    assert [list_errands(who, TODAY) for who in (hung, ha, an, binh, la)] == [[]] * 5


def test_the_page_it_leads_to_ends_it(dossier_in, trang):
    dossier = dossier_in(State.AWAITING_APPROVAL, level=5, sphere="general")
    record_list_decision(dossier=dossier, verdict="listed", letter=letter(), by=trang, seen=dossier.version)
    assert list_errands(trang, TODAY) == [] and Dossier.objects.get(pk=dossier.pk).on_list


def test_a_decision_that_leaves_it_out_ends_it_too(dossier_in, trang):
    dossier = dossier_in(State.AWAITING_APPROVAL, level=5, sphere="general")
    record_list_decision(dossier=dossier, verdict="unlisted", letter=letter(), by=trang, seen=dossier.version)
    assert list_errands(trang, TODAY) == []
    assert IncomingDocument.objects.filter(kind=PaperKind.LIST_IN).count() == 1


def test_many_dossiers_cost_one_statement(dossier_in, trang, django_assert_max_num_queries):
    dossier_in(State.AWAITING_APPROVAL, level=5)
    list_errands(trang, TODAY)
    with django_assert_max_num_queries(1):
        list_errands(trang, TODAY)
