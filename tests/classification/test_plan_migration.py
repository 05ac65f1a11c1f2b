"""A plan goes from the older standard to the newer one and back, on the catalogues themselves."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from classification.catalogue import load
from classification.catalogue_mapping import Relation, load_mapping
from classification.counting import count
from classification.errors import OutOfDate, StepRefused
from classification.models import Dossier, PlanItem, PlanMigration, StepTaken
from classification.plan import Answer
from classification.plan_carrying import Outcome, carry
from classification.services import answer_requirement, migrate_plan, take_back
from classification.services.plan_migrations import foresee
from classification.workflow import STEPS, State
from tests.conftest import TODAY

OLD, NEW = "tcvn11930:2017", "tcvn14423:2026"
THIRD = datetime.date(2026, 3, 1)


class Kept:
    """An old answer, as the pure rules read it."""

    def __init__(self, status, **more):
        values = {
            "how": "", "reason": "", "responsible": "", "due_on": None, "evidence": "", "inherited_from": None,
        }  # fmt: skip
        values |= more
        self.counts_as = status
        for name, value in values.items():
            setattr(self, name, value)


def carried(level: int, answers: dict, **of_all):
    old = load(OLD).requirements_for(level)
    if of_all:
        answers = {wanted.code: Kept(**of_all) for wanted in old} | answers
    result = carry(old=old, new=load(NEW).requirements_for(level), between=load_mapping(), level=level, items=answers)
    return {row.requirement.code: row for row in result.rows}, result


def source_of(code: str, level: int = 3):
    return load_mapping().links(level)[code]


def only_by(relation: Relation, number: int, level: int = 3) -> str:
    """A new requirement with so many sources, all of this relation, and no set that completes it."""
    return next(
        code
        for code, links in load_mapping().links(level).items()
        if len(links) == number
        and {link.relation for link in links} == {relation}
        and code not in load_mapping().complete(level)
        and code in {wanted.code for wanted in load(NEW).requirements_for(level)}
    )


@pytest.mark.parametrize(
    ("level", "carry_whole", "review", "new"),
    [(1, 18, 24, 71), (2, 36, 36, 61), (3, 71, 64, 66), (4, 76, 92, 112), (5, 83, 95, 118)],
)
def test_with_everything_met_as_many_carry_over_as_the_mapping_says(level, carry_whole, review, new):
    _rows, result = carried(level, {}, status=Answer.MET)
    assert [result.count(outcome) for outcome in Outcome] == [carry_whole, review, new]


def test_met_stays_met_only_where_the_meaning_is_the_same():
    same, stricter, partial = (only_by(relation, 1) for relation in Relation)
    answers = {source_of(code)[0].code: Kept(Answer.MET, how="Đã làm") for code in (same, stricter, partial)}
    rows, _result = carried(3, answers)
    assert (rows[same].answer.status, rows[same].outcome) == (Answer.MET, Outcome.CARRIED)
    for code in (stricter, partial):
        assert (rows[code].answer.status, rows[code].outcome) == (Answer.PARTLY, Outcome.REVIEW)
    assert rows[same].answer.how == "Đã làm"


def test_one_source_that_is_not_met_pulls_the_result_down():
    code = only_by(Relation.SAME, 2)
    first, second = (link.code for link in source_of(code))
    rows, _result = carried(3, {first: Kept(Answer.MET), second: Kept(Answer.NOT_MET)})
    assert (rows[code].answer.status, rows[code].outcome) == (Answer.PARTLY, Outcome.REVIEW)
    rows, _result = carried(3, {first: Kept(Answer.MET)})
    assert rows[code].answer.status == Answer.PARTLY, "a source without an answer is not met"


def test_parts_never_add_up_except_in_a_complete_set():
    parts = load_mapping().complete(3)["incident-03"][0]
    rows, _result = carried(3, {code: Kept(Answer.MET) for code in parts})
    assert (rows["incident-03"].answer.status, rows["incident-03"].outcome) == (Answer.MET, Outcome.CARRIED)
    some = sorted(parts)[0]
    rows, _result = carried(3, {code: Kept(Answer.MET) for code in parts - {some}} | {some: Kept(Answer.PARTLY)})
    assert (rows["incident-03"].answer.status, rows["incident-03"].outcome) == (Answer.PARTLY, Outcome.REVIEW)


def test_not_applicable_carries_only_where_the_meaning_is_the_same_and_is_reviewed():
    same, partial = only_by(Relation.SAME, 1), only_by(Relation.PARTIAL, 1)
    reason = {"reason": "Không có mạng không dây"}
    answers = {source_of(code)[0].code: Kept(Answer.NOT_APPLICABLE, **reason) for code in (same, partial)}
    rows, _result = carried(3, answers)
    assert (rows[same].answer.status, rows[same].answer.reason) == (Answer.NOT_APPLICABLE, reason["reason"])
    assert rows[same].outcome is rows[partial].outcome is Outcome.REVIEW
    assert rows[partial].answer is None


def test_what_hangs_on_a_host_is_carried_as_it_counts_today_and_reviewed():
    code = only_by(Relation.SAME, 1)
    rows, _result = carried(3, {source_of(code)[0].code: Kept(Answer.MET, inherited_from="Trung tâm dữ liệu")})
    assert (rows[code].answer.status, rows[code].outcome) == (Answer.MET, Outcome.REVIEW)
    assert rows[code].answer.how == "Kế thừa từ Trung tâm dữ liệu."


def test_a_day_that_went_by_is_no_promise():
    code = only_by(Relation.PARTIAL, 1)
    rows, _result = carried(3, {source_of(code)[0].code: Kept(Answer.MET, due_on=TODAY, responsible="Phòng CNTT")})
    assert (rows[code].answer.due_on, rows[code].answer.responsible) == (None, "Phòng CNTT")


def test_what_nothing_takes_up_says_where_the_duty_lives_on():
    _rows, result = carried(3, {}, status=Answer.MET)
    gone = {dropped.requirement.code: dropped for dropped in result.dropped}
    assert gone["mgmt.policy.content.a"].remark.decree == "NĐ 331 Đ30.3.a, Đ30.7"


# ---------------------------------------------------------------------- in the database
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
