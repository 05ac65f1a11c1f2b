"""A decision on paper: by whom it is recorded, where the dossier stands, from which days the system counts."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django_fsm import TransitionNotAllowed

from classification.counting import count
from classification.decisions import Stage
from classification.errors import StepRefused
from classification.models import Dossier, RecordedDecision, Standing
from classification.services import answer_requirement, check_step, take_step
from classification.services.recording import Scan, correct_record, record_decision
from classification.workflow import State
from documents.assembling.frame import decision_cited
from systems.models import LedgerEntry
from tests.conftest import TODAY

from .decisions import DAY, a_decision, deployed

pytestmark = pytest.mark.django_db
ONE = datetime.timedelta(1)
PDF = Scan("quyet-dinh.pdf", b"%PDF-1.7 ...")


@pytest.fixture
def recorded(system, trang):
    def make(decision=None, **extra):
        return record_decision(system=system, decision=decision or a_decision(), by=trang, today=TODAY, **extra)

    return make


@pytest.mark.parametrize(
    ("decision", "state", "kinds"),
    [
        (a_decision(), State.APPROVED, {"classified"}),
        (a_decision(stage=Stage.PARTLY, stage_on=DAY(2023, 6, 1)), State.DEPLOYING, {"classified", "deploying"}),
        (deployed(), State.PROTECTED, {"classified", "protected"}),
    ],
)
def test_the_dossier_stands_where_the_paper_says_it_stands(decision, state, kinds, recorded, trang):
    dossier = recorded(decision)
    assert (dossier.state, dossier.recorded, dossier.level) == (state, True, 3)
    assert (dossier.decision_number, dossier.decision_on) == ("12/QĐ-BGTVT", DAY(2023, 3, 5))
    steps = list(dossier.steps.all())
    assert steps[0].step == "record" and steps[0].on == decision.decided_on and steps[-1].target == state
    assert {step.by for step in steps} == {trang} and {step.role for step in steps} == {"security_unit"}
    assert steps[0].note == "Văn thư Bộ" and steps[0].papers[0]["number"] == "12/QĐ-BGTVT"
    facts = Standing.objects.believed().filter(system=dossier.system)
    assert {fact.kind for fact in facts} == kinds
    assert LedgerEntry.objects.filter(verb="record", about=f"dossier:{dossier.pk}", by=trang).count() == 1


def test_the_system_counts_from_the_days_on_the_paper(recorded):
    before = count(day=DAY(2023, 9, 19))
    assert (before.classified, before.protected) == (0, 0)
    recorded(deployed())
    assert count(day=DAY(2023, 3, 4)).classified == 0 and count(day=DAY(2023, 3, 5)).classified == 1
    assert count(day=DAY(2023, 9, 19)).protected == 0 and count(day=DAY(2023, 9, 20)).protected == 1
    assert count(day=TODAY).protected == 1


@pytest.mark.parametrize(
    ("decided_on", "regime"),
    [(DAY(2026, 6, 30), "nd85-2016"), (DAY(2026, 8, 18), "nd85-2016"), (DAY(2026, 8, 19), "nd331-2026")],
)
def test_the_decree_is_the_one_in_force_on_the_day_of_the_decision(decided_on, regime, recorded):
    dossier = recorded(a_decision(decided_on=decided_on))
    assert dossier.regime == regime and dossier.regime_reason and dossier.ruleset_version
    assert dossier.determined_level is None and dossier.determination == {}


@pytest.mark.parametrize("name", ["hung", "ha", "an", "la", "root"])
def test_only_the_security_unit_and_the_administrators_record(name, system, request, ministry, it_centre):
    person = request.getfixturevalue(name)
    with pytest.raises(PermissionDenied, match="đơn vị chuyên trách hoặc người quản trị"):
        record_decision(system=system, decision=a_decision(), by=person, today=TODAY)
    assert not Dossier.objects.exists()


def test_binh_who_administers_records_and_the_journal_says_so(system, binh):
    dossier = record_decision(system=system, decision=a_decision(), by=binh, today=TODAY)
    assert dossier.steps.get().role == "administrator"


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"decided_on": TODAY + ONE}, "decided_on", "chưa tới"),
        ({"decided_on": DAY(1996, 12, 31)}, "decided_on", "trước năm 1997"),
        ({"level": 6}, "level", "từ 1 đến 5"),
        ({"number": " "}, "number", "trống"),
        ({"source": ""}, "source", "trống"),
        ({"stage_on": DAY(2023, 9, 20)}, "stage_on", "Chưa triển khai"),
        ({"minutes_number": "1/BB"}, "minutes_number", "Chưa triển khai"),
        ({"stage": Stage.FULL}, "stage_on", "Ghi ngày"),
        ({"stage": Stage.FULL, "stage_on": TODAY + ONE}, "stage_on", "chưa tới"),
        ({"stage": Stage.FULL, "stage_on": DAY(2023, 3, 4)}, "stage_on", "không trước ngày quyết định"),
        ({"stage": Stage.PARTLY, "stage_on": DAY(2023, 4, 4), "minutes_number": "1/BB"}, "minutes_number", "đầy đủ"),
        ({"regulation_on": DAY(2022, 1, 1)}, "regulation_number", "số, ký hiệu"),
        ({"regulation_number": "1/QĐ", "regulation_on": TODAY + ONE}, "regulation_on", "chưa tới"),
    ],
)
def test_what_cannot_be_true_is_refused_at_its_field(changed, field, words, recorded):
    with pytest.raises(ValidationError) as refused:
        recorded(a_decision(**changed))
    assert words in refused.value.message_dict[field][0]
    assert not Dossier.objects.exists() and not Standing.objects.exists()


def test_what_is_not_proved_is_recorded_and_named():
    assert len(deployed(minutes_number="").gaps(scanned=False)) == 3
    whole = deployed(regulation_number="88/QĐ", regulation_on=DAY(2022, 1, 10))
    assert whole.gaps(scanned=True) == []
    late = deployed(regulation_number="88/QĐ", regulation_on=DAY(2023, 3, 5))
    assert late.gaps(scanned=True) == ["Quy chế ban hành không trước ngày phê duyệt."]


def test_a_system_with_a_decision_in_force_takes_no_second_one(recorded, dossier_in, system, trang):
    dossier_in(State.APPROVED)
    with pytest.raises(StepRefused, match="đã có quyết định số 1/QĐ-BGTVT"):
        recorded()
    assert Dossier.objects.count() == 1


def test_the_database_refuses_a_second_one_too(recorded, dossier_in):
    recorded()
    with pytest.raises(IntegrityError), transaction.atomic():
        dossier_in(State.PROTECTED)


def test_a_draft_on_its_way_goes_on_beside_the_recorded_decision(recorded, dossier_in):
    draft = dossier_in(State.DRAFT)
    recorded()
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_the_plan_is_empty_and_can_be_filled_in_even_where_it_was_deployed(recorded, hung):
    dossier = recorded(deployed())
    assert dossier.plan.answered == 0 < dossier.plan.total
    code = dossier.catalogue.requirements_for(3)[0].code
    answer_requirement(dossier=dossier, code=code, by=hung, status="met", how="Đã làm")
    assert Dossier.objects.get(pk=dossier.pk).plan.answered == 1


def test_from_there_the_way_goes_on_as_for_every_other_dossier(recorded, trang, complete, hung):
    dossier = take_step(dossier=recorded(deployed()), name="send_back", by=trang, note="Đã tắt.", today=TODAY)
    assert dossier.state == State.DEPLOYING and count(day=TODAY).protected == 0
    assert count(day=TODAY - ONE).protected == 1


@pytest.mark.parametrize("name", ["record", "record_deploying", "record_deployed"])
def test_nobody_takes_the_rows_of_paper_as_a_step(name, dossier_in, people):
    dossier = dossier_in(State.APPROVED)
    for person in people.values():
        with pytest.raises(PermissionDenied):
            check_step(dossier=dossier, name=name, by=person)
    with pytest.raises(TransitionNotAllowed):
        getattr(dossier, name)()


def test_a_correction_is_a_newer_record_and_nothing_is_edited(recorded, trang, binh):
    dossier = recorded(deployed())
    right = deployed(level=2, decided_on=DAY(2023, 4, 1), stage_on=DAY(2023, 10, 1), number="13/QĐ-BGTVT")
    fixed = correct_record(dossier=dossier, decision=right, by=binh, today=TODAY)
    assert (fixed.level, fixed.decision_number, fixed.decision_on) == (2, "13/QĐ-BGTVT", DAY(2023, 4, 1))
    old, new = RecordedDecision.objects.filter(dossier=dossier)
    assert (old.level, old.number, old.recorded_by, new.corrects) == (3, "12/QĐ-BGTVT", trang, old)
    assert fixed.paper == new
    assert count(day=DAY(2023, 3, 31)).classified == 0 and count(day=DAY(2023, 4, 1)).classified == 1
    assert count(day=DAY(2023, 9, 30)).protected == 0 and count(day=DAY(2023, 10, 1)).protected == 1
    known = Standing.objects.filter(dossier=dossier)
    assert known.filter(replaced_at__isnull=False).count() == 2 and known.believed().count() == 2
    assert [step.step for step in fixed.steps.all()] == ["record", "record_deployed"] * 2


def test_a_correction_can_say_that_it_was_not_deployed_after_all(recorded, trang):
    fixed = correct_record(dossier=recorded(deployed()), decision=a_decision(), by=trang, today=TODAY)
    assert fixed.state == State.APPROVED and count(day=TODAY).protected == 0 and count(day=TODAY).classified == 1


def test_saying_the_same_again_writes_nothing(recorded, trang):
    dossier = recorded()
    entries = LedgerEntry.objects.count()
    assert correct_record(dossier=dossier, decision=a_decision(), by=trang, today=TODAY).version == dossier.version
    assert RecordedDecision.objects.count() == 1 and LedgerEntry.objects.count() == entries


def test_once_people_went_on_the_stage_and_the_level_stay_but_the_number_can_be_put_right(recorded, trang):
    dossier = take_step(dossier=recorded(deployed()), name="send_back", by=trang, note="Đã tắt.", today=TODAY)
    for wrong in (a_decision(), deployed(level=2), deployed(stage_on=DAY(2024, 1, 1))):
        with pytest.raises(StepRefused, match="đã được làm tiếp"):
            correct_record(dossier=dossier, decision=wrong, by=trang, today=TODAY)
    right = deployed(number="99/QĐ-BGTVT", decided_on=DAY(2023, 3, 1))
    fixed = correct_record(dossier=dossier, decision=right, by=trang, today=TODAY)
    assert (fixed.state, fixed.decision_number) == (State.DEPLOYING, "99/QĐ-BGTVT")
    assert count(day=DAY(2023, 3, 1)).classified == 1 and count(day=TODAY).protected == 0
    assert count(day=TODAY - ONE).protected == 1


def test_two_corrections_of_the_same_record_do_not_overwrite_each_other(recorded, trang, binh):
    dossier = recorded()
    seen = dossier.paper.pk
    correct_record(dossier=dossier, decision=a_decision(number="13/QĐ"), by=trang, seen=seen, today=TODAY)
    with pytest.raises(StepRefused, match="Người khác vừa sửa"):
        correct_record(dossier=dossier, decision=a_decision(number="14/QĐ"), by=binh, seen=seen, today=TODAY)


def test_a_decision_made_here_is_never_corrected_as_paper(dossier_in, trang):
    with pytest.raises(StepRefused, match="không phải bản ghi nhận"):
        correct_record(dossier=dossier_in(State.APPROVED), decision=a_decision(), by=trang, today=TODAY)


def test_the_scan_is_kept_and_judged_by_what_it_is(recorded, trang, settings, tmp_path, system):
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(ValidationError, match="PNG hoặc JPEG"):
        recorded(scan=Scan("quyet-dinh.docx", b"PK\x03\x04"))
    with pytest.raises(ValidationError, match="mang dấu “TỐI MẬT”"):
        recorded(scan=Scan("TOI-MAT.pdf", PDF.content))
    assert not Dossier.objects.exists()
    dossier = recorded(scan=PDF)
    assert dossier.paper.scan.mime == "application/pdf" and dossier.steps.get().papers[0]["sha256"]
    same = correct_record(dossier=dossier, decision=a_decision(number="13/QĐ"), by=trang, today=TODAY)
    assert same.paper.scan == dossier.paper.scan


def test_papers_signed_later_cite_the_decision_on_paper(recorded):
    cited = decision_cited(recorded(a_decision(body="Bộ Thông tin và Truyền thông")))
    assert (cited.number, cited.issuer, cited.issued_on) == (
        "12/QĐ-BGTVT", "Bộ Thông tin và Truyền thông", DAY(2023, 3, 5),
    )  # fmt: skip


def test_the_database_holds_the_last_line(recorded):
    record = recorded(deployed()).paper
    for wrong in ({"stage_on": None}, {"stage_on": DAY(2020, 1, 1)}, {"source": ""}, {"level": 7}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RecordedDecision.objects.filter(pk=record.pk).update(**wrong)


# ---------------------------------------------------------------------- a system whose dossiers are on paper
@pytest.fixture
def on_paper(system):
    """The system handles state secrets: its dossiers are on paper, here stand number, day and level."""
    system.facts = system.facts | {"information": ["state_secret"]}
    system.on_paper = True
    system.save()
    return system


def test_a_newer_decision_on_paper_takes_the_place_of_the_old_from_its_day(recorded, on_paper):
    old = recorded(deployed())
    new = recorded(a_decision(number="7/QĐ-BGTVT", decided_on=DAY(2026, 3, 2), level=4), instead_of=old)
    old.refresh_from_db()
    assert (old.state, new.state, new.level) == (State.SUPERSEDED, State.APPROVED, 4)
    assert [count(day=day).protected for day in (DAY(2026, 3, 1), DAY(2026, 3, 2))] == [1, 0]
    assert [count(day=day).classified for day in (DAY(2026, 3, 1), DAY(2026, 3, 2))] == [1, 1]
    assert LedgerEntry.objects.get(verb="supersede").details["decision"] == "7/QĐ-BGTVT"


def test_a_decision_not_newer_or_not_on_paper_replaces_nothing(recorded, on_paper):
    old = recorded()
    with pytest.raises(ValidationError, match="ngày sau quyết định đang ghi nhận, 05/03/2023"):
        recorded(a_decision(number="7/QĐ-BGTVT", decided_on=old.decision_on), instead_of=old)
    with pytest.raises(StepRefused, match="đang có hiệu lực"):
        recorded(a_decision(number="7/QĐ-BGTVT", decided_on=DAY(2026, 3, 2)))
    type(on_paper).objects.filter(pk=on_paper.pk).update(on_paper=False)
    on_paper.refresh_from_db()
    with pytest.raises(StepRefused, match="Hãy xem bản mới"):
        recorded(a_decision(number="7/QĐ-BGTVT", decided_on=DAY(2026, 3, 2)), instead_of=old)
    assert Dossier.objects.get() == old and Dossier.objects.get().state == State.APPROVED
