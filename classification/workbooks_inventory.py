"""The inventory as a sheet of a workbook: what is on screen, all pages of it."""

import datetime
from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from classification.inventory import line
from classification.workbooks import Sheet
from systems.templatetags.ui import DEPLOYMENTS, nbsp_level

AT_ONCE = 2000


def sheet(found: QuerySet, today: datetime.date) -> Sheet:
    """Rows of `inventory`, read in portions."""
    columns = (
        (_("Mã hệ thống"), 16), (_("Tên hệ thống"), 60), (_("Chủ quản"), 36), (_("Đơn vị vận hành"), 36),
        (_("Tình trạng"), 18), (_("Ngày đưa vào vận hành"), 16), (_("Ngày ngừng vận hành"), 16), (_("Cấp độ"), 14),
        (_("Hồ sơ"), 24), (_("Chi tiết"), 34), (_("Triển khai"), 30), (_("Người dùng"), 14), (_("Hạn gần nhất"), 14),
        (_("Ghi chú"), 40),
    )  # fmt: skip
    return Sheet(_("Danh mục hệ thống"), columns, _rows(found, today))


def _rows(found: QuerySet, today: datetime.date) -> Iterator[list]:
    for system in found.iterator(chunk_size=AT_ONCE):
        told = line(system, today)
        yield [
            system.code, system.name, system.owner, system.operator, system.get_status_display(), system.operation_from,
            system.operation_until, nbsp_level(system.level), told.word or _("Chưa có hồ sơ"), told.fine,
            DEPLOYMENTS[told.deployment], told.people, system.due_on, system.note,
        ]  # fmt: skip
