"""The table, held as a matrix: every step from every state, by every duty, at every level."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django_fsm import TransitionNotAllowed

from classification.errors import OutOfDate, StepRefused
from classification.models import Dossier, Standing, StepTaken
from classification.services import check_step, take_step
from classification.workflow import ENDED, IN_FORCE, OFFICIAL, OPEN, STEPS, PaperKind, State
from systems.models import LedgerEntry
from systems.roles import Role
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db

# What the law allows, written down a second time and apart from the product: step -> {state: levels}, and who acts at
# which levels (o: operator, s: security unit, a: owner's approver). At levels 4-5 the appraiser is a body outside
# (NĐ 85/2016 Đ12.3; NĐ 331/2026 Đ18.3) and s writes down what it answered.
LAW = {
    "submit": ({"draft": "12345", "returned": "12345"}, {"12345": "o"}),
    "give_opinion": ({"submitted": "45"}, {"45": "s"}),
    "forward": ({"opinion_given": "45"}, {"45": "a"}),
    "accept": ({"submitted": "123", "forwarded": "45"}, {"12345": "s"}),
    "return": (
        dict.fromkeys(("submitted", "under_appraisal", "appraised", "awaiting_approval"), "12345")
        | {"opinion_given": "45", "forwarded": "45"},
        {"12345": "s", "345 awaiting_approval": "a", "12 awaiting_approval": "s", "45 opinion_given": "a"},
    ),
    "appraise": ({"under_appraisal": "12345"}, {"12345": "s"}),
    "refuse": (
        dict.fromkeys(("under_appraisal", "awaiting_approval"), "12345"),
        {"12345": "s", "345 awaiting_approval": "a", "12 awaiting_approval": "s"},
    ),
    "request_approval": ({"appraised": "345"}, {"345": "o"}),
    "approve": ({"appraised": "12", "awaiting_approval": "345"}, {"12": "s", "345": "a"}),
    "deploy": ({"approved": "12345"}, {"12345": "o"}),
    "report_deployed": ({"deploying": "12345"}, {"12345": "o"}),
    "confirm": ({"awaiting_inspection": "12345"}, {"12345": "s"}),
    "send_back": (dict.fromkeys(("awaiting_inspection", "protected"), "12345"), {"12345": "s"}),
    "withdraw": (dict.fromkeys(("draft", "returned", "submitted"), "12345"), {"12345": "o"}),
    "supersede": (dict.fromkeys(("approved", "deploying", "awaiting_inspection", "protected"), "12345"), {}),
    "record": (dict.fromkeys(("draft", "approved", "deploying", "protected"), "12345"), {}),
    "record_deploying": ({"approved": "12345"}, {}),
    "record_deployed": ({"approved": "12345"}, {}),
}
# Papers, once more from the law: (step, state) -> levels -> kinds. What begins with "den-" comes in from outside.
PAPERS = {
    ("submit", "draft"): {
        "12": "mau-01 thuyet-minh", "3": "mau-02 thuyet-minh", "45": "mau-03 thuyet-minh",
    },
    ("give_opinion", "submitted"): {"45": "y-kien"},
    ("forward", "opinion_given"): {"45": "mau-02"},
    ("accept", "submitted"): {"123": ""},
    ("accept", "forwarded"): {"45": "den-tiep-nhan"},
    ("return", "submitted"): {"12345": "tra-lai"},
    ("return", "opinion_given"): {"45": "tra-lai"},
    ("return", "forwarded"): {"45": "den-tra-lai"},
    ("return", "under_appraisal"): {"123": "tra-lai", "45": "den-tra-lai"},
    ("return", "appraised"): {"123": "tra-lai", "45": "den-tra-lai"},
    ("return", "awaiting_approval"): {"12345": "tra-lai"},
    ("appraise", "under_appraisal"): {"123": "mau-04", "45": "den-tham-dinh"},
    ("refuse", "under_appraisal"): {"123": "mau-04", "45": "den-tham-dinh"},
    ("refuse", "awaiting_approval"): {"12345": "tu-choi"},
    ("request_approval", "appraised"): {"345": "mau-05"},
    ("approve", "appraised"): {"12": "mau-06"},
    ("approve", "awaiting_approval"): {"34": "mau-06", "5": "mau-07"},
    ("deploy", "approved"): {"12345": ""},
    ("report_deployed", "deploying"): {"12345": "bao-cao"},
    ("confirm", "awaiting_inspection"): {"12345": "bien-ban"},
    ("send_back", "protected"): {"12345": ""},
    ("withdraw", "submitted"): {"12345": ""},
}  # fmt: skip
LETTERS = {Role.OPERATOR: "o", Role.SECURITY_UNIT: "s", Role.APPROVER: "a"}
LEVELS = (1, 2, 3, 4, 5)


def may(step: str, role: Role, level: int, state: State) -> bool:
    """Whether the law gives this step to this duty at this level; "345 awaiting_approval" speaks of one state."""
    by = {tuple(key.split(" ")): letter for key, letter in LAW[step][1].items()}
    special = [letter for key, letter in by.items() if str(level) in key[0] and key[1:] == (state.value,)]
    general = [letter for key, letter in by.items() if str(level) in key[0] and len(key) == 1]
    return LETTERS.get(role, "-") in (special or general)


def test_the_table_has_exactly_the_steps_of_the_law():
    assert list(STEPS) == list(LAW)


@pytest.mark.parametrize("name", STEPS)
def test_only_the_right_duty_takes_a_step_and_only_from_the_right_state(name, system, people):
    """15 states x 5 duties x 5 levels for each step, against the law's own list above."""
    for state in State:
        for level in LEVELS:
            dossier = Dossier(system=system, state=state, level=level, regime="nd331-2026")
            for role, person in people.items():
                legal = str(level) in LAW[name][0].get(state.value, "")
                try:
                    outcome = check_step(dossier=dossier, name=name, by=person)
                except PermissionDenied:
                    outcome = "forbidden"
                except OutOfDate:
                    outcome = "moved on"
                except StepRefused:
                    outcome = "held back"
                if not any(str(level) in levels.split(" ")[0] for levels in LAW[name][1]):
                    expected = {"forbidden", "moved on"}  # no such step at this level
                elif not legal and any(may(name, role, level, other) for other in State):
                    expected = {"moved on"}
                elif not may(name, role, level, state):
                    expected = {"forbidden"}
                else:
                    expected = {role, "held back"}
                assert outcome in expected, (name, state, role, level, outcome)


