"""The dossier that determines an approved level again: what it starts from, and what its approval ends."""

import pytest
from django.urls import reverse

from classification.errors import StepRefused
from classification.models import Dossier, Event
from classification.plan_carrying import Outcome
from classification.plan_origins import origins
from classification.services import migrate_plan, take_step
from classification.services.plan_migrations import foresee
from classification.services.redetermining import open_redetermination
from classification.workflow import State
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db


def test_it_starts_from_the_facts_parts_files_and_answers_of_the_old_one(system, dossier_in, complete, hung):
    old = complete(dossier_in(State.PROTECTED, level=3))
    system.facts = system.facts | {"scope": "ministry"}
    system.save()
    new = open_redetermination(system=system, by=hung, today=TODAY)
    assert new.redetermines == old and new.state == State.DRAFT and new.facts["scope"] == "ministry"
    old_parts, new_parts = old.contents, new.contents
    assert new_parts["scope"] == old_parts["scope"] and new_parts["devices"] == old_parts["devices"]
    assert new.attachments.count() == old.attachments.count() > 0
    picture = new.attachments.get(pk=new_parts["diagrams"]["logical"])
    assert picture.sha256 == old.attachments.get(pk=old_parts["diagrams"]["logical"]).sha256
    assert new.plan.answered == new.plan.total > 0


def test_the_risk_is_assessed_anew(system, dossier_in, complete, hung):
    old = complete(dossier_in(State.PROTECTED, level=3))
    new = open_redetermination(system=system, by=hung, today=TODAY)
    assert old.risk_assessed and not new.risk_assessed
    assert new.contents["risk"]["rows"] == old.contents["risk"]["rows"]


def test_answers_of_the_older_standard_come_by_the_mapping_and_the_unsure_ones_are_looked_at(
    system, dossier_in, complete, hung
):
    old = complete(dossier_in(State.PROTECTED, level=3, regime="nd85-2016"))
    new = open_redetermination(system=system, by=hung, today=TODAY)
    assert (old.regime, new.regime) == ("nd85-2016", "nd331-2026")
    assert new.contents["scope"] == old.contents["scope"]
    asked = {requirement.code for requirement in new.catalogue.requirements_for(3)}
    answers = {item.code: item for item in new.plan_items.all()}
    assert answers and set(answers) < asked, "what nothing old answers stays unanswered"
    foreseen = {row.requirement.code: row for row in foresee(old, TODAY)[0].rows if row.answer}
    assert {code: item.status for code, item in answers.items()} == {
        code: row.answer.status for code, row in foreseen.items()
    }
    unsure = {code for code, row in foreseen.items() if row.outcome is Outcome.REVIEW}
    assert unsure and {code for code, item in answers.items() if item.needs_review} == unsure


def test_a_plan_that_moved_to_the_next_standard_is_carried_from_there(system, dossier_in, complete, hung, freeze_today):
    freeze_today(TODAY)
    old = complete(dossier_in(State.PROTECTED, level=3, regime="nd85-2016"))
    migrate_plan(dossier=old, by=hung)
    old = Dossier.objects.with_parties().get(pk=old.pk)
    told = dict(old.plan_items.filter(live=True).values_list("code", "status"))
    new = open_redetermination(system=system, by=hung, today=TODAY)
    assert dict(new.plan_items.values_list("code", "status")) == told
    unsure = {code for code, origin in origins(old).items() if origin.review}
    assert unsure and set(new.plan_items.filter(needs_review=True).values_list("code", flat=True)) == unsure


def test_without_an_approved_level_there_is_nothing_to_determine_again(system, hung):
    with pytest.raises(StepRefused, match="chưa có cấp độ"):
        open_redetermination(system=system, by=hung, today=TODAY)


def test_a_dossier_on_its_way_is_not_doubled(system, dossier_in, hung):
    dossier_in(State.APPROVED)
    dossier_in(State.SUBMITTED)
    with pytest.raises(StepRefused, match="chưa kết thúc"):
        open_redetermination(system=system, by=hung, today=TODAY)


def test_its_approval_supersedes_the_old_one_and_ends_the_matter(
    system, dossier_in, complete, hung, ha, papers_for, freeze_today
):
    freeze_today(TODAY)
    old = dossier_in(State.PROTECTED, level=2)
    system.facts = {"system_type": "infrastructure", "scope": "ministry"}
    system.save()
    Event.objects.create(system=system, trigger="level", regime="nd331-2026", happened_on=TODAY, automatic=True)
    new = open_redetermination(system=system, by=hung, today=TODAY)
    Dossier.objects.filter(pk=new.pk).update(state=State.AWAITING_APPROVAL, round=1)
    new.parts.all().delete()
    new = complete(Dossier.objects.with_parties().get(pk=new.pk))
    take_step(dossier=new, name="approve", by=ha, papers=papers_for(new, "approve"), today=TODAY)
    old.refresh_from_db()
    assert old.state == State.SUPERSEDED and not Event.objects.unanswered().exists()
    assert system.needed.level == new.level == 3


def test_the_button_on_the_page_opens_it_and_the_page_names_its_source(client, system, dossier_in, complete, hung):
    complete(dossier_in(State.PROTECTED, level=3))
    client.force_login(hung)
    assert client.post(reverse("classification:open_dossier", args=[system.pk])).status_code == 302
    new = Dossier.objects.get(state=State.DRAFT)
    shown = client.get(reverse("classification:dossier", args=[new.pk])).content.decode()
    assert "Lấy nội dung ban đầu từ" in shown and "1/QĐ-BGTVT" in shown
