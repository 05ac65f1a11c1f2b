"""A sheet says who operates beside the lead and of whom a service is rented; what is wrong is told row by row."""

import datetime
import io

import pytest
from openpyxl import load_workbook

from systems.importing.blank import blank_sheet
from systems.importing.outcomes import CHANGED, NEW, UNCHANGED
from systems.importing.storing import import_systems
from systems.models import InformationSystem, LedgerEntry

from .sheets import HEADER, a_row, table_of, workbook

pytestmark = pytest.mark.django_db
TOGETHER, PROVIDER, NUMBER, UNTIL = (
    "Đơn vị cùng vận hành", "Bên cung cấp dịch vụ thuê", "Số hợp đồng thuê dịch vụ", "Hợp đồng thuê đến hết ngày",
)  # fmt: skip
TITLES = [TOGETHER, PROVIDER, NUMBER, UNTIL]


@pytest.fixture
def bring(ministry, registry, it_centre):
    """Import one row with these cells: `bring(**{TOGETHER: "CNTT"})`."""

    def go(by=None, **cells):
        row = [*a_row(**{key: value for key, value in cells.items() if key in HEADER})]
        row += [cells.get(title, "") for title in TITLES]
        table = table_of(workbook([[*HEADER, *TITLES], row]))
        return import_systems(table=table, by=by, on=datetime.date(2026, 11, 23), why_not_create=lambda one: None)

    return go


def only(plan, verdict):
    [outcome] = plan.outcomes
    assert outcome.verdict == verdict, [problem.sentence for problem in plan.problems]
    return outcome.system


def refused(plan):
    [problem] = plan.problems
    assert not plan.stored and not InformationSystem.objects.exists()
    return problem.sentence


def test_units_by_name_or_code_and_a_rented_service_are_stored(bring, unit, it_centre):
    roads = unit("ĐBVN", "Cục Đường bộ Việt Nam")
    cells = {TOGETHER: "Trung tâm Công nghệ thông tin; ĐBVN;", PROVIDER: "Viettel", NUMBER: "5/HĐ", UNTIL: "31/12/2027"}
    system = only(bring(**cells), NEW)
    stored = InformationSystem.objects.get(pk=system.pk)
    assert set(stored.co_operators.all()) == {it_centre, roads}
    assert (stored.provider, stored.contract_number) == ("Viettel", "5/HĐ")
    assert stored.contract_until == datetime.date(2027, 12, 31)
    only(bring(**cells), UNCHANGED)


def test_a_changed_list_is_told_and_a_blank_cell_takes_nothing_away(bring, unit, it_centre):
    unit("ĐBVN", "Cục Đường bộ Việt Nam")
    system = only(bring(**{TOGETHER: "CNTT"}), NEW)
    only(bring(), UNCHANGED)
    assert list(system.co_operators.all()) == [it_centre]
    plan = bring(**{TOGETHER: "ĐBVN"})
    only(plan, CHANGED)
    assert plan.outcomes[0].changed == ("co_operators",)
    assert [one.code for one in system.co_operators.all()] == ["ĐBVN"]
    assert LedgerEntry.objects.filter(verb="change_system", system=system).get().details["changed"] == ["co_operators"]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({TOGETHER: "Cục Không có"}, "ghi “Cục Không có”: chưa có đơn vị này trong cây tổ chức"),
        ({TOGETHER: "Cục Đăng kiểm Việt Nam"}, "đã là đơn vị đầu mối vận hành: bỏ ở cột này."),
        ({NUMBER: "5/HĐ"}, "có hợp đồng thuê thì phải ghi bên cung cấp dịch vụ."),
        ({UNTIL: "31/12/2027"}, "cột “Hợp đồng thuê đến hết ngày”, ghi “31/12/2027”: có hợp đồng thuê thì phải ghi"),
        ({PROVIDER: "Viettel", UNTIL: "31/02/2027"}, "ghi ngày có thật dạng ngày/tháng/năm"),
        ({PROVIDER: "Tài liệu TUYỆT MẬT"}, "không lưu bí mật nhà nước ở đây"),
        ({PROVIDER: "x" * 251}, "dài 251 ký tự; ghi nhiều nhất 250 ký tự."),
    ],
)
def test_what_is_wrong_is_told_with_its_row_and_column(bring, cells, words):
    sentence = refused(bring(**cells))
    assert "Dòng 2" in sentence and words in sentence


def test_two_units_of_one_name_are_told_apart_by_their_codes(bring, unit):
    for code in ("CC1", "CC2"):
        unit(code, "Chi cục Một")
    assert "có 2 đơn vị cùng tên này; ghi mã của đơn vị: CC1, CC2." in refused(bring(**{TOGETHER: "Chi cục Một"}))


def test_a_co_operator_that_becomes_the_lead_must_be_taken_from_the_list(bring, it_centre):
    system = only(bring(**{TOGETHER: "CNTT"}), NEW)
    plan = bring(**{"Đơn vị vận hành": "Trung tâm Công nghệ thông tin"})
    [problem] = plan.problems
    assert "đang là đơn vị cùng vận hành: ghi lại cột “Đơn vị cùng vận hành”." in problem.sentence
    moved = bring(**{"Đơn vị vận hành": "Trung tâm Công nghệ thông tin", TOGETHER: "ĐKVN"})
    only(moved, CHANGED)
    system.refresh_from_db()
    assert system.operator == it_centre and [one.code for one in system.co_operators.all()] == ["ĐKVN"]


def test_the_blank_sheet_has_the_columns_with_what_may_stand_in_them():
    sheet = load_workbook(io.BytesIO(blank_sheet())).active
    titles = [cell.value for cell in sheet[3]]
    explained = dict(zip(titles, (cell.value for cell in sheet[2]), strict=True))
    assert set(TITLES) <= set(titles)
    assert explained[TOGETHER] == "Tên hoặc mã, cách nhau bằng dấu chấm phẩy" and explained[UNTIL] == "31/12/2027"
