"""From the cells of one row to the values of one system, with every problem of the row named."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .columns import Column
from .tables import Table
from .values import BadCell, as_text, is_blank


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell: the sheet's row number, the column, what stands there, what would be right."""

    row: int
    column: str
    value: str
    message: str
    # The organisation to be made, where that is the matter.
    about: str = ""

    @property
    def sentence(self) -> str:
        where = _("Dòng %(row)s") % {"row": self.row}
        if self.column:
            where = _("%(where)s, cột “%(column)s”") % {"where": where, "column": self.column}
        if self.value:
            where = _("%(where)s, ghi “%(value)s”") % {"where": where, "value": self.value}
        return f"{where}: {self.message}"

    def to_json(self) -> dict:
        return {"row": self.row, "column": self.column, "value": self.value, "message": self.message}


@dataclass
class SystemRow:
    """One row as read: `fields` of the system, `facts`, the names of `parties`; a blank cell leaves no key at all."""

    number: int
    fields: dict = field(default_factory=dict)
    facts: dict = field(default_factory=dict)
    parties: dict[str, str] = field(default_factory=dict)
    co_operators: list[str] | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def code(self) -> str:
        return self.fields.get("code", "")

    @property
    def name(self) -> str:
        return self.fields.get("name", "")


def read_rows(table: Table, *, owner_known: bool) -> list[SystemRow]:
    """All rows of the table. `owner_known`: rows without an owner belong to one who was named beside the file."""
    required = ["code", "name", "operator"] + ([] if owner_known else ["owner"])
    rows = read_cells(table, required)
    for row in rows:
        _check_days(row, table)
    return rows


def read_cells(table: Table, required: list[str]) -> list[SystemRow]:
    """Every row as its columns say, without a look at how its values go together."""
    by_key = table.layout.by_key
    plan = [(by_key[key], place) for key, place in table.columns.items() if by_key[key].into != "skip"]
    return [_read_row(table, number, cells, plan, required) for number, cells in table.rows]


def _read_row(table: Table, number: int, cells: list, plan: list[tuple[Column, int]], required: list[str]) -> SystemRow:
    row = SystemRow(number)
    for column, place in plan:
        cell = cells[place] if place < len(cells) else ""
        title = table.titles[column.key]
        if error := table.errors.get((number - 1, place)):
            message = _("công thức bị lỗi; sửa công thức hoặc ghi giá trị.")
            row.problems.append(Problem(number, title, error, message))
        elif not is_blank(cell):
            _read_cell(row, column, title, cell)
        elif column.key in required:
            row.problems.append(Problem(number, title, "", _("ô trống; phải ghi.")))
    return row


def _read_cell(row: SystemRow, column: Column, title: str, cell) -> None:
    try:
        value = column.read(cell)
    except BadCell as bad:
        row.problems.append(Problem(row.number, title, _short(cell), str(bad)))
        return
    if column.into == "field":
        row.fields[column.key] = value
    elif column.into == "party":
        row.parties[column.key] = value
    elif column.into == "units":
        row.co_operators = value
    else:
        row.facts.update(value if column.into == "facts" else {column.key: value})
    if column.key == "conditional_business" and value:
        # Business under conditions is done by way of an online service; its absence says nothing of other services.
        row.facts["online_service"] = True


def _short(cell) -> str:
    text = " ".join(as_text(cell).split())
    return text if len(text) <= 80 else f"{text[:79]}…"


def _check_days(row: SystemRow, table: Table) -> None:
    start, end = row.fields.get("operation_from"), row.fields.get("operation_until")
    if start and end and end < start:
        message = _("ngày ngừng vận hành phải sau ngày đưa vào vận hành (%(day)s).") % {"day": f"{start:%d/%m/%Y}"}
        row.problems.append(Problem(row.number, table.titles["operation_until"], f"{end:%d/%m/%Y}", message))
