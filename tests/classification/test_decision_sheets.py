"""A sheet of decisions on paper: the same as one by one, all or nothing, nothing twice, thousands in seconds."""

import io
import json
import time
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from classification.counting import count
from classification.decision_sheets.columns import DECISIONS, read_level
from classification.decision_sheets.examining import examine
from classification.decision_sheets.storing import import_decisions
from classification.decisions import Decision, Stage
from classification.models import Dossier, RecordedDecision
from classification.services import take_step
from classification.services.recording import correct_record, record_decision
from classification.workflow import State
from systems.importing.refusals import FileRefused
from systems.importing.storing import InventoryChanged
from systems.importing.values import BadCell
from systems.models import InformationSystem, LedgerEntry, Operation, Placement
from systems.services import register_system
from tests.conftest import TODAY

from .decisions import DAY, DEPLOYED, HEADER, a_decision, a_row, deployed, sheet, table_of, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def bring(trang, system):
    def run(*rows, header=HEADER, **options):
        return import_decisions(
            table=table_of(*rows, header=header), **{"by": trang, "today": TODAY, "source": "cu.xlsx"} | options
        )

    return run


@pytest.fixture
def twin(ministry, registry, trang, binh):
    """A second system like the first: `twin("HT-2")`."""

    def make(code):
        return register_system(
            by=binh, on=TODAY, code=code, name=f"Hệ thống {code}", owner=ministry, operator=registry,
            operation_from=DAY(2018, 5, 1),
        )  # fmt: skip

    return make


def cells(decision: Decision) -> dict:
    day = "{:%d/%m/%Y}".format
    return {
        "Cấp độ": decision.level, "Số quyết định": decision.number, "Ngày quyết định": day(decision.decided_on),
        "Cơ quan phê duyệt": decision.body, "Tình trạng triển khai": str(Stage(decision.stage).label),
        "Ngày triển khai": day(decision.stage_on) if decision.stage_on else "",
        "Số biên bản kiểm tra": decision.minutes_number,
        "Số quyết định ban hành quy chế": decision.regulation_number,
        "Ngày ban hành quy chế": day(decision.regulation_on) if decision.regulation_on else "",
        "Nguồn": decision.source,
    }  # fmt: skip


DAYS = st.dates(DAY(2017, 1, 1), TODAY)
WORD = st.text("ABCĐ0123456789/-", min_size=1, max_size=20).filter(lambda text: text.strip("-/") != "")


@st.composite
def decisions(draw) -> Decision:
    decided, later = sorted([draw(DAYS), draw(DAYS)])
    stage = draw(st.sampled_from(Stage))
    ruled = draw(st.booleans())
    return Decision(
        number="QĐ " + draw(WORD), decided_on=decided, level=draw(st.integers(1, 5)), body="Bộ " + draw(WORD),
        stage=stage, stage_on=later if stage != Stage.NONE else None,
        minutes_number="BB " + draw(WORD) if stage == Stage.FULL and draw(st.booleans()) else "",
        regulation_number="QC " + draw(WORD) if ruled else "", regulation_on=draw(DAYS) if ruled else None,
        source="Lưu " + draw(WORD),
    )  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=decisions(), second=decisions())
def test_a_sheet_writes_what_recording_by_hand_writes(first, second, bring, twin, system, trang):
    """A first record, then a correction of the same decision with everything else changed."""
    second = replace(second, number=first.number, decided_on=first.decided_on)
    assume(not second.faults(TODAY))
    with transaction.atomic():
        other = twin("HT-2")
        by_hand = record_decision(system=system, decision=first, by=trang, today=TODAY)
        assert bring(a_row(**{"Mã hệ thống": "HT-2"} | cells(first))).counts["new"] == 1
        imported = Dossier.objects.get(system=other)
        assert written(imported) == written(by_hand)
        bring(a_row(**{"Mã hệ thống": "HT-2"} | cells(second)))
        # A blank cell takes nothing away, so by hand one types what the file left.
        left = RecordedDecision.objects.get(dossier=imported, corrected_by=None).decision
        correct_record(dossier=by_hand, decision=left, by=trang, today=TODAY)
        assert written(imported) == written(by_hand)
        transaction.set_rollback(True)


