"""The yearly report as an Excel workbook: the very content of the paper, cell by cell."""

from collections.abc import Iterator

from django.utils.translation import override

from classification.workbooks import Sheet, workbook
from documents.content import YearlyReport

WIDTHS = (6, 44, 30, 34, 10, 20, 34, 34, 16, 26, 16, 28)


def report_workbook(paper: YearlyReport) -> bytes:
    """Two sheets, as Vietnamese as the form: the counters, and the table of twelve columns."""
    with override("vi"):
        return workbook((
            Sheet("Thông tin chung", (("Nội dung", 90), ("Giá trị", 40)), _counters(paper)),
            Sheet(
                "Hệ thống thông tin",
                tuple(zip(paper.columns, WIDTHS, strict=True)),
                (line.cells(number) for number, line in enumerate(paper.systems, start=1)),
            ),
        ))  # fmt: skip


def _counters(paper: YearlyReport) -> Iterator[tuple]:
    yield "Đơn vị báo cáo", paper.sender
    if paper.number and paper.number.serial:
        yield "Số văn bản", paper.number.text
    yield "Kỳ báo cáo từ ngày", paper.opened_on
    yield "Số liệu đến hết ngày", paper.closed_on
    yield from paper.counters
    yield "Dự kiến hoàn thành phê duyệt đối với tất cả các hệ thống thông tin", paper.expected_on
