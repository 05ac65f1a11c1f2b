"""The progress page as sheets of a workbook."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from classification.progress import Count
from classification.progress_report import Report, Unit
from classification.workbooks import Sheet
from systems.templatetags.ui import nbsp_level, percent


def sheets(report: Report) -> Iterator[Sheet]:
    """The figure, the units, the levels, the stages, the days on which the count changed."""
    figures = (
        (_("Đang vận hành"), 16), (_("Đã phê duyệt cấp độ"), 22), (_("Đang triển khai"), 18),
        (_("Được bảo vệ"), 14), (_("Tỷ lệ"), 10),
    )  # fmt: skip
    yield Sheet(_("Tổng hợp"), ((_("Nội dung"), 42), (_("Giá trị"), 30)), _summary(report))
    units = ((_("Mã"), 14), (_("Đơn vị"), 60), *figures)
    yield Sheet(_("Theo đơn vị"), units, _units(report.units))
    levels = ((_("Cấp độ"), 26), *figures)
    yield Sheet(_("Theo cấp độ"), levels, ([_level(level), *_figures(count)] for level, count in report.levels))
    stages = ((_("Giai đoạn"), 30), (_("Hệ thống"), 12))
    yield Sheet(_("Đang ở đâu"), stages, ([stage.name, stage.reached] for stage in report.stages))
    days = ((_("Từ ngày"), 14), (_("Đang vận hành"), 16), (_("Được bảo vệ"), 14))
    yield Sheet(_("Theo thời gian"), days, ([point.day, point.total, point.protected] for point in report.curve))


def _summary(report: Report) -> Iterator[list]:
    yield [_("Đơn vị"), report.organisation or _("Các đơn vị bạn được xem")]
    yield [_("Tại ngày"), report.day]
    yield [_("Hệ thống đang vận hành"), report.count.total]
    yield [_("Đã phê duyệt cấp độ"), report.count.classified]
    yield [_("Đang triển khai phương án"), report.count.deploying]
    yield [_("Được bảo vệ"), report.count.protected]
    yield [_("Tỷ lệ (làm tròn xuống)"), percent(report.progress.percent)]
    yield [_("Mục tiêu (%)"), report.progress.target]
    yield [_("Còn thiếu (hệ thống)"), report.progress.needed]
    yield [_("Đã đạt mục tiêu"), _("có") if report.progress.reached else _("chưa")]


def _units(units: Iterable[Unit], depth: int = 0) -> Iterator[list]:
    for unit in units:
        yield [unit.code, "   " * depth + unit.name, *_figures(unit.count)]
        yield from _units(unit.children, depth + 1)


def _level(level: int | None) -> str:
    return nbsp_level(level) if level else _("Chưa được phê duyệt")


def _figures(count: Count) -> list:
    share = percent(count.tenths) if count.total else _("không có")
    return [count.total, count.classified, count.deploying, count.protected, share]
