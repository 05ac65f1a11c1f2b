"""Real steps move the count from their own day on, and never the days before."""

import datetime

import pytest

from classification.counting import count
from classification.models import DossierPart, PlanItem
from classification.progress import Count
from classification.services import PaperReference, open_dossier, take_step
from classification.workflow import STEPS, State
from tests.conftest import TODAY

DAY = datetime.timedelta(1)
MAY, JUNE, JULY = (datetime.date(2026, month, 4) for month in (5, 6, 7))


@pytest.fixture
def walk():
    """Take a step on a day, with the papers it needs, dated that day."""

    def take(dossier, name, by, day, note=""):
        kinds = STEPS[name].papers_for(dossier.level, dossier.state)
        papers = tuple(PaperReference(kind, f"{name}/{day}", day, "0" * 64) for kind in kinds)
        return take_step(dossier=dossier, name=name, by=by, papers=papers, today=day, note=note)

    return take


@pytest.fixture
def ready(dossier_in, hung):
    """A level-3 dossier that waits for its decision, its regulation issued and every requirement met."""

    def make(dossier=None):
        dossier = dossier or dossier_in(State.AWAITING_APPROVAL, 3, facts={})
        content = {"title": "Quy chế", "number": "9/QĐ", "issued_on": "2026-01-05", "issuer": "Bộ"}
        DossierPart.objects.update_or_create(
            dossier=dossier, key="regulation", defaults={"content": content, "updated_by": hung}
        )
        for requirement in dossier.catalogue.requirements_for(3):
            PlanItem.objects.create(dossier=dossier, code=requirement.code, status="met", updated_by=hung)
        return dossier

    return make


def test_decision_deployment_and_confirmation_count_from_their_days(ready, walk, people, hung, ha, trang):
    dossier = walk(ready(), "approve", ha, MAY)
    dossier = walk(dossier, "deploy", hung, MAY + 5 * DAY)
    dossier = walk(dossier, "report_deployed", hung, JUNE)
    assert count(day=JUNE) == Count(1, 1, 1, 0)
    walk(dossier, "confirm", trang, JUNE + DAY)
    days = [MAY - DAY, MAY, MAY + 5 * DAY, JUNE, JUNE + DAY, TODAY]
    assert [count(day=day) for day in days] == [
        Count(1), Count(1, 1), Count(1, 1, 1), Count(1, 1, 1), Count(1, 1, 0, 1), Count(1, 1, 0, 1),
    ]  # fmt: skip


def test_a_plan_sent_back_after_confirmation_counts_as_deploying_again_from_that_day(ready, walk, hung, ha, trang):
    dossier = walk(ready(), "approve", ha, MAY)
    for name, by in (("deploy", hung), ("report_deployed", hung), ("confirm", trang)):
        dossier = walk(dossier, name, by, JUNE)
    walk(dossier, "send_back", trang, JULY, note="Nhật ký không còn được lưu.")
    assert count(day=JULY - DAY) == Count(1, 1, 0, 1)
    assert count(day=JULY) == Count(1, 1, 1, 0)


def test_a_new_decision_starts_the_count_of_deployment_anew_and_leaves_the_past(
    ready, walk, dossier_in, hung, ha, trang
):
    first = walk(ready(), "approve", ha, MAY)
    for name, by in (("deploy", hung), ("report_deployed", hung), ("confirm", trang)):
        first = walk(first, name, by, JUNE)
    opened = open_dossier(system=first.system, by=hung)
    assert count(day=TODAY) == Count(1, 1, 0, 1)
    type(opened).objects.filter(pk=opened.pk).update(state=State.AWAITING_APPROVAL, level=3)
    again = type(opened).objects.with_parties().get(pk=opened.pk)
    walk(ready(again), "approve", ha, JULY)
    first.refresh_from_db()
    assert first.state == State.SUPERSEDED
    assert count(day=JULY - DAY) == Count(1, 1, 0, 1)
    assert count(day=JULY) == Count(1, 1, 0, 0)
