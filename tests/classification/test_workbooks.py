"""Workbooks hold what people typed as text, whatever they typed."""

import io

import pytest
from openpyxl import load_workbook

from classification.workbooks import Sheet, workbook


def written(value):
    book = load_workbook(io.BytesIO(workbook([Sheet("Bảng", (("Cột", 10),), [[value]])])))
    return book.worksheets[0]["A2"]


@pytest.mark.parametrize("typed", ["=1+1", '=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "#N/A", "<script>"])
def test_what_looks_like_a_formula_stays_text(typed):
    assert (written(typed).value, written(typed).data_type) == (typed, "s")


@pytest.mark.parametrize("letter", ["\0", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_a_letter_that_no_spreadsheet_takes_does_not_stop_the_list(letter):
    assert written(f"Hệ{letter}thống").value == "Hệ thống"
