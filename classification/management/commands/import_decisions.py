"""`manage.py import_decisions FILE --by NAME [--write]`: decisions on paper in; a dry run unless told to write."""

from django.utils import timezone
from django.utils.translation import gettext as _

from classification.decision_sheets.columns import DECISIONS
from classification.decision_sheets.examining import examine
from classification.decision_sheets.storing import import_decisions
from systems.importing.commanding import SheetCommand, owner_named
from systems.importing.outcomes import FilePlan
from systems.importing.reading import read_path, read_sheets
from systems.importing.refusals import FileRefused
from systems.importing.tables import find_table
from systems.models import User


class Command(SheetCommand):
    help = "Ghi nhận các quyết định phê duyệt cấp độ đã có trên giấy từ bảng tính; mặc định chỉ xem thử, không ghi."
    writes = "ghi nhận"

    def add_own_arguments(self, parser):
        parser.add_argument(
            "--by", metavar="TÀI_KHOẢN", help="ai ghi nhận: tài khoản ở đơn vị chuyên trách hoặc quản trị của chủ quản"
        )

    def run(self, options) -> FilePlan:
        by, owner, path = _person(options), owner_named(options["owner"]), options["file"]
        table = find_table(read_sheets(read_path(path), path.name), DECISIONS)
        given = {"table": table, "by": by, "today": timezone.localdate(), "owner": owner, "source": path.name}
        return import_decisions(only_good=options["only_good"], **given) if options["write"] else examine(**given)


def _person(options) -> User | None:
    """Who answers for the record: needed to write, so that no decision is recorded by nobody."""
    name = options["by"]
    if name is None:
        if options["write"]:
            raise FileRefused(_("Ghi nhận phải có người chịu trách nhiệm: thêm --by TÀI_KHOẢN."))
        return None
    if user := User.objects.filter(username=name, is_active=True).first():
        return user
    raise FileRefused(_("Không có tài khoản đang hoạt động nào tên “%(name)s” (--by).") % {"name": name})
