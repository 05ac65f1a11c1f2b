"""`manage.py import_oscal FILE --dossier N --by NAME [--write]`: answers from an OSCAL plan; a dry run by default.

An OSCAL catalog comes in as a corrected edition: `manage.py load_catalogue FILE.json`.
Exit 0: the file fits. Exit 1: it does not, and nothing was stored; the sentences say why.
"""

import sys
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from classification.errors import StepRefused
from classification.models import Dossier
from classification.oscal.catalogs_back import MOST
from classification.oscal.plans_back import Reading, read_plan
from classification.oscal.words import NotOscal
from classification.services.oscal import fingerprint, import_plan
from systems.models import User


class Command(BaseCommand):
    help = "So câu trả lời trong tệp OSCAL (system-security-plan) với phương án của hồ sơ; có --write thì ghi."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="tệp OSCAL JSON")
        parser.add_argument("--dossier", type=int, required=True, help="số của hồ sơ nhận câu trả lời")
        parser.add_argument("--by", help="tên đăng nhập của người ghi; cần khi --write")
        parser.add_argument("--write", action="store_true", help="ghi; không có thì chỉ xem thử")

    def handle(self, *, file: Path, dossier: int, by, write, **options):
        found = Dossier.objects.with_parties().filter(pk=dossier).first()
        if found is None:
            raise CommandError(_("Không có hồ sơ số %(pk)s.") % {"pk": dossier})
        person = User.objects.filter(username=by, is_active=True).first() if by else None
        if write and person is None:
            raise CommandError(_("Ghi thì phải nói ai ghi: --by TÊN-ĐĂNG-NHẬP của một người đang dùng hệ thống."))
        content = _read(file)
        try:
            reading = read_plan(content, found)
        except NotOscal as why:
            self._refuse([str(why)])
        if reading.refusals:
            self._refuse(reading.refusals)
        self._tell(reading)
        if not write:
            self.stdout.write(_("Chưa ghi gì. Thêm --write --by TÊN để ghi."))
            return
        try:
            import_plan(dossier=found, content=content, by=person, seen=fingerprint(reading))
        except StepRefused as refused:
            self._refuse(refused.reasons)
        except PermissionDenied as refused:
            self._refuse([str(refused)])
        self.stdout.write(_("Đã ghi %(n)s câu trả lời.") % {"n": len(reading.changes)})

    def _tell(self, reading: Reading) -> None:
        words = _("%(n)s câu trả lời đổi, %(same)s giữ nguyên.")
        self.stdout.write(words % {"n": len(reading.changes), "same": reading.same})
        for sentence in reading.kept:
            self.stdout.write(f"  = {sentence}")
        for change in reading.changes:
            for name, now, then in change.pairs:
                self.stdout.write(f"  ~ {change.clause} {name}: {now or '-'} → {then or '-'}")

    def _refuse(self, sentences) -> None:
        for sentence in sentences:
            self.stderr.write(str(sentence))
        self.stderr.write(_("Chưa ghi gì."))
        sys.exit(1)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST + 1)
    except OSError as wrong:
        raise CommandError(_("Không mở được tệp %(path)s: %(why)s.") % {"path": path, "why": wrong.strerror}) from wrong
