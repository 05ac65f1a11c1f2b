"""`manage.py load_catalogue FILE.yaml [--write]`: a corrected edition of a requirement catalogue; a dry run by default.

Exit 0: the file is good. Exit 1: it has problems, and nothing was stored. Exit 2: it cannot be read or is refused.
"""

import datetime
import hashlib
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.catalogue_checking import Examined, examine
from classification.catalogue_differences import differences
from classification.errors import StepRefused
from classification.models import CatalogueEdition
from classification.models.catalogues import catalogue_of
from classification.oscal.catalogs_back import MOST, as_catalogue_file
from classification.oscal.words import NotOscal
from classification.plan_origins import standard_name
from classification.services import load_edition, put_to_use


class Command(BaseCommand):
    help = "Kiểm tra tệp bộ yêu cầu đã hiệu chỉnh, so với bản đang dùng; có --write thì đưa vào áp dụng."

    requires_system_checks = []  # pages have no part in it

    def add_arguments(self, parser):
        parser.add_argument(
            "file", type=Path, help="tệp .yaml cùng cấu trúc với tệp đang dùng, hoặc danh mục OSCAL .json"
        )
        parser.add_argument("--write", action="store_true", help="lưu và đưa vào áp dụng; không có thì chỉ xem thử")
        parser.add_argument("--from", dest="day", type=_day, help="áp dụng từ ngày (2026-12-15); mặc định hôm nay")
        parser.add_argument("--note", default="", help="nội dung hiệu chỉnh, nguồn đã đối chiếu; cần khi --write")

    def handle(self, *args, **options):
        content = _read(options["file"])
        examined = examine(content)
        if examined.problems:
            for problem in examined.problems:
                self.stderr.write(str(problem))
            self.stderr.write(_("%(n)s chỗ sai; chưa ghi gì.") % {"n": len(examined.problems)})
            sys.exit(1)
        self._tell(content, examined)
        if not options["write"]:
            self.stdout.write(_("Chưa ghi gì. Thêm --write để đưa vào áp dụng."))
            return
        try:
            edition = load_edition(content=content, filename=options["file"].name, by=None)
            day = options["day"] or timezone.localdate()
            put_to_use(edition=edition, note=options["note"], effective_from=day, by=None)
        except StepRefused as refused:
            self.stderr.write("\n".join(refused.reasons))
            sys.exit(2)
        self.stdout.write(_("Áp dụng từ ngày %(day)s. Hồ sơ đã lập giữ bản của mình.") % {"day": f"{day:%d/%m/%Y}"})

    def _tell(self, content: bytes, examined: Examined) -> None:
        """The differences from the edition in use, level by level, then one by one."""
        used = CatalogueEdition.objects.in_use(examined.standard, timezone.localdate())
        before = catalogue_of(examined.standard, used.sha256 if used else None)
        self.stdout.write(f"{standard_name(examined.standard)}  SHA-256 {hashlib.sha256(content).hexdigest()}")
        for one in differences(before, examined.catalogue):
            words = _(
                "Cấp độ %(level)s: %(before)s → %(after)s yêu cầu; thêm %(added)s, bỏ %(removed)s, đổi %(changed)s"
            )
            self.stdout.write(words % {
                "level": one.level, "before": one.before, "after": one.after, "added": len(one.added),
                "removed": len(one.removed), "changed": len(one.changed),
            })  # fmt: skip
            for sign, rows in (("+", one.added), ("-", one.removed)):
                for requirement in rows:
                    self.stdout.write(f"  {sign} {requirement.code}: {requirement.text}")
            for change in one.changed:
                for name, was, now in change.pairs:
                    self.stdout.write(f"  ~ {change.after.code} {name}: {was or '-'} → {now or '-'}")


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return as_catalogue_file(file.read(MOST + 1))
    except NotOscal as wrong:
        raise CommandError(str(wrong)) from wrong
    except OSError as wrong:
        raise CommandError(_("Không mở được tệp %(path)s: %(why)s.") % {"path": path, "why": wrong.strerror}) from wrong


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)