LEGAL = [
    (name, State(state), level)
    for name, (sources, by) in LAW.items()
    for state, levels in sources.items()
    for level in map(int, levels)
    if by
]


@pytest.mark.parametrize(("name", "state", "level"), LEGAL)
def test_each_legal_step_is_taken_and_written_down(name, state, level, dossier_in, complete, people, papers_for):
    dossier = complete(dossier_in(state, level), verdict="unfit" if name == "refuse" else "fit")
    person = next(person for role, person in people.items() if may(name, role, level, state))
    moved = take_step(dossier=dossier, name=name, by=person, note="Vì lý do này.", papers=papers_for(dossier, name))
    moved.refresh_from_db()
    assert moved.state == STEPS[name].target
    assert (moved.steps.get().step, moved.steps.get().by, moved.steps.get().source) == (name, person, state)
    assert LedgerEntry.objects.filter(verb=name, about=f"dossier:{dossier.pk}", by=person).count() == 1
    assert moved.version == dossier.version + 1


def test_every_row_has_its_method_and_every_method_its_row():
    bound = {transition.name.rstrip("_") for transition in Dossier(state=State.DRAFT).get_all_state_transitions()}
    assert bound == set(STEPS)


def test_the_groups_of_states_part_the_states_without_rest():
    assert sorted([*OPEN, *IN_FORCE, *ENDED]) == sorted(State)
    assert set(OFFICIAL) == set(State) - ENDED


@pytest.mark.parametrize(
    ("step", "state", "level", "kinds"),
    [
        (step, State(state), int(level), kinds.split())
        for (step, state), at_levels in PAPERS.items()
        for levels, kinds in at_levels.items()
        for level in levels
    ],
)
def test_a_step_needs_the_paper_of_the_law(step, state, level, kinds):
    assert list(STEPS[step].papers_for(level, state)) == kinds


@pytest.mark.parametrize("name", [name for name, step in STEPS.items() if step.by])
def test_at_levels_4_and_5_no_form_04_of_ours_is_signed_anywhere(name):
    for level in (4, 5):
        for state in State:
            kinds = STEPS[name].papers_for(level, state) if STEPS[name].open_from(state, level) else ()
            assert PaperKind.APPRAISAL_04 not in kinds


def test_trang_cannot_appraise_without_signing_the_opinion(dossier_in, complete, trang):
    dossier = complete(dossier_in(State.UNDER_APPRAISAL))
    with pytest.raises(StepRefused, match="ký văn bản"):
        take_step(dossier=dossier, name="appraise", by=trang)
    dossier.refresh_from_db()
    assert dossier.state == State.UNDER_APPRAISAL and not dossier.steps.exists()


def test_a_return_without_a_reason_is_refused(dossier_in, trang, papers_for):
    dossier = dossier_in(State.SUBMITTED)
    with pytest.raises(StepRefused, match="lý do"):
        take_step(dossier=dossier, name="return", by=trang, note="  ", papers=papers_for(dossier, "return"))


def test_hung_who_submitted_may_not_approve_even_with_the_duty(
    dossier_in, complete, hung, ministry, submitted_by, papers_for
):
    from systems.authority import appoint

    appoint(user=hung, role=Role.APPROVER, organisation=ministry)
    dossier = complete(dossier_in(State.AWAITING_APPROVAL))
    submitted_by(dossier, hung)
    with pytest.raises(StepRefused, match="Người đã ký trình hồ sơ"):
        take_step(dossier=dossier, name="approve", by=hung, papers=papers_for(dossier, "approve"))