def test_two_thousand_old_approvals_come_in_within_seconds(ministry, registry, trang, django_assert_max_num_queries):
    systems = [
        InformationSystem(
            code=f"HT-{n}", name=f"Hệ thống {n}", owner=ministry, operator=registry, search_text=f"ht-{n} he thong {n}",
            operation_from=DAY(2018, 1, 1),
        )
        for n in range(2_000)
    ]  # fmt: skip
    InformationSystem.objects.bulk_create(systems)
    Placement.objects.bulk_create(
        Placement(system=one, owner=ministry, operator=registry, holds_from=DAY(2018, 1, 1)) for one in systems
    )
    Operation.objects.bulk_create(Operation(system=one, holds_from=DAY(2018, 1, 1)) for one in systems)
    rows = [
        a_row(**{"Mã hệ thống": f"HT-{n}", "Số quyết định": f"{n}/QĐ-BGTVT", "Cấp độ": n % 3 + 1}
              | (DEPLOYED if n % 2 else {})
              | {"Số quyết định ban hành quy chế": f"{n}/QC", "Ngày ban hành quy chế": "01/02/2022"})
        for n in range(2_000)
    ]  # fmt: skip
    content = table_of(*rows)
    began = time.process_time()
    with django_assert_max_num_queries(200):
        plan = import_decisions(table=content, by=trang, today=TODAY, source="cu.xlsx")
    assert plan.stored and time.process_time() - began < 20
    counted = count(day=DAY(2023, 9, 20))
    assert (counted.total, counted.classified, counted.protected) == (2_000, 2_000, 1_000)
    assert count(day=DAY(2023, 3, 4)).classified == 0


def test_the_same_file_twice_changes_nothing(bring):
    assert bring(a_row(**DEPLOYED)).counts["new"] == 1
    entries = LedgerEntry.objects.count()
    again = bring(a_row(**DEPLOYED))
    assert again.counts == {"rows": 1, "new": 0, "changed": 0, "unchanged": 1, "bad": 0}
    assert LedgerEntry.objects.count() == entries and RecordedDecision.objects.count() == 1


def test_a_later_file_corrects_the_record_and_its_blank_cells_take_nothing_away(bring):
    bring(a_row(**DEPLOYED | {"Số biên bản kiểm tra": "45/BB"}))
    plan = bring(a_row(**{"Ngày triển khai": "01/10/2023", "Nguồn": ""}))
    assert plan.counts["changed"] == 1
    record = RecordedDecision.objects.get(corrected_by=None)
    assert (record.stage_on, record.minutes_number, record.source) == (DAY(2023, 10, 1), "45/BB", "Văn thư Bộ")


def test_a_file_that_says_not_deployed_takes_the_day_away(bring):
    bring(a_row(**DEPLOYED))
    bring(a_row(**{"Tình trạng triển khai": "Chưa triển khai"}))
    assert Dossier.objects.get().state == State.APPROVED and count(day=TODAY).protected == 0


@pytest.mark.parametrize(
    ("changed", "column", "words"),
    [
        ({"Mã hệ thống": "HT-9"}, "Mã hệ thống", "không có hệ thống mang mã đó"),
        ({"Mã hệ thống": ""}, "Mã hệ thống", "ô trống"),
        ({"Tên hệ thống thông tin": "Hệ thống khác"}, "Tên hệ thống thông tin", "Hệ thống quản lý kiểm định"),
        ({"Chủ quản hệ thống thông tin": "Bộ Y tế"}, "Chủ quản hệ thống thông tin", "không có chủ quản này"),
        ({"Cấp độ": "6"}, "Cấp độ", "từ 1 đến 5"),
        ({"Số quyết định": ""}, "Số quyết định", "ô trống"),
        ({"Ngày quyết định": "31/02/2023"}, "Ngày quyết định", "ngày có thật"),
        ({"Ngày quyết định": "24/11/2026"}, "Ngày quyết định", "chưa tới"),
        ({"Tình trạng triển khai": "xong"}, "Tình trạng triển khai", "Đã triển khai đầy đủ"),
        ({"Tình trạng triển khai": "Đã triển khai đầy đủ"}, "Ngày triển khai", "ghi ngày"),
        ({"Ngày triển khai": "20/09/2023"}, "Ngày triển khai", "chưa triển khai"),
        (DEPLOYED | {"Ngày triển khai": "01/01/2023"}, "Ngày triển khai", "không trước ngày quyết định"),
        ({"Nguồn": "Hồ sơ độ TỐI MẬT số 5"}, "Nguồn", "dấu “TỐI MẬT”"),
        ({"Ngày ban hành quy chế": "01/01/2022"}, "Số quyết định ban hành quy chế", "số, ký hiệu"),
    ],
)
def test_every_problem_is_named_by_row_column_and_cure(changed, column, words, bring):
    plan = bring(a_row(**changed))
    (problem,) = plan.problems
    assert (problem.row, problem.column) == (2, column) and words in problem.message
    assert not plan.stored and not Dossier.objects.exists()


def test_one_line_a_system_and_the_decision_in_force_stays(bring, dossier_in):
    plan = bring(a_row(), a_row(**{"Số quyết định": "13/QĐ"}))
    assert "đã có ở dòng 2" in plan.problems[0].message
    bring(a_row())
    other = bring(a_row(**{"Số quyết định": "13/QĐ"}))
    assert "đã có quyết định số 12/QĐ-BGTVT" in other.problems[0].message and not other.stored
    assert RecordedDecision.objects.count() == 1


