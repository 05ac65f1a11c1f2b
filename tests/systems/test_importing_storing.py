"""What a file does to the inventory: the same as people would do row by row, all or nothing, and nothing twice."""

import datetime

import pytest

from systems.importing.examining import examine, settle
from systems.importing.storing import InventoryChanged, import_systems
from systems.models import InformationSystem, LedgerEntry, Operation, Organisation, Placement
from systems.services import change_system, register_system

from .sheets import HEADER, REGISTRY, a_row, numbered, table_of, workbook

TODAY = datetime.date(2026, 11, 23)
pytestmark = pytest.mark.django_db


def bring(rows, *, by=None, create=True, header=HEADER, **options):
    def why_not_create(_proposal):
        return None if create else "chưa có."

    content = workbook([header, *rows])
    return import_systems(
        table=table_of(content), by=by, on=options.pop("on", TODAY), why_not_create=why_not_create, **options
    )


def dated(model, system) -> list[dict]:
    """What is and was believed of a system, without moments and keys."""
    skipped = {"id", "system_id", "recorded_at"}
    rows = [
        {name: value for name, value in row.items() if name not in skipped} | {"replaced_at": bool(row["replaced_at"])}
        for row in model.objects.filter(system=system).values()
    ]
    return sorted(rows, key=str)


def test_a_file_writes_what_registering_by_hand_writes(ministry, registry, hung):
    facts = {"system_type": "internal", "users": 12000}
    for status, words in (("operating", "Đang vận hành"), ("building", "Đang xây dựng"), ("closed", "Ngừng vận hành")):
        for start in (None, datetime.date(2018, 5, 1), datetime.date(2027, 1, 1)):
            name = f"{status} {start}"
            by_hand = register_system(
                by=hung, on=TODAY, code=f"A {name}", name=name, owner=ministry, operator=registry, status=status,
                operation_from=start, facts=facts,
            )  # fmt: skip
            bring([a_row(**{
                "Mã hệ thống": f"B {name}", "Tên hệ thống thông tin": name, "Tình trạng": words,
                "Ngày đưa vào vận hành": start or "", "Loại hình hệ thống": "Nội bộ", "Số người sử dụng": "12.000",
            })], by=hung)  # fmt: skip
            imported = InformationSystem.objects.get(code=f"B {name}")
            for field in ("name", "owner", "operator", "status", "operation_from", "operation_until", "facts", "note"):
                assert getattr(imported, field) == getattr(by_hand, field), (name, field)
            assert imported.search_text == f"b {name.lower()} {name.lower()}"
            for model in (Placement, Operation):
                assert dated(model, imported) == dated(model, by_hand), name
            entries = LedgerEntry.objects.filter(system=imported).values_list("verb", "by", "details")
            assert list(entries) == [("register_system", hung.pk, {"code": f"B {name}"})]


def test_a_file_changes_what_changing_by_hand_changes(ministry, registry, unit, hung, binh):
    other = unit("KHAC", "Cục Hàng hải Việt Nam")
    start = datetime.date(2018, 5, 1)
    systems = [
        register_system(
            by=hung, on=TODAY, code=code, name="Cũ", owner=ministry, operator=registry, operation_from=start
        )
        for code in ("TAY", "TEP")
    ]
    later = TODAY + datetime.timedelta(days=30)
    change_system(
        system=systems[0], by=binh, on=later, name="Mới", operator=other, status="closed",
        operation_until=datetime.date(2026, 1, 1), facts={"users": 5},
    )  # fmt: skip
    row = [1, "TEP", "Mới", "BGTVT", "Cục Hàng hải Việt Nam", "Ngừng vận hành", "01/01/2026", 5]
    header = ["STT", "Mã", "Tên", "Chủ quản", "Đơn vị vận hành", "Tình trạng", "Ngày ngừng vận hành", "Số người dùng"]
    plan = bring([row], by=binh, header=header, on=later)
    assert plan.counts["changed"] == 1
    for model in (Placement, Operation):
        assert dated(model, systems[1]) == dated(model, systems[0])
    by_hand, by_file = (LedgerEntry.objects.filter(system=s, verb="change_system").get() for s in systems)
    assert (
        by_file.details == by_hand.details == {"changed": plan.outcomes[0].changed and list(plan.outcomes[0].changed)}
    )


