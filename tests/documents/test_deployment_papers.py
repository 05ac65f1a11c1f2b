"""What the report of a deployed plan and the minutes of its inspection say of each requirement."""

import datetime

import pytest

from classification.models import PlanItem
from classification.workflow import State
from documents.assembling import assemble
from documents.services.preparing import orders_for
from systems.roles import Role
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(dossier_in, complete, people, freeze_today):
    """The paper of a step as it would be made on 23/11/2026, for a plan answered a moment ago."""
    freeze_today(TODAY)
    made = {}

    def make(step: str):
        state, role = {
            "report_deployed": (State.DEPLOYING, Role.OPERATOR),
            "confirm": (State.AWAITING_INSPECTION, Role.SECURITY_UNIT),
        }[step]
        if step not in made:
            made[step] = complete(dossier_in(state))
        (order,) = orders_for(dossier=made[step], step=step, by=people[role], role=role)
        return assemble(made[step], order)

    return make


@pytest.mark.parametrize(("days", "told"), [(-1, True), (0, True), (1, False)])
def test_a_day_that_is_still_to_come_is_not_reported_as_the_day_of_completion(paper, days, told):
    day = TODAY + datetime.timedelta(days)
    paper("report_deployed")
    PlanItem.objects.update(due_on=day)
    items = [item for group in paper("report_deployed").groups for item in group.items]
    assert {item.done_on for item in items} == {day if told else None}


@pytest.mark.parametrize("step", ["report_deployed", "confirm"])
def test_a_chapter_with_requirements_of_both_kinds_is_told_apart(paper, step):
    made = paper(step)
    titles = [group.title for group in made.groups] if step == "report_deployed" else [f.text for f in made.findings]
    assert len(set(titles)) == len(titles)
    assert "5.2 Quản lý tài sản phần cứng (yêu cầu về quản lý)" in titles
    assert "5.2 Quản lý tài sản phần cứng (yêu cầu về kỹ thuật)" in titles
    assert "5.1 Quản lý rủi ro an ninh mạng" in titles