def test_a_decision_made_here_is_left_alone(bring, dossier_in):
    dossier_in(State.PROTECTED, decision_number="12/QĐ-BGTVT", decision_on=DAY(2023, 3, 5))
    plan = bring(a_row())
    assert "đang có hiệu lực" in plan.problems[0].message and not RecordedDecision.objects.exists()


def test_what_people_went_on_with_is_not_moved_back_by_a_file(bring, trang):
    bring(a_row(**DEPLOYED))
    take_step(dossier=Dossier.objects.get(), name="send_back", by=trang, note="Đã tắt.", today=TODAY)
    plan = bring(a_row(**{"Tình trạng triển khai": "Chưa triển khai"}))
    assert "đã được làm tiếp" in plan.problems[0].message
    assert bring(a_row(**DEPLOYED | {"Cơ quan phê duyệt": "Bộ GTVT"})).stored
    assert Dossier.objects.get().state == State.DEPLOYING and count(day=TODAY).protected == 0


def test_the_good_rows_alone_go_in_only_when_asked_for(bring, twin):
    twin("HT-2")
    rows = (a_row(), a_row(**{"Mã hệ thống": "HT-2", "Cấp độ": "x"}))
    assert not bring(*rows).stored and not Dossier.objects.exists()
    assert bring(*rows, only_good=True).stored and Dossier.objects.count() == 1


def test_of_an_owner_one_does_not_answer_for_nothing_is_told(bring, hung, system):
    plan = bring(a_row(**{"Tên hệ thống thông tin": "dò tên"}), by=hung)
    (problem,) = plan.problems
    assert "đơn vị chuyên trách hoặc người quản trị" in problem.message and system.name not in problem.message


def test_an_inventory_that_changed_since_the_look_is_not_written(bring, trang, system):
    seen = examine(table_of(a_row()), today=TODAY, by=trang, source="cu.xlsx").fingerprint
    record_decision(system=system, decision=a_decision(), by=trang, today=TODAY)
    with pytest.raises(InventoryChanged):
        bring(a_row(), seen=seen)


def test_without_an_owner_the_file_is_refused_or_takes_the_one_named_beside_it(bring, ministry):
    header = ["Mã", "Cấp độ an toàn", "Số QĐ", "Ngày ký"]
    rows = ["BGTVT-026", "Cấp độ 2", "7/QĐ", "01/02/2020"]
    with pytest.raises(FileRefused, match="chọn chủ quản"):
        bring(rows, header=header)
    assert bring(rows, header=header, owner=ministry).stored
    record = RecordedDecision.objects.get()
    assert (record.level, record.number, record.body, record.source) == (2, "7/QĐ", ministry.name, "cu.xlsx")


@pytest.mark.parametrize(("cell", "level"), [(3.0, 3), ("Cấp độ 3", 3), ("cấp 4", 4), ("III", 3), ("CẤP ĐỘ II", 2)])
def test_a_level_is_read_as_people_write_it(cell, level):
    assert read_level(cell) == level


@pytest.mark.parametrize("cell", ["", "0", "6", "3,5", "cấp", "cao"])
def test_what_is_no_level_is_refused(cell):
    with pytest.raises(BadCell):
        read_level(cell)


def test_no_two_columns_have_the_same_title():
    titles = [DECISIONS.recognise(column.title) for column in DECISIONS.columns]
    assert titles == [column.key for column in DECISIONS.columns]


def run(*arguments) -> tuple[int, str]:
    printed = io.StringIO()
    try:
        call_command("import_decisions", *map(str, arguments), stdout=printed, stderr=printed)
    except SystemExit as left:
        return left.code, printed.getvalue()
    return 0, printed.getvalue()


def test_the_command_is_a_dry_run_by_default_and_writes_by_name(system, trang, tmp_path):
    path = tmp_path / "cu.xlsx"
    path.write_bytes(sheet(a_row(**DEPLOYED)))
    code, words = run(path)
    assert code == 0 and "chưa ghi gì" in words and not Dossier.objects.exists()
    assert run(path, "--write") == (2, "Ghi nhận phải có người chịu trách nhiệm: thêm --by TÀI_KHOẢN.\n")
    assert run(path, "--write", "--by", "ai")[0] == 2
    assert run(path, "--write", "--by", "trang")[1].endswith("Đã ghi.\n")
    assert Dossier.objects.get().opened_by == trang
    assert "Không có gì thay đổi" in run(path, "--write", "--by", "trang")[1]
    assert json.loads(run(path, "--json")[1])["counts"]["unchanged"] == 1


def test_the_command_asks_the_authority_of_the_person_it_names(system, hung, tmp_path):
    path = tmp_path / "cu.xlsx"
    path.write_bytes(sheet(a_row()))
    code, words = run(path, "--write", "--by", "hung")
    assert code == 1 and "người quản trị" in words and not Dossier.objects.exists()


def test_deployed_is_a_decision_without_faults():
    assert deployed().faults(TODAY) == {}