def test_the_same_file_twice_changes_nothing_and_writes_nothing(ministry, registry):
    bring(numbered(5))
    tables = (InformationSystem, Placement, Operation, LedgerEntry, Organisation)
    before = [list(model.objects.order_by("pk").values()) for model in tables]
    plan = bring(numbered(5))
    assert plan.counts == {"rows": 5, "new": 0, "changed": 0, "unchanged": 5, "bad": 0}
    assert [list(model.objects.order_by("pk").values()) for model in tables] == before


def test_a_blank_cell_takes_nothing_away(ministry, registry):
    bring([a_row(**{"Số người sử dụng": "12.000", "Ghi chú": "cũ", "Ngày đưa vào vận hành": "01/02/2020"})])
    plan = bring([a_row()])
    assert plan.counts["unchanged"] == 1
    assert InformationSystem.objects.get().facts == {"users": 12000}


def test_facts_that_the_sheet_does_not_speak_of_stay(ministry, registry):
    bring([a_row(**{"Số người sử dụng": 10})])
    system = InformationSystem.objects.get()
    InformationSystem.objects.update(facts={**system.facts, "risk_level": 3})
    bring([a_row(**{"Số người sử dụng": 20})])
    assert InformationSystem.objects.get().facts == {"users": 20, "risk_level": 3}


def test_one_bad_row_keeps_the_whole_file_out_unless_the_good_ones_are_asked_for(ministry, registry):
    rows = [*numbered(3), a_row(**{"Mã hệ thống": "SAI", "Tình trạng": "tạm"})]
    assert bring(rows).stored is False
    assert InformationSystem.objects.count() == 0 and LedgerEntry.objects.count() == 0
    plan = bring(rows, only_good=True)
    assert (plan.stored, plan.counts["new"], plan.counts["bad"]) == (True, 3, 1)
    assert InformationSystem.objects.count() == 3


def test_two_rows_of_one_code_are_named(ministry, registry):
    plan = bring([a_row(), a_row(**{"Mã hệ thống": "ht-1 ", "Chủ quản hệ thống thông tin": "BGTVT"})])
    assert [p.sentence for p in plan.problems] == [
        "Dòng 3, cột “Mã hệ thống”, ghi “ht-1”: mã này đã dùng ở dòng 2; mỗi hệ thống một mã."
    ]


def test_missing_organisations_are_made_as_root_and_children_with_codes_and_kinds():
    plan = bring([a_row(), a_row(**{"Mã hệ thống": "HT-2", "Đơn vị vận hành": "Học viện Hàng không Việt Nam"})])
    assert plan.stored
    made = list(Organisation.objects.values_list("code", "name", "kind", "depth", "name_search"))
    assert made == [
        ("BGTVT", "Bộ Giao thông vận tải", "ministry", 1, "bo giao thong van tai"),
        ("CDKVN", "Cục Đăng kiểm Việt Nam", "department", 2, "cuc dang kiem viet nam"),
        ("HVHKVN", "Học viện Hàng không Việt Nam", "institute", 2, "hoc vien hang khong viet nam"),
    ]
    assert Organisation.objects.get(code="BGTVT").numchild == 2
    assert LedgerEntry.objects.filter(verb="add_organisation").count() == 3


def test_organisations_are_not_made_unless_asked_and_a_slip_of_the_hand_is_pointed_out(ministry, registry):
    plan = bring([a_row(**{"Đơn vị vận hành": "Cục Đăng kiểm Việt Nan"})], create=False)
    (problem,) = plan.problems
    assert problem.message == "chưa có. Có phải là “Cục Đăng kiểm Việt Nam (ĐKVN)”?"
    assert Organisation.objects.count() == 2


def test_units_are_found_by_name_without_diacritics_or_by_code(ministry, registry):
    rows = [
        a_row(**{"Mã hệ thống": str(n), "Đơn vị vận hành": words})
        for n, words in enumerate(["CUC DANG KIEM VIET NAM", "cục đăng kiểm  việt nam ", "ĐKVN", "đkvn"])
    ]
    assert {outcome.operator for outcome in bring(rows, create=False).outcomes} == {registry}


def test_two_units_of_one_name_must_be_told_apart_by_code(ministry, registry, unit):
    a, b = unit("A", "Chi cục Một"), unit("B", "Chi cục Hai")
    unit("A-VP", "Văn phòng", parent=a)
    unit("B-VP", "Văn phòng", parent=b)
    plan = bring([a_row(**{"Đơn vị vận hành": "Văn phòng"}), a_row(**{"Mã hệ thống": "2", "Đơn vị vận hành": "B-VP"})])
    assert "A-VP, B-VP" in plan.problems[0].message
    assert [outcome.verdict for outcome in plan.outcomes] == ["bad", "new"]


