"""`manage.py import_systems FILE.xlsx|csv [--write]`: a systems sheet in; a dry run unless told to write.

Exit 0: every row is good, or the good ones were chosen. Exit 1: a row is bad and nothing was stored. Exit 2: the file
or an option is refused.
"""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from systems.importing.examining import BAD, Plan, examine, settle
from systems.importing.organisations import Proposal
from systems.importing.reading import read_path, read_sheets
from systems.importing.refusals import FileRefused
from systems.importing.storing import import_systems
from systems.importing.tables import find_table
from systems.models import Organisation


class Command(BaseCommand):
    help = "Nhập danh mục hệ thống thông tin từ bảng tính; mặc định chỉ xem thử, không ghi."

    requires_system_checks = []  # pages have no part in it

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="tệp .xlsx hoặc .csv")
        parser.add_argument("--write", action="store_true", help="ghi vào danh mục; không có thì chỉ xem thử")
        parser.add_argument(
            "--create-organisations", action="store_true", help="tạo các chủ quản, đơn vị vận hành chưa có"
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
        self._print(options, as_json(plan, options, stored), in_words(plan, options, stored), self.stdout)
        if plan.of(BAD) and not options["only_good"]:
            sys.exit(1)

    def _run(self, options) -> Plan:
        owner = _owner(options["owner"])
        path = options["file"]
        table = find_table(read_sheets(read_path(path), path.name))

        def why_not_create(proposal: Proposal) -> str | None:
            return None if options["create_organisations"] else _missing(proposal)

        if not options["write"]:
            plan = examine(table, owner=owner)
            settle(plan, why_not_create)
            return plan
        return import_systems(
            table=table,
            by=None,
            on=timezone.localdate(),
            owner=owner,
            why_not_create=why_not_create,
            only_good=options["only_good"],
            source=path.name,
        )

    def _print(self, options, answer: dict, words: str, stream) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            stream.write(words)


def _owner(code: str | None) -> Organisation | None:
    if code is None:
        return None
    if owner := Organisation.objects.filter(code=code).first():
        return owner
    raise FileRefused(_("Không có tổ chức nào mang mã “%(code)s” (--owner).") % {"code": code})


def _missing(proposal: Proposal) -> str:
    if proposal.parent is None:
        return _("chưa có chủ quản này; thêm --create-organisations để tạo (mã %(code)s).") % {"code": proposal.code}
    return _("chưa có đơn vị này thuộc %(parent)s; thêm --create-organisations để tạo (mã %(code)s).") % {
        "parent": proposal.parent.name,
        "code": proposal.code,
    }


def as_json(plan: Plan, options, stored: bool) -> dict:
    return {
        "file": str(options["file"]),
        "sheet": plan.table.sheet,
        "refused": None,
        "written": stored,
        "counts": plan.counts,
        "organisations": [proposal.to_json() for proposal in plan.proposals],
        "changed": {o.row.code: list(o.changed) for o in plan.outcomes if o.verdict == "changed"},
        "problems": [problem.to_json() for problem in plan.problems],
        "remarks": plan.table.remarks,
    }


def in_words(plan: Plan, options, stored: bool) -> str:
    lines = list(plan.table.remarks)
    lines += [problem.sentence for problem in plan.problems if not problem.about]
    lines += [_missing_organisation(proposal, plan) for proposal in plan.proposals if proposal.key in plan.refused]
    lines += [_new_organisation(proposal) for proposal in plan.to_create]
    tally = _("%(rows)s dòng: %(new)s mới, %(changed)s thay đổi, %(unchanged)s giữ nguyên, %(bad)s sai.")
    return "\n".join([*lines, tally % plan.counts, *plan.consequences, _ending(plan, options, stored)])


def _missing_organisation(proposal: Proposal, plan: Plan) -> str:
    """One line for all rows that need it; the JSON answer has a problem for each."""
    numbers = sorted(set(proposal.rows))
    words = {
        "name": proposal.name,
        "reason": plan.refused[proposal.key],
        "rows": ", ".join(map(str, numbers[:12])) + (", …" if len(numbers) > 12 else ""),
        "count": len(numbers),
    }
    line = _("“%(name)s” (%(count)s dòng: %(rows)s): %(reason)s") % words
    return f"{line} {_('Có phải là “%s”?') % proposal.similar}" if proposal.similar else line


def _new_organisation(proposal: Proposal) -> str:
    words = {"name": proposal.name, "code": proposal.code, "parent": proposal.parent and proposal.parent.name}
    if proposal.parent is None:
        line = _("Đơn vị mới: %(name)s (mã %(code)s), đứng đầu cây tổ chức.") % words
    else:
        line = _("Đơn vị mới: %(name)s (mã %(code)s), thuộc %(parent)s.") % words
    return f"{line} {_('Gần giống “%s”.') % proposal.similar}" if proposal.similar else line


def _ending(plan: Plan, options, stored: bool) -> str:
    if stored:
        return _("Đã ghi.")
    if plan.stored:
        return _("Không có gì thay đổi, không ghi gì.")
    if options["write"]:
        return _("Chưa ghi gì vì còn dòng sai. Sửa tệp rồi nhập lại, hoặc thêm --only-good để ghi các dòng đúng.")
    return _("Đây là xem thử, chưa ghi gì. Thêm --write để ghi.")