def test_a_unit_that_operates_a_system_does_not_appraise_it(dossier_in, complete, system, it_centre, person):
    system.operator = it_centre
    system.save()
    minh = person("minh", "Vũ Quang Minh", it_centre, Role.SECURITY_UNIT)
    dossier = complete(dossier_in(State.SUBMITTED))
    with pytest.raises(StepRefused, match="vừa vận hành vừa là đơn vị chuyên trách"):
        take_step(dossier=dossier, name="accept", by=minh)


def test_a_superuser_takes_no_step(dossier_in, complete, root, papers_for):
    dossier = complete(dossier_in(State.AWAITING_APPROVAL))
    with pytest.raises(PermissionDenied, match="bạn không được giao việc đó"):
        take_step(dossier=dossier, name="approve", by=root, papers=papers_for(dossier, "approve"))
    assert not Dossier.objects.visible_to(root).exists()


@pytest.mark.parametrize(("day", "held_back"), [("2026-11-22", False), ("2026-11-23", True), ("", True)])
def test_the_regulation_is_issued_before_the_day_of_approval(day, held_back, dossier_in, complete, freeze_today):
    freeze_today(TODAY)
    dossier = complete(dossier_in(State.AWAITING_APPROVAL))
    part = dossier.parts.get(key="regulation")
    part.content = {**part.content, "issued_on": day}
    part.save()
    dossier = Dossier.objects.with_parties().get(pk=dossier.pk)
    assert bool(STEPS["approve"].obstacles(dossier)) is held_back


def test_state_cannot_be_assigned(dossier_in):
    with pytest.raises(AttributeError):
        dossier_in().state = State.APPROVED


def test_the_machine_itself_refuses_a_jump(dossier_in):
    with pytest.raises(TransitionNotAllowed):
        dossier_in().approve()


def test_the_database_refuses_a_second_open_dossier(dossier_in):
    dossier_in(State.SUBMITTED)
    with pytest.raises(IntegrityError), transaction.atomic():
        dossier_in(State.DRAFT)


def test_the_database_refuses_a_level_below_the_determined_one(dossier_in):
    with pytest.raises(IntegrityError), transaction.atomic():
        dossier_in(State.SUBMITTED, level=2, determined_level=3)


def test_approval_supersedes_the_older_dossier_in_the_same_instant(dossier_in, complete, ha, papers_for, system):
    older = dossier_in(State.PROTECTED)
    for kind in (Standing.Kind.CLASSIFIED, Standing.Kind.PROTECTED):
        Standing.objects.create(system=system, dossier=older, kind=kind, level=3, holds_from=datetime.date(2025, 1, 1))
    newer = complete(dossier_in(State.AWAITING_APPROVAL))
    take_step(dossier=newer, name="approve", by=ha, papers=papers_for(newer, "approve"))
    older.refresh_from_db()
    assert older.state == State.SUPERSEDED
    assert StepTaken.objects.filter(dossier=older, step="supersede", by=ha).exists()
    on_the_day = {(s.kind, s.dossier_id) for s in Standing.objects.on(TODAY).filter(system=system)}
    assert on_the_day == {(Standing.Kind.CLASSIFIED, newer.pk)}
    before = Standing.objects.on(TODAY - datetime.timedelta(days=1)).filter(kind=Standing.Kind.PROTECTED)
    assert before.get().dossier == older


def test_a_plan_sent_back_leaves_the_count_from_that_day(dossier_in, trang, system):
    dossier = dossier_in(State.PROTECTED)
    Standing.objects.create(
        system=system, dossier=dossier, kind=Standing.Kind.PROTECTED, level=3, holds_from=datetime.date(2026, 1, 1)
    )
    take_step(dossier=dossier, name="send_back", by=trang, note="Tường lửa đã tắt.", today=TODAY)
    kinds = {standing.kind for standing in Standing.objects.on(TODAY).filter(system=system)}
    assert kinds == {Standing.Kind.DEPLOYING}
    yesterday = Standing.objects.on(TODAY - datetime.timedelta(days=1)).filter(system=system)
    assert yesterday.get().kind == Standing.Kind.PROTECTED


def test_acceptance_starts_the_clock_of_the_decree_and_the_opinion_stops_it(dossier_in, complete, trang, papers_for):
    dossier = complete(dossier_in(State.SUBMITTED))
    accepted = take_step(dossier=dossier, name="accept", by=trang, today=datetime.date(2026, 11, 2))
    assert accepted.due_on == datetime.date(2026, 11, 23) and "Điều 23" in accepted.due_rule
    appraised = take_step(dossier=accepted, name="appraise", by=trang, papers=papers_for(accepted, "appraise"))
    assert appraised.due_on is None
