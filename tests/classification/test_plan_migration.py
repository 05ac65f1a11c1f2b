"""A plan goes from the older standard to the newer one and back, in the database and on screen."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from classification.catalogue import load
from classification.catalogue_mapping import load_mapping
from classification.counting import count
from classification.errors import OutOfDate, StepRefused
from classification.models import Dossier, PlanItem, PlanMigration, StepTaken
from classification.plan import Answer
from classification.services import answer_requirement, migrate_plan, take_back
from classification.services.plan_migrations import foresee
from classification.workflow import STEPS, State
from tests.conftest import TODAY

NEW = "tcvn14423:2026"
THIRD = datetime.date(2026, 3, 1)


@pytest.fixture
def decided(dossier_in, hung):
    """A level-3 plan in force under Decree 85 with an answer to each of its 199 requirements."""

    def make(state=State.PROTECTED, **more) -> Dossier:
        dossier = dossier_in(state, 3, regime="nd85-2016", **more)
        statuses = (Answer.MET, Answer.MET, Answer.PARTLY, Answer.NOT_MET, Answer.NOT_APPLICABLE)
        for place, wanted in enumerate(dossier.catalogue.requirements_for(3)):
            status = statuses[place % len(statuses)]
            PlanItem.objects.create(
                dossier=dossier, code=wanted.code, status=status, how=f"Cách {place}", responsible="Phòng CNTT",
                reason="Không có đối tượng" if status == Answer.NOT_APPLICABLE else "", due_on=THIRD,
                evidence=f"Biên bản {place}", version=place % 4 + 1, updated_by=hung,
            )  # fmt: skip
        return Dossier.objects.with_parties().get(pk=dossier.pk)

    return make


def rows_of(dossier) -> list[dict]:
    return list(PlanItem.objects.filter(dossier=dossier).order_by("pk").values())


def fresh(dossier) -> Dossier:
    return Dossier.objects.with_parties().get(pk=dossier.pk)


def test_a_plan_of_199_answers_migrates_and_comes_back_byte_for_byte(decided, hung):
    dossier = decided()
    before = rows_of(dossier)
    assert len(before) == 199
    migration = migrate_plan(dossier=dossier, by=hung)
    moved = fresh(dossier)
    assert moved.catalogue is load(NEW)
    assert moved.plan.total == 201
    assert moved.plan.answered == len(migration.carried) == PlanItem.objects.filter(dossier=dossier, live=True).count()
    assert moved.plan.answered + moved.plan.unanswered == 201
    assert [{**row, "live": True} for row in rows_of(dossier) if not row["live"]] == before, "the old answers are kept"
    take_back(dossier=dossier, by=hung)
    back = fresh(dossier)
    assert rows_of(dossier) == before
    assert (back.standard, back.edition_id, back.plan.total) == ("", None, 199)
    assert PlanMigration.objects.get().undone_by == hung


def test_it_can_go_over_and_back_again(decided, hung):
    dossier = decided()
    before = rows_of(dossier)
    for _turn in range(2):
        migrate_plan(dossier=dossier, by=hung)
        take_back(dossier=dossier, by=hung)
    assert rows_of(dossier) == before


def test_the_decision_the_level_and_the_count_stay_as_they_were(decided, hung):
    dossier = decided()
    counted = count(day=TODAY)
    migrate_plan(dossier=dossier, by=hung)
    moved = fresh(dossier)
    assert (moved.state, moved.level, moved.regime, moved.decision_number) == (
        State.PROTECTED, 3, "nd85-2016", dossier.decision_number,
    )  # fmt: skip
    assert count(day=TODAY) == counted


def test_lists_count_the_live_plan_alone(decided, hung):
    dossier = decided()
    plain = Dossier.objects.with_open_requirements().get()
    assert (plain.requirements, plain.requirements_done) == (199, dossier.plan.done)
    migrate_plan(dossier=dossier, by=hung)
    moved = Dossier.objects.with_open_requirements().get()
    assert (moved.requirements, moved.requirements_done) == (201, fresh(dossier).plan.done)


def test_a_confirmed_plan_is_answered_on_once_it_was_moved(decided, hung):
    dossier = decided()
    with pytest.raises(StepRefused, match="không sửa được"):
        answer_requirement(dossier=dossier, code="mgmt.policy.content.a", by=hung, status="met")
    migrate_plan(dossier=dossier, by=hung)
    answer_requirement(dossier=dossier, code="hardware-01", by=hung, status="met")
    with pytest.raises(StepRefused, match="không có yêu cầu"):
        answer_requirement(dossier=dossier, code="mgmt.policy.content.a", by=hung, status="met")


@pytest.mark.parametrize("code", ["hardware-01", None])
def test_after_somebody_worked_on_it_there_is_no_way_back(decided, hung, code):
    dossier = decided()
    migration = migrate_plan(dossier=dossier, by=hung)
    code = code or next(iter(migration.carried))
    answer_requirement(dossier=dossier, code=code, by=hung, status="partly")
    with pytest.raises(StepRefused, match="Đã có người sửa phương án"):
        take_back(dossier=dossier, by=hung)
    assert fresh(dossier).plan_moved


def test_after_a_report_under_the_new_standard_there_is_no_way_back(decided, hung):
    dossier = decided(State.DEPLOYING)
    migrate_plan(dossier=dossier, by=hung)
    StepTaken.objects.create(
        dossier=dossier, step="report_deployed", source="deploying", target="awaiting_inspection", by=hung, on=TODAY
    )
    with pytest.raises(StepRefused, match="Đã báo cáo triển khai"):
        take_back(dossier=dossier, by=hung)


def test_what_was_looked_at_is_what_is_written(decided, hung):
    dossier = decided(State.DEPLOYING)
    seen = foresee(dossier, TODAY)[0].fingerprint
    answer_requirement(dossier=dossier, code="tech.server.log.a", by=hung, status="not_met")
    with pytest.raises(OutOfDate, match="vừa có thay đổi"):
        migrate_plan(dossier=dossier, by=hung, seen=seen)
    assert not fresh(dossier).plan_moved


@pytest.mark.parametrize("state", sorted(set(State) - set(STEPS["supersede"].sources)))
def test_only_a_plan_in_force_migrates(decided, hung, state):
    with pytest.raises(StepRefused, match="đã được phê duyệt"):
        migrate_plan(dossier=decided(state), by=hung)


def test_not_while_it_is_being_inspected_nor_twice_nor_from_the_new_decree(decided, dossier_in, hung):
    dossier = decided(State.AWAITING_INSPECTION)
    with pytest.raises(StepRefused, match="đang được kiểm tra"):
        migrate_plan(dossier=dossier, by=hung)
    Dossier.objects.filter(pk=dossier.pk).update(state=State.APPROVED)
    migrate_plan(dossier=dossier, by=hung)
    with pytest.raises(StepRefused, match="đã theo tiêu chuẩn mới"):
        migrate_plan(dossier=dossier, by=hung)
    Dossier.objects.filter(pk=dossier.pk).update(state=State.SUPERSEDED)
    with pytest.raises(StepRefused, match="ngay từ đầu"):
        migrate_plan(dossier=dossier_in(State.APPROVED), by=hung)


def test_only_the_operator_moves_a_plan(decided, trang, ha, root):
    dossier = decided()
    for person in (trang, ha, root):
        with pytest.raises(PermissionDenied):
            migrate_plan(dossier=dossier, by=person)


# ---------------------------------------------------------------------- on screen
def test_hung_looks_moves_sees_the_sources_and_takes_it_back(client, decided, hung):
    dossier = decided()
    client.force_login(hung)
    plan, over = (reverse(f"classification:{name}", args=[dossier.pk]) for name in ("plan", "plan_migration"))
    assert over in client.get(plan).content.decode()
    page = client.get(over)
    assert page.status_code == 200
    text = page.content.decode()
    assert load_mapping().warning in text and "199" in text and "201" in text
    answer = client.post(over, {"seen": page.context["carrying"].fingerprint}, follow=True)
    text = answer.content.decode()
    assert "Đã chuyển phương án" in text
    assert "chuyển từ 7." in text and "(cùng nghĩa), TCVN 11930:2017" in text
    assert "Lùi lại phương án cũ" in text
    old = client.get(reverse("classification:plan_decided", args=[dossier.pk])).content.decode()
    assert "Phương án theo TCVN 11930:2017" in old and "Biên bản 7" in old
    back = client.post(reverse("classification:plan_take_back", args=[dossier.pk]), follow=True)
    assert "đúng như trước khi chuyển" in back.content.decode()
    assert client.get(reverse("classification:plan_decided", args=[dossier.pk])).status_code == 404


def test_what_must_be_reviewed_has_a_filter_of_its_own_until_it_is_saved(client, decided, hung):
    dossier = decided()
    migration = migrate_plan(dossier=dossier, by=hung)
    client.force_login(hung)
    page = client.get(reverse("classification:plan", args=[dossier.pk]) + "?loc=can-xem-lai")
    shown = [row.code for row in page.context["table"].shown]
    assert sorted(shown) == sorted(code for code, told in migration.carried.items() if told["review"])
    item = PlanItem.objects.get(dossier=dossier, code=shown[0])
    answer_requirement(dossier=dossier, code=item.code, by=hung, seen=1, status=item.status, reason=item.reason)
    page = client.get(reverse("classification:plan", args=[dossier.pk]) + "?loc=can-xem-lai")
    assert shown[0] not in [row.code for row in page.context["table"].shown]


@pytest.mark.parametrize("loc", ["chuyen", "xem-lai", "moi", "bo", "gi-do"])
def test_the_dry_run_filters_and_writes_nothing(client, decided, trang, loc):
    dossier = decided()
    before = rows_of(dossier)
    client.force_login(trang)
    page = client.get(reverse("classification:plan_migration", args=[dossier.pk]) + f"?loc={loc}")
    assert page.status_code == 200 and "Việc chuyển là của Cục Đăng kiểm Việt Nam" in page.content.decode()
    assert rows_of(dossier) == before


def test_a_stale_page_changes_nothing_and_says_so(client, decided, hung):
    dossier = decided()
    client.force_login(hung)
    answer = client.post(reverse("classification:plan_migration", args=[dossier.pk]), {"seen": "cu"})
    assert answer.status_code == 409 and "vừa có thay đổi" in answer.content.decode()


def test_a_dossier_of_the_new_decree_is_told_that_there_is_nothing_to_move(client, dossier_in, hung):
    dossier = dossier_in(State.APPROVED)
    client.force_login(hung)
    page = client.get(reverse("classification:plan_migration", args=[dossier.pk]))
    assert "ngay từ đầu" in page.content.decode()


def test_the_page_of_a_plan_costs_as_many_statements_moved_or_not(client, decided, hung, django_assert_max_num_queries):
    dossier = decided()
    migrate_plan(dossier=dossier, by=hung)
    client.force_login(hung)
    with django_assert_max_num_queries(22):
        client.get(reverse("classification:plan", args=[dossier.pk]))