def test_hung_brings_in_systems_of_his_own_unit_only(ministry, registry, unit, hung):
    unit("CHH", "Cục Hàng hải Việt Nam")
    rows = [a_row(), a_row(**{"Mã hệ thống": "HT-2", "Đơn vị vận hành": "Cục Hàng hải Việt Nam"})]
    plan = bring(rows, by=hung, only_good=True)
    assert [outcome.verdict for outcome in plan.outcomes] == ["new", "bad"]
    assert "không được giao" in plan.problems[0].message


def test_hung_cannot_take_a_system_from_another_unit(ministry, registry, unit, hung, binh):
    other = unit("CHH", "Cục Hàng hải Việt Nam")
    register_system(by=binh, on=TODAY, code="HT-1", name="Của cục khác", owner=ministry, operator=other)
    plan = bring([a_row()], by=hung)
    assert (plan.stored, plan.counts["bad"]) == (False, 1)
    assert InformationSystem.objects.get().operator == other


def test_a_root_brings_in_nothing_by_being_a_superuser(ministry, registry, root):
    assert bring([a_row()], by=root).counts["bad"] == 1


def test_a_plan_that_changed_since_it_was_looked_at_is_not_stored(ministry, registry, binh):
    table = table_of(workbook([HEADER, a_row()]))
    seen = examine(table, by=binh).fingerprint
    register_system(by=binh, on=TODAY, code="HT-1", name="Vừa thêm", owner=ministry, operator=registry)
    with pytest.raises(InventoryChanged):
        bring([a_row()], by=binh, seen=seen)


def test_an_end_before_the_stored_beginning_is_a_problem(ministry, registry):
    bring([a_row(**{"Ngày đưa vào vận hành": "01/02/2020"})])
    header = ["Mã", "Tên", "Chủ quản", "Đơn vị vận hành", "Ngày ngừng vận hành"]
    plan = bring([["HT-1", "Cổng thông tin", "BGTVT", REGISTRY, "01/01/2019"]], header=header)
    assert "01/02/2020" in plan.problems[0].message


def test_a_file_takes_a_few_statements_and_not_one_for_each_row(ministry, registry, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        bring(numbered(400))
    with django_assert_max_num_queries(60):
        bring(numbered(400, **{"Tình trạng": "Ngừng vận hành", "Ghi chú": "mới"}))
    assert InformationSystem.objects.filter(status="closed", note="mới").count() == 400


def test_settling_twice_is_not_needed_for_a_plan_without_proposals(ministry, registry):
    plan = examine(table_of(workbook([HEADER, a_row()])))
    settle(plan, lambda proposal: "không bao giờ")
    assert plan.counts["new"] == 1


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ({"Ngày đưa vào vận hành": "01/02/2019"}, {"operation_from": datetime.date(2019, 2, 1)}),
        (
            {"Tình trạng": "Ngừng vận hành", "Ngày ngừng vận hành": "20/11/2026"},
            {"status": "closed", "operation_until": datetime.date(2026, 11, 20)},
        ),
    ],
    ids=["it ran earlier than we knew", "it closed and nobody knows since when it ran"],
)
def test_a_day_that_a_later_file_corrects_reaches_as_far_back_as_by_hand(ministry, registry, hung, words, values):
    told_on = datetime.date(2026, 11, 1)
    systems = [
        register_system(by=hung, on=told_on, code=code, name="Cổng", owner=ministry, operator=registry)
        for code in ("TAY", "TEP")
    ]
    change_system(system=systems[0], by=hung, on=TODAY, **values)
    header = [*HEADER, "Ngày ngừng vận hành"]
    cells = {"Mã hệ thống": "TEP", "Tên hệ thống thông tin": "Cổng", **words}
    row = [*a_row(**cells), words.get("Ngày ngừng vận hành", "")]
    assert bring([row], by=hung, header=header).counts["changed"] == 1
    for model in (Placement, Operation):
        assert dated(model, systems[1]) == dated(model, systems[0])
    first_day = values.get("operation_from", told_on)
    for model in (Placement, Operation):
        assert model.objects.on(first_day).filter(system=systems[1]).exists()
