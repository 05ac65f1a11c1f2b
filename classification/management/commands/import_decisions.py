"""`manage.py import_decisions FILE --by NAME [--write]`: decisions on paper in; a dry run unless told to write.

Exit 0: every row is good, or the good ones were chosen. Exit 1: a row is bad and nothing was stored. Exit 2: the file
or an option is refused.
"""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.decision_sheets.columns import DECISIONS
from classification.decision_sheets.examining import Plan, examine
from classification.decision_sheets.storing import import_decisions
from systems.importing.examining import BAD
from systems.importing.reading import read_path, read_sheets
from systems.importing.refusals import FileRefused
from systems.importing.tables import find_table
from systems.models import Organisation, User


class Command(BaseCommand):
    help = "Ghi nhận các quyết định phê duyệt cấp độ đã có trên giấy từ bảng tính; mặc định chỉ xem thử, không ghi."

    requires_system_checks = []  # pages have no part in it

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="tệp .xlsx hoặc .csv")
        parser.add_argument("--write", action="store_true", help="ghi nhận; không có thì chỉ xem thử")
        parser.add_argument(
            "--by", metavar="TÀI_KHOẢN", help="ai ghi nhận: tài khoản ở đơn vị chuyên trách hoặc quản trị của chủ quản"
        )
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument(
            "--all-or-none",
            action="store_false",
            dest="only_good",
            default=False,
            help="còn dòng sai thì không ghi gì (mặc định)",
        )
        choice.add_argument("--only-good", action="store_true", default=False, help="ghi các dòng đúng, bỏ dòng sai")
        parser.add_argument("--owner", metavar="MÃ", help="mã chủ quản cho các dòng không ghi chủ quản")
        parser.add_argument("--json", action="store_true", help="in kết quả ở dạng JSON")

    def handle(self, *args, **options):
        try:
            plan = self._run(options)
        except FileRefused as refused:
            self._print(options, {"file": str(options["file"]), "refused": str(refused)}, str(refused), self.stderr)
            sys.exit(2)
        stored = plan.stored and bool(plan.counts["new"] or plan.counts["changed"])
        self._print(options, _as_json(plan, options, stored), _in_words(plan, options, stored), self.stdout)
        if plan.of(BAD) and not options["only_good"]:
            sys.exit(1)

    def _run(self, options) -> Plan:
        by, owner, path = _person(options), _owner(options["owner"]), options["file"]
        table = find_table(read_sheets(read_path(path), path.name), DECISIONS)
        given = {"table": table, "by": by, "today": timezone.localdate(), "owner": owner, "source": path.name}
        return import_decisions(only_good=options["only_good"], **given) if options["write"] else examine(**given)

    def _print(self, options, answer: dict, words: str, stream) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            stream.write(words)


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


def _owner(code: str | None) -> Organisation | None:
    if code is None:
        return None
    if owner := Organisation.objects.filter(code=code).first():
        return owner
    raise FileRefused(_("Không có tổ chức nào mang mã “%(code)s” (--owner).") % {"code": code})


def _as_json(plan: Plan, options, stored: bool) -> dict:
    return {
        "file": str(options["file"]),
        "sheet": plan.table.sheet,
        "refused": None,
        "written": stored,
        "counts": plan.counts,
        "changed": {o.row.code: o.changed for o in plan.outcomes if o.verdict == "changed"},
        "problems": [problem.to_json() for problem in plan.problems],
        "remarks": plan.table.remarks,
    }


def _in_words(plan: Plan, options, stored: bool) -> str:
    tally = _("%(rows)s dòng: %(new)s mới, %(changed)s thay đổi, %(unchanged)s giữ nguyên, %(bad)s sai.")
    sentences = [problem.sentence for problem in plan.problems]
    return "\n".join([*plan.table.remarks, *sentences, tally % plan.counts, _ending(plan, options, stored)])


def _ending(plan: Plan, options, stored: bool) -> str:
    if stored:
        return _("Đã ghi.")
    if plan.stored:
        return _("Không có gì thay đổi, không ghi gì.")
    if options["write"]:
        return _("Chưa ghi gì vì còn dòng sai. Sửa tệp rồi nhập lại, hoặc thêm --only-good để ghi các dòng đúng.")
    return _("Đây là xem thử, chưa ghi gì. Thêm --write để ghi.")
