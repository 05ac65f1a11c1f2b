"""The review of levels as a sheet of a workbook."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from classification.review import line
from classification.workbooks import Sheet
from systems.templatetags.ui import nbsp_level

AT_ONCE = 2000


def sheet(title: str, found: QuerySet) -> Sheet:
    """Rows of `review.reviewed`, read in portions."""
    columns = (
        (_("Mã hệ thống"), 16), (_("Tên hệ thống"), 60), (_("Chủ quản"), 36), (_("Đơn vị vận hành"), 36),
        (_("Cấp độ được phê duyệt"), 16), (_("Cấp độ đề xuất"), 16), (_("Cấp độ theo dữ kiện"), 16),
        (_("Căn cứ"), 60), (_("Quyết định"), 20), (_("Thiếu minh chứng"), 50), (_("Dữ kiện mâu thuẫn"), 60),
        (_("Chưa biết, có thể cao hơn"), 50),
    )  # fmt: skip
    return Sheet(title, columns, _rows(found))


def _rows(found: QuerySet) -> Iterator[list]:
    for system in found.iterator(chunk_size=AT_ONCE):
        told = line(system)
        levels = [nbsp_level(level) if level else "" for level in (system.approved, system.proposed, told.needed)]
        yield [
            system.code, system.name, system.owner, system.operator, *levels, "\n".join(told.grounds),
            system.decision_number, "\n".join(told.gaps), "\n".join(told.contradictions), ", ".join(told.unknown),
        ]  # fmt: skip
