"""What every command has in common that brings a spreadsheet in: its options, its answer, its exit codes."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from systems.models import Organisation

from .outcomes import BAD, CHANGED, FilePlan
from .refusals import FileRefused


class SheetCommand(BaseCommand):
    """A dry run unless told to write.

    Exit 0: every row is good, or the good ones were chosen. Exit 1: a row is bad and nothing was stored. Exit 2: the
    file or an option is refused. A command says what `--write` does, has options of its own, and runs the file.
    """

    requires_system_checks = []  # pages have no part in it
    writes = ""

    def add_own_arguments(self, parser) -> None:
        """Options that only this command has."""

    def run(self, options) -> FilePlan:
        """Examine the file, or store it where `write` is set. Raises FileRefused."""
        raise NotImplementedError

    def lines(self, plan: FilePlan) -> list[str]:
        """What is said of the rows, before the tally."""
        return [problem.sentence for problem in plan.problems]

    def closing(self, plan: FilePlan) -> list[str]:
        """What is said after the tally."""
        return []

    def more(self, plan: FilePlan) -> dict:
        """What the JSON answer says besides."""
        return {}

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="tệp .xlsx hoặc .csv")
        parser.add_argument("--write", action="store_true", help=f"{self.writes}; không có thì chỉ xem thử")
        self.add_own_arguments(parser)
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
            plan = self.run(options)
        except FileRefused as refused:
            self._print(options, {"file": str(options["file"]), "refused": str(refused)}, str(refused), self.stderr)
            sys.exit(2)
        stored = plan.stored and bool(plan.counts["new"] or plan.counts["changed"])
        self._print(options, self._as_json(plan, options, stored), self._in_words(plan, options, stored), self.stdout)
        if plan.of(BAD) and not options["only_good"]:
            sys.exit(1)

    def _print(self, options, answer: dict, words: str, stream) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            stream.write(words)

    def _as_json(self, plan: FilePlan, options, stored: bool) -> dict:
        return {
            "file": str(options["file"]),
            "sheet": plan.table.sheet,
            "refused": None,
            "written": stored,
            "counts": plan.counts,
            **self.more(plan),
            "changed": {o.row.code: list(o.changed) for o in plan.of(CHANGED)},
            "problems": [problem.to_json() for problem in plan.problems],
            "remarks": plan.table.remarks,
        }

    def _in_words(self, plan: FilePlan, options, stored: bool) -> str:
        tally = _("%(rows)s dòng: %(new)s mới, %(changed)s thay đổi, %(unchanged)s giữ nguyên, %(bad)s sai.")
        said = [*plan.table.remarks, *self.lines(plan), tally % plan.counts, *self.closing(plan)]
        return "\n".join([*said, _ending(plan, options, stored)])


def owner_named(code: str | None) -> Organisation | None:
    """The owner of `--owner`; None where none was named. Raises FileRefused for a code that nobody has."""
    if code is None:
        return None
    if owner := Organisation.objects.filter(code=code).first():
        return owner
    raise FileRefused(_("Không có tổ chức nào mang mã “%(code)s” (--owner).") % {"code": code})


def _ending(plan: FilePlan, options, stored: bool) -> str:
    if stored:
        return _("Đã ghi.")
    if plan.stored:
        return _("Không có gì thay đổi, không ghi gì.")
    if options["write"]:
        return _("Chưa ghi gì vì còn dòng sai. Sửa tệp rồi nhập lại, hoặc thêm --only-good để ghi các dòng đúng.")
    return _("Đây là xem thử, chưa ghi gì. Thêm --write để ghi.")
